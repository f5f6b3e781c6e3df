/**
 * Answers of a submission: reading a section from its form, how far a section is, and what is missing before the
 * whole can be submitted. Drafts may hold anything well formed; a submission must have all that is required.
 */
import { type AnswerRules, askFor } from './answers-check.ts'
import { type FormErrors, type FormValues, formOf, hasInputs, parseQuestion } from './answers-form.ts'
import { canonicalJson } from './canonical-json.ts'
import type { Answers, AnswerValue, Edition, Question, SectionId } from './edition.ts'
import { answerOf, codesOf, fieldsOf, isBlank, ownValue, visibleFields, visibleQuestions } from './visibility.ts'

export type { AnswerRules } from './answers-check.ts'
export { type FormErrors, type FormValues, formOf, parseQuestion } from './answers-form.ts'
export type { Answers, AnswerValue } from './edition.ts'
export { answerOf, codesOf, fieldsOf, holds, isBlank, visibleFields, visibleQuestions } from './visibility.ts'

const ON_DEVICE: ReadonlySet<string> = new Set(['ios', 'android', 'desktop'])

/** Whether the app runs on the person's own device; undefined while it did not say where it runs. */
export function isNative(answers: Answers): boolean | undefined {
  const platforms = codesOf(answerOf(answers, 'app.platforms'))
  return platforms.length === 0 ? undefined : platforms.some((code) => ON_DEVICE.has(code))
}

/** The rules, completed by what the answers say about where the app runs. */
export function withNative(answers: Answers, rules: AnswerRules): AnswerRules {
  const native = rules.native ?? isNative(answers)
  return native === undefined ? rules : { ...rules, native }
}

/**
 * Reads a section from its form. `answers` has every question of the section, null for a blank; where something typed
 * is at fault, the answer from before stands and `errors` says by input name what to enter. A question that these
 * answers hide keeps what it had.
 */
export function parseSection(
  edition: Edition,
  sectionId: string,
  form: FormValues,
  before: Answers,
  rules: AnswerRules = {},
): { answers: Record<string, AnswerValue | null>; errors: FormErrors } {
  const questions = edition.sections.find(({ id }) => id === sectionId)?.questions ?? []
  const known = withNative(before, rules)
  const shownBefore = new Set(visibleQuestions(edition, before).map(({ id }) => id))
  const answers: Record<string, AnswerValue | null> = {}
  const faults: Record<string, FormErrors> = {}
  for (const question of questions) {
    const old = answerOf(before, question.id)
    const { value, errors } = parseQuestion(question, form, known)
    const faulty = Object.keys(errors).length > 0
    const unasked = !shownBefore.has(question.id) && !hasInputs(question, form)
    answers[question.id] = faulty || unasked ? old : value
    if (faulty) faults[question.id] = errors
  }
  const shown = new Set(visibleQuestions(edition, { ...before, ...answers }).map(({ id }) => id))
  const errors: FormErrors = {}
  for (const { id } of questions) if (shown.has(id)) Object.assign(errors, faults[id])
  return { answers, errors }
}

/** What keeps one answer from being complete; `input` is the form's name for it. */
export type Problem = { questionId: string; input: string; message: string }

/** Whether two values are one as JSON; what JSON cannot hold is like nothing. */
function sameValue(one: unknown, other: unknown): boolean {
  try {
    return canonicalJson(one) === canonicalJson(other)
  } catch {
    return false
  }
}

/** An answer that the form could not have made, so that it came from elsewhere or from other rules. */
export function shapeProblems(question: Question, value: AnswerValue, rules: AnswerRules): Problem[] {
  const read = parseQuestion(question, formOf(question, value), rules)
  const faults = Object.entries(read.errors)
  if (faults.length > 0) return faults.map(([input, message]) => ({ questionId: question.id, input, message }))
  if (sameValue(read.value, value)) return []
  return [{ questionId: question.id, input: question.id, message: 'Answer this question again.' }]
}

