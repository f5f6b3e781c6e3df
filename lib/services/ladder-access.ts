/** Finding and holding a case of inactivity for an act on it, in the one lock order. */
import { type EpisodeRow, findEpisode } from '../../db/queries/episode.ts'
import type { Reader, Tx } from '../../db/transaction.ts'
import { notFound } from '../domain/refusal.ts'
import { inactivityJudging } from './activity-feed.ts'
import type { Context, Staff } from './context.ts'
import { openEpisodeFacts } from './episode-act.ts'
import { lockedEpisode } from './episode-step.ts'
import { type CaseEvent, type LadderCase, ladderCase } from './ladder-facts.ts'
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

/** The same for a reviewer or lead, while the case is open. Refuses what every act on a case refuses. */
export async function caseForStaff(tx: Tx, ctx: Context, episodeId: string): Promise<HeldCase & { staff: Staff }> {
  const { staff, episode, events } = await openEpisodeFacts(tx, ctx, episodeId)
  return { episode: inactive(episode), events, staff }
}

/** Everything about the client of a case. */
export async function wholeCase(reader: Reader, ctx: Context, clientId: string): Promise<LadderCase> {
  const { gaps } = await inactivityJudging(reader, ctx.now, ctx.settings)
  const found = await ladderCase(reader, ctx, clientId, { paused: false, gaps })
  if (!found) throw notFound('client')
  return found
}
