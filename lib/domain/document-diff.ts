/** What a developer changed between two frozen documents, question by question, in the order of the later one. */
import { answerLines, partText } from './answer-text.ts'
import { canonicalJson } from './canonical-json.ts'
import type { DocumentContent, DocumentPeople, FrozenQuestion } from './document.ts'
import type { Answers, AnswerValue, Edition } from './edition.ts'
import { questionOf } from './questionnaire.ts'
import { SIGNATURE_QUESTION } from './submission.ts'
import { fieldsOf, isBlank } from './visibility.ts'
import { type DiffRun, wordDiff } from './word-diff.ts'

/** A document with the people that stand beside it. */
export type KeptDocument = { content: DocumentContent; people: DocumentPeople }

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Reads back what was frozen. @param content canonical JSON @param people jsonb of the row; empty after an erasure */
export function keptDocument(content: string, people: unknown): KeptDocument {
  const parsed = JSON.parse(content) as DocumentContent
  const entries = isRecord(people) ? Object.entries(people).filter((entry) => isRecord(entry[1])) : []
  return { content: parsed, people: Object.fromEntries(entries) as DocumentPeople }
}

/** The value of a frozen question with its people put back. */
export function wholeValue({ people }: KeptDocument, question: FrozenQuestion): AnswerValue | null {
  const own = people[question.id]
  if (!own || Object.keys(own).length === 0) return question.value
  return { ...fieldsOf(question.value), ...own } as AnswerValue
}

/** All answers of a document by question id, people included; blanks are left out. */
export function wholeAnswers(document: KeptDocument): Answers {
  const entries = document.content.questions.map((question) => [question.id, wholeValue(document, question)] as const)
  return Object.fromEntries(entries.filter(([, value]) => value !== null))
}

/** An answer in words, people included; as it was frozen when the edition no longer has the question. */
function wholeText(edition: Edition, document: KeptDocument, question: FrozenQuestion): string {
  const known = questionOf(edition, question.id)
  const lines = known ? answerLines(known, wholeValue(document, question)) : question.shown
  return lines.map(({ label, text }) => (label ? `${partText(label)} ${text}` : text)).join('\n')
}

export type AnswerChange = {
  questionId: string
  prompt: string
  section: string
  kind: 'changed' | 'answered' | 'blanked' | 'no_longer_asked'
  before: string
  after: string
  /** Word by word; empty unless an answer was changed into another. */
  runs: DiffRun[]
}

/** Answers that differ. The signature is left out: it is new in every round. */
export function answerChanges(edition: Edition, before: KeptDocument, after: KeptDocument): AnswerChange[] {
  const old = new Map(before.content.questions.map((question) => [question.id, question]))
  const kept = after.content.questions.flatMap((question) => {
    const was = old.get(question.id)
    old.delete(question.id)
    const values = [was ? wholeValue(before, was) : null, wholeValue(after, question)] as const
    if (question.id === SIGNATURE_QUESTION || canonicalJson(values[0]) === canonicalJson(values[1])) return []
    if (isBlank(values[0]) && isBlank(values[1])) return []
    const texts = { before: was ? wholeText(edition, before, was) : '', after: wholeText(edition, after, question) }
    const kind = isBlank(values[0]) ? 'answered' : isBlank(values[1]) ? 'blanked' : 'changed'
    const runs = kind === 'changed' ? wordDiff(texts.before, texts.after) : []
    return [{ ...headOf(question), kind, ...texts, runs } satisfies AnswerChange]
  })
  const gone = [...old.values()]
    .filter((question) => question.id !== SIGNATURE_QUESTION && !isBlank(wholeValue(before, question)))
    .map((question): AnswerChange => {
      const texts = { before: wholeText(edition, before, question), after: '' }
      return { ...headOf(question), kind: 'no_longer_asked', ...texts, runs: [] }
    })
  return [...kept, ...gone]
}

const headOf = ({ id, prompt, section }: FrozenQuestion) => ({ questionId: id, prompt, section })
