/** The developer's own answer to the findings of a breach: text, and the days by when they are put right. */

import { findEpisode } from '../../db/queries/episode.ts'
import { type BreachAnswer, breachAnswer } from '../domain/breach.ts'
import { episodeStatus, isKnownToDeveloper } from '../domain/episode.ts'
import { mustBeAllowed } from '../domain/organization.ts'
import { notFound, Refusal } from '../domain/refusal.ts'
import type { Context } from './context.ts'
import { auditEpisode, type EpisodeResult } from './episode-act.ts'
import { addEpisodeEvent, lockedEpisode } from './episode-step.ts'
import { wasPosted } from './form-once.ts'
import { lockedOrganizationAccess } from './organization-access.ts'
import { isKey } from './submission-access.ts'

/** Answers that one case takes, so that its log stays readable. */
const ANSWERS_MAX = 400

export type OwnAnswerInput = BreachAnswer & { episodeId: string; once: string }

/**
 * Writes an answer to one finding, or to all of them; the same form posted twice writes once. Refuses `not_found` for
 * anybody outside the organization and for a case that it does not know of, `role_too_low` for viewers, `episode_closed`,
 * `text` (fields `finding`, `answer`), `day` (fields `until`, `done`), `too_many_answers`, `form`.
 */
export function answerFinding(ctx: Context, input: OwnAnswerInput): Promise<EpisodeResult> {
  return ctx.transaction(async (tx) => {
    const found = isKey(input.episodeId) ? await findEpisode(tx, input.episodeId) : undefined
    if (!found) throw notFound('episode')
    const { role } = await lockedOrganizationAccess(tx, ctx, found.organizationId, 'read')
    const { episode, events } = await lockedEpisode(tx, found.id)
    if (episode.kind !== 'breach' || !isKnownToDeveloper(episode, events)) throw notFound('episode')
    mustBeAllowed(role, 'reply')
    if (wasPosted(events, 'answer', input.once)) return { episodeId: episode.id }
    if (episodeStatus(events, ctx.now) === 'closed') {
      throw new Refusal(
        'episode_closed',
        'This case is closed, so nobody waits for an answer. What you typed is still here.',
      )
    }
    if (events.filter(({ kind }) => kind === 'answer').length >= ANSWERS_MAX) {
      throw new Refusal('too_many_answers', 'This case has very many answers already. Please write to us by mail.')
    }
    const { data, days, publicText } = breachAnswer(input, ctx.now, 'Write your answer.')
    const kept = { ...data, once: input.once }
    await addEpisodeEvent(tx, ctx, { episodeId: episode.id, kind: 'answer', data: kept, publicText })
    await auditEpisode(tx, ctx, episode, 'episode.answered', days)
    return { episodeId: episode.id }
  })
}
