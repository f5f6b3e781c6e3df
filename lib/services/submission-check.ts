/** The page before signing: every answer readable, what is missing, what does not fit together, what members will read. */
import { listAnswers } from '../../db/queries/answer.ts'
import { type AnswerLine, answerLines } from '../domain/answer-text.ts'
import { answerOf, fieldsOf, type Problem, visibleQuestions } from '../domain/answers.ts'
import { attestedCompany } from '../domain/company-name.ts'
import { type Contradiction, contradictions } from '../domain/contradictions.ts'
import { missedExpectations } from '../domain/expectations.ts'
import { type Label, labelOf } from '../domain/label.ts'
import { may } from '../domain/organization.ts'
import { type Answers, type Edition, type Question, questionOf } from '../domain/questionnaire.ts'
import { type ReviewStatus, reviewStatus } from '../domain/review.ts'
import { mayEditAnswers, SIGNATURE_QUESTION } from '../domain/submission.ts'
import type { Context } from './context.ts'
import { submissionAccess } from './submission-access.ts'
import { answersOf, editionOfSubmission } from './submission-draft.ts'
import { type SubmissionFacts, submissionFacts } from './submission-facts.ts'
import { answersDigest, problemsOf, statementsOf } from './submission-problems.ts'

export type CheckedAnswer = {
  questionId: string
  prompt: string
  lines: AnswerLine[]
  /** Members are told of this blank. */
  blankShows: boolean
}

export type CheckView = {
  submissionId: string
  reference: string
  appName: string
  company: string
  status: ReviewStatus
  sections: { id: string; title: string; answers: CheckedAnswer[] }[]
  /** What keeps it from being sent; each with the section where it is put right. */
  problems: (Problem & { section: string; prompt: string })[]
  /** Answers that do not fit together: hints, no obstacle. */
  contradictions: (Contradiction & { section: string })[]
  /** Required security expectations that an answer misses: it can be sent, and approval waits for them. */
  expectations: { questionId: string; sentence: string; section: string }[]
  label: { en: Label; es: Label }
  /** The statements to tick, with the names of their inputs. */
  statements: { input: string; text: string }[]
  signer: { name: string; title: string }
  maySubmit: boolean
  /** For the signature's form: names these answers. */
  read: string
}

/** Refuses `not_found` for anybody outside the organization. */
export async function checkAnswers(ctx: Context, submissionId: string): Promise<CheckView> {
  const access = await submissionAccess(ctx.reader, ctx, submissionId, 'read')
  const facts = await submissionFacts(ctx.reader, submissionId, ctx.now)
  const edition = editionOfSubmission(facts.submission.edition)
  const answers = answersOf(await listAnswers(ctx.reader, submissionId))
  const status = reviewStatus(facts.events)
  const problems = await problemsOf(ctx.reader, ctx, facts, answers)
  const sectionOfQuestion = (id: string | undefined) => (id ? (questionOf(edition, id)?.section ?? '') : '')
  const signed = fieldsOf(answers[SIGNATURE_QUESTION])
  return {
    submissionId,
    reference: facts.submission.reference,
    appName: facts.app.name,
    company: facts.organization.legalName,
    status,
    sections: readable(edition, answers),
    problems: problems
      .filter((problem) => problem.questionId !== SIGNATURE_QUESTION)
      .map((problem) => ({
        ...problem,
        section: sectionOfQuestion(problem.questionId),
        prompt: questionOf(edition, problem.questionId)?.prompt ?? '',
      })),
    contradictions: contradictions(edition, answers).map((hint) => ({
      ...hint,
      section: sectionOfQuestion(hint.questionIds[0]),
    })),
    expectations: missedExpectations(edition, answers).map((missed) => ({
      ...missed,
      section: sectionOfQuestion(missed.questionId),
    })),
    label: labels(edition, facts, answers),
    statements: statementsOf(edition),
    signer: { name: String(signed.name ?? access.actor.name), title: String(signed.title ?? '') },
    maySubmit: mayEditAnswers(status) && !access.moved && may(access.role, 'submit'),
    read: answersDigest(ctx, answers),
  }
}

function readable(edition: Edition, answers: Answers): CheckView['sections'] {
  const visible = visibleQuestions(edition, answers).filter((question) => question.id !== SIGNATURE_QUESTION)
  return edition.sections.map(({ id, title }) => ({
    id,
    title,
    answers: visible.filter((question) => question.section === id).map((question) => checked(question, answers)),
  }))
}

const checked = (question: Question, answers: Answers): CheckedAnswer => ({
  questionId: question.id,
  prompt: question.prompt,
  lines: answerLines(question, answerOf(answers, question.id)),
  blankShows: question.privacy,
})

/** The label as members would read it after approval. */
export function labels(edition: Edition, facts: Pick<SubmissionFacts, 'app' | 'organization'>, answers: Answers) {
  const identity = fieldsOf(answers['app.identity'])
  const app = {
    name: String(identity.name ?? facts.app.name),
    company: attestedCompany(answers) || facts.organization.legalName,
  }
  return { en: labelOf(edition, { app, answers }, 'en'), es: labelOf(edition, { app, answers }, 'es') }
}
