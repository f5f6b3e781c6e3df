/**
 * Grants: what a member allowed, with the digest, language and exact text of what was shown; the list of apps a member
 * shares with; stopping, which kills the tokens at once. Every change has its row in the member chain of the audit.
 */
import { findCurrentAttestation, isAnsweredByOwner } from '../../db/queries/attestation.ts'
import { listClientEvents, lockClient } from '../../db/queries/client.ts'
import {
  appendGrantEvent,
  findGrantOfProvider,
  findGrantOfSubject,
  type GrantRow,
  insertGrant,
  listGrantEvents,
  listGrantsOfSubject,
  lockActiveGrantsOf,
  lockGrantOfProvider,
  type NamedGrant,
  touchGrantRow,
} from '../../db/queries/grant.ts'
import { deleteProviderState, deleteProviderStateOfGrant } from '../../db/queries/provider-state.ts'
import type { Tx } from '../../db/transaction.ts'
import { canonicalJson } from '../domain/canonical-json.ts'
import { clientStatus, type Environment, stoppedBy } from '../domain/client.ts'
import { accessEnd, GRANT_MONTHS, type GrantStatus, grantEnd, grantStatus, isOnce, sharings } from '../domain/grant.ts'
import { type AnswerNews, answerNews } from '../domain/label.ts'
import { notFound, Refusal } from '../domain/refusal.ts'
import { phoneText } from '../domain/wording/phone.ts'
import { noticesOf } from './attestation.ts'
import { refuseOthersAnswers } from './consent-step.ts'
import type { Context, Member } from './context.ts'
import { recordAudit, recordMail } from './record.ts'
import { organizationStops, refuseStopped } from './stop-step.ts'

export type GrantInput = {
  environment: Environment
  clientId: string
  /** FHIR id of the person whose records are shared; the caller proved that the member may act for them. */
  patient: string
  scopes: string[]
  /** What the label came from; null for a sandbox client of an app that was never approved. */
  attestationId: string | null
  labelDigest: string
  lang: 'en' | 'es'
  /** Everything that was shown, as data. */
  shown: Record<string, unknown>
  expiresAt: Date
  providerGrantId: string
  notifyEmail: string | null
}

function memberOf(ctx: Context): Member {
  if (ctx.actor.kind !== 'member') throw notFound('grant')
  return ctx.actor
}

/** Keeps what a member just allowed. Refuses a stopped client or organization, `consents_stopped`, `answers_of_another`, and an end date of more than a year. */
export function recordGrant(ctx: Context, input: GrantInput): Promise<{ grantId: string }> {
  const { subject } = memberOf(ctx)
  return ctx.transaction(async (tx) => {
    const client = await lockClient(tx, input.clientId)
    if (!client || client.environment !== input.environment) throw notFound('client')
    if (clientStatus(await listClientEvents(tx, [client.id])) !== 'live') {
      throw new Refusal('client_stopped', 'This app cannot get data right now.')
    }
    await refuseStopped(tx, input.environment, client.id)
    refuseOthersAnswers(input.environment, await isAnsweredByOwner(tx, client.appId))
    const longest = grantEnd(ctx.now, GRANT_MONTHS[GRANT_MONTHS.length - 1] ?? 12, ctx.settings.payer.zone)
    if (input.expiresAt > longest) throw new Refusal('grant_too_long', 'Sharing can last a year at most.')
    const { shown, ...facts } = input
    const row: GrantRow = {
      ...facts,
      id: ctx.randomId(),
      subject,
      shown: canonicalJson(shown),
      createdAt: ctx.now,
      lastUsedAt: null,
    }
    await insertGrant(tx, row)
    await append(tx, ctx, row, 'granted', '')
    await mailMember(tx, ctx, row, 'grant_connected')
    await audit(tx, ctx, row, 'grant.granted')
    return { grantId: row.id }
  })
}

async function append(
  tx: Tx,
  ctx: Context,
  row: GrantRow,
  kind: 'granted' | 'stopped' | 'revoked' | 'ended',
  reason: string,
): Promise<void> {
  await appendGrantEvent(tx, { id: ctx.randomId(), grantId: row.id, kind, at: ctx.now, reason })
}

