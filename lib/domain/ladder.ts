/**
 * The dates of the inactivity ladder of a production client.
 *
 * Source: the payer's page (two months idle → mail; two weeks → second mail; a month → other staff; a week → removal).
 * Assumptions, kept here: "months" are calendar months, same day number, clamped to the end of the month; the month to
 * the other staff counts from the first mail; every date is taken in the payer's zone. Every step keeps the local
 * wall-clock time of the last activity, also across clock changes (a time that a spring change skips moves an hour
 * later that day, a time that comes twice means the first), so nothing fires in the middle of a different day.
 */
import { Temporal } from 'temporal-polyfill'

export type LadderSettings = {
  /** IANA zone of the payer. */
  zone: string
  /** Calendar months without activity until the first mail. */
  inactiveMonths: number
  /** Days from the first mail to the second. */
  secondMailDays: number
  /** Calendar months from the first mail to the mails to other staff. */
  otherStaffMonths: number
  /** Days from the mails to other staff to the suspension that asks a lead to confirm removal. */
  removalDays: number
}

export const LADDER_DEFAULTS: LadderSettings = {
  zone: 'America/Chicago',
  inactiveMonths: 2,
  secondMailDays: 14,
  otherStaffMonths: 1,
  removalDays: 7,
}

export type LadderDates = {
  /** The episode opens and the first mail goes to the primary contact. */
  flaggedAt: Date
  secondMailAt: Date
  otherStaffAt: Date
  /** The client is suspended by itself and a lead is asked to confirm removal. */
  removalAt: Date
}

/** When each step is taken if nothing is heard of the app after `lastActivity`. */
export function ladderDates(lastActivity: Date, settings: LadderSettings = LADDER_DEFAULTS): LadderDates {
  const last = zoned(lastActivity, settings)
  const flagged = last.toPlainDate().add({ months: settings.inactiveMonths })
  return datesOf(flagged, last.toPlainTime(), settings)
}

/** The same dates when the first mail left at another instant, such as after a time in which nothing could be judged. */
export function ladderDatesFrom(firstMail: Date, settings: LadderSettings = LADDER_DEFAULTS): LadderDates {
  const first = zoned(firstMail, settings)
  return { ...datesOf(first.toPlainDate(), first.toPlainTime(), settings), flaggedAt: firstMail }
}

/** The last step, when the mails to other staff left at another instant. */
export function removalAfter(otherStaff: Date, settings: LadderSettings = LADDER_DEFAULTS): Date {
  return new Date(zoned(otherStaff, settings).add({ days: settings.removalDays }).epochMilliseconds)
}

const zoned = (at: Date, { zone }: LadderSettings) =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone)

function datesOf(flagged: Temporal.PlainDate, plainTime: Temporal.PlainTime, settings: LadderSettings): LadderDates {
  // Dates are added up as dates and get their time last: a skipped hour at one step must not shift the steps after it.
  const otherStaff = flagged.add({ months: settings.otherStaffMonths })
  const instant = (date: Temporal.PlainDate) =>
    new Date(date.toZonedDateTime({ timeZone: settings.zone, plainTime }).epochMilliseconds)
  return {
    flaggedAt: instant(flagged),
    secondMailAt: instant(flagged.add({ days: settings.secondMailDays })),
    otherStaffAt: instant(otherStaff),
    removalAt: instant(otherStaff.add({ days: settings.removalDays })),
  }
}

/** The last minute of a hold, for people: midnight would read as a day later. */
export const holdEnd = (until: Date): Date => new Date(until.getTime() - 60_000)

/**
 * The end of a local day, from which on a hold is over.
 * @param day `YYYY-MM-DD` @returns the first instant of the next day; null for a text that is no day
 */
export function dayEnd(day: string, zone: string): Date | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return null
  try {
    return new Date(Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds)
  } catch {
    return null
  }
}
