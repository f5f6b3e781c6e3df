/** Apps I share with: the list, what was shown for each, and stopping in one step. */
import type Koa from 'koa'
import { Refusal } from '../../lib/domain/refusal.ts'
import { dateText, type Lang, momentText, pageText } from '../../lib/domain/wording/pages.ts'
import { grantView, listGrants, type SharingView, stopGrant } from '../../lib/services/grant.ts'
import { readForm } from '../form.ts'
import { type GrantCard, Grants } from '../pages/grants.tsx'
import { Receipt, type ReceiptPage, type Shown } from '../pages/receipt.tsx'
import { dataTypesOf } from '../provider/smart.ts'
import { showError } from './error-page.tsx'
import type { MemberSession } from './session.ts'
import { ANEW, contextOf, frameOf, goOn, langOf, type MemberSide, query, show, withLang } from './side.ts'
import { checkPassword, publishedPeople, showSignIn } from './sign-in.tsx'

const PATH = '/grants'
const receiptPath = (grantId: string) => `${PATH}/${grantId}`

const isGrantId = (text: string | null | undefined): text is string => /^[0-9a-f-]{36}$/.test(text ?? '')

const memberContext = (side: MemberSide, ctx: Koa.Context, session: MemberSession) =>
  contextOf(side, ctx, { kind: 'member', subject: session.subject })

const sessionOf = (side: MemberSide, ctx: Koa.Context) => side.sessions.find(ctx, contextOf(side, ctx).now)

async function askWho(
  side: MemberSide,
  ctx: Koa.Context,
  back: string,
  form: { lang: Lang; username?: string; fault?: string; status?: number },
): Promise<void> {
  const page = {
    frame: frameOf(side, form.lang, back),
    app: null,
    action: `${PATH}/sign-in?to=${encodeURIComponent(back)}`,
    cancelAction: null,
    username: form.username ?? '',
    fault: form.fault ?? null,
    published: await publishedPeople(side),
  }
  showSignIn(side, ctx, { ...page, back }, form.status ?? 200, '')
}

/** Whose data a grant is about; somebody the member acts for no more is known by their number only. */
const personOf = (session: MemberSession, patient: string): ReceiptPage['person'] =>
  session.people.find(({ id }) => id === patient) ?? { name: patient, self: false }

function cardOf(side: MemberSide, session: MemberSession, lang: Lang, grant: SharingView): GrantCard {
  const date = (instant: Date) => dateText(lang, instant, side.settings.payer.zone)
  const sees = dataTypesOf(grant.scopes).map((type) => pageText(lang, `data.${type}`))
  if (grant.scopes.includes('sensitive-claims')) sees.push(pageText(lang, 'optional.sensitive'))
  if (grant.scopes.includes('offline_access')) sees.push(pageText(lang, 'optional.offline'))
  const over = grant.status === 'active' ? null : grant.status
  const overText = over && pageText(lang, `grants.over.${over}`, { date: date(grant.overAt ?? grant.until) })
  const ranOut = grant.once && over === 'ended'
  const moment = (instant: Date) => momentText(lang, instant, side.settings.payer.zone)
  const untilText = () => {
    if (over) return moment(grant.overAt ?? grant.until)
    return grant.once ? pageText(lang, 'grants.untilOnce', { moment: moment(grant.until) }) : date(grant.until)
  }
  return {
    grantId: grant.grantId,
    app: grant.appName,
    company: grant.company,
    person: personOf(session, grant.patient).name,
    sees,
    since: date(grant.since),
    until: untilText(),
    lastUsed: grant.lastUsed && date(grant.lastUsed),
    over: ranOut ? pageText(lang, 'grants.over.once', { date: date(grant.since) }) : overText,
    byPlan: grant.stoppedByPlan && pageText(lang, 'grants.byPlan', { date: date(grant.stoppedByPlan) }),
    news: grant.news.map((one) => pageText(lang, `grants.news.${one}`)),
    answersHref:
      grant.publishedAppId && withLang(`${side.settings.portal.url}/directory/${grant.publishedAppId}`, lang),
    stopAction: `${receiptPath(grant.grantId)}/stop`,
    receiptHref: withLang(receiptPath(grant.grantId), lang),
    earlier: grant.earlier.map(({ grantId, since }) => {
      return { grantId, date: date(since), href: withLang(receiptPath(grantId), lang) }
    }),
  }
}

