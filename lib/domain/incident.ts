/**
 * Reports of security incidents by developers: what is asked, and whether the report came in time.
 *
 * Source: the payer's terms of service ask for notice within 24 hours of finding out. A late report is taken all the same.
 */

import { z } from 'zod'
import { localInstant } from './calendar.ts'
import { normalForm } from './normal-form.ts'
import { Refusal } from './refusal.ts'

export const INCIDENT_NOTICE_HOURS = 24

export const INCIDENT_KINDS = [
  { code: 'access', title: 'Somebody saw or took data who should not have' },
  { code: 'credentials', title: 'A secret, key or token leaked' },
  { code: 'malware', title: 'Malware or ransomware' },
  { code: 'device', title: 'A device or copy of data was lost or stolen' },
  { code: 'weakness', title: 'A weakness was found; no sign that anybody used it' },
  { code: 'other', title: 'Something else' },
] as const

export const TOKENS_AFFECTED = [
  { code: 'yes', title: 'Yes' },
  { code: 'no', title: 'No' },
  { code: 'unknown', title: 'We do not know yet' },
] as const

/** @returns the title of a kind that was reported */
export const incidentTitle = (code: string): string =>
  INCIDENT_KINDS.find((kind) => kind.code === code)?.title ?? 'Something else'

const codes = <C extends string>(list: readonly { code: C }[]) => list.map(({ code }) => code) as [C, ...C[]]
const clean = (text: string) =>
  normalForm(text, 'NFKC')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .trim()

const written = (max: number, ask: string, what: string) =>
  z
    .string({ error: ask })
    .transform(clean)
    .refine((text) => text !== '', ask)
    .refine((text) => text.length <= max, `Enter ${what} of ${max.toLocaleString('en-US')} characters or less.`)

/** What the form asks. */
export const incidentInput = z.strictObject({
  organizationId: z.string(),
  /** Empty when it is about the whole company. */
  clientId: z.string().default(''),
  /** Made with the form; the same one posted twice reports once. */
  once: z.string(),
  kind: z.enum(codes(INCIDENT_KINDS), { error: 'Choose what happened.' }),
  date: z.string({ error: 'Enter the date.' }).trim(),
  time: z.string().trim().default(''),
  description: written(10_000, 'Write what happened, as far as you know.', 'a description'),
  tokens: z.enum(codes(TOKENS_AFFECTED), { error: 'Choose whether our tokens or data are affected.' }),
  members: written(200, 'Say how many members are affected, or that you do not know.', 'an answer'),
  contained: z.enum(['yes', 'no'], { error: 'Choose whether it has been stopped.' }),
})
export type IncidentInput = z.output<typeof incidentInput>

/**
 * The same, with a day or time that does not fit named together with whatever else is missing, and not after it.
 * @param zone of whoever reports
 */
export function incidentInputAt(zone: string, now: Date): typeof incidentInput {
  const fault = (typed: unknown): Refusal | null => {
    const { date = '', time = '' } = typed as Partial<IncidentInput>
    try {
      discoveredAt({ date: String(date), time: String(time) }, zone, now)
      return null
    } catch (error) {
      if (error instanceof Refusal) return error
      throw error
    }
  }
  const beside = (field: 'date' | 'time') => ({
    path: [field],
    when: () => true,
    error: ({ input }: { input?: unknown }) => fault(input)?.message,
  })
  return incidentInput
    .refine((typed) => fault(typed)?.field !== 'date', beside('date'))
    .refine((typed) => fault(typed)?.field !== 'time', beside('time'))
}

const HOUR = 60 * 60 * 1000
const EARLIEST_YEARS = 5

/** @returns a time as `HH:MM`, typed like that or as every screen writes it (`2:30 p.m.`); null for anything else */
function hourAndMinute(typed: string): string | null {
  const text = normalForm(typed, 'NFKC').toLowerCase().replace(/\s+/g, '')
  const [, hour = '', minute = '00', half] = /^(\d{1,2})(?::([0-5]\d))?(?:([ap])\.?m\.?)?$/.exec(text) ?? []
  if (hour === '' || (half === undefined && !text.includes(':'))) return null
  const told = Number(hour)
  if (half === undefined ? told > 23 : told < 1 || told > 12) return null
  const full = half === undefined ? told : (told % 12) + (half === 'p' ? 12 : 0)
  return `${String(full).padStart(2, '0')}:${minute}`
}

/**
 * The instant at which the company found out.
 * @param date `YYYY-MM-DD` @param time `14:30` or `2:30 p.m.`, or empty for the start of that day @param zone of whoever reports
 * Refuses `date` and `time` beside their fields: no such day or hour, in the future, or longer ago than five years.
 */
export function discoveredAt({ date, time }: { date: string; time: string }, zone: string, now: Date): Date {
  const noDate = new Refusal('date', 'Enter the date as year, month and day, like 2026-11-24.', { field: 'date' })
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || Number.isNaN(Date.parse(`${date}T00:00:00Z`))) throw noDate
  if (new Date(`${date}T00:00:00Z`).toISOString().slice(0, 10) !== date) throw noDate
  const clock = time === '' ? '00:00' : hourAndMinute(time)
  if (clock === null) {
    throw new Refusal('time', 'Enter the time with hours and minutes, like 2:30 p.m. or 14:30.', { field: 'time' })
  }
  const at = localInstant(date, clock, zone)
  if (at.getTime() > now.getTime()) {
    throw new Refusal('date', 'This is in the future. Enter when you found out.', {
      field: time === '' ? 'date' : 'time',
    })
  }
  if (now.getTime() - at.getTime() > EARLIEST_YEARS * 366 * 24 * HOUR) {
    throw new Refusal('date', 'This is more than five years ago. Enter when you found out.', { field: 'date' })
  }
  return at
}

/** How many full hours passed before the report, and whether that is more than the terms allow. */
export function noticeTime(discovered: Date, reported: Date): { hours: number; late: boolean } {
  const passed = reported.getTime() - discovered.getTime()
  return { hours: Math.floor(passed / HOUR), late: passed > INCIDENT_NOTICE_HOURS * HOUR }
}
