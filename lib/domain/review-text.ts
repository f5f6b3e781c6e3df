/** Words that staff type: their grammar and the refusal that says what is wrong, beside the field. */
import { normalForm } from './normal-form.ts'
import { Refusal } from './refusal.ts'

const REVIEW_TEXT_MAX = 8000

export type TextRule = {
  /** Name of the input that an error stands beside. */
  field: string
  /** What to say when nothing was typed; without it the text may stay empty. */
  ask?: string
  /** In characters; 8,000 unless told. */
  max?: number
}

/**
 * Text as it is kept: one kind of line end, no control characters, nothing invisible at the ends. Markup is text.
 * Refuses `text` for none or too much.
 */
export function reviewText(typed: string, { field, ask, max = REVIEW_TEXT_MAX }: TextRule): string {
  // The cheap look comes first: what is far too long is not worked on.
  if (typed.length > max * 2 + 1000) throw tooLong(typed.length, field, max)
  const text = normalForm(typed, 'NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .trim()
  if (text === '' && ask) throw new Refusal('text', ask, { field })
  if (text.length > max) throw tooLong(text.length, field, max)
  return text
}

function tooLong(length: number, field: string, max: number): Refusal {
  const [most, typed] = [max, length].map((count) => count.toLocaleString('en-US'))
  return new Refusal('text', `Enter ${most} characters or less. You entered ${typed}.`, { field })
}
