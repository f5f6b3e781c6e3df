/**
 * What may be typed into one field: texts are cleaned the same way everywhere, each kind has one grammar, and a refusal
 * says what to enter. A missing answer is never a fault here; what must be there is asked before submission.
 */

import { Temporal } from 'temporal-polyfill'
import { isCountryCode } from './country.ts'
import type { Option, QuestionField } from './edition.ts'
import { parseEmailAddress } from './email-address.ts'
import { normalForm } from './normal-form.ts'
import { parseRedirectUri } from './redirect-uri.ts'
import { Refusal } from './refusal.ts'
import { urlOf } from './url.ts'

/** What a check knows about the rest of the answers and about the payer. */
export type AnswerRules = {
  /** Whether the app runs on the person's own device; unknown while the question is blank. */
  native?: boolean
  /** Scopes the payer's server knows; without it any well-formed scope is taken. */
  allowedScopes?: readonly string[]
}

/** `value` undefined is a blank. */
export type Checked = { ok: true; value: unknown } | { ok: false; message: string }

export const SHORT_TEXT = 200
export const LONG_TEXT = 4000
export const LIST_ENTRIES = 50
const URL_LENGTH = 500
/** Longer than any field takes: refused before it is looked at more closely. */
const HARD_LENGTH = 100_000

const good = (value: unknown): Checked => ({ ok: true, value })
const wrong = (message: string): Checked => ({ ok: false, message })
const counted = (number: number): string => number.toLocaleString('en-US')

/** A label inside a sentence: "Legal name" → "legal name"; names such as OWASP keep their capitals. */
function inSentence(label: string): string {
  return /^\p{Lu}\p{Lu}/u.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1)
}

/** What to do about a field that has no answer. */
export function askFor(field: Pick<QuestionField, 'label' | 'kind'>): string {
  if (field.kind === 'acknowledge') return `Tick “${field.label}”`
  if (field.kind === 'country') return 'Choose a country.'
  if (field.kind === 'choice' || field.kind === 'yesno' || field.kind === 'multi') {
    return `Choose an answer for “${field.label}”.`
  }
  return field.label.startsWith('Say ') ? `${field.label}.` : `Enter ${inSentence(field.label)}.`
}

/** Characters that show as nothing or turn a text around; the two joiners are part of how some languages are written. */
const INVISIBLE = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029\ufffe\uffff]/u

function tooLong(label: string, max: number, length: number): string {
  const what = label.startsWith('Say ') ? 'a text' : inSentence(label)
  return `Enter ${what} of ${counted(max)} characters or less. You entered ${counted(length)}.`
}

/** A text as it is kept: NFC, one kind of line end, nothing at the ends, nothing invisible. */
export function checkText(raw: string, label: string, max: number, lines: boolean): Checked {
  if (raw.length > HARD_LENGTH) return wrong(tooLong(label, max, raw.length))
  const ends = raw.replace(/\r\n?/g, '\n').replace(/\t/g, ' ')
  const text = normalForm(lines ? ends : ends.replace(/\s*\n\s*/g, ' '), 'NFC').trim()
  if (text === '') return good(undefined)
  if (text.length > max) return wrong(tooLong(label, max, text.length))
  if (INVISIBLE.test(text.replaceAll('\n', ''))) {
    return wrong(`Remove the invisible characters from “${label}”.`)
  }
  return good(text)
}

const HOST = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{2,59})$/

/** A bare domain name in small ASCII letters, like example.com. */
export function checkDomain(text: string): Checked {
  const domain = text.toLowerCase().replace(/\.$/, '')
  if (domain.length <= 253 && HOST.test(domain)) return good(domain)
  return wrong('Enter a domain like example.com, without https:// and without a path.')
}

