/** What a rule of the label may use: an answer's codes and fields, and a voice that puts values into words. */
import { countryName } from '../country.ts'
import type { Question } from '../edition.ts'
import { codesOf, fieldsOf, ownValue } from '../visibility.ts'
import { dayText, type Lang, labelText, listText, type Values } from '../wording.ts'
import type { SentenceKey } from './tone.ts'

/** A sentence and what is put into it. */
export type Statement = { key: SentenceKey; values?: Values }

export type Voice = { lang: Lang; app: string }

/** An answer that is not blank, with what puts it into words. */
export type Given = {
  question: Question
  value: unknown
  voice: Voice
  /** Codes of the choice itself. */
  codes: string[]
  /** A field as text; empty when there is none. */
  text: (field: string) => string
  field: (field: string) => unknown
}

/** How one question speaks; nothing for an answer that says nothing yet. */
export type StatementRule = (given: Given) => Statement[]

export function givenOf(question: Question, value: unknown, voice: Voice): Given {
  const field = (name: string) => ownValue(fieldsOf(value), name)
  const text = (name: string) => {
    const found = field(name)
    return typeof found === 'string' ? found.trim() : ''
  }
  // "None of these" beside something else is no "none".
  const chosen = codesOf(value)
  const alone = new Set(question.options?.filter((option) => option.alone).map(({ code }) => code))
  const others = chosen.filter((code) => !alone.has(code))
  return { question, value, voice, codes: others.length > 0 ? others : chosen, text, field }
}

/** A whole number within the bounds of its field; null for anything else. */
export function numberIn(given: Given, name: string): number | null {
  const value = given.field(name)
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null
}

/** A calendar day in words; null for anything that is none. */
export function dayIn(given: Given, name: string): string | null {
  const day = given.text(name)
  const real = /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(`${day}T00:00:00Z`))
  return real ? dayText(given.voice.lang, day) : null
}

/** Entries of a list field or of a list question. */
export function entriesIn(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

/** Names of countries in the reader's language, each once. */
export function countriesIn(voice: Voice, codes: readonly unknown[]): string[] {
  const known = codes.filter((code): code is string => typeof code === 'string' && /^[A-Z]{2}$/.test(code))
  return [...new Set(known.map((code) => countryName(code, voice.lang)))]
}

export const joined = (voice: Voice, items: readonly string[]): string => listText(voice.lang, items)

/** A thing that a list names, in the reader's language. */
export const word = (voice: Voice, key: `device.${string}`): string => labelText(voice.lang, key as 'device.location')
