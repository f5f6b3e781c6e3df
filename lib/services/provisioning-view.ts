/** Where clients stand in the payer's own authorization server, as staff, operators and developers see it. */
import { type ClientRow, findClient } from '../../db/queries/client.ts'
import { listLeftBehind, listOpenProvisioning, listProductionClients } from '../../db/queries/provisioning.ts'
import { datedText, localDay } from '../domain/calendar.ts'
import { may } from '../domain/organization.ts'
import { type DriftClient, type DriftReport, driftReport } from '../domain/provision-drift.ts'
import type { ProvisionMetadata } from '../domain/provision-metadata.ts'
import { whyNotRenew } from '../domain/provision-secret.ts'
import {
  isCallUnderWay,
  isProvisionOpen,
  leftBehind,
  nextCall,
  type ProvisionAttempt,
  type ProvisionCall,
  type ProvisionEnd,
  type ProvisionStanding,
  provisionNeedsAttention,
  provisionStanding,
  retryDelay,
} from '../domain/provisioning.ts'
import { notFound } from '../domain/refusal.ts'
import { dayText } from '../domain/wording.ts'
import { clientOfDeveloper } from './client.ts'
import type { Context } from './context.ts'
import {
  type DeveloperProvisionView,
  forDeveloper,
  livesElsewhere,
  provisionedOf,
  provisionedOne,
} from './provisioning-facts.ts'
import { mayAct, staffOf } from './review-access.ts'

type Instant = { at: Date; when: string }

export type ProvisionView = {
  standing: ProvisionStanding
  /** The client's id there; null while we manage none. */
  remoteId: string | null
  /** When it was last read back and well. */
  confirmed: Instant | null
  /** The last end of a call, and what the server said. */
  last: (Instant & ProvisionLast) | null
  /** When the next try comes by itself; null when none does. */
  nextTry: Instant | null
  /** Registrations that may have left a client there that can do nothing. */
  leftBehind: number
  /** `overwrite`: trying again puts right there what somebody changed. */
  may: { retry: boolean; overwrite: boolean; tellRemoved: boolean }
}

/** How the last call ended, and what the server said. */
export type ProvisionLast = { call: ProvisionCall; outcome: ProvisionEnd; detail: string }

const isEnd = (attempt: ProvisionAttempt): attempt is ProvisionAttempt & { outcome: ProvisionEnd } =>
  attempt.outcome !== 'started'

function leftBehindOf(ctx: Context, attempts: readonly ProvisionAttempt[]): number {
  return leftBehind(isCallUnderWay(attempts, ctx.now) ? attempts.slice(0, -1) : attempts)
}

/** For payer staff. Refuses everybody else with `not_found`. @returns null for clients that live in no other server */
export async function provisionView(ctx: Context, clientId: string): Promise<ProvisionView | null> {
  const staff = staffOf(ctx)
  const client = await findClient(ctx.reader, clientId)
  if (!client) throw notFound('client')
  const found = await provisionedOne(ctx.reader, ctx, client)
  if (!found) return null
  const { facts, attempts, remote } = found
  const instant = (at: Date): Instant => ({ at, when: datedText(at, ctx.settings.calendar.zone) })
  const standing = provisionStanding(facts)
  const last = facts.attempts.findLast(isEnd)
  const delay = retryDelay(facts)
  return {
    standing,
    remoteId: remote?.remoteId ?? null,
    confirmed: remote?.confirmedAt ? instant(remote.confirmedAt) : null,
    last: last ? { ...instant(last.at), call: last.call, outcome: last.outcome, detail: last.detail } : null,
    nextTry: last && delay !== null ? instant(new Date(last.at.getTime() + delay)) : null,
    leftBehind: leftBehindOf(ctx, attempts),
    may: {
      retry: mayAct(staff) && isProvisionOpen(facts),
      overwrite: standing === 'drifted' && nextCall(facts, 'retry') === 'update',
      tellRemoved: mayAct(staff) && remote !== undefined && last?.outcome === 'lost',
    },
  }
}

export type OwnProvisionView = DeveloperProvisionView & {
  mayRenew: boolean
  /** When that server ends the secret, a day in the payer's zone; null when it never does or told nothing. */
  secretEnd: (Instant & { over: boolean }) | null
}

/** For developers of its organization; refuses others with `not_found`. @returns null for clients that live in no other server */
export async function developerProvisionView(ctx: Context, clientId: string): Promise<OwnProvisionView | null> {
  const { client, app } = await clientOfDeveloper(ctx.reader, ctx, clientId, 'read')
  const found = await provisionedOne(ctx.reader, ctx, client)
  if (!found) return null
  const view = forDeveloper(found)
  const mayRenew = may(app.role, 'manage_client') && whyNotRenew({ ...view, type: client.type }) === null
  const endsAt = view.secret === 'none' ? null : (found.remote?.secretEndsAt ?? null)
  const day = endsAt && dayText('en', localDay(endsAt, ctx.settings.calendar.zone))
  const secretEnd = endsAt && day ? { at: endsAt, when: day, over: endsAt <= ctx.now } : null
  return { ...view, mayRenew, secretEnd }
}

