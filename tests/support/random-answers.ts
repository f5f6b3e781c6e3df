/** Random answers made from the edition: blanks, whole answers, half ones, and things that no form could have sent. */
import fc from 'fast-check'
import type { Answers, Question, QuestionField } from '../../lib/domain/edition.ts'
import { currentEdition, questionsOf } from '../../lib/domain/questionnaire.ts'

const codes = (options: readonly { code: string }[] | undefined) =>
  fc.constantFrom(...(options ?? []).map(({ code }) => code), 'yes')

const words = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom(
    'Settings, then Disconnect',
    'See https://evil.example/x now',
    '“ends the quote” {app}',
    '‮turned',
    '  ',
  ),
)

/** What nobody can type: other types, other shapes, names of the prototype. */
export const garbage: fc.Arbitrary<unknown> = fc.oneof(
  fc.anything({ maxDepth: 2 }),
  fc.constantFrom(
    null,
    [],
    {},
    [null],
    [{}],
    { choice: 'constructor' },
    { toString: 0 },
    [{ toString: 0 }],
    { choice: { toString: 0 }, email: { toString: 0 } },
    { choices: ['__proto__', 'toString'] },
    'hasOwnProperty',
    Number.NaN,
    { country: 'ZZ' },
    { date: '2026-99-99' },
  ),
)

function fieldValue(field: QuestionField): fc.Arbitrary<unknown> {
  switch (field.kind) {
    case 'number':
      return fc.oneof(fc.integer({ min: field.min ?? 0, max: field.max ?? 1000 }), fc.double())
    case 'date':
      return fc.constantFrom('2026-03-02', '1999-12-31', '2026-13-77', '')
    case 'country':
      return fc.constantFrom('US', 'DE', 'MX', 'ZZ')
    case 'yesno':
    case 'acknowledge':
      return fc.constantFrom('yes', 'no')
    case 'choice':
      return codes(field.options)
    case 'multi':
      return fc.array(codes(field.options), { maxLength: 4 })
    case 'text_list':
    case 'url_list':
    case 'redirect_uri_list':
      return fc.array(words, { maxLength: 3 })
    default:
      return field.id === 'scope'
        ? fc.constantFrom('patient/*.rs', 'patient/Coverage.rs', 'openid', 'user/*.read', 'patient/Goal.rs', 'x')
        : words
  }
}

const fieldsOf = (question: Question) =>
  fc.record(Object.fromEntries((question.fields ?? []).map((field) => [field.id, fieldValue(field)])), {
    requiredKeys: [],
  })

function wellFormed(question: Question): fc.Arbitrary<unknown> {
  const code = codes(question.options)
  const some = fc.array(code, { minLength: 1, maxLength: 4 })
  switch (question.type) {
    case 'text':
      return words
    case 'composite':
      return fieldsOf(question)
    case 'list':
      return fc.array(fieldsOf(question), { maxLength: 3 })
    case 'multi':
      return question.fields
        ? fc.tuple(some, fieldsOf(question)).map(([choices, fields]) => ({ choices, ...fields }))
        : some
    default:
      return question.fields
        ? fc.tuple(code, fieldsOf(question)).map(([choice, fields]) => ({ choice, ...fields }))
        : code
  }
}

/** One answer: mostly one that a form could have made. */
const randomAnswer = (question: Question): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 8, arbitrary: wellFormed(question) }, { weight: 1, arbitrary: garbage })

/** Answers to any of the sixty questions. */
export const randomAnswers: fc.Arbitrary<Answers> = fc.record(
  Object.fromEntries(questionsOf(currentEdition()).map((question) => [question.id, randomAnswer(question)])),
  { requiredKeys: [] },
) as fc.Arbitrary<Answers>
