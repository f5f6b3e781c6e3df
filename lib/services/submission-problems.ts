/** What keeps answers from being sent, and the statements their signer makes. Steps for the check and for sending. */
import { type AnswerRow, listAnswers } from '../../db/queries/answer.ts'
import { listOtherNameFolds } from '../../db/queries/submission.ts'
import type { Reader } from '../../db/transaction.ts'
import { fieldsOf, type Problem, problemsBeforeSubmit } from '../domain/answers.ts'
import { parseAppName, refuseLookAlike } from '../domain/app-name.ts'
import { localDay } from '../domain/calendar.ts'
import { canonicalJson } from '../domain/canonical-json.ts'
import { payerNameProblems } from '../domain/company-name.ts'
import { payerDomainProblems } from '../domain/payer-domain.ts'
import { type Answers, type Edition, questionOf } from '../domain/questionnaire.ts'
import { Refusal } from '../domain/refusal.ts'
import { SIGNATURE_QUESTION } from '../domain/submission.ts'
import type { Context } from './context.ts'
import { answersOf, editionOfSubmission } from './submission-draft.ts'
import type { SubmissionFacts } from './submission-facts.ts'

/** The statements under the answers, as the edition words them. */
export function statementsOf(edition: Edition): { input: string; text: string }[] {
  const fields = questionOf(edition, SIGNATURE_QUESTION)?.fields ?? []
  return fields
    .filter((field) => field.kind === 'acknowledge')
    .map((field) => ({ input: `${SIGNATURE_QUESTION}.${field.id}`, text: field.label }))
}

/**
 * Everything that keeps these answers from being sent: missing and faulty answers, addresses at the payer's own domains,
 * and names taken for the payer's or another app's.
 */
export async function problemsOf(
  reader: Reader,
  ctx: Context,
  facts: Pick<SubmissionFacts, 'submission' | 'app'>,
  answers: Answers,
): Promise<Problem[]> {
  const edition = editionOfSubmission(facts.submission.edition)
  const today = localDay(ctx.now, ctx.settings.calendar.zone)
  const problems = [
    ...problemsBeforeSubmit(edition, answers, { today }),
    ...payerDomainProblems(answers, ctx.settings.payer.domains),
    ...payerNameProblems(answers, ctx.settings.payer),
  ]
  const name = fieldsOf(answers['app.identity']).name
  if (typeof name !== 'string' || problems.some((problem) => problem.input === 'app.identity.name')) return problems
  const { name: payer, shortName } = ctx.settings.payer
  try {
    refuseLookAlike(parseAppName(name), await listOtherNameFolds(reader, facts.app.id), [payer, shortName])
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    problems.push({ questionId: 'app.identity', input: 'app.identity.name', message: error.message })
  }
  return problems
}

/** Names the answers that a signer reads, so that no others are signed; the signature itself is none of them. */
export function answersDigest(ctx: Context, answers: Answers): string {
  const { [SIGNATURE_QUESTION]: _, ...read } = answers
  return ctx.digest(canonicalJson(read))
}

/** Answers of a submission together with their rows, for acts that write. */
export async function draftAnswers(
  reader: Reader,
  submissionId: string,
): Promise<{ rows: AnswerRow[]; answers: Answers }> {
  const rows = await listAnswers(reader, submissionId)
  return { rows, answers: answersOf(rows) }
}
