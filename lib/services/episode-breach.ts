/**
 * What staff do in a case of a breach: telling the developer, and noting the state of the security-rating service's own
 * invite, the developer's answers, and by when each finding is put right.
 */

import type { Tx } from '../../db/transaction.ts'
import { type BreachAnswer, breachAnswer, INVITE_STATES, type InviteState } from '../domain/breach.ts'
import { Refusal } from '../domain/refusal.ts'
import { reviewText } from '../domain/review-text.ts'
import type { Context } from './context.ts'
import { auditEpisode, type EpisodeFacts, type EpisodeResult, openEpisodeFacts } from './episode-act.ts'
import { tellBreach } from './episode-breach-step.ts'
import { addEpisodeEvent } from './episode-step.ts'

async function breachFacts(tx: Tx, ctx: Context, episodeId: string): Promise<EpisodeFacts> {
  const facts = await openEpisodeFacts(tx, ctx, episodeId)
  if (facts.episode.kind !== 'breach') throw new Refusal('not_breach', 'Only a case of a security breach has this.')
  return facts
}

/** Sends the mail about the invite now. Refuses `told_before`, `not_breach`, `episode_closed`, `read_only`, `not_found`. */
export function tellDeveloper(ctx: Context, input: { episodeId: string }): Promise<EpisodeResult> {
  return ctx.transaction(async (tx) => {
    const { episode } = await breachFacts(tx, ctx, input.episodeId)
    if ((await tellBreach(tx, ctx, episode)) === 0) {
      throw new Refusal(
        'told_before',
        'The developer was told before, there is nobody to write to, or no alert came that the mail could name.',
      )
    }
    await auditEpisode(tx, ctx, episode, 'episode.told')
    return { episodeId: episode.id }
  })
}

export type InviteInput = { episodeId: string; state: string; note?: string }

/** Refuses `invite` (field `state`), `text`, `not_breach`, `episode_closed`, `read_only`, `not_found`. */
export function noteInvite(ctx: Context, input: InviteInput): Promise<EpisodeResult> {
  return ctx.transaction(async (tx) => {
    const { episode, events } = await breachFacts(tx, ctx, input.episodeId)
    const state = INVITE_STATES.find(({ code }) => code === input.state)
    if (!state) throw new Refusal('invite', 'Choose what happened to the invite.', { field: 'state' })
    const last = events.findLast(({ kind }) => kind === 'invite')?.data.state as InviteState | undefined
    if (last === state.code) throw new Refusal('invite', 'This state is noted already.', { field: 'state' })
    const internalText = reviewText(input.note ?? '', { field: 'inviteNote', max: 2000 })
    const publicText = state.sentence(ctx.settings.rating.service)
    const data = { state: state.code }
    await addEpisodeEvent(tx, ctx, { episodeId: episode.id, kind: 'invite', data, publicText, internalText })
    await auditEpisode(tx, ctx, episode, 'episode.invite', data)
    return { episodeId: episode.id }
  })
}

export type AnswerInput = BreachAnswer & { episodeId: string }

/**
 * An answer of the developer to a finding, which reached a colleague in another way, with the days by when it is planned to be put right and when it was.
 * Refuses `text` (fields `finding`, `answer`), `day` (fields `until`, `done`), `not_breach`, `episode_closed`, `read_only`,
 * `not_found`.
 */
export function noteAnswer(ctx: Context, input: AnswerInput): Promise<EpisodeResult> {
  return ctx.transaction(async (tx) => {
    const { episode } = await breachFacts(tx, ctx, input.episodeId)
    const { data, days, publicText } = breachAnswer(input, ctx.now, 'Write what the developer answered.')
    await addEpisodeEvent(tx, ctx, { episodeId: episode.id, kind: 'answer', data, publicText })
    await auditEpisode(tx, ctx, episode, 'episode.answer', days)
    return { episodeId: episode.id }
  })
}