/** Subject and preview of these mails carry no name of an app and nothing about health. */
async function mailMember(
  tx: Tx,
  ctx: Context,
  row: GrantRow,
  kind: 'grant_connected' | 'grant_stopped' | 'grant_revoked',
) {
  if (row.notifyEmail === null) return
  const url = `${ctx.settings.authserverUrl[row.environment]}/grants?lang=${row.lang}`
  const props = { url, payer: ctx.settings.payer.shortName, phone: phoneText(row.lang, ctx.settings.payer.memberPhone) }
  await recordMail(tx, ctx, { kind, to: row.notifyEmail, lang: row.lang, props })
}

async function audit(tx: Tx, ctx: Context, row: GrantRow, act: string): Promise<void> {
  const data = { clientId: row.clientId, environment: row.environment, labelDigest: row.labelDigest, lang: row.lang }
  await recordAudit(tx, ctx, { act, noun: 'grant', nounId: row.id, data }, 'member')
}

/** Ends everything the provider holds for a grant, in the caller's transaction: effective at the next call. */
async function killTokens(tx: Tx, ctx: Context, row: GrantRow): Promise<void> {
  if (row.providerGrantId === null) return
  await deleteProviderStateOfGrant(tx, row.environment, row.providerGrantId)
  const idDigest = ctx.digest(row.providerGrantId)
  await deleteProviderState(tx, { environment: row.environment, model: 'Grant', idDigest })
}

async function isOver(tx: Tx, row: GrantRow): Promise<boolean> {
  return (await listGrantEvents(tx, [row.id])).some((event) => event.kind !== 'granted')
}

/**
 * Stops sharing in one step: every active grant of the same app and person, since each consent was a grant of its own.
 * Stopping twice changes nothing. Refuses `not_found` for somebody else's grant.
 */
export function stopGrant(ctx: Context, input: { environment: Environment; grantId: string }): Promise<void> {
  const { subject } = memberOf(ctx)
  return ctx.transaction(async (tx) => {
    const named = await findGrantOfSubject(tx, input.environment, subject, input.grantId)
    if (!named) throw notFound('grant')
    // Whoever records a consent holds the client, so none can come in between.
    await lockClient(tx, named.grant.clientId)
    const rows = await lockActiveGrantsOf(tx, named.grant, ctx.now)
    for (const row of rows) {
      await killTokens(tx, ctx, row)
      await append(tx, ctx, row, 'stopped', 'member')
    }
    const last = rows.at(-1)
    if (last) await mailMember(tx, ctx, last, 'grant_stopped')
    for (const row of rows) await audit(tx, ctx, row, 'grant.stopped')
  })
}

/**
 * Ends what the provider knows as one grant: it revoked a replayed code or token, the app gave its token back, or the
 * member took the decision back before the app heard of it.
 */
export function mirrorRevocation(
  ctx: Context,
  input: { environment: Environment; providerGrantId: string; reason: 'replayed' | 'app' | 'member' },
): Promise<void> {
  return ctx.transaction(async (tx) => {
    const row = await lockGrantOfProvider(tx, input.environment, input.providerGrantId)
    if (!row) return
    await killTokens(tx, ctx, row)
    if (await isOver(tx, row)) return
    const kind = input.reason === 'member' ? 'stopped' : 'revoked'
    await append(tx, ctx, row, kind, input.reason)
    await mailMember(tx, ctx, row, `grant_${kind}`)
    await audit(tx, ctx, row, `grant.${kind}`)
  })
}

export type GrantView = {
  grantId: string
  clientId: string
  /** As the member was shown it when they agreed, whatever the app is called by now. */
  appName: string
  company: string
  patient: string
  scopes: string[]
  since: Date
  /** When the app can get nothing more by it. */
  until: Date
  /** Whether it could get data only right after the yes. */
  once: boolean
  lastUsed: Date | null
  status: GrantStatus
  /** When it stopped, was revoked or ended; null while active. */
  overAt: Date | null
  lang: 'en' | 'es'
  labelDigest: string
  /** What the consent page showed, as data. */
  shown: Record<string, unknown>
  /** Since when the plan has stopped the app; null while it may get data. */
  stoppedByPlan: Date | null
  /** What became of the company's answers since the member read them. */
  news: AnswerNews[]
  /** The app in the directory, where its answers stand as they are now; null when none are published. */
  publishedAppId: string | null
}

/** What an app may see of one person; `earlier` are consents before the one that is shown, newest first. */
export type SharingView = GrantView & { earlier: GrantView[] }

