/** Answers made from the edition itself: every question that shows gets one, so that tests need no list of their own. */
import { type Answers, visibleFields, visibleQuestions } from '../../lib/domain/answers.ts'
import type { AnswerValue, Question, QuestionField } from '../../lib/domain/edition.ts'
import { currentEdition } from '../../lib/domain/questionnaire.ts'
import { SIGNATURE_QUESTION } from '../../lib/domain/submission.ts'

/** What has a grammar beyond its kind. */
const SPECIAL: Readonly<Record<string, unknown>> = {
  'smart.scopes.scope': 'patient/Coverage.rs',
  'contact.backup.email': 'second@sunny.example.com',
  'contact.member-support.email': 'help@sunny.example.com',
  'contact.member-support.phone': '+1 785 555 0111',
  'contact.security.reportTo': 'https://sunny.example.com/.well-known/security.txt',
}

function fieldValue(question: Question, field: QuestionField): unknown {
  const special = SPECIAL[`${question.id}.${field.id}`]
  if (special !== undefined) return special
  const first = field.options?.[0]?.code ?? 'yes'
  switch (field.kind) {
    case 'url':
      return 'https://sunny.example.com/page'
    case 'email':
      return 'contact@sunny.example.com'
    case 'phone':
      return '+1 785 555 0100'
    case 'date':
      return '2026-03-02'
    case 'number':
      return Math.max(field.min ?? 1, 1)
    case 'country':
      return 'US'
    case 'yesno':
    case 'choice':
      return first
    case 'multi':
      return [first]
    case 'text_list':
      return field.id.toLowerCase().includes('domain') ? ['sunny.example.com'] : ['Plain words']
    case 'url_list':
      return ['https://sunny.example.com/page']
    case 'redirect_uri_list':
      return ['https://sunny.example.com/callback']
    case 'acknowledge':
      return 'yes'
    default:
      return 'Plain words'
  }
}

function fieldsFor(question: Question, own: Record<string, unknown>): Record<string, unknown> {
  let value = { ...own }
  // A field may follow from a field before it, so the visible ones are asked for again until nothing is new.
  for (const _ of question.fields ?? []) {
    const added = visibleFields(question, value).map((field) => [field.id, fieldValue(question, field)])
    value = { ...Object.fromEntries(added), ...value }
  }
  const shown = new Set(visibleFields(question, value).map(({ id }) => id))
  return Object.fromEntries(Object.entries(value).filter(([id]) => id in own || shown.has(id)))
}

function answerTo(question: Question): AnswerValue {
  const code = question.options?.[0]?.code ?? 'yes'
  if (question.type === 'text') return 'Plain words that members read.'
  if (question.type === 'composite') return fieldsFor(question, {})
  if (question.type === 'list') return [fieldsFor(question, {})]
  if (!question.fields) return question.type === 'multi' ? [code] : code
  return fieldsFor(question, question.type === 'multi' ? { choices: [code] } : { choice: code })
}

/** @param optional also answers what may stay blank @param given answers that stand as they are */
export function filledAnswers(optional = true, given: Answers = {}): Record<string, AnswerValue> {
  const edition = currentEdition()
  let answers: Record<string, AnswerValue> = { ...(given as Record<string, AnswerValue>) }
  // Follow-ups show once what they follow from is answered.
  for (let pass = 0; pass < 3; pass += 1) {
    const asked = visibleQuestions(edition, answers).filter((question) => optional || question.required)
    const added = asked
      .filter(({ id }) => id !== SIGNATURE_QUESTION)
      .map((question) => [question.id, answerTo(question)])
    answers = { ...Object.fromEntries(added), ...answers }
  }
  return answers
}
