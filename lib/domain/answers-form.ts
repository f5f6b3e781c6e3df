/**
 * Answers and the inputs of a form, in both directions. Names: `${question}`, `${question}.${field}`, and for entries
 * of a list `${question}.${index}.${field}`. Only names made from the edition are read, so a form cannot bring others.
 */
import {
  type AnswerRules,
  checkCode,
  checkCodes,
  checkField,
  checkText,
  LIST_ENTRIES,
  SHORT_TEXT,
} from './answers-check.ts'
import type { AnswerValue, FieldValues, Question, QuestionField } from './edition.ts'
import { checkScope } from './scope-answer.ts'
import { codesOf, fieldsOf, isBlank, ownValue, visibleFields } from './visibility.ts'

/** What a form sends: one text per name, several for repeated names. */
export type FormValues = Readonly<Record<string, string | readonly string[]>>
/** Sentences by input name. */
export type FormErrors = Record<string, string>
/** An answer as read from a form; null is a blank. */
export type ParsedAnswer = { value: AnswerValue | null; errors: FormErrors }

/** Everything sent under a name; never an inherited property. */
function sent(form: FormValues, name: string): string[] {
  const value = ownValue(form, name)
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}

/** Whether the form has any input of a question, if only an empty one. */
export function hasInputs(question: Question, form: FormValues): boolean {
  return Object.keys(form).some((name) => name === question.id || name.startsWith(`${question.id}.`))
}

/** Reads the fields under a prefix; a field that does not show is left out, with its faults. */
function readFields(question: Question, prefix: string, form: FormValues, rules: AnswerRules, own: FieldValues) {
  const values: Record<string, unknown> = { ...own }
  const faults: FormErrors = {}
  for (const field of question.fields ?? []) {
    const checked = checkOne(question, field, sent(form, `${prefix}.${field.id}`), rules)
    if (!checked.ok) faults[field.id] = checked.message
    else if (checked.value !== undefined) values[field.id] = checked.value
  }
  const shown = new Set(visibleFields(question, values).map(({ id }) => id))
  for (const field of question.fields ?? []) if (!shown.has(field.id)) delete values[field.id]
  const errors: FormErrors = {}
  for (const [id, message] of Object.entries(faults)) if (shown.has(id)) errors[`${prefix}.${id}`] = message
  return { values, errors }
}

function checkOne(question: Question, field: QuestionField, raw: string[], rules: AnswerRules) {
  const checked = checkField(`${question.id}.${field.id}`, field, raw, rules)
  if (question.id !== 'smart.scopes' || field.id !== 'scope' || !checked.ok || checked.value === undefined)
    return checked
  return checkScope(String(checked.value), rules.allowedScopes)
}

const blank = (values: object): boolean => Object.values(values).every(isBlank)

function readList(question: Question, form: FormValues, rules: AnswerRules): ParsedAnswer {
  const max = question.max ?? LIST_ENTRIES
  const start = `${question.id}.`
  const indices = new Set<number>()
  for (const name of Object.keys(form)) {
    if (!name.startsWith(start)) continue
    const [, index] = /^(0|[1-9]\d{0,3})\.[A-Za-z]+$/.exec(name.slice(start.length)) ?? []
    if (index !== undefined) indices.add(Number(index))
  }
  const entries: FieldValues[] = []
  const errors: FormErrors = {}
  for (const index of [...indices].sort((a, b) => a - b)) {
    const entry = readFields(question, `${start}${index}`, form, rules, {})
    Object.assign(errors, entry.errors)
    if (!blank(entry.values)) entries.push(entry.values)
  }
  if (entries.length > max) errors[question.id] = `Enter ${max} entries or fewer. You entered ${entries.length}.`
  return { value: entries.length > 0 ? entries : null, errors }
}

/** The chosen code or codes of a question itself. */
function readChoice(question: Question, form: FormValues) {
  const raw = sent(form, question.id).filter(Boolean)
  const options = question.options ?? []
  if (question.type === 'multi') return checkCodes(raw, options)
  if (raw.length > 1) return { ok: false as const, message: 'Choose one answer.' }
  const [code] = raw
  return code === undefined ? { ok: true as const, value: undefined } : checkCode(code, options)
}

function readWithChoice(question: Question, form: FormValues, rules: AnswerRules): ParsedAnswer {
  const chosen = readChoice(question, form)
  if (!chosen.ok) return { value: null, errors: { [question.id]: chosen.message } }
  if (!question.fields) return { value: (chosen.value as AnswerValue | undefined) ?? null, errors: {} }
  const own = chosen.value === undefined ? {} : { [question.type === 'multi' ? 'choices' : 'choice']: chosen.value }
  const { values, errors } = readFields(question, question.id, form, rules, own)
  return { value: blank(values) ? null : values, errors }
}

/** Reads one question out of a form. Faults are only about what was typed; what is missing is asked before submission. */
export function parseQuestion(question: Question, form: FormValues, rules: AnswerRules): ParsedAnswer {
  switch (question.type) {
    case 'text': {
      const raw = sent(form, question.id)
      const label = 'An answer'
      const checked = checkText(raw[0] ?? '', label, question.max ?? SHORT_TEXT, false)
      if (raw.length > 1) return { value: null, errors: { [question.id]: 'Enter one answer.' } }
      if (!checked.ok) return { value: null, errors: { [question.id]: checked.message } }
      return { value: typeof checked.value === 'string' ? checked.value : null, errors: {} }
    }
    case 'composite': {
      const { values, errors } = readFields(question, question.id, form, rules, {})
      return { value: blank(values) ? null : values, errors }
    }
    case 'list':
      return readList(question, form, rules)
    default:
      return readWithChoice(question, form, rules)
  }
}

/** One field's value as its input holds it. */
function inputOf(field: QuestionField, value: unknown): string | string[] {
  if (field.kind === 'multi') return codesOf(value)
  if (Array.isArray(value)) return value.map(String).join('\n')
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

function inputsOf(question: Question, prefix: string, value: unknown): [string, string | string[]][] {
  const values = fieldsOf(value)
  return (question.fields ?? []).flatMap((field) => {
    const own = ownValue(values, field.id)
    return isBlank(own) ? [] : [[`${prefix}.${field.id}`, inputOf(field, own)] as [string, string | string[]]]
  })
}

/** The inputs that show an answer again: what `parseQuestion` reads back to the same value. Blanks have no input. */
export function formOf(question: Question, value: AnswerValue | null | undefined): Record<string, string | string[]> {
  if (isBlank(value)) return {}
  if (question.type === 'list') {
    const entries = Array.isArray(value) ? value : []
    return Object.fromEntries(entries.flatMap((entry, index) => inputsOf(question, `${question.id}.${index}`, entry)))
  }
  const fields = Object.fromEntries(inputsOf(question, question.id, value))
  if (question.type === 'composite') return fields
  if (question.type === 'text') return typeof value === 'string' ? { [question.id]: value } : {}
  const codes = codesOf(value)
  if (question.type === 'multi') return codes.length > 0 ? { [question.id]: codes, ...fields } : fields
  return codes[0] === undefined ? fields : { [question.id]: codes[0], ...fields }
}
