/** What a lead puts on record about an answer: an exception to a required security expectation. */
import { wholeAnswers } from '../domain/document-diff.ts'
import { missedExpectations } from '../domain/expectations.ts'
import { Refusal } from '../domain/refusal.ts'
import { standingException } from '../domain/review-finding.ts'
import { reviewText } from '../domain/review-text.ts'
import { CONFLICT_SENTENCE } from '../domain/review-verdict.ts'
import type { Context } from './context.ts'
import { leadOf } from './review-access.ts'
import { type ActInput, type ActResult, appendStaffEvent, reviewAct } from './review-act.ts'
import { lastDocument, roundsOf } from './review-facts.ts'
import { editionOfSubmission } from './submission-draft.ts'

export type ExceptionInput = ActInput & { expectationId: string; reason: string }

/**
 * A lead lets one missed expectation pass, with a reason, as long as the answer is the same. A second one is harmless.
 * Refuses `lead_only`, `conflict`, `not_missed`, `document_changed`, `text` (field `reason.<expectation>`).
 */
export function recordException(ctx: Context, input: ExceptionInput): Promise<ActResult> {
  const { expectationId } = input
  return reviewAct(
    ctx,
    input,
    'exception',
    async (tx, facts) => {
      if (facts.conflict) throw new Refusal('conflict', CONFLICT_SENTENCE)
      const answers = wholeAnswers(lastDocument(facts))
      const missed = missedExpectations(editionOfSubmission(facts.submission.edition), answers)
      const one = missed.find(({ id }) => id === expectationId)
      if (!one) {
        throw new Refusal('not_missed', 'No answer misses this expectation, so it needs no exception.')
      }
      const internalText = reviewText(input.reason, {
        field: `reason.${expectationId}`,
        ask: 'Write why the exception is safe.',
      })
      if (standingException(facts.events, roundsOf(facts.documents), one)) return null
      const data = { expectation: expectationId }
      await appendStaffEvent(tx, ctx, input, facts.staff, { kind: 'exception', internalText, data })
      return { act: 'submission.excepted', data }
    },
    { who: leadOf },
  )
}
