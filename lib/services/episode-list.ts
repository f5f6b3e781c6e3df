/** The register of at-risk cases as payer staff see it, and the open cases around a client or an organization. */
import { listClientEvents } from '../../db/queries/client.ts'
import { listEpisodeEvents } from '../../db/queries/episode.ts'
import { listEpisodesForStaff, listOpenEpisodesAround } from '../../db/queries/episode-list.ts'
import { listClientsOfOrganization } from '../../db/queries/stop.ts'
import type { Gap } from '../domain/activity-feed.ts'
import { datedText } from '../domain/calendar.ts'
import { type ClientStatus, clientStatus } from '../domain/client.ts'
import {
  EPISODE_KINDS,
  type EpisodeEvent,
  type EpisodeEventKind,
  type EpisodeKind,
  type EpisodeStatus,
  episodeStatus,
} from '../domain/episode.ts'
import { nextDeadline } from '../domain/episode-deadline.ts'
import { openBeforeReinstating } from '../domain/playbook.ts'
import { cursorText, parseCursor } from '../domain/review-queue.ts'
import { statusUnder } from '../domain/stop.ts'
import { inactivityJudging } from './activity-feed.ts'
import type { Context } from './context.ts'
import { staffOf } from './review-access.ts'
import { stopsOfCases } from './stop-step.ts'
import { isKey } from './submission-access.ts'

const PAGE = 25

/** An instant for programs and in words. */
export type Moment = { at: Date; when: string }

export type EpisodeListRow = {
  episodeId: string
  reference: string
  kind: EpisodeKind
  status: EpisodeStatus
  /** null for a case of the organization as a whole. */
  client: { clientId: string; name: string; status: ClientStatus } | null
  organization: string
  opened: Moment
  next: (Moment & { what: string; late: boolean }) | null
  /** Titles of what is open in the playbook and has to be done before anybody reinstates the client. */
  beforeReinstating: string[]
}

export type EpisodeListView = {
  kind: EpisodeKind | null
  closed: boolean
  rows: EpisodeListRow[]
  /** Pass as `after` for the next page; null at the end. */
  next: string | null
}

export type EpisodeListInput = { kind?: string; closed?: boolean; after?: string }

type Named = Awaited<ReturnType<typeof listEpisodesForStaff>>[number]
type EventRow = Awaited<ReturnType<typeof listEpisodeEvents>>[number]

export const asEvent = (row: EventRow): EpisodeEvent => ({ ...row, kind: row.kind as EpisodeEventKind })

/** Newest first. Refuses everybody but payer staff (`not_found`). */
export async function episodeRegister(ctx: Context, input: EpisodeListInput = {}): Promise<EpisodeListView> {
  staffOf(ctx)
  const kind = EPISODE_KINDS.find((one) => one === input.kind) ?? null
  const closed = input.closed ?? false
  const cursor = parseCursor(input.after)
  const after = cursor?.at && isKey(cursor.id) ? { at: cursor.at, id: cursor.id } : null
  const found = await listEpisodesForStaff(ctx.reader, { kind, closed, after, limit: PAGE + 1 })
  const shown = found.slice(0, PAGE)
  const last = shown.at(-1)?.episode
  return {
    ...{ kind, closed, rows: await listRows(ctx, shown) },
    next: last && found.length > PAGE ? cursorText({ at: last.openedAt, id: last.id }) : null,
  }
}

/**
 * Cases that nobody closed, newest first: of some clients, and of their organization as a whole. A step for pages of
 * payer staff; it asks nobody.
 */
export async function openCases(
  ctx: Context,
  of: { clientIds: readonly string[]; organizationId: string },
): Promise<EpisodeListRow[]> {
  return listRows(ctx, await listOpenEpisodesAround(ctx.reader, of))
}

/** The same of all clients of an organization, in production and in the sandbox. */
export async function openCasesOfOrganization(ctx: Context, organizationId: string): Promise<EpisodeListRow[]> {
  const clients = await listClientsOfOrganization(ctx.reader, organizationId)
  return openCases(ctx, { clientIds: clients.map(({ client }) => client.id), organizationId })
}

async function listRows(ctx: Context, shown: readonly Named[]): Promise<EpisodeListRow[]> {
  const cases = shown.map(({ episode }) => episode)
  const [events, clientEvents, stops, gaps] = await Promise.all([
    listEpisodeEvents(
      ctx.reader,
      cases.map(({ id }) => id),
    ),
    listClientEvents(
      ctx.reader,
      cases.flatMap(({ clientId }) => clientId ?? []),
    ),
    stopsOfCases(ctx.reader, cases),
    gapsOfCases(ctx, cases),
  ])
  return shown.map((row) => {
    const own = events.filter(({ episodeId }) => episodeId === row.episode.id).map(asEvent)
    const ofClient = clientEvents.filter((e) => e.clientId === row.episode.clientId)
    const before = suspendedBefore(row.episode, own, ofClient)
    const stoppedAt = stops.get(row.episode.id) ?? null
    return listRow(ctx, row, own, { status: clientStatus(ofClient), stoppedAt, before, gaps })
  })
}

export const moment = (ctx: Context, at: Date): Moment => ({ at, when: datedText(at, ctx.settings.calendar.zone) })

/**
 * Since when the client of a case of malicious activity was suspended before the case was opened; null for any other. Nobody
 * has to suspend it again, and what a suspension begins has begun.
 */
export function suspendedBefore(
  { kind }: { kind: EpisodeKind },
  events: readonly EpisodeEvent[],
  clientEvents: readonly { kind: string; at: Date }[],
): Date | null {
  if (kind !== 'malicious' || events.some((event) => event.kind === 'suspended')) return null
  const last = clientEvents.findLast((event) => event.kind === 'suspended' || event.kind === 'reinstated')
  return last?.kind === 'suspended' ? last.at : null
}

/** Times in which no use could be seen; nobody asks for them where no case is one of inactivity. */
export async function gapsOfCases(ctx: Context, cases: readonly { kind: EpisodeKind }[]): Promise<Gap[]> {
  if (!cases.some(({ kind }) => kind === 'inactive')) return []
  return (await inactivityJudging(ctx.reader, ctx.now, ctx.settings)).gaps
}

type RowFacts = {
  status: ClientStatus
  /** Since when the whole organization is stopped. */
  stoppedAt: Date | null
  /** As `suspendedBefore` tells. */
  before: Date | null
  gaps: readonly Gap[]
}

export function listRow(
  ctx: Context,
  { episode, clientName, organization }: Named,
  events: EpisodeEvent[],
  { status: own, stoppedAt, before, gaps }: RowFacts,
): EpisodeListRow {
  const of = { now: ctx.now, ladder: ctx.settings.ladder, live: own === 'live', stoppedAt: stoppedAt ?? before, gaps }
  const next = nextDeadline(episode, events, of)
  const status = statusUnder(own, stoppedAt !== null)
  return {
    episodeId: episode.id,
    reference: episode.reference,
    kind: episode.kind,
    status: episodeStatus(events, ctx.now),
    client: episode.clientId ? { clientId: episode.clientId, name: clientName ?? '', status } : null,
    organization,
    opened: moment(ctx, episode.openedAt),
    next: next && { ...moment(ctx, next.at), what: next.what, late: next.at < ctx.now },
    beforeReinstating: openBeforeReinstating(episode.kind, events).map(({ title }) => title),
  }
}