/** What the signed-in member shares or shared, one entry per app and person, newest first. */
export async function listGrants(ctx: Context, environment: Environment): Promise<SharingView[]> {
  const { subject } = memberOf(ctx)
  return sharings(await viewsOf(ctx, await listGrantsOfSubject(ctx.reader, environment, subject, ctx.now)))
}

/** One grant of the signed-in member; refuses `not_found` for somebody else's. */
export async function grantView(ctx: Context, environment: Environment, grantId: string): Promise<GrantView> {
  const row = await findGrantOfSubject(ctx.reader, environment, memberOf(ctx).subject, grantId)
  const [view] = await viewsOf(ctx, row ? [row] : [])
  if (!view) throw notFound('grant')
  return view
}

/** @returns for each of these grants what became of the answers that were read */
async function answersSince(ctx: Context, rows: NamedGrant[]) {
  const current = new Map<string, string>()
  for (const appId of new Set(rows.map((row) => row.appId))) {
    const attestation = await findCurrentAttestation(ctx.reader, appId)
    if (attestation) current.set(appId, attestation.id)
  }
  const notices = new Map<string, Awaited<ReturnType<typeof noticesOf>>>()
  for (const id of new Set([...current.values(), ...rows.map(({ grant }) => grant.attestationId)])) {
    if (id !== null) notices.set(id, await noticesOf(ctx.reader, id))
  }
  const published = (id: string | null | undefined) =>
    id ? { attestationId: id, notices: notices.get(id) ?? [] } : null
  return ({ grant, appId }: NamedGrant): Pick<GrantView, 'news' | 'publishedAppId'> => ({
    news: answerNews(published(grant.attestationId), grant.createdAt, published(current.get(appId))),
    publishedAppId: current.has(appId) ? appId : null,
  })
}

async function viewsOf(ctx: Context, rows: NamedGrant[]): Promise<GrantView[]> {
  const ids = rows.map((row) => row.grant.id)
  const events = await listGrantEvents(ctx.reader, ids)
  const clientIds = [...new Set(rows.map((row) => row.grant.clientId))]
  const clientEvents = await listClientEvents(ctx.reader, clientIds)
  const organizationStop = await organizationStops(ctx.reader, clientIds)
  const newsOf = await answersSince(ctx, rows)
  return rows.map((row) => {
    const { grant, appName, company } = row
    const shown = JSON.parse(grant.shown) as Record<string, unknown>
    const own = events.filter((event) => event.grantId === grant.id)
    const until = accessEnd(grant)
    const status = grantStatus(own, until, ctx.now)
    const over = own.find((event) => event.kind !== 'granted')
    return {
      grantId: grant.id,
      clientId: grant.clientId,
      appName: typeof shown.app === 'string' ? shown.app : appName,
      company,
      patient: grant.patient,
      scopes: grant.scopes,
      since: grant.createdAt,
      until,
      once: isOnce(grant.scopes),
      lastUsed: grant.lastUsedAt,
      status,
      overAt: over?.at ?? (status === 'ended' ? until : null),
      lang: grant.lang,
      labelDigest: grant.labelDigest,
      shown,
      stoppedByPlan:
        stoppedBy(clientEvents.filter(({ clientId }) => clientId === grant.clientId))?.at ??
        organizationStop.get(grant.clientId) ??
        null,
      ...newsOf(row),
    }
  })
}

/** Facts of an active grant for the provider; null when it is over. */
export async function activeGrant(
  ctx: Context,
  environment: Environment,
  providerGrantId: string,
): Promise<{ grantId: string; clientId: string; patient: string; scopes: string[]; expiresAt: Date } | null> {
  const row = await findGrantOfProvider(ctx.reader, environment, providerGrantId)
  if (!row) return null
  const events = await listGrantEvents(ctx.reader, [row.id])
  if (grantStatus(events, accessEnd(row), ctx.now) !== 'active') return null
  const { id, clientId, patient, scopes, expiresAt } = row
  return { grantId: id, clientId, patient, scopes, expiresAt }
}

const TOUCH_EVERY_MS = 60_000

/** Notes that an app used a grant. Not audited: reads are no change. */
export async function touchGrant(ctx: Context, grantId: string): Promise<void> {
  const before = new Date(ctx.now.getTime() - TOUCH_EVERY_MS)
  await ctx.transaction((tx) => touchGrantRow(tx, grantId, ctx.now, before))
}