/** The same of several clients, for views that already know who asks; clients that live in no other server are left out. */
export async function developerProvisioning(
  ctx: Context,
  clients: readonly ClientRow[],
): Promise<Map<string, DeveloperProvisionView>> {
  const own = clients.filter((client) => livesElsewhere(ctx, client))
  const found = await provisionedOf(ctx.reader, ctx, own)
  return new Map(found.map((one) => [one.client.id, forDeveloper(one)]))
}

const BATCH = 500

async function* productionClients(ctx: Context): AsyncGenerator<DriftClient> {
  for (let after = ''; ; ) {
    const rows = await listProductionClients(ctx.reader, after, BATCH)
    const found = await provisionedOf(
      ctx.reader,
      ctx,
      rows.map(({ client }) => client),
    )
    for (const [index, { client, facts, attempts, remote, metadata }] of found.entries()) {
      const last = facts.attempts.findLast(isEnd)
      yield {
        clientId: client.id,
        name: client.name,
        company: rows[index]?.company ?? '',
        standing: provisionStanding(facts),
        remoteId: remote?.remoteId ?? null,
        confirmedAt: remote?.confirmedAt?.toISOString() ?? null,
        detail: last?.detail ?? '',
        needsAttention: provisionNeedsAttention(facts, ctx.now),
        leftBehind: leftBehindOf(ctx, attempts),
        metadata,
      }
    }
    const last = rows.at(-1)
    if (!last || rows.length < BATCH) return
    after = last.client.id
  }
}

/**
 * For operators, who compare everything: reads every production client. Refuses all but staff and jobs with `not_found`. @param theirs that server's own list of clients; null when there is none
 * @returns null where Candor's own authorization server serves the members
 */
export async function provisionReport(
  ctx: Context,
  theirs: readonly ProvisionMetadata[] | null = null,
): Promise<DriftReport | null> {
  if (ctx.actor.kind !== 'system') staffOf(ctx)
  if (!ctx.settings.provisions) return null
  const ours: DriftClient[] = []
  for await (const client of productionClients(ctx)) ours.push(client)
  return driftReport(ours, theirs)
}

/** Clients on one page of the list. */
const PROVISION_PAGE = 25
/** The most that are looked at for the sentence above a list; more of them are "or more". */
const MOST_COUNTED = 100

export type ProvisionRow = Omit<DriftClient, 'metadata' | 'confirmedAt' | 'leftBehind' | 'detail'> & {
  /** null before the first call ended. */
  last: ProvisionLast | null
}

export type ProvisionPage = {
  rows: ProvisionRow[]
  /** Pass as `after` for the next page; null at the end. */
  next: string | null
  /** Registrations whose answer was lost, the newest first, at most a page of them. */
  leftBehind: { clientId: string; registrations: number }[]
}

async function openRows(ctx: Context, after: number, limit: number) {
  const open = await listOpenProvisioning(ctx.reader, after, limit)
  const found = await provisionedOf(
    ctx.reader,
    ctx,
    open.map(({ client }) => client),
  )
  return found.map(({ client, facts, remote }, index): ProvisionRow & { seq: number } => ({
    clientId: client.id,
    name: client.name,
    company: open[index]?.company ?? '',
    standing: provisionStanding(facts),
    remoteId: remote?.remoteId ?? null,
    last: facts.attempts.findLast(isEnd) ?? null,
    needsAttention: provisionNeedsAttention(facts, ctx.now),
    seq: open[index]?.seq ?? 0,
  }))
}

/**
 * For payer staff: the clients that the payer's own authorization server has not confirmed, whoever waits longest first.
 * Reads no others. Refuses everybody else with `not_found`.
 * @returns null where Candor's own authorization server serves the members
 */
export async function provisionPage(ctx: Context, input: { after?: string } = {}): Promise<ProvisionPage | null> {
  staffOf(ctx)
  if (!ctx.settings.provisions) return null
  const after = /^\d{1,15}$/.test(input.after ?? '') ? Number(input.after) : 0
  const found = await openRows(ctx, after, PROVISION_PAGE + 1)
  const shown = found.slice(0, PROVISION_PAGE)
  const last = shown.at(-1)
  return {
    rows: shown.map(({ seq: _, ...row }) => row),
    next: found.length > shown.length && last ? String(last.seq) : null,
    leftBehind: await listLeftBehind(ctx.reader, PROVISION_PAGE),
  }
}

export type ProvisionAlert = {
  /** Not as they shall be for longer than a new client may take. */
  notWell: number
  /** Of those, the ones that must stop and are still there. */
  running: number
  /** Whether there may be more of both. */
  more: boolean
}

/** The same in numbers, for a sentence. Refuses and returns null as `provisionPage` does. */
export async function provisionAlert(ctx: Context): Promise<ProvisionAlert | null> {
  staffOf(ctx)
  if (!ctx.settings.provisions) return null
  const rows = await openRows(ctx, 0, MOST_COUNTED)
  const notWell = rows.filter(({ needsAttention }) => needsAttention)
  const running = notWell.filter(({ standing }) => standing === 'not_yet_stopped')
  return { notWell: notWell.length, running: running.length, more: rows.length === MOST_COUNTED }
}
