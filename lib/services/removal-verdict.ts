/** Why a removal for inactivity may not be confirmed, or not be undone: asked by the acts and by the page before them. */
import { listClientEvents } from '../../db/queries/client.ts'
import type { EpisodeRow } from '../../db/queries/episode.ts'
import { listClientsOfOrganization } from '../../db/queries/ladder.ts'
import type { Reader } from '../../db/transaction.ts'
import { type ClientStatus, clientStatus } from '../domain/client.ts'
import { episodeStatus } from '../domain/episode.ts'
import { CONFLICT_SENTENCE } from '../domain/review-verdict.ts'
import { lastActivityOf } from './activity-feed.ts'
import type { Context, Staff } from './context.ts'
import { episodeEvents } from './episode-step.ts'
import type { CaseEvent } from './ladder-facts.ts'
import { isOrganizationRemoved, removalCoversOrganization } from './removal-facts.ts'
import { conflictWith } from './review-facts.ts'

/** Days in which a removal can be undone, after which names of people are erased. Source: the portal's own rule. */
export const UNDO_DAYS = 30
const DAY = 24 * 60 * 60 * 1000

export const undoUntil = (removedAt: Date): Date => new Date(removedAt.getTime() + UNDO_DAYS * DAY)

export type RemovalFacts = {
  events: CaseEvent[]
  status: ClientStatus
  /** Whether the last suspension is the ladder's own. */
  suspendedByLadder: boolean
  /** Whether we heard, later than its case was opened, that the client was used after all. */
  used: boolean
  /** Whether the app has gone to another organization since the case was opened. */
  moved: boolean
  conflict: boolean
  whole: boolean
  /** By this case; null when it was not, or when it was undone. */
  removedAt: Date | null
  /** Whether the removal covered the organization. */
  removedWhole: boolean
  /** Whether the app behind the client was deleted. */
  appDeleted: boolean
  /** Whether the organization is removed now, be it by this case or another. */
  organizationRemoved: boolean
  now: Date
}

export async function removalFacts(
  reader: Reader,
  ctx: Context,
  staff: Staff,
  episode: EpisodeRow & { clientId: string },
): Promise<RemovalFacts> {
  const events = await episodeEvents(reader, episode.id)
  const clientEvents = await listClientEvents(reader, [episode.clientId])
  const own = await listClientsOfOrganization(reader, episode.organizationId)
  const last = clientEvents.findLast(({ kind }) => kind === 'suspended')
  const clients = await listClientsOfOrganization(reader, episode.organizationId)
  const removal = events.findLast(({ kind }) => kind === 'removed' || kind === 'restored')
  const seen = (await lastActivityOf(reader, [episode.clientId])).get(episode.clientId)
  return {
    events,
    status: clientStatus(clientEvents),
    suspendedByLadder: last?.criterion === 'inactive',
    used: seen !== undefined && seen.at > new Date(String(episode.evidence.lastActivityAt)),
    moved: !own.some(({ client }) => client.id === episode.clientId),
    conflict: await conflictWith(reader, staff, episode.organizationId),
    whole: await removalCoversOrganization(reader, episode.organizationId, episode.clientId, ctx.now),
    removedAt: removal?.kind === 'removed' ? removal.at : null,
    removedWhole: removal?.kind === 'removed' && removal.data.whole === true,
    appDeleted: clients.some(({ client, app }) => client.id === episode.clientId && app.deletedAt !== null),
    organizationRemoved: await isOrganizationRemoved(reader, episode.organizationId),
    now: ctx.now,
  }
}

/** @returns every reason against confirming the removal */
export function whyNotRemove(facts: RemovalFacts): string[] {
  const { events, status, suspendedByLadder, conflict, now } = facts
  if (facts.removedAt || status === 'removed') return ['This client is removed already.']
  const state = episodeStatus(events, now)
  if (state === 'closed') return ['This case is closed.']
  if (facts.moved) return ['The app belongs to another organization now, which nobody has asked.']
  if (!events.some(({ data }) => data.step === 'removal_asked')) return ['The ladder has not come to its end.']
  const reasons: string[] = []
  if (status !== 'suspended' || !suspendedByLadder) reasons.push('The client is not suspended for inactivity.')
  if (events.some(({ kind }) => kind === 'response')) {
    reasons.push('Somebody answered. Reinstate the client instead; the case then closes by itself.')
  }
  if (facts.used) reasons.push('It was used after all, as we heard later. Reinstate the client instead.')
  if (state === 'held') reasons.push('The case is held.')
  if (state === 'paused') reasons.push('A mail of an unknown sender waits for a look.')
  if (conflict) reasons.push(CONFLICT_SENTENCE)
  return reasons
}

/** @returns every reason against undoing the removal */
export function whyNotUndo(facts: RemovalFacts, now: Date): string[] {
  const { removedAt, removedWhole, appDeleted, conflict } = facts
  if (!removedAt) return ['Nothing was removed here, or it was undone before.']
  const reasons = conflict ? [CONFLICT_SENTENCE] : []
  if (appDeleted && !removedWhole) reasons.push('Its owner deleted the app, so there is nothing to give back.')
  if (facts.organizationRemoved && !removedWhole) {
    reasons.push('The organization was removed after this client. Undo that removal first.')
  }
  if (now.getTime() >= undoUntil(removedAt).getTime()) {
    reasons.push(`More than ${UNDO_DAYS} days have passed. The organization starts again at step 1.`)
  }
  return reasons
}
