/** What staff do in an at-risk case of any kind: notes, the playbook, and closing it. */

import { listClientEvents } from '../../db/queries/client.ts'
import type { EpisodeRow } from '../../db/queries/episode.ts'
import type { Tx } from '../../db/transaction.ts'
import { BREACH_RESULTS } from '../domain/breach.ts'
import { clientStatus } from '../domain/client.ts'
import { episodeStatus } from '../domain/episode.ts'
import { playbook, playbookItem } from '../domain/playbook.ts'
import { Refusal } from '../domain/refusal.ts'
import { reviewText } from '../domain/review-text.ts'
import { CONFLICT_SENTENCE } from '../domain/review-verdict.ts'
import type { Context, Staff } from './context.ts'
import { addEpisodeEvent, lockedEpisode } from './episode-step.ts'
import type { CaseEvent } from './ladder-facts.ts'
import { recordAudit } from './record.ts'
import { reviewerOf } from './review-access.ts'
import { conflictWith } from './review-facts.ts'

export type EpisodeFacts = { staff: Staff; episode: EpisodeRow; events: CaseEvent[] }

/**
 * Locks the client and the case of an act by a reviewer or lead. Refuses `not_found`, `read_only`, `conflict` for somebody
 * whose own mail domain is the organization's and, for a case that is over, `episode_closed`.
 */
export async function openEpisodeFacts(tx: Tx, ctx: Context, episodeId: string): Promise<EpisodeFacts> {
  const staff = reviewerOf(ctx)
  const { episode, events } = await lockedEpisode(tx, episodeId)
  if (await conflictWith(tx, staff, episode.organizationId)) throw new Refusal('conflict', CONFLICT_SENTENCE)
  if (episodeStatus(events, ctx.now) === 'closed') {
    throw new Refusal('episode_closed', 'This case is closed. What you typed is still here.')
  }
  return { staff, episode, events }
}

export function auditEpisode(tx: Tx, ctx: Context, episode: EpisodeRow, act: string, data = {}): Promise<void> {
  const { id, organizationId, clientId, kind } = episode
  return recordAudit(tx, ctx, { act, noun: 'episode', nounId: id, organizationId, data: { kind, clientId, ...data } })
}

export type EpisodeResult = { episodeId: string }

/** Refuses `text` (field `note`), `episode_closed`, `read_only`, `not_found`. */
export function noteEpisode(ctx: Context, input: { episodeId: string; note: string }): Promise<EpisodeResult> {
  return ctx.transaction(async (tx) => {
    const { episode } = await openEpisodeFacts(tx, ctx, input.episodeId)
    const internalText = reviewText(input.note, { field: 'note', ask: 'Write the note.' })
    await addEpisodeEvent(tx, ctx, { episodeId: episode.id, kind: 'note', internalText })
    await auditEpisode(tx, ctx, episode, 'episode.noted')
    return { episodeId: episode.id }
  })
}

export type CheckInput = { episodeId: string; item: string; note?: string }

/** Ticks an item of the playbook off. Refuses `item` for an unknown one and `checked_before`. */
export function checkEpisodeItem(ctx: Context, input: CheckInput): Promise<EpisodeResult> {
  return ctx.transaction(async (tx) => {
    const { episode, events } = await openEpisodeFacts(tx, ctx, input.episodeId)
    const item = playbookItem(episode.kind, input.item)
    if (!item) throw new Refusal('item', 'Choose an item of the playbook.', { field: 'item' })
    const before = playbook(episode.kind, events).find(({ code }) => code === item.code)?.done
    if (before) throw new Refusal('checked_before', `“${item.title}” was done before.`, { field: 'item' })
    const internalText = reviewText(input.note ?? '', { field: 'note' })
    await addEpisodeEvent(tx, ctx, {
      episodeId: episode.id,
      kind: 'checked',
      data: { item: item.code },
      internalText,
    })
    await auditEpisode(tx, ctx, episode, 'episode.checked', { item: item.code })
    return { episodeId: episode.id }
  })
}

export type CloseInput = {
  episodeId: string
  publicReason: string
  internalText?: string
  /** How a breach ended: a code of BREACH_RESULTS. */
  result?: string
}

/**
 * Closes a case with a reason that the developer reads. Refuses `still_suspended` while the client that the case stopped
 * is suspended, `result` for a breach without one, `text`, `episode_closed`, `read_only`, `not_found`.
 */
export function closeEpisode(ctx: Context, input: CloseInput): Promise<EpisodeResult> {
  return ctx.transaction(async (tx) => {
    const { episode, events } = await openEpisodeFacts(tx, ctx, input.episodeId)
    const stopped = events.flatMap(({ kind, data }) =>
      kind === 'suspended' ? String(episode.clientId ?? data.clientId ?? '') : [],
    )
    const clientEvents = await listClientEvents(tx, stopped)
    const isSuspended = (clientId: string) =>
      clientStatus(clientEvents.filter((event) => event.clientId === clientId)) === 'suspended'
    if (stopped.some(isSuspended)) {
      throw new Refusal('still_suspended', 'The client is still suspended. A second person reinstates it first.')
    }
    const result = BREACH_RESULTS.find(({ code }) => code === input.result)
    const ask = 'Write the reason in a sentence or two. The developer reads it.'
    const publicText = reviewText(input.publicReason, { field: 'closeReason', ask })
    const internalText = reviewText(input.internalText ?? '', { field: 'closeNote' })
    if (episode.kind === 'breach' && !result) throw new Refusal('result', 'Choose how it ended.', { field: 'result' })
    const data = result ? { result: result.title } : {}
    await addEpisodeEvent(tx, ctx, { episodeId: episode.id, kind: 'closed', data, publicText, internalText })
    await auditEpisode(tx, ctx, episode, 'episode.closed')
    return { episodeId: episode.id }
  })
}
