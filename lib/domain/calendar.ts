/**
 * Business days and the two-business-day clocks of first contact and next reply.
 *
 * Source of the rule: the payer's page ("within two business days") with these assumptions, kept here and nowhere else:
 * the local calendar date of the submission in the payer's zone is day 0, whatever the hour and even on a weekend or
 * holiday; the clock is due at the close of business of the second business day after day 0. Business hours only serve
 * to say how much time is left. Instants come in and go out as `Date`; calendar work happens in the payer's zone.
 */
import { Temporal } from 'temporal-polyfill'

export type BusinessCalendar = {
  /** IANA zone of the payer, such as `America/Chicago`. */
  zone: string
  /** Local opening time, `HH:MM`. */
  open: string
  /** Local closing time, `HH:MM`. */
  close: string
  /** Local dates, `YYYY-MM-DD`, on which nobody works, as observed. */
  holidays: ReadonlySet<string> | readonly string[]
}

/** How many business days after day 0 a first contact or a next reply is due. */
const BUSINESS_DAYS_TO_ANSWER = 2

function localDate(at: Date, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDate()
}

/** The calendar day of an instant in a zone, `YYYY-MM-DD`. */
export function localDay(at: Date, zone: string): string {
  return localDate(at, zone).toString()
}

function instantOf(date: Temporal.PlainDate, time: string, zone: string): number {
  return date.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) }).epochMilliseconds
}

/** The instant of a local date, `YYYY-MM-DD`, and time, `HH:MM`. A time that a clock change skips counts as the later one. */
export function localInstant(date: string, time: string, zone: string): Date {
  return new Date(instantOf(Temporal.PlainDate.from(date), time, zone))
}

function isWorked(date: Temporal.PlainDate, holidays: BusinessCalendar['holidays']): boolean {
  if (date.dayOfWeek > 5) return false
  const day = date.toString()
  return Array.isArray(holidays) ? !holidays.includes(day) : !(holidays as ReadonlySet<string>).has(day)
}

/** Whether people work on a local date, `YYYY-MM-DD`: no Saturday, no Sunday, no holiday. */
export function isBusinessDay(date: string, calendar: BusinessCalendar): boolean {
  return isWorked(Temporal.PlainDate.from(date), calendar.holidays)
}

function closeAfter(start: Date, businessDays: number, calendar: BusinessCalendar): Date {
  let day = localDate(start, calendar.zone)
  for (let left = businessDays; left > 0; ) {
    day = day.add({ days: 1 })
    if (isWorked(day, calendar.holidays)) left -= 1
  }
  return new Date(instantOf(day, calendar.close, calendar.zone))
}

/** When AppSec must have written to the developer: close of the second business day after the local date of submission. */
export function firstContactDue(submittedAt: Date, calendar: BusinessCalendar): Date {
  return closeAfter(submittedAt, BUSINESS_DAYS_TO_ANSWER, calendar)
}

/** When AppSec must have answered a developer's reply or resubmission: a clock of the same length. */
export function nextReplyDue(repliedAt: Date, calendar: BusinessCalendar): Date {
  return closeAfter(repliedAt, BUSINESS_DAYS_TO_ANSWER, calendar)
}

function businessMinutes(from: Date, to: Date, calendar: BusinessCalendar): number {
  const last = localDate(to, calendar.zone)
  let milliseconds = 0
  for (
    let day = localDate(from, calendar.zone);
    Temporal.PlainDate.compare(day, last) <= 0;
    day = day.add({ days: 1 })
  ) {
    if (!isWorked(day, calendar.holidays)) continue
    const start = Math.max(from.getTime(), instantOf(day, calendar.open, calendar.zone))
    const end = Math.min(to.getTime(), instantOf(day, calendar.close, calendar.zone))
    milliseconds += Math.max(0, end - start)
  }
  return Math.floor(milliseconds / 60_000)
}

/** Whole minutes of business hours until the due instant; negative, counted in business hours too, once it has passed. */
export function businessMinutesLeft(now: Date, due: Date, calendar: BusinessCalendar): number {
  if (now.getTime() <= due.getTime()) return businessMinutes(now, due, calendar)
  // `0 -` and not unary minus, so that a due time passed after closing gives 0 and never -0.
  return 0 - businessMinutes(due, now, calendar)
}

