/** The signed documents of a submission as a reviewer reads them: any round in full, and what changed. A step for the page. */
import type { Reader } from '../../db/transaction.ts'
import { type AnswerLine, answerLines } from '../domain/answer-text.ts'
import { datedText } from '../domain/calendar.ts'
import {
  type AnswerChange,
  answerChanges,
  type KeptDocument,
  keptDocument,
  wholeValue,
} from '../domain/document-diff.ts'
import { type Edition, questionOf } from '../domain/questionnaire.ts'
import { isBlank } from '../domain/visibility.ts'
import { documentBefore, type ReviewFacts } from './review-facts.ts'
import { editionOfSubmission } from './submission-draft.ts'

export type ReadAnswer = {
  questionId: string
  prompt: string
  lines: AnswerLine[]
  blank: boolean
  required: boolean
  /** About privacy: never a ground by itself. */
  privacy: boolean
  /** Differs from what it is compared with. */
  changed: boolean
}

export type ReviewDocument = {
  documentId: string
  round: number
  digest: string
  when: string
  signer: string
  sections: { id: string; title: string; answers: ReadAnswer[] }[]
}

export type ReviewDocuments = {
  rounds: { round: number; when: string }[]
  shown: ReviewDocument
  /** Compared with the round before, else with the last approval; null for a first application. */
  changes: { since: string; answers: (AnswerChange & { sectionTitle: string })[] } | null
}

/** @param round the one to show; the last one when there is no such round */
export async function reviewDocuments(
  reader: Reader,
  facts: ReviewFacts,
  round: number,
  zone: string,
): Promise<ReviewDocuments> {
  const edition = editionOfSubmission(facts.submission.edition)
  const row = facts.documents.find((one) => one.round === round) ?? facts.documents.at(-1)
  if (!row) throw new Error('a submission under review has a document')
  const kept = keptDocument(row.content, row.people)
  const before = await documentBefore(reader, facts, row.round)
  const changes = before ? answerChanges(edition, before.document, kept) : []
  const changed = new Set(changes.map((change) => change.questionId))
  const titleOf = (section: string) => edition.sections.find((one) => one.id === section)?.title ?? ''
  return {
    rounds: facts.documents.map((one) => ({ round: one.round, when: datedText(one.signedAt, zone) })),
    shown: {
      documentId: row.id,
      round: row.round,
      digest: row.digest,
      when: datedText(row.signedAt, zone),
      signer: [row.signerName, row.signerTitle].filter(Boolean).join(', '),
      sections: sectionsOf(edition, kept, changed),
    },
    changes: before && {
      since: before.what,
      answers: changes.map((change) => ({ ...change, sectionTitle: titleOf(change.section) })),
    },
  }
}

function sectionsOf(edition: Edition, kept: KeptDocument, changed: ReadonlySet<string>): ReviewDocument['sections'] {
  const sections = edition.sections.map(({ id, title }) => ({
    id,
    title,
    answers: kept.content.questions
      .filter((frozen) => frozen.section === id)
      .map((frozen): ReadAnswer => {
        const question = questionOf(edition, frozen.id)
        const value = wholeValue(kept, frozen)
        return {
          questionId: frozen.id,
          prompt: frozen.prompt,
          lines: question ? answerLines(question, value) : frozen.shown,
          blank: isBlank(value),
          required: question?.required ?? false,
          privacy: question?.privacy ?? false,
          changed: changed.has(frozen.id),
        }
      }),
  }))
  return sections.filter((section) => section.answers.length > 0)
}
