/**
 * Signing and sending: the answers are frozen with their digest, the clock starts, both sides are told. Sending after
 * changes were asked for is the same act in a new round.
 */

import { insertAnswer, updateAnswer } from '../../db/queries/answer.ts'
import { markSubmitted } from '../../db/queries/submission.ts'
import type { Tx } from '../../db/transaction.ts'
import { localDay } from '../domain/calendar.ts'
import { normalForm } from '../domain/normal-form.ts'
import type { Answers } from '../domain/questionnaire.ts'
import { Refusal } from '../domain/refusal.ts'
import { REGISTER_ANEW } from '../domain/removal.ts'
import { reviewStatus } from '../domain/review.ts'
import { SIGNATURE_QUESTION, whyNotEdit } from '../domain/submission.ts'
import type { Context } from './context.ts'
import { recordAudit } from './record.ts'
import { isClientOfAppRemoved } from './removal-facts.ts'
import { refreshClock } from './review-clock.ts'
import { lockedSubmissionAccess } from './submission-access.ts'
import { editionOfSubmission } from './submission-draft.ts'
import { appendDeveloperEvent } from './submission-event.ts'
import { type SubmissionFacts, submissionFacts } from './submission-facts.ts'
import { freezeDocument } from './submission-freeze.ts'
import { mailConfirmation, mailReceived } from './submission-mail.ts'
import { answersDigest, draftAnswers, problemsOf, statementsOf } from './submission-problems.ts'

export type SubmitInput = {
  submissionId: string
  /** Full name and title of the person who signs. */
  name: string
  title: string
  /** Whether the signer may bind the organization. */
  authority: boolean
  /** Input names of the ticked statements. */
  statements: readonly string[]
  /** The answers that were read, as the check names them; others since then are refused. */
  read?: string
}

export type SubmitResult = {
  submissionId: string
  /** False when it had been sent before: nothing was changed, the receipt is the same. */
  sent: boolean
}

/**
 * Sends a draft, or changed answers after a request for changes. Sending twice at once sends once.
 * Refuses `signature` (field), `answers_changed`, `incomplete` (details: problems), `not_editable`, `client_removed`, `not_found`, `role_too_low`.
 */
export function submit(ctx: Context, input: SubmitInput): Promise<SubmitResult> {
  return ctx.transaction(async (tx) => {
    const { submissionId } = input
    const { actor } = await lockedSubmissionAccess(tx, ctx, submissionId, 'submit')
    const facts = await submissionFacts(tx, submissionId, ctx.now)
    const status = reviewStatus(facts.events)
    if (status === 'submitted' || status === 'in_review') return { submissionId, sent: false }
    const why = whyNotEdit(status)
    if (why) throw new Refusal('not_editable', why)
    if (await isClientOfAppRemoved(tx, facts.app.id)) throw new Refusal('client_removed', REGISTER_ANEW)
    const signer = checkedSigner(facts, input)
    const answers = await signAnswers(tx, ctx, facts, { signer, read: input.read })
    const problems = await problemsOf(tx, ctx, facts, answers)
    if (problems.length > 0) {
      const count = problems.length === 1 ? 'One answer is' : `${problems.length} answers are`
      throw new Refusal('incomplete', `${count} missing or not right yet. See the list above.`, {
        details: { problems },
      })
    }
    const round = facts.documents.length + 1
    const document = await freezeDocument(tx, ctx, { facts, answers, round, signer, signedBy: actor.personId })
    const kind = round === 1 ? 'submitted' : 'resubmitted'
    if (round === 1) await markSubmitted(tx, submissionId, ctx.now)
    const data = { round, digest: document.digest }
    await appendDeveloperEvent(tx, ctx, { submissionId, kind, actor, data })
    await refreshClock(tx, ctx, submissionId)
    await mailReceived(tx, ctx, { submissionId, round, submitter: actor.email })
    await mailConfirmation(tx, ctx, submissionId)
    await recordAudit(tx, ctx, {
      act: `submission.${kind}`,
      noun: 'submission',
      nounId: submissionId,
      organizationId: facts.organization.id,
      data: { ...data, documentId: document.id },
    })
    return { submissionId, sent: true }
  })
}

export type Signer = { name: string; title: string }

function checkedSigner(facts: SubmissionFacts, input: SubmitInput): Signer {
  const name = signerText('name', input.name, 'Enter your full name.')
  const title = signerText('title', input.title, 'Enter your title, like Director of Engineering.')
  for (const { input: field } of statementsOf(editionOfSubmission(facts.submission.edition))) {
    if (!input.statements.includes(field)) throw new Refusal('signature', 'Tick each statement to sign.', { field })
  }
  if (!input.authority) {
    throw new Refusal('signature', 'Confirm that you may sign for the organization.', { field: 'authority' })
  }
  return { name, title }
}

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/u

function signerText(field: 'name' | 'title', typed: string, ask: string): string {
  const text = normalForm(typed, 'NFC').trim()
  if (text === '') throw new Refusal('signature', ask, { field })
  if (text.length > 120) throw new Refusal('signature', `Enter a ${field} of 120 characters or less.`, { field })
  if (INVISIBLE.test(text)) throw new Refusal('signature', 'Remove the invisible characters.', { field })
  return text
}

const ANSWERS_CHANGED =
  'Somebody changed answers after you opened this page. Open the check again, read them, and sign then.'

/** Writes the signature among the answers. @returns all answers, signature included */
async function signAnswers(
  tx: Tx,
  ctx: Context,
  facts: SubmissionFacts,
  { signer, read }: { signer: Signer; read: string | undefined },
): Promise<Answers> {
  const { rows, answers } = await draftAnswers(tx, facts.submission.id)
  if (read !== undefined && read !== answersDigest(ctx, answers)) throw new Refusal('answers_changed', ANSWERS_CHANGED)
  const edition = editionOfSubmission(facts.submission.edition)
  const ticked = statementsOf(edition).map(({ input }) => [input.slice(SIGNATURE_QUESTION.length + 1), 'yes'])
  const date = localDay(ctx.now, ctx.settings.calendar.zone)
  const value = { ...signer, date, ...Object.fromEntries(ticked) }
  const before = rows.find((row) => row.questionId === SIGNATURE_QUESTION)
  const personId = ctx.actor.kind === 'developer' ? ctx.actor.personId : null
  const change = {
    submissionId: facts.submission.id,
    questionId: SIGNATURE_QUESTION,
    value,
    updatedAt: ctx.now,
    updatedBy: personId,
  }
  if (before) await updateAnswer(tx, change, before.version)
  else await insertAnswer(tx, { ...change, version: 1 })
  return { ...answers, [SIGNATURE_QUESTION]: value }
}
