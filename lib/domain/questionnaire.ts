/** The questionnaire: its published editions, and how to find a question in one. */
import type { Edition, Question, Section } from './edition.ts'
import { edition20261 } from './editions/2026-1/edition.ts'

export type {
  Answers,
  AnswerValue,
  Condition,
  Edition,
  FieldKind,
  FieldValues,
  LabelTone,
  Option,
  Question,
  QuestionField,
  QuestionType,
  RowId,
  Section,
  SectionId,
} from './edition.ts'
export { ROW_IDS, SECTION_IDS } from './edition.ts'

const EDITIONS: ReadonlyMap<string, Edition> = new Map([[edition20261.id, edition20261]])

/** The edition of that id, or null. Every edition that was ever published stays readable. */
export function editionOf(id: string): Edition | null {
  return EDITIONS.get(id) ?? null
}

/** The edition that new submissions are filled in. */
export function currentEdition(): Edition {
  return edition20261
}

/** Every question of an edition, in the order in which it is asked. */
export function questionsOf(edition: Edition): Question[] {
  return edition.sections.flatMap((section) => section.questions)
}

/** @returns the question of that id, or null */
export function questionOf(edition: Edition, id: string): Question | null {
  return questionsOf(edition).find((question) => question.id === id) ?? null
}

/** @returns the section of that id, or null */
export function sectionOf(edition: Edition, id: string): Section | null {
  return edition.sections.find((section) => section.id === id) ?? null
}
