/** Finding and holding a case of inactivity for an act on it, in the one lock order. */
import { type EpisodeRow, findEpisode } from '../../db/queries/episode.ts'
import type { Reader, Tx } from '../../db/transaction.ts'
import { episodeStatus } from '../domain/episode.ts'
import { notFound, Refusal } from '../domain/refusal.ts'
import type { Context, Staff } from './context.ts'
import { lockedEpisode } from './episode-step.ts'
import { type CaseEvent, type LadderCase, ladderCase } from './ladder-facts.ts'
import { reviewerOf } from './review-access.ts'
import { conflictWith } from './review-facts.ts'
import { isKey } from './submission-access.ts'

/** A case of inactivity. Refuses `not_found` for anything else. */
export async function inactiveEpisode(reader: Reader, episodeId: string): Promise<EpisodeRow & { clientId: string }> {
  return inactive(isKey(episodeId) ? await findEpisode(reader, episodeId) : undefined)
}

function inactive(episode: EpisodeRow | undefined): EpisodeRow & { clientId: string } {
  if (episode?.kind !== 'inactive' || episode.clientId === null) throw notFound('episode')
  return { ...episode, clientId: episode.clientId }
}

export type HeldCase = { episode: EpisodeRow & { clientId: string }; events: CaseEvent[] }

/** The case with its client and itself held until the transaction ends. */
export async function heldCase(tx: Tx, episodeId: string): Promise<HeldCase> {
  const { episode, events } = await lockedEpisode(tx, episodeId)
  return { episode: inactive(episode), events }
}

/**
 * The same for a reviewer or lead who may act on the organization, while the case is open. Refuses `not_found`,
 * `read_only`, `conflict`, `case_closed`.
 */
export async function caseForStaff(tx: Tx, ctx: Context, episodeId: string): Promise<HeldCase & { staff: Staff }> {
  const staff = reviewerOf(ctx)
  const held = await heldCase(tx, episodeId)
  if (await conflictWith(tx, staff, held.episode.organizationId)) {
    throw new Refusal('conflict', 'Your own mail domain is one of this organization’s, so a colleague has to act.')
  }
  if (episodeStatus(held.events, ctx.now) === 'closed') throw new Refusal('case_closed', 'This case is closed already.')
  return { ...held, staff }
}

/** Everything about the client of a case. */
export async function wholeCase(reader: Reader, ctx: Context, clientId: string): Promise<LadderCase> {
  const found = await ladderCase(reader, ctx, clientId, { paused: false, gaps: [] })
  if (!found) throw notFound('client')
  return found
}