function quantity(minutes: number): string {
  if (minutes < 1) return 'less than 1 business minute'
  const [count, unit] = minutes < 60 ? [minutes, 'minute'] : [Math.floor(minutes / 60), 'hour']
  return `${count} business ${unit}${count === 1 ? '' : 's'}`
}

function parts(at: Date, zone: string): Record<string, string> {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    hour12: true,
    timeZoneName: 'shortGeneric',
  })
  return Object.fromEntries(format.formatToParts(at).map((part) => [part.type, part.value]))
}

const day = (p: Record<string, string>) => `${p.weekday} ${p.month} ${p.day}`
const time = (p: Record<string, string>) =>
  `${p.hour}:${p.minute} ${p.dayPeriod === 'AM' ? 'a.m.' : 'p.m.'} ${p.timeZoneName}`

/** An instant of these days, as clocks and queues have them: `Wed Nov 25, 5:00 p.m. CT`. */
export function dueText(at: Date, zone: string): string {
  const local = parts(at, zone)
  return `${day(local)}, ${time(local)}`
}

/** An instant that stays written, in a mail, a record or a history: `Wed Nov 25, 2026, 5:00 p.m. CT`. */
export function datedText(at: Date, zone: string): string {
  const local = parts(at, zone)
  return `${day(local)}, ${local.year}, ${time(local)}`
}

/** A time of day, as a zone has it: `5:00 p.m. CT`. */
export const timeText = (at: Date, zone: string): string => time(parts(at, zone))

/** A local date, `YYYY-MM-DD`, with its weekday: `Thursday, November 26, 2026`. */
export function weekdayText(date: string): string {
  return new Intl.DateTimeFormat('en-US', { dateStyle: 'full', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`))
}

/** Weekdays on which nobody works, in the year from a local date on, soonest first. */
export function closedDays(calendar: BusinessCalendar, from: string): string[] {
  const until = Temporal.PlainDate.from(from).add({ years: 1 }).toString()
  const weekdays = { ...calendar, holidays: [] }
  return [...calendar.holidays].filter((day) => day >= from && day < until && isBusinessDay(day, weekdays)).toSorted()
}

/** Whether a text names a zone this runtime knows; viewers' zones come from browsers and may be anything. */
export function isZone(zone: string): boolean {
  try {
    return zone !== '' && new Intl.DateTimeFormat('en-US', { timeZone: zone }) !== undefined
  } catch {
    return false
  }
}

function inViewersZone(due: Date, zone: string, viewerZone: string | undefined): string {
  if (!viewerZone || viewerZone === zone || !isZone(viewerZone)) return ''
  const [theirs, ours] = [parts(due, viewerZone), parts(due, zone)]
  if (time(theirs) === time(ours)) return ''
  return day(theirs) === day(ours) ? ` (${time(theirs)} for you)` : ` (${day(theirs)}, ${time(theirs)} for you)`
}

/**
 * A due time as both sides read it: `Wed Nov 25, 5:00 p.m. CT, 9 business hours left`, or `…, overdue by 2 business
 * hours`. Hours are rounded down. With the viewer's zone, their own time stands behind ours: `(6:00 p.m. ET for you)`.
 */
export function dueSentence(now: Date, due: Date, calendar: BusinessCalendar, viewerZone?: string): string {
  const when = dueText(due, calendar.zone) + inViewersZone(due, calendar.zone, viewerZone)
  const minutes = businessMinutesLeft(now, due, calendar)
  if (now.getTime() > due.getTime()) return `${when}, overdue by ${quantity(0 - minutes)}`
  return `${when}, ${quantity(minutes)} left`
}

/** The day on which a holiday of fixed date is observed: Saturday → Friday before, Sunday → Monday after. */
export function observedDay(date: string): string {
  const day = Temporal.PlainDate.from(date)
  const shift = day.dayOfWeek === 6 ? -1 : day.dayOfWeek === 7 ? 1 : 0
  return day.add({ days: shift }).toString()
}
