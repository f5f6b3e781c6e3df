/**
 * Findings about an answer, such as "we could not confirm this answer": members read them beside it, and the developer
 * was heard before. They stand until the answer changes, or a second person lifts them.
 */
import { type AttestationRow, findCurrentAttestation } from '../../db/queries/attestation.ts'
import { listFindingsOfApp } from '../../db/queries/review.ts'
import type { Reader } from '../../db/transaction.ts'
import { wholeValue } from '../domain/document-diff.ts'
import { standingNotices } from '../domain/label.ts'
import { questionOf } from '../domain/questionnaire.ts'
import { Refusal } from '../domain/refusal.ts'
import { isOpen, reviewStatus } from '../domain/review.ts'
import {
  FINDING_KINDS,
  findingFault,
  type StandingFinding,
  standingFindings,
  whyNotFinding,
  whyNotLift,
} from '../domain/review-finding.ts'
import { reviewText } from '../domain/review-text.ts'
import { isBlank } from '../domain/visibility.ts'
import { addAttestationNotices, noticesOf } from './attestation.ts'
import type { Context } from './context.ts'
import { type ActInput, type ActResult, appendStaffEvent, reviewAct } from './review-act.ts'
import { lastDocument, type ReviewFacts, roundsOf } from './review-facts.ts'
import { mailDecision } from './review-mail.ts'
import { editionOfSubmission } from './submission-draft.ts'

export type FindingInput = ActInput & {
  /** One of `could_not_confirm`, `finding`. */
  finding: string
  questionId: string
  /** The evidence; staff only. */
  text: string
}

/**
 * Records a finding; members read it from the approval on, or at once when the answers are approved already.
 * Refuses `not_heard`, `finding` (fields `finding`, `findingQuestion`), `text` (field `findingText`), `document_changed`.
 */
export function recordFinding(ctx: Context, input: FindingInput): Promise<ActResult> {
  return reviewAct(
    ctx,
    input,
    'finding',
    async (tx, facts) => {
      const read = await whatMembersRead(tx, facts)
      const reasons = whyNotFinding({ ...facts, ...read }, ctx.now, ctx.settings.calendar)
      if (reasons.length > 0) throw new Refusal('not_heard', reasons.join(' '), { details: { reasons } })
      const kind = FINDING_KINDS.find((known) => known === input.finding)
      if (!kind) throw new Refusal('finding', 'Choose what was found.', { field: 'finding' })
      const { questionId } = input
      const fault = findingFault(kind, readQuestion(facts, questionId))
      if (fault) throw new Refusal('finding', fault, { field: 'findingQuestion' })
      const internalText = reviewText(input.text, { field: 'findingText', ask: 'Write what you looked at and saw.' })
      const standing = await findingsThatStand(tx, facts, read.attestation)
      if (standing.some((one) => one.kind === kind && one.questionId === questionId)) return null
      const data = { finding: kind, questionId }
      await appendStaffEvent(tx, ctx, input, facts.staff, { kind: 'finding', internalText, data })
      if (read.attestation) {
        await addAttestationNotices(tx, ctx, read.attestation, [{ kind, questionId, at: ctx.now }])
      }
      return { act: 'submission.found', data: { ...data, attestationId: read.attestation?.id ?? null } }
    },
    { afterEnd: true, lockApp: true },
  )
}

export type LiftInput = ActInput & {
  /** Which finding: its kind and the question, as `findingsThatStand` gives them. */
  finding: string
  questionId: string
  /** Why, as the developer reads it. */
  publicReason: string
  /** What only staff read. */
  internalText?: string
}

/**
 * Lifts a finding before the answer changes, such as when the developer brought proof. Members read it no longer; what
 * they were shown stays. Refuses `not_standing`, `conflict`, `second_person` to whoever recorded it (field `lift`), `text`
 * (fields `liftReason`, `liftNote`).
 */