/** GET /grants */
export async function drawGrants(side: MemberSide, ctx: Koa.Context): Promise<void> {
  const lang = langOf(ctx)
  const session = await sessionOf(side, ctx)
  if (!session) return askWho(side, ctx, PATH, { lang })
  const grants = await listGrants(memberContext(side, ctx, session), side.environment)
  const cards = grants.map((grant) => cardOf(side, session, lang, grant))
  const stoppedId = query(ctx, 'stopped')
  const names = (card: GrantCard) => [card, ...card.earlier].some(({ grantId }) => grantId === stoppedId)
  const stopped = cards.find((card) => card.over !== null && names(card))
  const page = {
    frame: frameOf(side, lang, stopped ? `${PATH}?stopped=${stopped.grantId}` : PATH),
    memberName: session.name,
    signOutAction: `${PATH}/sign-out`,
    stopped: stopped ? { app: stopped.app, company: stopped.company, person: stopped.person } : null,
    grants: cards,
  }
  show(ctx, <Grants page={page} />)
}

const missing = (error: unknown) => error instanceof Refusal && error.code === 'not_found'

/** GET /grants/:id */
export async function drawReceipt(side: MemberSide, ctx: Koa.Context, grantId: string): Promise<void> {
  const lang = langOf(ctx)
  const notFound = () => showError(side, ctx, { status: 404, sentence: 'error.notFound' })
  if (!isGrantId(grantId)) return notFound()
  const session = await sessionOf(side, ctx)
  if (!session) return askWho(side, ctx, receiptPath(grantId), { lang })
  try {
    const grant = await grantView(memberContext(side, ctx, session), side.environment, grantId)
    const page = {
      frame: frameOf(side, lang, receiptPath(grantId)),
      app: grant.appName,
      date: dateText(lang, grant.since, side.settings.payer.zone),
      person: personOf(session, grant.patient),
      once: grant.once,
      digest: grant.labelDigest,
      shown: grant.shown as Shown,
      grantsHref: withLang(PATH, lang),
    }
    show(ctx, <Receipt page={page} />)
  } catch (error) {
    if (!missing(error)) throw error
    notFound()
  }
}

const formOf = (side: MemberSide, ctx: Koa.Context) => readForm(ctx, new URL(side.provider.issuer).origin)

/** POST /grants/:id/stop */
export async function stop(side: MemberSide, ctx: Koa.Context, grantId: string): Promise<void> {
  const form = await formOf(side, ctx)
  const lang = langOf(ctx, form.get('lang') ?? undefined)
  const session = await sessionOf(side, ctx)
  if (!session) return askWho(side, ctx, PATH, { lang, fault: pageText(lang, 'signIn.forGrants'), status: 401 })
  try {
    if (!isGrantId(grantId)) throw new Refusal('not_found', 'There is no such grant.')
    await stopGrant(memberContext(side, ctx, session), { environment: side.environment, grantId })
    goOn(ctx, withLang(`${PATH}?stopped=${grantId}`, lang))
  } catch (error) {
    if (!missing(error)) throw error
    showError(side, ctx, { status: 404, sentence: 'error.notFound' }, lang)
  }
}

/** POST /grants/sign-in */
export async function signInForGrants(side: MemberSide, ctx: Koa.Context): Promise<void> {
  const form = await formOf(side, ctx)
  const lang = langOf(ctx, form.get('lang') ?? undefined)
  const wanted = /^\/grants\/([0-9a-f-]{36})$/.exec(query(ctx, 'to') ?? '')?.[1]
  const back = wanted === undefined ? PATH : receiptPath(wanted)
  const result = await checkPassword(side, ctx, form, lang)
  if ('fault' in result) return askWho(side, ctx, back, { lang, username: form.get('username') ?? '', ...result })
  await side.sessions.start(ctx, result.person, contextOf(side, ctx).now)
  goOn(ctx, withLang(back, lang))
}

/** POST /grants/sign-out */
export async function signOut(side: MemberSide, ctx: Koa.Context): Promise<void> {
  const form = await formOf(side, ctx)
  await side.sessions.end(ctx)
  goOn(ctx, withLang(`${PATH}?${ANEW}=1`, langOf(ctx, form.get('lang') ?? undefined)))
}
