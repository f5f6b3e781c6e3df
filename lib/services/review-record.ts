/**
 * What is put on record about an answer: a lead's exception to a required security expectation, and a finding such as
 * "we could not confirm this answer", which members read beside the answer and which the developer was heard about.
 */
import { findAttestationOfSubmission } from '../../db/queries/review.ts'
import { wholeAnswers, wholeValue } from '../domain/document-diff.ts'
import { missedExpectations } from '../domain/expectations.ts'
import { questionOf } from '../domain/questionnaire.ts'
import { Refusal } from '../domain/refusal.ts'
import { FINDING_KINDS, findingFault, whyNotFinding } from '../domain/review-heard.ts'
import { reviewText } from '../domain/review-text.ts'
import { CONFLICT_SENTENCE } from '../domain/review-verdict.ts'
import { isBlank } from '../domain/visibility.ts'
import { addAttestationNotices } from './attestation.ts'
import type { Context } from './context.ts'
import { leadOf } from './review-access.ts'
import { type ActInput, type ActResult, appendStaffEvent, reviewAct } from './review-act.ts'
import { lastDocument, type ReviewFacts } from './review-facts.ts'
import { editionOfSubmission } from './submission-draft.ts'

export type ExceptionInput = ActInput & { expectationId: string; reason: string }

/**
 * A lead lets one missed expectation pass, with a reason. Once is enough: a second one is harmless.
 * Refuses `lead_only`, `conflict`, `not_missed`, `text` (field `reason.<expectation>`).
 */
export function recordException(ctx: Context, input: ExceptionInput): Promise<ActResult> {
  const { expectationId } = input
  return reviewAct(
    ctx,
    input,
    async (tx, facts) => {
      if (facts.conflict) throw new Refusal('conflict', CONFLICT_SENTENCE)
      const answers = wholeAnswers(lastDocument(facts))
      const missed = missedExpectations(editionOfSubmission(facts.submission.edition), answers)
      if (!missed.some(({ id }) => id === expectationId)) {
        throw new Refusal('not_missed', 'No answer misses this expectation, so it needs no exception.')
      }
      const internalText = reviewText(input.reason, {
        field: `reason.${expectationId}`,
        ask: 'Write why the exception is safe.',
      })
      const done = facts.events.some(({ kind, data }) => kind === 'exception' && data.expectation === expectationId)
      if (done) return null
      const data = { expectation: expectationId }
      await appendStaffEvent(tx, ctx, input, facts.staff, { kind: 'exception', internalText, data })
      return { act: 'submission.excepted', data }
    },
    { who: leadOf },
  )
}

export type FindingInput = ActInput & {
  /** One of `could_not_confirm`, `finding`. */
  finding: string
  questionId: string
  /** The evidence; staff only. */
  text: string
}

/**
 * Records a finding; members read it from the approval on, or at once when the answers are approved already.
 * Refuses `not_heard`, `finding` (fields `finding`, `findingQuestion`), `text` (field `findingText`).
 */
export function recordFinding(ctx: Context, input: FindingInput): Promise<ActResult> {
  return reviewAct(
    ctx,
    input,
    async (tx, facts) => {
      const reasons = whyNotFinding(facts, ctx.now, ctx.settings.calendar)
      if (reasons.length > 0) throw new Refusal('not_heard', reasons.join(' '), { details: { reasons } })
      const kind = FINDING_KINDS.find((known) => known === input.finding)
      if (!kind) throw new Refusal('finding', 'Choose what was found.', { field: 'finding' })
      const { questionId } = input
      const fault = findingFault(kind, readQuestion(facts, questionId))
      if (fault) throw new Refusal('finding', fault, { field: 'findingQuestion' })
      const internalText = reviewText(input.text, { field: 'findingText', ask: 'Write what you looked at and saw.' })
      const done = facts.events.some(
        ({ kind: was, data }) => was === 'finding' && data.finding === kind && data.questionId === questionId,
      )
      if (done) return null
      const data = { finding: kind, questionId }
      await appendStaffEvent(tx, ctx, input, facts.staff, { kind: 'finding', internalText, data })
      const attestation = await findAttestationOfSubmission(tx, input.submissionId)
      if (attestation) {
        await addAttestationNotices(tx, ctx, attestation, [{ kind, questionId, at: ctx.now }])
      }
      return { act: 'submission.found', data: { ...data, attestationId: attestation?.id ?? null } }
    },
    { afterEnd: true },
  )
}

/** The question in the last document, with what the rule of findings looks at. */
function readQuestion(facts: ReviewFacts, questionId: string) {
  const document = lastDocument(facts)
  const frozen = document.content.questions.find(({ id }) => id === questionId)
  const question = questionOf(editionOfSubmission(facts.submission.edition), questionId)
  if (!frozen || !question) return null
  return { id: questionId, row: question.row, blank: isBlank(wholeValue(document, frozen)) }
}
