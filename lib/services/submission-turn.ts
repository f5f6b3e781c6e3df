/** What a developer may do with a sent submission besides changing answers: stand by an answer, or withdraw. */
import { Refusal } from '../domain/refusal.ts'
import { reviewStatus } from '../domain/review.ts'
import { whyNotWithdraw } from '../domain/submission.ts'
import { openChanges } from '../domain/submission-timeline.ts'
import type { Context } from './context.ts'
import { developerText } from './developer-reply.ts'
import { recordAudit } from './record.ts'
import { refreshClock } from './review-clock.ts'
import { lockedSubmissionAccess } from './submission-access.ts'
import { appendDeveloperEvent } from './submission-event.ts'
import { submissionFacts } from './submission-facts.ts'

/**
 * "My answer stands, please decide": answers a request for changes without changing anything.
 * Refuses `nothing_asked` when no request is open, `not_found`, `role_too_low`, `reply` (text missing or too long).
 */
export function answerStands(
  ctx: Context,
  input: { submissionId: string; text: string },
): Promise<{ submissionId: string }> {
  return ctx.transaction(async (tx) => {
    const { submissionId } = input
    const { actor, organizationId } = await lockedSubmissionAccess(tx, ctx, submissionId, 'submit')
    const { events } = await submissionFacts(tx, submissionId, ctx.now)
    if (reviewStatus(events) !== 'changes_requested') {
      throw new Refusal('nothing_asked', 'No changes are asked for now, so there is nothing to answer.')
    }
    const publicText = developerText(input.text, 'Say in a sentence why your answer stands.')
    const questionIds = openChanges(events).map((change) => change.questionId)
    await appendDeveloperEvent(tx, ctx, {
      submissionId,
      kind: 'answer_stands',
      actor,
      publicText,
      data: { questionIds },
    })
    await refreshClock(tx, ctx, submissionId)
    await recordAudit(tx, ctx, {
      act: 'submission.answer_stands',
      noun: 'submission',
      nounId: submissionId,
      organizationId,
      data: { questionIds },
    })
    return { submissionId }
  })
}

/**
 * Takes a sent submission back. It stays readable; a new one can be started. Withdrawing twice is harmless.
 * Refuses `not_withdrawable`, `not_found`, `role_too_low`.
 */
export function withdraw(ctx: Context, input: { submissionId: string }): Promise<{ submissionId: string }> {
  return ctx.transaction(async (tx) => {
    const { submissionId } = input
    const { actor, organizationId } = await lockedSubmissionAccess(tx, ctx, submissionId, 'submit')
    const { events } = await submissionFacts(tx, submissionId, ctx.now)
    const status = reviewStatus(events)
    if (status === 'withdrawn') return { submissionId }
    const why = whyNotWithdraw(status)
    if (why) throw new Refusal('not_withdrawable', why)
    await appendDeveloperEvent(tx, ctx, { submissionId, kind: 'withdrawn', actor })
    await refreshClock(tx, ctx, submissionId)
    await recordAudit(tx, ctx, {
      act: 'submission.withdrawn',
      noun: 'submission',
      nounId: submissionId,
      organizationId,
    })
    return { submissionId }
  })
}
