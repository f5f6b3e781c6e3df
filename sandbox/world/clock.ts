/** Instants of the past that look like office days, counted back from now in the payer's zone. */
import { type BusinessCalendar, isBusinessDay, localDay, localInstant } from '../../lib/domain/calendar.ts'

const DAY = 24 * 60 * 60 * 1000
const MINUTE = 60 * 1000

export type PastClock = {
  /** @param days business days before today (1 or more) @param time such as `10:20`, in the payer's zone */
  daysAgo: (days: number, time: string) => Date
  /** The local date of an instant, such as 2026-10-01. */
  dateOf: (at: Date) => string
  /** @param minutes before now */
  minutesAgo: (minutes: number) => Date
}

export function pastClock(now: Date, calendar: BusinessCalendar): PastClock {
  return {
    daysAgo(days, time) {
      let at = now.getTime()
      for (let left = days; left > 0; ) {
        at -= DAY
        if (isBusinessDay(localDay(new Date(at), calendar.zone), calendar)) left -= 1
      }
      return localInstant(localDay(new Date(at), calendar.zone), time, calendar.zone)
    },
    dateOf: (at) => localDay(at, calendar.zone),
    minutesAgo: (minutes) => new Date(now.getTime() - minutes * MINUTE),
  }
}
