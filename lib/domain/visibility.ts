/**
 * Which questions and fields an app is asked, given what it answered so far. Values come from forms, imports and old
 * rows, so nothing is read but own properties of plain objects.
 */
import type { Answers, AnswerValue, Condition, Edition, FieldValues, Question, QuestionField } from './edition.ts'

/** The own value of a name; never something inherited, such as `constructor`. */
export function ownValue(holder: object, name: string): unknown {
  return Object.hasOwn(holder, name) ? (holder as Record<string, unknown>)[name] : undefined
}

/** The fields of an answer, or none when the answer has no fields. */
export function fieldsOf(value: unknown): FieldValues {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as FieldValues) : {}
}

const strings = (value: unknown): string[] => {
  if (typeof value === 'string') return value === '' ? [] : [value]
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}

/** The codes chosen by an answer itself, whatever its shape; with `field`, those of that field. */
export function codesOf(value: unknown, field?: string): string[] {
  if (field !== undefined) return strings(ownValue(fieldsOf(value), field))
  const fields = fieldsOf(value)
  return [...strings(value), ...strings(ownValue(fields, 'choice')), ...strings(ownValue(fields, 'choices'))]
}

/** Nothing said: missing, empty, or made only of empty parts. */
export function isBlank(value: unknown): boolean {
  if (value === undefined || value === null) return true
  if (typeof value === 'string') return value.trim() === ''
  if (Array.isArray(value)) return value.every(isBlank)
  if (typeof value === 'object') return Object.values(value).every(isBlank)
  return false
}

/** The answer to a question, null for a blank. */
export function answerOf(answers: Answers, questionId: string): AnswerValue | null {
  const value = ownValue(answers, questionId) as AnswerValue | null | undefined
  return isBlank(value) ? null : (value ?? null)
}

/** Whether a condition is met by these answers. */
export function holds(condition: Condition, answers: Answers): boolean {
  if ('all' in condition) return condition.all.every((part) => holds(part, answers))
  if ('either' in condition) return condition.either.some((part) => holds(part, answers))
  if ('not' in condition) return !holds(condition.not, answers)
  const codes = codesOf(ownValue(answers, condition.question), condition.field)
  if ('any' in condition) return codes.some((code) => condition.any.includes(code))
  return codes.length > 0 && codes.every((code) => condition.only.includes(code))
}

/** Ids of the questions that a condition looks at. */
export function questionsIn(condition: Condition): string[] {
  if ('all' in condition) return condition.all.flatMap(questionsIn)
  if ('either' in condition) return condition.either.flatMap(questionsIn)
  return 'not' in condition ? questionsIn(condition.not) : [condition.question]
}

/**
 * The questions that these answers lead to, in order. A question that follows from a hidden one is hidden too; a
 * blank hides nothing by itself.
 */
export function visibleQuestions(edition: Edition, answers: Answers): Question[] {
  const visible: Question[] = []
  const seen = new Set<string>()
  for (const question of edition.sections.flatMap((section) => section.questions)) {
    const { showIf } = question
    const shown = !showIf || (questionsIn(showIf).every((id) => seen.has(id)) && holds(showIf, answers))
    if (!shown) continue
    visible.push(question)
    seen.add(question.id)
  }
  return visible
}

/** The fields that show for this value of a question (for a list: of one of its entries). */
export function visibleFields(question: Question, value: unknown): QuestionField[] {
  const answers = { [question.id]: value as AnswerValue }
  return (question.fields ?? []).filter((field) => !field.showIf || holds(field.showIf, answers))
}
