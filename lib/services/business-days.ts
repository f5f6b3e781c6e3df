/** The payer's business days, as the clocks of first contact and next reply count them, for payer staff. */
import {
  closedDays,
  datedText,
  firstContactDue,
  isBusinessDay,
  localDay,
  localInstant,
  timeText,
} from '../domain/calendar.ts'
import type { Context } from './context.ts'
import { staffOf } from './review-access.ts'

export type BusinessDays = {
  /** Local date, `YYYY-MM-DD`, in the payer's zone. */
  today: string
  /** Whether people work today. */
  open: boolean
  /** Business hours in the payer's zone, such as `8:00 a.m. CT`. */
  hours: { from: string; to: string }
  /** When a first contact is due for what is sent in now. */
  due: { at: Date; when: string }
  /** Weekdays of the next year on which nobody works, `YYYY-MM-DD`, soonest first. */
  closed: string[]
}

/** Refuses all but payer staff with `not_found`. */
export async function businessDays(ctx: Context): Promise<BusinessDays> {
  staffOf(ctx)
  const { calendar } = ctx.settings
  const today = localDay(ctx.now, calendar.zone)
  const clock = (time: string) => timeText(localInstant(today, time, calendar.zone), calendar.zone)
  const due = firstContactDue(ctx.now, calendar)
  return {
    today,
    open: isBusinessDay(today, calendar),
    hours: { from: clock(calendar.open), to: clock(calendar.close) },
    due: { at: due, when: datedText(due, calendar.zone) },
    closed: closedDays(calendar, today),
  }
}
