/** The shape of a label, as it is kept, printed and shown. The type of the code is made from it. */
import { z } from 'zod'
import { ROW_IDS } from '../edition.ts'

export const LABEL_STATES = ['did_not_answer', 'answered_with_things_to_know', 'answered'] as const
export type LabelState = (typeof LABEL_STATES)[number]

const tone = z
  .enum(['alert', 'no_answer', 'caution', 'neutral', 'good'])
  .describe('Worst first. The first three always stand in the open.')

const sentence = z.strictObject({ text: z.string().min(1), tone })

const row = z.strictObject({
  id: z.enum(ROW_IDS),
  heading: z.string().min(1),
  sentences: z.array(sentence).describe('Worst first'),
})

export const labelSchema = z.strictObject({
  edition: z.string().describe('Edition of the questionnaire that was answered'),
  lang: z.enum(['en', 'es']),
  app: z.string(),
  company: z.string(),
  state: z.enum(LABEL_STATES),
  stateHeading: z.string().min(1),
  stateText: z.string().min(1),
  alerts: z.array(z.string()).describe('Every alert of the rows, in the order of the rows'),
  unanswered: z
    .strictObject({ count: z.int().min(0), of: z.int().min(0), text: z.string().min(1) })
    .describe('Optional privacy questions without an answer'),
  marks: z
    .strictObject({ alert: z.string(), no_answer: z.string(), caution: z.string() })
    .describe('Words that stand before a sentence of that tone'),
  rows: z.array(row).length(ROW_IDS.length),
})

/** A sentence that a member reads. */
export type LabelSentence = z.infer<typeof sentence>
export type LabelRow = z.infer<typeof row>
export type Label = z.infer<typeof labelSchema>

/** JSON Schema (draft 2020-12) of the label. */
export function labelJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(labelSchema, { target: 'draft-2020-12' }) as Record<string, unknown>
}
