/** US federal holidays as the statute names them, to hold the kept list against. */
import { Temporal } from 'temporal-polyfill'
import { observedDay } from '../../lib/domain/calendar.ts'

const FIXED: readonly [month: number, day: number][] = [
  [1, 1], // New Year's Day
  [6, 19], // Juneteenth
  [7, 4], // Independence Day
  [11, 11], // Veterans Day
  [12, 25], // Christmas Day
]
/** `nth` Monday (or Thursday) of a month; -1 is the last. */
const FLOATING: readonly [month: number, dayOfWeek: number, nth: number][] = [
  [1, 1, 3], // Birthday of Martin Luther King, Jr.
  [2, 1, 3], // Washington's Birthday
  [5, 1, -1], // Memorial Day
  [9, 1, 1], // Labor Day
  [10, 1, 2], // Columbus Day
  [11, 4, 4], // Thanksgiving
]

function floatingDay(year: number, month: number, dayOfWeek: number, nth: number): string {
  const first = Temporal.PlainDate.from({ year, month, day: 1 })
  const offset = (dayOfWeek - first.dayOfWeek + 7) % 7
  const count = Math.floor((first.daysInMonth - 1 - offset) / 7) + 1
  return first.add({ days: offset + 7 * ((nth > 0 ? nth : count) - 1) }).toString()
}

/**
 * US federal holidays, observed days, sorted, from Jan 1 of `fromYear` to Dec 31 of `toYear` (5 U.S.C. 6103, E.O.
 * 11582). A New Year's Day on a Saturday is observed on Dec 31 of the year before, so the year after is looked at too.
 */
export function federalHolidays(fromYear: number, toYear: number): string[] {
  const days = new Set<string>()
  for (let year = fromYear; year <= toYear + 1; year += 1) {
    for (const [month, day] of FIXED) {
      days.add(observedDay(Temporal.PlainDate.from({ year, month, day }).toString()))
    }
    for (const [month, dayOfWeek, nth] of FLOATING) days.add(floatingDay(year, month, dayOfWeek, nth))
  }
  return [...days].filter((date) => Number(date.slice(0, 4)) >= fromYear && Number(date.slice(0, 4)) <= toYear).sort()
}