function missingFields(question: Question, prefix: string, value: unknown): Problem[] {
  const values = fieldsOf(value)
  return visibleFields(question, value)
    .filter((field) => field.required && isBlank(ownValue(values, field.id)))
    .map((field) => ({ questionId: question.id, input: `${prefix}.${field.id}`, message: askFor(field) }))
}

/** Problems of one visible question. An optional one may be blank, but not half answered. */
export function questionProblems(question: Question, answers: Answers, rules: AnswerRules = {}): Problem[] {
  const value = answerOf(answers, question.id)
  const needed = (message: string): Problem => ({ questionId: question.id, input: question.id, message })
  if (value === null) {
    if (!question.required) return []
    if (question.type === 'composite') return missingFields(question, question.id, {})
    if (question.type === 'list') return [needed('Enter at least one entry.')]
    return [needed(question.type === 'text' ? 'Enter an answer.' : 'Choose an answer.')]
  }
  const shape = shapeProblems(question, value, withNative(answers, rules))
  if (shape.length > 0) return shape
  if (question.type === 'list' && Array.isArray(value)) {
    return value.flatMap((entry, index) => missingFields(question, `${question.id}.${index}`, entry))
  }
  const offered = question.type === 'choice' || question.type === 'multi'
  if (offered && codesOf(value).length === 0) return [needed('Choose an answer, or clear the fields below it.')]
  return missingFields(question, question.id, value)
}

/** The second contact has to be somebody else, or a mail that nobody answers goes to nobody again. */
function samePerson(answers: Answers): Problem[] {
  const mailbox = (id: string) => {
    const email = ownValue(fieldsOf(answerOf(answers, id)), 'email')
    return typeof email === 'string' ? email.toLowerCase() : ''
  }
  if (mailbox('contact.backup') === '' || mailbox('contact.backup') !== mailbox('contact.primary')) return []
  const message = 'Enter the work email of a second person, not the one of the main contact.'
  return [{ questionId: 'contact.backup', input: 'contact.backup.email', message }]
}

const DAYS_PAST: readonly [questionId: string, field: string][] = [
  ['sec.owasp', 'date'],
  ['sec.pentest', 'date'],
  ['sec.incidents', 'date'],
  ['carin.status', 'date'],
  ['attest.signature', 'date'],
]

/** Days that cannot lie ahead. @param today calendar day in the payer's zone */
function futureDays(answers: Answers, today: string): Problem[] {
  return DAYS_PAST.flatMap(([questionId, field]) => {
    const day = ownValue(fieldsOf(answerOf(answers, questionId)), field)
    if (typeof day !== 'string' || day <= today) return []
    return [{ questionId, input: `${questionId}.${field}`, message: 'Enter a day that is not in the future.' }]
  })
}

/**
 * Everything that is missing or at fault, in the order of the questions; empty when it can be submitted. No privacy
 * question is ever missing. @param rules.today calendar day in the payer's zone, YYYY-MM-DD
 */
export function problemsBeforeSubmit(
  edition: Edition,
  answers: Answers,
  rules: AnswerRules & { today?: string } = {},
): Problem[] {
  const visible = visibleQuestions(edition, answers)
  const order = visible.map(({ id }) => id)
  const found = visible.flatMap((question) => questionProblems(question, answers, rules))
  const across = [...samePerson(answers), ...(rules.today ? futureDays(answers, rules.today) : [])]
  const fresh = across.filter((problem) => !found.some(({ input }) => input === problem.input))
  return [...found, ...fresh].sort((a, b) => order.indexOf(a.questionId) - order.indexOf(b.questionId))
}

/** How far a section is, by its visible questions: `blank` are optional questions without an answer, which is allowed. */
export function sectionProgress(edition: Edition, sectionId: SectionId | string, answers: Answers) {
  const visible = visibleQuestions(edition, answers).filter(({ section }) => section === sectionId)
  const answered = visible.filter(({ id }) => answerOf(answers, id) !== null).length
  const blank = visible.filter(({ id, required }) => !required && answerOf(answers, id) === null).length
  const problems = visible.flatMap((question) => questionProblems(question, answers))
  return { answered, total: visible.length, blank, problems }
}
