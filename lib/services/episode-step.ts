/** Opening a case and adding to it: the steps that the acts on malicious activity, inactivity and breaches share. */
import { lockClient } from '../../db/queries/client.ts'
import {
  appendEpisodeEvent,
  type EpisodeEventRow,
  type EpisodeRow,
  findEpisode,
  findEpisodeByKey,
  insertEpisode,
  listEpisodeEvents,
  lockEpisode,
} from '../../db/queries/episode.ts'
import type { Reader, Tx } from '../../db/transaction.ts'
import {
  type EpisodeEvent,
  type EpisodeEventKind,
  type EpisodeKind,
  episodeReference,
  isKnownToDeveloper,
} from '../domain/episode.ts'
import { notFound } from '../domain/refusal.ts'
import type { Context } from './context.ts'
import { isKey } from './submission-access.ts'
import { tellEpisode } from './webhook-event.ts'

export type NewEpisode = {
  kind: EpisodeKind
  organizationId: string
  clientId: string | null
  /** The same key never opens a second case of the same kind and organization. */
  key: string
  evidence: Record<string, unknown>
  publicText?: string
  internalText?: string
}

/** Opens a case, or finds the one that the same key opened before. The caller holds the lock of the client or organization. */
export async function openEpisode(
  tx: Tx,
  ctx: Context,
  facts: NewEpisode,
): Promise<{ episode: EpisodeRow; opened: boolean }> {
  const { kind, organizationId, clientId, key, evidence } = facts
  const id = ctx.randomId()
  const row: EpisodeRow = {
    ...{ id, kind, organizationId, clientId, key, evidence },
    reference: episodeReference(ctx.digest(id)),
    openedAt: ctx.now,
  }
  if (!(await insertEpisode(tx, row))) {
    const known = await findEpisodeByKey(tx, row)
    if (!known) throw new Error('an episode could neither be opened nor found')
    return { episode: known, opened: false }
  }
  const { publicText = '', internalText = '' } = facts
  await addEpisodeEvent(tx, ctx, { episodeId: id, kind: 'opened', publicText, internalText })
  return { episode: row, opened: true }
}

export type NewEpisodeEvent = {
  episodeId: string
  kind: EpisodeEventKind
  publicText?: string
  internalText?: string
  data?: Record<string, unknown>
  mailId?: string | null
}

/** Appends what the actor of the context did. @returns the event's id */
export async function addEpisodeEvent(tx: Tx, ctx: Context, event: NewEpisodeEvent): Promise<string> {
  const { actor } = ctx
  const by: Pick<EpisodeEventRow, 'actorKind' | 'actorId' | 'human'> =
    actor.kind === 'developer'
      ? { actorKind: 'developer', actorId: actor.personId, human: true }
      : 'staffId' in actor
        ? { actorKind: 'staff', actorId: actor.staffId, human: true }
        : { actorKind: 'system', actorId: null, human: false }
  const id = ctx.randomId()
  await appendEpisodeEvent(tx, {
    ...by,
    id,
    episodeId: event.episodeId,
    kind: event.kind,
    at: ctx.now,
    publicText: event.publicText ?? '',
    internalText: event.internalText ?? '',
    data: event.data ?? {},
    mailId: event.mailId ?? null,
  })
  if (event.kind === 'opened' || event.kind === 'closed') await tellWhoKnows(tx, ctx, event.episodeId, event.kind)
  return id
}

/** A breach that nobody told the organization of is opened and closed without a word to its webhooks. */
async function tellWhoKnows(tx: Tx, ctx: Context, episodeId: string, kind: 'opened' | 'closed'): Promise<void> {
  const episode = await findEpisode(tx, episodeId)
  if (!episode || !isKnownToDeveloper(episode, await episodeEvents(tx, episodeId))) return
  await tellEpisode(tx, ctx, episodeId, kind)
}

/** A case with its client, if it has one, and itself held until the transaction ends. Refuses `not_found`. */
export async function lockedEpisode(tx: Tx, episodeId: string) {
  const found = isKey(episodeId) ? await findEpisode(tx, episodeId) : undefined
  if (found?.clientId) await lockClient(tx, found.clientId)
  const episode = found && (await lockEpisode(tx, found.id))
  if (!episode) throw notFound('episode')
  return { episode, events: await episodeEvents(tx, episode.id) }
}

type StoredEvent = EpisodeEvent & { id: string; mailId: string | null }

/** The events of a case as the rules read them, oldest first, with their ids and mails. */
export async function episodeEvents(reader: Reader, episodeId: string): Promise<StoredEvent[]> {
  return (await eventsOfEpisodes(reader, [episodeId])).get(episodeId) ?? []
}

/** The same of several cases, read at once; a case without events has an empty list. */
export async function eventsOfEpisodes(
  reader: Reader,
  episodeIds: readonly string[],
): Promise<Map<string, StoredEvent[]>> {
  const events = new Map<string, StoredEvent[]>()
  for (const id of episodeIds) events.set(id, [])
  for (const row of await listEpisodeEvents(reader, [...episodeIds])) {
    events.get(row.episodeId)?.push({ ...row, kind: row.kind as EpisodeEventKind })
  }
  return events
}
