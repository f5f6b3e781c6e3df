/**
 * Saves one section of a draft. Every answer carries the version it was read at: what somebody else changed meanwhile
 * is not written over, but shown beside what was typed; the other answers of the form are kept.
 */
import { type AnswerRow, insertAnswer, listAnswers, updateAnswer } from '../../db/queries/answer.ts'
import { findSubmission } from '../../db/queries/submission.ts'
import type { Tx } from '../../db/transaction.ts'
import { type FormErrors, type FormValues, parseSection } from '../domain/answers.ts'
import { canonicalJson } from '../domain/canonical-json.ts'
import {
  type Answers,
  type AnswerValue,
  type Edition,
  editionOf,
  type Section,
  sectionOf,
} from '../domain/questionnaire.ts'
import { notFound, Refusal } from '../domain/refusal.ts'
import { reviewStatus } from '../domain/review.ts'
import { SIGNATURE_QUESTION, whyNotEdit } from '../domain/submission.ts'
import type { Context } from './context.ts'
import { recordAudit } from './record.ts'
import { lockedSubmissionAccess } from './submission-access.ts'
import { submissionEvents } from './submission-facts.ts'

export type SaveSectionInput = {
  submissionId: string
  section: string
  /** The form's inputs, named as in lib/domain/answers. */
  form: FormValues
  /** By question id: the version the form was drawn from; 0 for a question never answered. */
  versions: Readonly<Record<string, number>>
}

/** Both sides of an answer that somebody else changed meanwhile. */
export type StaleAnswer = { theirs: AnswerValue | null; yours: AnswerValue | null; version: number }

export type SectionSaved = {
  /** Question ids whose answer was written. */
  saved: string[]
  /** Sentences by input name, for what could not be read; those answers were left as they were. */
  errors: FormErrors
  /** Versions of the section's answers after the save. */
  versions: Record<string, number>
}

/** Answers of a submission by question id. */
export function answersOf(rows: readonly AnswerRow[]): Answers {
  return Object.fromEntries(rows.map((row) => [row.questionId, row.value as AnswerValue | null]))
}

/** The edition a submission is filled in. */
export function editionOfSubmission(editionId: string): Edition {
  const edition = editionOf(editionId)
  if (!edition) throw notFound('edition of the questionnaire')
  return edition
}

/**
 * Saves what can be saved.
 * Refuses `stale` after saving the rest (details: `answers` by question id with `theirs`, `yours` and `version`, and what
 * SectionSaved has), `not_editable` when the answers are not in the developer's hands, `not_found`, `role_too_low`.
 */
export async function saveSection(ctx: Context, input: SaveSectionInput): Promise<SectionSaved> {
  const { stale, ...result } = await ctx.transaction(async (tx) => {
    const access = await lockedSubmissionAccess(tx, ctx, input.submissionId, 'edit_submission')
    const { edition, section } = await editableSection(tx, input.submissionId, input.section)
    const written = await writeAnswers(tx, ctx, { ...input, edition, section, personId: access.actor.personId })
    if (written.saved.length > 0) {
      await recordAudit(tx, ctx, {
        act: 'submission.answered',
        noun: 'submission',
        nounId: input.submissionId,
        organizationId: access.organizationId,
        data: { section: section.id, questions: written.saved },
      })
    }
    return written
  })
  if (Object.keys(stale).length > 0) {
    throw new Refusal(
      'stale',
      'Somebody else changed these answers while you were typing. Both are shown below; yours were not saved yet.',
      { details: { ...result, answers: stale } },
    )
  }
  return result
}

async function editableSection(tx: Tx, submissionId: string, sectionId: string) {
  const submission = await findSubmission(tx, submissionId)
  if (!submission) throw notFound('submission')
  const edition = editionOfSubmission(submission.edition)
  const section = sectionOf(edition, sectionId)
  if (!section) throw notFound('section')
  const why = whyNotEdit(reviewStatus(await submissionEvents(tx, submissionId)))
  if (why) throw new Refusal('not_editable', why)
  return { edition, section }
}

type WriteInput = SaveSectionInput & { edition: Edition; personId: string }

async function writeAnswers(tx: Tx, ctx: Context, input: Omit<WriteInput, 'section'> & { section: Section }) {
  const rows = await listAnswers(tx, input.submissionId)
  const { answers, errors } = parseSection(input.edition, input.section.id, input.form, answersOf(rows))
  const faulty = (id: string) => Object.keys(errors).some((name) => name === id || name.startsWith(`${id}.`))
  const saved: string[] = []
  const versions: Record<string, number> = {}
  const stale: Record<string, StaleAnswer> = {}
  for (const { id: questionId } of input.section.questions) {
    if (questionId === SIGNATURE_QUESTION || !Object.hasOwn(answers, questionId)) continue
    const row = rows.find((candidate) => candidate.questionId === questionId)
    const theirs = (row?.value ?? null) as AnswerValue | null
    const yours = answers[questionId] ?? null
    const version = row?.version ?? 0
    const read = input.versions[questionId] ?? 0
    // A faulty answer keeps the version it was read at, so that a change by somebody else still shows later.
    versions[questionId] = faulty(questionId) ? read : version
    if (faulty(questionId) || canonicalJson(theirs) === canonicalJson(yours)) continue
    if (read !== version) {
      stale[questionId] = { theirs, yours, version }
      continue
    }
    const change = { submissionId: input.submissionId, questionId, value: yours, updatedAt: ctx.now }
    await writeAnswer(tx, { ...change, updatedBy: input.personId }, row?.version)
    versions[questionId] = version + 1
    saved.push(questionId)
  }
  return { saved, errors, versions, stale }
}

/** @param before the version that is written over; undefined for a first answer */
async function writeAnswer(tx: Tx, change: Omit<AnswerRow, 'version'>, before: number | undefined): Promise<void> {
  if (before === undefined) await insertAnswer(tx, { ...change, version: 1 })
  else await updateAnswer(tx, change, before)
}