export function liftFinding(ctx: Context, input: LiftInput): Promise<ActResult> {
  return reviewAct(
    ctx,
    input,
    'finding_lifted',
    async (tx, facts) => {
      const { attestation } = await whatMembersRead(tx, facts)
      const { finding, questionId } = input
      const standing = await findingsThatStand(tx, facts, attestation)
      const found = standing.find((one) => one.kind === finding && one.questionId === questionId)
      if (!found) throw new Refusal('not_standing', 'Choose a finding that still stands.', { field: 'lift' })
      const [why] = whyNotLift(found, facts, facts.staff.staffId)
      if (why) throw new Refusal(facts.conflict ? 'conflict' : 'second_person', why, { field: 'lift' })
      const ask = 'Write why it is lifted, in a sentence or two. The developer reads it.'
      const publicText = reviewText(input.publicReason, { field: 'liftReason', ask })
      const internalText = reviewText(input.internalText ?? '', { field: 'liftNote' })
      const { kind } = found
      const question = questionOf(editionOfSubmission(facts.submission.edition), questionId)?.prompt ?? questionId
      const props = { question, publicReason: publicText }
      const mailId = await mailDecision(tx, ctx, facts, { kind: 'finding_lifted', props })
      const data = { finding: kind, questionId }
      const event = { kind: 'finding_lifted' as const, publicText, internalText, data, mailId }
      await appendStaffEvent(tx, ctx, input, facts.staff, event)
      if (attestation) {
        await addAttestationNotices(tx, ctx, attestation, [{ kind: 'lifted', questionId, at: ctx.now, lifts: kind }])
      }
      return { act: 'submission.finding_lifted', data: { ...data, attestationId: attestation?.id ?? null, mailId } }
    },
    { afterEnd: true, lockApp: true },
  )
}

/**
 * The published statements when they are this submission's. `superseded`: members read those of another one by now.
 * A step for the acts and for the page.
 */
export async function whatMembersRead(
  reader: Reader,
  facts: ReviewFacts,
): Promise<{ attestation: AttestationRow | null; superseded: boolean }> {
  if (reviewStatus(facts.events) !== 'approved') return { attestation: null, superseded: false }
  const current = await findCurrentAttestation(reader, facts.app.id)
  if (current?.submissionId !== facts.submission.id) return { attestation: null, superseded: true }
  return { attestation: current, superseded: false }
}

/**
 * Findings that members read now, those carried from answers before included, or will read once this submission is
 * approved. A step for the acts and for the page.
 */
export async function findingsThatStand(
  reader: Reader,
  facts: ReviewFacts,
  attestation: AttestationRow | null,
): Promise<StandingFinding[]> {
  if (isOpen(reviewStatus(facts.events))) return findingsOfReview(facts)
  if (!attestation) return []
  const recorded = await listFindingsOfApp(reader, facts.app.id)
  return standingNotices(await noticesOf(reader, attestation.id)).flatMap(({ kind, questionId, at }) => {
    if (kind !== 'finding' && kind !== 'could_not_confirm') return []
    const event = recorded.find(
      ({ data, ...one }) =>
        data.finding === kind && data.questionId === questionId && one.at.getTime() === at.getTime(),
    )
    return [{ kind, questionId, at, staffId: event?.actorId ?? null }]
  })
}

/** What stands of the findings of this very review; a step for the approval. */
export function findingsOfReview({ events, documents }: Pick<ReviewFacts, 'events' | 'documents'>): StandingFinding[] {
  return standingFindings(events, roundsOf(documents))
}

/** The question in the last document, with what the rule of findings looks at. */
function readQuestion(facts: ReviewFacts, questionId: string) {
  const document = lastDocument(facts)
  const frozen = document.content.questions.find(({ id }) => id === questionId)
  const question = questionOf(editionOfSubmission(facts.submission.edition), questionId)
  if (!frozen || !question) return null
  return { id: questionId, row: question.row, blank: isBlank(wholeValue(document, frozen)) }
}
