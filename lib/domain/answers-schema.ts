/**
 * Answers as data, for the API and for imports: one zod schema made from the edition, strict about names, and the JSON
 * Schema that is published from it. What a text may hold is checked by the same rules as in the form.
 */
import { z } from 'zod'
import { answerOf, shapeProblems, withNative } from './answers.ts'
import { type AnswerRules, LIST_ENTRIES, LONG_TEXT, SHORT_TEXT } from './answers-check.ts'
import { COUNTRY_CODES } from './country.ts'
import { type Answers, type Edition, type Option, type Question, type QuestionField, YES_NO } from './edition.ts'

const codes = (options: readonly Option[]) => z.enum(options.map(({ code }) => code) as [string, ...string[]])

function fieldSchema(field: QuestionField): z.ZodType {
  const entries = (item: z.ZodType) =>
    z
      .array(item)
      .min(1)
      .max(field.max ?? LIST_ENTRIES)
  switch (field.kind) {
    case 'url':
      return z.url({ protocol: /^https$/ }).max(500)
    case 'email':
      return z.email().max(254)
    case 'phone':
      return z.string().min(7).max(40)
    case 'date':
      return z.iso.date()
    case 'number':
      return z
        .int()
        .min(field.min ?? 0)
        .max(field.max ?? 1_000_000_000)
    case 'country':
      return z.enum(COUNTRY_CODES as [string, ...string[]])
    case 'yesno':
      return codes(YES_NO)
    case 'acknowledge':
      return z.literal('yes')
    case 'choice':
      return codes(field.options ?? YES_NO)
    case 'multi':
      return z
        .array(codes(field.options ?? YES_NO))
        .min(1)
        .max(50)
    case 'text_list':
      return entries(z.string().min(1).max(SHORT_TEXT))
    case 'url_list':
      return entries(z.url({ protocol: /^https$/ }).max(500))
    case 'redirect_uri_list':
      return entries(z.string().min(1).max(1024))
    default:
      return z
        .string()
        .min(1)
        .max(field.max ?? (field.kind === 'long_text' ? LONG_TEXT : SHORT_TEXT))
  }
}

function fieldsSchema(question: Question, own: Record<string, z.ZodType> = {}): z.ZodType {
  const fields = (question.fields ?? []).map((field) => [field.id, fieldSchema(field).optional().describe(field.label)])
  return z.strictObject({ ...own, ...Object.fromEntries(fields) })
}

/** The shape of one answer. */
function answerSchema(question: Question): z.ZodType {
  const options = question.options ?? YES_NO
  switch (question.type) {
    case 'text':
      return z
        .string()
        .min(1)
        .max(question.max ?? SHORT_TEXT)
    case 'composite':
      return fieldsSchema(question)
    case 'list':
      return z.array(fieldsSchema(question)).max(question.max ?? LIST_ENTRIES)
    case 'multi': {
      const chosen = z.array(codes(options)).min(1).max(50)
      return question.fields ? fieldsSchema(question, { choices: chosen.optional() }) : chosen
    }
    default:
      return question.fields ? fieldsSchema(question, { choice: codes(options).optional() }) : codes(options)
  }
}

function shapeOf(edition: Edition) {
  const questions = edition.sections.flatMap((section) => section.questions)
  const entries = questions.map((question) => [
    question.id,
    answerSchema(question).nullable().optional().describe(question.prompt),
  ])
  return z.strictObject({
    edition: z.literal(edition.id),
    app: z.string().min(1).max(SHORT_TEXT).describe('The app these answers are for'),
    answers: z.strictObject(Object.fromEntries(entries) as Record<string, z.ZodType>),
  })
}

/** Reads `{ edition, app, answers }`. Unknown questions, fields and codes are refused; blanks are not. */
export function answersSchema(edition: Edition, rules: AnswerRules = {}) {
  return shapeOf(edition).superRefine((input, context) => {
    const answers = input.answers as Answers
    const questions = edition.sections.flatMap((section) => section.questions)
    const known = withNative(answers, rules)
    for (const question of questions) {
      const value = answerOf(answers, question.id)
      if (value === null) continue
      for (const { message, input: name } of shapeProblems(question, value, known)) {
        context.addIssue({ code: 'custom', message, path: ['answers', question.id], params: { input: name } })
      }
    }
  })
}

/** The same as JSON Schema (draft 2020-12), to publish beside the API. */
export function answersJsonSchema(edition: Edition): Record<string, unknown> {
  return z.toJSONSchema(shapeOf(edition), { target: 'draft-2020-12' }) as Record<string, unknown>
}
