/**
 * Asking for changes, answer by answer: only because something is incomplete, inconsistent or a matter of security. What
 * a company does with privacy is no ground, and a privacy question left blank is an answer.
 */
import type { FrozenQuestion } from '../domain/document.ts'
import { questionOf } from '../domain/questionnaire.ts'
import { Refusal } from '../domain/refusal.ts'
import { reviewText } from '../domain/review-text.ts'
import { CHANGE_GROUNDS, type ChangeGround, groundsFor, whyNotRequestChanges } from '../domain/review-verdict.ts'
import type { RequestedChange } from '../domain/submission-timeline.ts'
import { isBlank } from '../domain/visibility.ts'
import type { Context } from './context.ts'
import { type ActInput, type ActResult, appendStaffEvent, reviewAct } from './review-act.ts'
import { lastDocument, type ReviewFacts } from './review-facts.ts'
import { mailPrimary } from './review-mail.ts'
import { editionOfSubmission } from './submission-draft.ts'

export const GROUND_TITLES: Record<ChangeGround, string> = {
  incomplete: 'Incomplete',
  inconsistent: 'Inconsistent',
  security: 'A security matter',
}

const MAX_CHANGES = 60
const CHANGE_MAX = 2000

export type ChangesInput = ActInput & {
  /** Words around the list. */
  text: string
  changes: readonly { questionId: string; ground: string; text: string }[]
}

/**
 * Mails the request and gives the developer the turn. Refuses `not_now`, `no_changes`, `unknown_question`, `ground`
 * (field `ground.<question>`), `blank_is_an_answer`, `text` (field `change.<question>` or `changesText`),
 * `address_unconfirmed`.
 */
export function requestChanges(ctx: Context, input: ChangesInput): Promise<ActResult> {
  return reviewAct(ctx, input, 'changes_requested', async (tx, facts) => {
    const [why] = whyNotRequestChanges(facts)
    if (why) throw new Refusal('not_now', why)
    const items = checkedChanges(facts, input.changes)
    const text = reviewText(input.text, { field: 'changesText' })
    const edition = editionOfSubmission(facts.submission.edition)
    const changes = items.map((item) => ({
      question: questionOf(edition, item.questionId)?.prompt ?? item.questionId,
      ground: GROUND_TITLES[item.ground as ChangeGround],
      text: item.text,
    }))
    const mailId = await mailPrimary(tx, ctx, facts, {
      kind: 'changes_requested',
      props: { text, changes },
      field: 'changesText',
    })
    const event = { kind: 'changes_requested' as const, publicText: text, data: { items }, mailId }
    const eventId = await appendStaffEvent(tx, ctx, input, facts.staff, event)
    const questions = items.map(({ questionId, ground }) => ({ questionId, ground }))
    return { act: 'submission.changes_requested', data: { eventId, mailId, questions } }
  })
}

function checkedChanges(facts: ReviewFacts, changes: ChangesInput['changes']): RequestedChange[] {
  if (changes.length === 0) throw new Refusal('no_changes', 'Choose at least one answer that has to change.')
  if (changes.length > MAX_CHANGES) throw new Refusal('no_changes', `Choose ${MAX_CHANGES} answers or fewer.`)
  const asked = new Map(lastDocument(facts).content.questions.map((question) => [question.id, question]))
  return changes.map((change) => checkedChange(facts, asked.get(change.questionId), change))
}

function checkedChange(
  facts: ReviewFacts,
  asked: FrozenQuestion | undefined,
  change: ChangesInput['changes'][number],
): RequestedChange {
  const { questionId, ground } = change
  if (!asked) throw new Refusal('unknown_question', 'This question was not asked in the last round.')
  if (!CHANGE_GROUNDS.some((known) => known === ground)) {
    throw new Refusal('ground', `Choose why “${asked.prompt}” has to change.`, { field: `ground.${questionId}` })
  }
  const question = questionOf(editionOfSubmission(facts.submission.edition), questionId)
  const answer = { blank: isBlank(asked.value), required: question?.required ?? false }
  if (!groundsFor(answer).some((possible) => possible === ground)) {
    throw new Refusal('blank_is_an_answer', 'This question may stay blank. A blank is an answer, not a gap.', {
      field: `ground.${questionId}`,
    })
  }
  const ask = `Say what has to change in “${asked.prompt}”.`
  const text = reviewText(change.text, { field: `change.${questionId}`, ask, max: CHANGE_MAX })
  return { questionId, ground, text }
}
