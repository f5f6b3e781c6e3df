/** An answer in the words of its question, for reading: on the page before signing, on receipts and for reviewers. */
import { countryName } from './country.ts'
import {
  type AnswerValue,
  type Edition,
  type Option,
  type Question,
  type QuestionField,
  questionOf,
} from './questionnaire.ts'
import { codesOf, fieldsOf, isBlank, ownValue, visibleFields } from './visibility.ts'
import { dayText } from './wording.ts'

/** One line of an answer; `label` names a part of it. */
export type AnswerLine = { label: string | null; text: string }

/** The name of a part before its text: with a colon, unless it asks already; a sentence loses its full stop. */
export const partText = (label: string): string => (label.endsWith('?') ? label : `${label.replace(/\.$/u, '')}:`)

/** @returns null for what is no day of the calendar */
function dayInWords(value: unknown): string | null {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return null
  const day = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value) ? dayText('en', value) : null
}

function labelOfCode(options: readonly Option[] | undefined, code: string): string {
  return options?.find((option) => option.code === code)?.label ?? code
}

function fieldText(field: QuestionField, value: unknown): string {
  if (field.kind === 'country') return typeof value === 'string' ? countryName(value) : ''
  if (field.kind === 'acknowledge') return isBlank(value) ? '' : 'Yes'
  if (field.kind === 'yesno') return value === 'yes' ? 'Yes' : value === 'no' ? 'No' : ''
  if (field.kind === 'date') return dayInWords(value) ?? written(value)
  if (field.options)
    return codesOf(value)
      .map((code) => labelOfCode(field.options, code))
      .join('; ')
  return Array.isArray(value) ? value.map(written).join('\n') : written(value)
}

/** What no form could have sent has no text; an object may not even know how to become one. */
const written = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : ''

function fieldLines(question: Question, value: unknown, entry: number | null): AnswerLine[] {
  const values = fieldsOf(value)
  return visibleFields(question, value).flatMap((field) => {
    const text = fieldText(field, ownValue(values, field.id))
    const label = entry === null ? field.label : `${entry}. ${field.label}`
    return text === '' ? [] : [{ label, text }]
  })
}

/** The lines of an answer, in the order of its fields; empty for a blank. */
export function answerLines(question: Question, value: AnswerValue | null | undefined): AnswerLine[] {
  if (isBlank(value)) return []
  if (question.type === 'text') {
    const text = written(value)
    return text === '' ? [] : [{ label: null, text }]
  }
  if (question.type === 'list') {
    const entries = Array.isArray(value) ? value : []
    return entries.flatMap((entry, index) => fieldLines(question, entry, index + 1))
  }
  const chosen = question.type === 'composite' ? [] : codesOf(value)
  const options = chosen.map((code) => ({ label: null, text: labelOfCode(question.options, code) }))
  return [...options, ...fieldLines(question, value, null)]
}

/** A whole answer as one text, a line a part; empty for a blank and for a question the edition does not have. */
export function answerText(edition: Edition, questionId: string, value: AnswerValue | null | undefined): string {
  const question = questionOf(edition, questionId)
  if (!question) return ''
  return answerLines(question, value)
    .map(({ label, text }) => (label ? `${partText(label)} ${text}` : text))
    .join('\n')
}
