/**
 * The payer's holidays as values for the rules: the kept list of `date-holidays` for the US, made into federal observed
 * days, with the payer's own list on top.
 *
 * Traps of the kept list: it carries both a holiday and its substitute day; it names no substitute for Veterans Day; its
 * plain English spells Labor Day with a u; regional lists add the day after Thanksgiving; its `date` is a local
 * wall-clock text and its `start` an instant of the machine's zone. So only the eleven statutory names of the plain US
 * list are taken, by their date text, and the Saturday and Sunday rule of lib/domain/calendar is applied to each.
 */
import Holidays from 'date-holidays'
import { observedDay } from '../domain/calendar.ts'

const FEDERAL: ReadonlySet<string> = new Set([
  "New Year's Day",
  'Martin Luther King Jr. Day',
  "Washington's Birthday",
  'Memorial Day',
  'Juneteenth',
  'Independence Day',
  'Labor Day',
  'Labour Day',
  'Columbus Day',
  'Veterans Day',
  'Thanksgiving Day',
  'Christmas Day',
])

const kept = new Holidays('US', { languages: ['en'] })

function federalDays(year: number): string[] {
  return kept
    .getHolidays(year, 'en')
    .filter((holiday) => !holiday.substitute && FEDERAL.has(holiday.name))
    .map((holiday) => observedDay(holiday.date.slice(0, 10)))
}

/**
 * Observed holidays of the years `fromYear` to `toYear` as sorted ISO dates.
 * @param own the payer's list, which overrides: `2026-11-27` adds a day, `-2026-10-12` drops one, and `only` anywhere in
 * it leaves the federal list out.
 */
export function loadHolidays(fromYear: number, toYear: number, own: readonly string[] = []): string[] {
  const days = new Set<string>()
  if (!own.includes('only')) {
    // One year more: a New Year's Day on a Saturday is observed on Dec 31 of the year before.
    for (let year = fromYear; year <= toYear + 1; year += 1) for (const day of federalDays(year)) days.add(day)
  }
  for (const entry of own) {
    if (entry === 'only') continue
    const [, drop, day] = /^(-?)(\d{4}-\d{2}-\d{2})$/.exec(entry) ?? []
    if (!day || Number.isNaN(Date.parse(`${day}T00:00:00Z`))) {
      throw new Error(`holiday "${entry}" is not a date such as 2026-11-27 or -2026-10-12`)
    }
    if (drop) days.delete(day)
    else days.add(day)
  }
  return [...days].filter((day) => Number(day.slice(0, 4)) >= fromYear && Number(day.slice(0, 4)) <= toYear).sort()
}
