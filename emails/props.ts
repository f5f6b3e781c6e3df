/** What mails are made of: the shapes of single values, cleaned of everything that is no text for people. */
import { z } from 'zod'
import { datedText } from '../lib/domain/calendar.ts'
import { DEVELOPER_STANDINGS } from '../lib/domain/provisioning.ts'

/** The payer's names and looks, as mails show them. */
export type MailPayer = {
  name: string
  shortName: string
  zone: string
  appsecEmail: string
  supportEmail: string
  memberPhone: string
  color: string
  colorDark: string
}

const CONTROLS = /[\p{Cc}\u2028\u2029]+/gu
/** Marks that change the order of letters on screen; with them a text can look like another. */
const REORDERING = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu

/** A user's text on one line, fit for a subject: no control characters, no line ends, spaces once. */
export function oneLine(text: string, max = 200): string {
  const clean = text.replace(CONTROLS, ' ').replace(REORDERING, '').replace(/ {2,}/g, ' ').trim()
  return clean.length > max ? `${clean.slice(0, max - 1).trimEnd()}…` : clean
}

/** A user's text over several lines. */
function manyLines(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/[^\P{Cc}\n]/gu, ' ')
    .replace(REORDERING, '')
    .trim()
}

/** A name or another short text; never empty. */
export const line = z
  .string()
  .transform((text) => oneLine(text))
  .refine((text) => text !== '', 'is empty')

/** A message or reason as somebody wrote it. */
export const prose = z
  .string()
  .transform(manyLines)
  .refine((text) => text !== '', 'is empty')

/** The same where nothing need be written. */
export const optionalProse = z.string().default('').transform(manyLines)

/** An address of ours that a mail links to. */
export const link = z.url({ protocol: /^https?$/, error: 'is no http address' })

/** An instant as RFC 3339, or words for one. */
export const moment = z
  .union([z.string(), z.date().transform((at) => at.toISOString())])
  .transform((text) => oneLine(text))
  .refine((text) => text !== '', 'is empty')

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/

/** @returns an instant in words in the payer's zone, with the year; words stay as they are */
export function momentText(moment: string, zone: string): string {
  if (!INSTANT.test(moment)) return moment
  return datedText(new Date(moment), zone)
}

/** Where a client stands in the payer's own authorization server; left out where Candor's own serves the members. */
export const there = z.object({ standing: z.enum(DEVELOPER_STANDINGS), remoteId: line.nullable() }).optional()
export type There = z.output<typeof there>
