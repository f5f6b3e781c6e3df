/** Grants: what state a member's permission is in, and how long it may last. Assumption: one year is the most. */
import { Temporal } from 'temporal-polyfill'

export type GrantEvent = { kind: 'granted' | 'stopped' | 'revoked' | 'ended'; at: Date; reason: string }
export type GrantStatus = 'active' | 'stopped' | 'revoked' | 'ended'

/** How long a member may choose to share, in calendar months; the longest is the most that is ever given. */
export const GRANT_MONTHS = [1, 3, 6, 12] as const
export type GrantMonths = (typeof GRANT_MONTHS)[number]

/** @param events of one grant, oldest first. The first event after `granted` is final; a passed end date ends a grant by itself. */
export function grantStatus(events: readonly GrantEvent[], expiresAt: Date, now: Date): GrantStatus {
  const last = events.find((event) => event.kind !== 'granted')
  if (last) return last.kind as GrantStatus
  return expiresAt <= now ? 'ended' : 'active'
}

/** The same day number `months` calendar months later (clamped to the month's end), at the same local time in `zone`. */
export function grantEnd(now: Date, months: GrantMonths, zone: string): Date {
  const start = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone)
  return new Date(start.add({ months }).epochMilliseconds)
}

/** The months a member chose; the shortest for anything unknown, so that a broken form never gives more. */
export function parseGrantMonths(text: string | undefined): GrantMonths {
  return GRANT_MONTHS.find((months) => String(months) === text) ?? GRANT_MONTHS[0]
}
