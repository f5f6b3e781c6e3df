/** The pages between an app's request and the member's decision. GET draws the step that is next; nothing changes by it. */
import type Koa from 'koa'
import { parseGrantMonths } from '../../lib/domain/grant.ts'
import type { Lang } from '../../lib/domain/wording/pages.ts'
import { speaker } from '../pages/layout.tsx'
import { ChoosePatient } from '../pages/patient.tsx'
import { type Choice, consentOf, nameOf, type Person } from './consent-view.ts'
import { showError } from './error-page.tsx'
import {
  AddressGone,
  type AppRequest,
  appRequest,
  areConsentsStopped,
  isOfNewCompany,
  isStopped,
  RequestGone,
  refuseRequest,
} from './request.ts'
import type { MemberSession } from './session.ts'
import { contextOf, frameOf, goOn, langOf, type MemberSide, query, show, showDrawn, withLang } from './side.ts'
import { publishedPeople, showSignIn } from './sign-in.tsx'

/** The longest that is ever given; a member may choose less. */
const MONTHS_AT_FIRST = 12

/** The page before the member chose anything. */
export function choiceAtFirst(lang: Lang, person: Person): Choice {
  return { lang, person, ticked: [], months: parseGrantMonths(String(MONTHS_AT_FIRST)), fault: null }
}

/** Runs a step about an app's request; a request that is gone, or an app that was stopped, gets its page. */
export async function withRequest(
  side: MemberSide,
  ctx: Koa.Context,
  uid: string,
  step: (request: AppRequest) => Promise<void>,
): Promise<void> {
  try {
    await step(await appRequest(side, ctx, uid))
  } catch (error) {
    if (error instanceof RequestGone) return showError(side, ctx, { status: 400, sentence: 'error.expired' })
    if (error instanceof AddressGone) return showError(side, ctx, { status: 400, sentence: 'error.redirect' })
    if (areConsentsStopped(error)) return showError(side, ctx, { status: 503, sentence: 'error.consents' })
    if (isOfNewCompany(error)) return showError(side, ctx, { status: 503, sentence: 'error.owner' })
    if (isStopped(error)) return showError(side, ctx, { status: 403, sentence: 'error.client', code: 'invalid_client' })
    throw error
  }
}

/** The language of a step: what was chosen, what the app asked for, what the browser prefers. */
export const langOfRequest = (ctx: Koa.Context, request: AppRequest, chosen?: string) =>
  langOf(ctx, chosen, request.interaction.params.ui_locales)

/** The person of that id, when the member may act for them; the only one when there is no choice. */
export function personOf(session: MemberSession, id: string | undefined): Person | undefined {
  if (session.people.length === 1 && id === undefined) return session.people[0]
  return session.people.find((person) => person.id === id)
}

export async function showConsent(
  side: MemberSide,
  ctx: Koa.Context,
  request: AppRequest,
  session: MemberSession,
  choice: Choice,
  status = 200,
): Promise<void> {
  const consent = await consentOf(side, contextOf(side, ctx), { request, session, choice })
  showDrawn(ctx, consent.draw(), status, request.formTarget)
}

/** @param missing whether the member went on without choosing */
export async function showPeople(
  side: MemberSide,
  ctx: Koa.Context,
  request: AppRequest,
  session: MemberSession,
  missing: boolean,
  chosenLang?: string,
): Promise<void> {
  const lang = langOfRequest(ctx, request, chosenLang)
  const page = {
    frame: frameOf(side, lang, request.path),
    app: await nameOf(contextOf(side, ctx), request.client, lang),
    memberName: session.name,
    action: request.path,
    cancelAction: `${request.path}/decide`,
    switchAction: `${request.path}/sign-out`,
    people: session.people,
    fault: missing ? speaker(lang)('patient.missing') : null,
  }
  show(ctx, <ChoosePatient page={page} />, missing ? 422 : 200, request.formTarget)
}

/** The sign-in page of a request. */
export async function showRequestSignIn(
  side: MemberSide,
  ctx: Koa.Context,
  request: AppRequest,
  form: { username?: string; fault?: string | null; status?: number; lang?: string } = {},
): Promise<void> {
  const lang = langOfRequest(ctx, request, form.lang)
  const page = {
    frame: frameOf(side, lang, request.path),
    app: await nameOf(contextOf(side, ctx), request.client, lang),
    action: `${request.path}/sign-in`,
    cancelAction: `${request.path}/decide`,
    username: form.username ?? '',
    fault: form.fault ?? null,
    published: await publishedPeople(side),
  }
  showSignIn(side, ctx, { ...page, back: request.path }, form.status ?? 200, request.formTarget)
}

/** GET: who is it, whose records, what exactly. */
export function drawStep(side: MemberSide, ctx: Koa.Context, uid: string): Promise<void> {
  return withRequest(side, ctx, uid, async (request) => {
    const { session, offer } = request
    if (offer.data.length === 0) {
      const next = await refuseRequest(side, ctx, 'invalid_scope', 'ask for a patient/ scope that is registered')
      return goOn(ctx, next)
    }
    if (!session) return showRequestSignIn(side, ctx, request)
    const id = query(ctx, 'patient')
    const person = personOf(session, id)
    if (!person) return showPeople(side, ctx, request, session, query(ctx, 'step') === 'patient')
    const lang = langOfRequest(ctx, request)
    await showConsent(side, ctx, request, session, choiceAtFirst(lang, person))
  })
}

/** After signing in or out: the same request again, in the same language. */
export const backToRequest = (ctx: Koa.Context, path: string, lang: string | null): void =>
  goOn(ctx, withLang(path, langOf(ctx, lang ?? undefined)))
