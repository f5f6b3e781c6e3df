/**
 * The member's decision. Sharing keeps exactly what was shown and makes the provider's grant; not sharing goes back as
 * `access_denied`. A request is decided once: whoever consumes it first decides, a second post of the same form follows.
 * Only a "no" after a "yes" still counts, as long as the browser has not gone on: it ends the permission.
 */
import { setTimeout as wait } from 'node:timers/promises'
import type Koa from 'koa'
import { canonicalJson } from '../../lib/domain/canonical-json.ts'
import { accessEnd, parseGrantMonths } from '../../lib/domain/grant.ts'
import { type Lang, pageText } from '../../lib/domain/wording/pages.ts'
import { mirrorRevocation, recordGrant } from '../../lib/services/grant.ts'
import { readForm } from '../form.ts'
import { Onward } from '../pages/onward.tsx'
import { type Choice, type Consent, consentOf, nameOf } from './consent-view.ts'
import { langOfRequest, personOf, showConsent, showPeople, showRequestSignIn, withRequest } from './interaction.tsx'
import { givenScopes, keptScopes, tickedOf } from './offer.ts'
import { type AppRequest, type Interaction, RequestGone, refuseRequest } from './request.ts'
import type { MemberSession } from './session.ts'
import { contextOf, frameOf, goOn, type MemberSide, show } from './side.ts'

/** POST of the consent page, and of "do not share" on the pages before it. */
export function decide(side: MemberSide, ctx: Koa.Context, uid: string): Promise<void> {
  return withRequest(side, ctx, uid, async (request) => {
    const form = await readForm(ctx, new URL(side.provider.issuer).origin)
    if (form.get('decision') === 'refuse') {
      const url = await doNotShare(side, ctx, request)
      return leave(side, ctx, request, langOfRequest(ctx, request, form.get('lang') ?? undefined), url)
    }
    const { session, offer } = request
    const lang = langOfRequest(ctx, request, form.get('lang') ?? undefined)
    if (!session) {
      return showRequestSignIn(side, ctx, request, { lang, fault: pageText(lang, 'signIn.again'), status: 401 })
    }
    const person = personOf(session, form.get('patient') ?? '')
    if (!person) return showPeople(side, ctx, request, session, true, lang)
    const ticked = tickedOf(offer, form.getAll('optional'))
    const choice = { lang, person, ticked, months: parseGrantMonths(form.get('months') ?? undefined), fault: null }
    const consent = await consentOf(side, contextOf(side, ctx), { request, session, choice })
    if (form.get('decision') !== 'share' || form.get('shown') !== consent.shownDigest) {
      const fault = pageText(lang, 'consent.changed')
      return showConsent(side, ctx, request, session, { ...choice, fault }, 409)
    }
    await leave(side, ctx, request, lang, await share(side, ctx, request, session, choice, consent))
  })
}

/** Sends the browser on to the app. @param url where the provider goes on with the request */
async function leave(side: MemberSide, ctx: Koa.Context, request: AppRequest, lang: Lang, url: string): Promise<void> {
  if (request.inOneGo) return goOn(ctx, url)
  const app = await nameOf(contextOf(side, ctx), request.client, lang)
  show(ctx, <Onward page={{ frame: frameOf(side, lang, null), app, href: url }} />)
}

/** @returns where the browser goes next */
async function share(
  side: MemberSide,
  ctx: Koa.Context,
  request: AppRequest,
  session: MemberSession,
  choice: Choice,
  consent: Consent,
): Promise<string> {
  const { uid } = request.interaction
  if (!(await side.store.consume('Interaction', uid))) return (await decidedBefore(side, uid)).returnTo
  const service = contextOf(side, ctx, { kind: 'member', subject: session.subject })
  const scopes = keptScopes(request.offer, choice.ticked)
  const expiresAt = consent.until()
  const end = accessEnd({ scopes, createdAt: service.now, expiresAt })
  const providerGrantId = await saveProviderGrant(side, request, session, choice, end)
  const shown = consent.shown()
  await recordGrant(service, {
    environment: side.environment,
    clientId: request.client.clientId,
    patient: choice.person.id,
    scopes,
    attestationId: consent.label?.attestationId ?? null,
    labelDigest: consent.label?.labelDigest ?? service.digest(canonicalJson(shown)),
    lang: choice.lang,
    shown,
    expiresAt,
    providerGrantId,
    notifyEmail: session.email,
  })
  const result = { login: { accountId: session.subject, remember: false }, consent: { grantId: providerGrantId } }
  return side.provider.interactionResult(ctx.req, ctx.res, result, { mergeWithLastSubmission: false })
}

/** @returns where the browser goes next */
async function doNotShare(side: MemberSide, ctx: Koa.Context, { interaction, session }: AppRequest): Promise<string> {
  if (!(await side.store.consume('Interaction', interaction.uid))) {
    const { result } = await decidedBefore(side, interaction.uid)
    const providerGrantId = result?.consent?.grantId
    if (providerGrantId) {
      const actor = session ? ({ kind: 'member', subject: session.subject } as const) : undefined
      const { environment } = side
      await mirrorRevocation(contextOf(side, ctx, actor), { environment, providerGrantId, reason: 'member' })
    }
  }
  return refuseRequest(side, ctx, 'access_denied', 'The member did not share.')
}

/** How often and how long (ms) a double click waits for the first one. */
const TRIES = 50
const PAUSE = 100

/** The other half of a double click: waits for the decision that is being kept. */
async function decidedBefore(side: MemberSide, uid: string): Promise<Interaction> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const kept = await side.provider.Interaction.find(uid)
    if (!kept) break
    if (kept.result) return kept
    await wait(PAUSE)
  }
  throw new RequestGone('decided before')
}

/**
 * The provider's own grant. It names the refused scopes, too: what is neither given nor refused would be asked for again.
 * @param end when it can be used no more @returns its id
 */
async function saveProviderGrant(
  side: MemberSide,
  { client, offer, interaction }: AppRequest,
  session: MemberSession,
  choice: Choice,
  end: Date,
): Promise<string> {
  const grant = new side.provider.Grant({ accountId: session.subject, clientId: client.clientId })
  grant.exp = Math.floor(end.getTime() / 1000)
  const given = givenScopes(offer, choice.ticked)
  const asked = String(interaction.params.scope ?? '')
    .split(' ')
    .filter(Boolean)
  const refused = asked.filter((scope) => !given.includes(scope))
  const resource = side.settings.fhir[side.environment].url
  const indicator = typeof interaction.params.resource === 'string' ? interaction.params.resource : resource
  grant.addOIDCScope(given.join(' '))
  grant.addResourceScope(indicator, given.join(' '))
  if (refused.length > 0) {
    grant.rejectOIDCScope(refused.join(' '))
    grant.rejectResourceScope(indicator, refused.join(' '))
  }
  return grant.save()
}
