/** One section of the questionnaire as a page: its questions, what was answered, and what members read for each answer. */
import { listAnswers } from '../../db/queries/answer.ts'
import { answerOf, type FormValues, formOf, questionProblems } from '../domain/answers.ts'
import { type LabelSentence, sentencesFor } from '../domain/label.ts'
import { may } from '../domain/organization.ts'
import { type Answers, type AnswerValue, type Edition, type Question, sectionOf } from '../domain/questionnaire.ts'
import { notFound } from '../domain/refusal.ts'
import { reviewStatus } from '../domain/review.ts'
import { SIGNATURE_QUESTION, whyNotEdit } from '../domain/submission.ts'
import { openChanges, type RequestedChange } from '../domain/submission-timeline.ts'
import type { Context } from './context.ts'
import { submissionAccess } from './submission-access.ts'
import { answersOf, editionOfSubmission } from './submission-draft.ts'
import { submissionFacts } from './submission-facts.ts'

/** What members read for an answer; empty for questions that never reach the label. */
export type Preview = {
  blank: LabelSentence[]
  /** By option code. */
  options: Record<string, LabelSentence[]>
  now: LabelSentence[]
}

export type SectionView = {
  submissionId: string
  reference: string
  appName: string
  editionId: string
  section: { id: string; title: string; lead?: string }
  position: { number: number; of: number }
  questions: Question[]
  /** Inputs as they stand in the draft. */
  values: FormValues
  /** By question id; 0 for a question never answered. */
  versions: Record<string, number>
  /** Every answer of the draft: other sections decide what shows here. */
  answers: Answers
  previews: Record<string, Preview>
  /** What AppSec asked to change here. */
  changes: RequestedChange[]
  /** What is missing or not right, by input name; for whoever comes back from the check. */
  problems: Record<string, string>
  /** Why nothing can be changed; null when it can. */
  whyNotEdit: string | null
  /** The section after this one; null after the last. */
  next: string | null
}

/** Refuses `not_found` for anybody outside the organization and for a section the edition does not have. */
export async function sectionView(
  ctx: Context,
  input: { submissionId: string; section: string },
): Promise<SectionView> {
  const access = await submissionAccess(ctx.reader, ctx, input.submissionId, 'read')
  const facts = await submissionFacts(ctx.reader, input.submissionId, ctx.now)
  const edition = editionOfSubmission(facts.submission.edition)
  const section = sectionOf(edition, input.section)
  if (!section) throw notFound('section')
  const rows = await listAnswers(ctx.reader, input.submissionId)
  const answers = answersOf(rows)
  const questions = section.questions.filter((question) => question.id !== SIGNATURE_QUESTION)
  const index = edition.sections.findIndex(({ id }) => id === section.id)
  const closed = whyNotEdit(reviewStatus(facts.events))
  const role =
    may(access.role, 'edit_submission') && !access.moved ? null : 'You can look at the answers but not change them.'
  const version = (id: string) => rows.find((row) => row.questionId === id)?.version ?? 0
  return {
    submissionId: input.submissionId,
    reference: facts.submission.reference,
    appName: facts.app.name,
    editionId: edition.id,
    section: { id: section.id, title: section.title, ...(section.lead ? { lead: section.lead } : {}) },
    position: { number: index + 1, of: edition.sections.length },
    questions,
    values: Object.assign({}, ...questions.map((question) => formOf(question, answerOf(answers, question.id)))),
    versions: Object.fromEntries(questions.map(({ id }) => [id, version(id)])),
    answers,
    previews: Object.fromEntries(questions.map((question) => [question.id, previewOf(edition, question, answers)])),
    changes: openChanges(facts.events).filter(({ questionId }) => questions.some(({ id }) => id === questionId)),
    problems: Object.fromEntries(
      questions.flatMap((question) =>
        questionProblems(question, answers).map((problem) => [problem.input, problem.message]),
      ),
    ),
    whyNotEdit: closed ?? role,
    next: edition.sections[index + 1]?.id ?? null,
  }
}

function previewOf(edition: Edition, question: Question, answers: Answers): Preview {
  if (question.row === null) return { blank: [], options: {}, now: [] }
  const now = answerOf(answers, question.id)
  const codes = question.type === 'composite' || question.type === 'text' || question.type === 'list'
  const options = codes ? [] : (question.options ?? [])
  return {
    blank: question.required ? [] : sentencesFor(edition, question, null, 'en'),
    options: Object.fromEntries(
      options.map(({ code }) => [code, sentencesFor(edition, question, onlyChoice(question, code), 'en')]),
    ),
    now: now === null ? [] : sentencesFor(edition, question, now, 'en'),
  }
}

/** The answer that has just this option. */
function onlyChoice(question: Question, code: string): AnswerValue {
  if (question.type === 'multi') return question.fields ? { choices: [code] } : [code]
  return question.fields ? { choice: code } : code
}