/** A public https address, kept as browsers read it. */
function checkUrl(text: string): Checked {
  if (text.length > URL_LENGTH) return wrong(`Enter a web address of ${URL_LENGTH} characters or less.`)
  const example = 'Enter a web address that starts with https://, like https://www.example.com'
  const url = /^https:\/\/[^\s\\/@"<>^`{|}]+(?:[/?#][^\s\\"<>^`{|}]*)?$/i.test(text) ? urlOf(text) : null
  if (!url) return wrong(example)
  if (!HOST.test(url.hostname) || url.username !== '' || url.href.length > URL_LENGTH) return wrong(example)
  return good(url.href)
}

/** A day of the calendar: 2026-03-09 or 3/9/2026. */
function checkDate(text: string): Checked {
  const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text)
  const [, month = '', day = '', year = ''] = american ?? []
  const iso = american ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text
  const real = /^(?:19|20)\d{2}-\d{2}-\d{2}$/.test(iso)
  try {
    if (real) return good(Temporal.PlainDate.from(iso, { overflow: 'reject' }).toString())
  } catch {
    return wrong('Enter a day that exists, like 2026-03-09.')
  }
  return wrong('Enter a day as year, month and day, like 2026-03-09.')
}

function checkNumber(text: string, field: QuestionField): Checked {
  const digits = text.replaceAll(',', '')
  const { min = 0, max = 1_000_000_000 } = field
  const value = Number(digits)
  if (/^(?:\d{1,12}|\d{1,3}(?:,\d{3})+)$/.test(text) && value >= min && value <= max) return good(value)
  return wrong(`Enter ${inSentence(field.label)} as a whole number from ${counted(min)} to ${counted(max)}.`)
}

function checkPhone(text: string): Checked {
  const digits = text.replace(/\D/g, '').length
  const shape = /^\+?[0-9][0-9 ().-]*(?: ?(?:x|ext\.?) ?[0-9]{1,6})?$/i
  if (text.length <= 40 && digits >= 7 && digits <= 21 && shape.test(text.replace(/^\(/, ''))) return good(text)
  return wrong('Enter a phone number with area code, like 785-555-0123 or +1 785 555 0123.')
}

/** The value of a rule that refuses by throwing, or its sentence. */
function parsed(parse: () => unknown): Checked {
  try {
    return good(parse())
  } catch (error) {
    if (error instanceof Refusal) return wrong(error.message)
    throw error
  }
}

function checkEmail(text: string): Checked {
  return parsed(() => parseEmailAddress(text))
}

/** One code out of those offered. */
export function checkCode(text: string, options: readonly Option[]): Checked {
  return options.some(({ code }) => code === text) ? good(text) : wrong('Choose one of the answers offered.')
}

/** Some codes out of those offered, kept in the order of the offer. */
export function checkCodes(codes: readonly string[], options: readonly Option[]): Checked {
  if (!codes.every((code) => options.some((option) => option.code === code))) {
    return wrong('Choose from the answers offered.')
  }
  const chosen = options.filter(({ code }) => codes.includes(code))
  const alone = chosen.find((option) => option.alone)
  if (alone && chosen.length > 1) return wrong(`Choose “${alone.label}” alone, or the others without it.`)
  return good(chosen.length > 0 ? chosen.map(({ code }) => code) : undefined)
}

/** Lines of a list, each by its own grammar, without blanks and doubles. */
function checkLines(raw: readonly string[], field: QuestionField, check: (line: string) => Checked): Checked {
  const max = field.max ?? LIST_ENTRIES
  if (raw.some((text) => text.length > HARD_LENGTH)) return wrong(tooLong(field.label, SHORT_TEXT, HARD_LENGTH))
  const lines = raw.flatMap((text) => text.split(/\r\n?|\n/))
  const values: unknown[] = []
  for (const [index, line] of lines.entries()) {
    const text = checkText(line, field.label, 1024, false)
    const checked = text.ok && typeof text.value === 'string' ? check(text.value) : text
    if (!checked.ok) return wrong(lines.length > 1 ? `Line ${index + 1}: ${checked.message}` : checked.message)
    if (checked.value !== undefined && !values.includes(checked.value)) values.push(checked.value)
  }
  if (values.length > max) return wrong(`Enter ${max} lines or fewer. You entered ${counted(values.length)}.`)
  return good(values.length > 0 ? values : undefined)
}

function checkOneLine(text: string, field: QuestionField): Checked {
  switch (field.kind) {
    case 'url':
      return checkUrl(text)
    case 'email':
      return checkEmail(text)
    case 'phone':
      return checkPhone(text)
    case 'date':
      return checkDate(text)
    case 'number':
      return checkNumber(text, field)
    case 'country':
      return isCountryCode(text.toUpperCase()) ? good(text.toUpperCase()) : wrong('Choose a country from the list.')
    case 'yesno':
    case 'choice':
      return checkCode(text, field.options ?? [])
    case 'acknowledge':
      return text === 'yes' ? good('yes') : wrong(`Tick “${field.label}”`)
    default:
      return good(text)
  }
}

/**
 * What was typed into a field → its value. Text kinds and numbers take one text; multi and the list kinds take several.
 * `path` is question id and field id; some fields have a grammar beyond their kind.
 */
export function checkField(path: string, field: QuestionField, raw: readonly string[], rules: AnswerRules): Checked {
  const native = rules.native ?? true
  if (field.kind === 'multi') return checkCodes(raw.filter(Boolean), field.options ?? [])
  if (field.kind === 'url_list') return checkLines(raw, field, checkUrl)
  if (field.kind === 'redirect_uri_list') {
    return checkLines(raw, field, (line) => parsed(() => parseRedirectUri(line, { environment: 'production', native })))
  }
  if (field.kind === 'text_list') {
    const line = path === 'org.identity.monitoredDomains' ? checkDomain : lineOf(field)
    return checkLines(raw, field, line)
  }
  if (raw.length > 1) return wrong(`Enter one answer for “${field.label}”.`)
  const typed = raw[0] ?? ''
  if (field.kind === 'long_text') return checkText(typed, field.label, field.max ?? LONG_TEXT, true)
  const text = checkText(typed, field.label, field.kind === 'text' ? (field.max ?? SHORT_TEXT) : URL_LENGTH, false)
  if (!text.ok || typeof text.value !== 'string') return text
  if (path === 'contact.security.reportTo') return checkReportTo(text.value)
  return checkOneLine(text.value, field)
}

function lineOf(field: QuestionField): (line: string) => Checked {
  return (line) => checkText(line, field.label, SHORT_TEXT, false)
}

/** Where weaknesses are reported: a web address or an e-mail address. */
function checkReportTo(text: string): Checked {
  const checked = text.includes('@') && !text.startsWith('https:') ? checkEmail(text) : checkUrl(text)
  return checked.ok ? checked : wrong('Enter a web address that starts with https://, or an email address.')
}
