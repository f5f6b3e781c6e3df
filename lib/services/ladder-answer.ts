/**
 * Answers to the inactivity ladder. Before the suspension any answer ends the case; after it the answer stops the removal,
 * and a person of AppSec lets the client work again.
 */
import { appendEpisodeEvent, type EpisodeEventRow, type EpisodeRow } from '../../db/queries/episode.ts'
import type { Tx } from '../../db/transaction.ts'
import type { Context } from './context.ts'
import { addEpisodeEvent, episodeEvents } from './episode-step.ts'
import { recordAudit } from './record.ts'

const OVER = {
  activity: 'The app was used again.',
  reinstated: 'The client works again.',
  removed: 'The client was removed.',
}

/** Ends a case for a reason that the portal itself saw. The caller holds the client and the case. */
export async function closeCase(tx: Tx, ctx: Context, episode: EpisodeRow, why: keyof typeof OVER): Promise<void> {
  const publicText = OVER[why]
  if (why === 'activity') {
    await addEpisodeEvent(tx, ctx, { episodeId: episode.id, kind: 'response', data: { how: why }, publicText })
  }
  await addEpisodeEvent(tx, ctx, { episodeId: episode.id, kind: 'closed', data: { why }, publicText })
  await audit(tx, ctx, episode, 'ladder.ended', { why })
}

export type Answer = {
  how: 'button' | 'link' | 'mail' | 'staff'
  by: Pick<EpisodeEventRow, 'actorKind' | 'actorId'>
  publicText: string
  internalText?: string
  /** The mail that says so, when one does. */
  inboundMailId?: string
}

/**
 * Writes down that a person answered. The caller holds the client and the case, and proved who it is.
 * @returns whether the case is over; false after a suspension, which only a person of AppSec lifts
 */
export async function recordAnswer(tx: Tx, ctx: Context, episode: EpisodeRow, answer: Answer): Promise<boolean> {
  const { how, by, publicText, internalText = '', inboundMailId } = answer
  const events = await episodeEvents(tx, episode.id)
  const suspended = events.some(({ data }) => data.step === 'suspension')
  await appendEpisodeEvent(tx, {
    ...{ id: ctx.randomId(), episodeId: episode.id, kind: 'response', at: ctx.now },
    ...{ ...by, human: true, publicText, internalText, mailId: null },
    data: { how, ...(inboundMailId ? { inboundMailId } : {}) },
  })
  if (!suspended) {
    const closed = { kind: 'closed' as const, data: { why: 'answered' }, publicText: 'Answered.' }
    await addEpisodeEvent(tx, ctx, { episodeId: episode.id, ...closed })
  }
  await audit(tx, ctx, episode, 'ladder.answered', { how })
  return !suspended
}

function audit(tx: Tx, ctx: Context, episode: EpisodeRow, act: string, data: Record<string, unknown>): Promise<void> {
  const { id: nounId, organizationId, clientId } = episode
  return recordAudit(tx, ctx, { act, noun: 'episode', nounId, organizationId, data: { clientId, ...data } })
}
