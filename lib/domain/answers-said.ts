/** The visible answers of a submission, asked one thing at a time. A hidden or blank question says nothing. */
import type { Answers, Edition } from './edition.ts'
import { answerOf, codesOf, fieldsOf, ownValue, visibleQuestions } from './visibility.ts'

/** The visible answers, read by code and by field. */
export type Said = {
  /** Whether one of the codes was chosen. */
  chose: (questionId: string, ...codes: string[]) => boolean
  /** Whether something was chosen and nothing but these codes. */
  choseOnly: (questionId: string, ...codes: string[]) => boolean
  /** Whether one of the codes was chosen in a field. */
  choseIn: (questionId: string, field: string, ...codes: string[]) => boolean
  text: (questionId: string, field: string) => string
  number: (questionId: string, field: string) => number | undefined
  list: (questionId: string, field: string) => string[]
  /** Entries of a list question, one field of each. */
  entries: (questionId: string, field: string) => string[]
}

/** Reads answers for rules that look across questions. */
export function said(edition: Edition, answers: Answers): Said {
  const asked = new Set(visibleQuestions(edition, answers).map(({ id }) => id))
  const answer = (id: string) => (asked.has(id) ? answerOf(answers, id) : null)
  const field = (id: string, name: string) => ownValue(fieldsOf(answer(id)), name)
  const text = (value: unknown) => (typeof value === 'string' ? value : '')
  return {
    chose: (id, ...codes) => codesOf(answer(id)).some((code) => codes.includes(code)),
    choseOnly: (id, ...codes) => {
      const chosen = codesOf(answer(id))
      return chosen.length > 0 && chosen.every((code) => codes.includes(code))
    },
    choseIn: (id, name, ...codes) => codesOf(answer(id), name).some((code) => codes.includes(code)),
    text: (id, name) => text(field(id, name)),
    number: (id, name) => {
      const value = field(id, name)
      return typeof value === 'number' ? value : undefined
    },
    list: (id, name) => codesOf(answer(id), name),
    entries: (id, name) => {
      const value = answer(id)
      return Array.isArray(value) ? value.map((entry) => text(ownValue(fieldsOf(entry), name))).filter(Boolean) : []
    },
  }
}

/** Two answers that cannot both be so. */
export type Check = { id: string; questionIds: string[]; sentence: string; found: (said: Said) => boolean }
