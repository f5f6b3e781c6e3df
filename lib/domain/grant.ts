/** Grants: what state a member's permission is in, and how long it may last. Assumption: one year is the most. */
import { Temporal } from 'temporal-polyfill'

/** Life of an access token. SMART App Launch 2: at most an hour. */
export const ACCESS_TOKEN_SECONDS = 3600
/** Life of an authorization code. */
export const CODE_SECONDS = 60
/** What one code and one token last together. */
export const ONCE_SECONDS = CODE_SECONDS + ACCESS_TOKEN_SECONDS

export type GrantEvent = { kind: 'granted' | 'stopped' | 'revoked' | 'ended'; at: Date; reason: string }
export type GrantStatus = 'active' | 'stopped' | 'revoked' | 'ended'

/** How long a member may choose to share, in calendar months; the longest is the most that is ever given. */
export const GRANT_MONTHS = [1, 3, 6, 12] as const
export type GrantMonths = (typeof GRANT_MONTHS)[number]

/** Whether an app gets data only right after the yes: without a refresh token it has to ask the member each time. */
export const isOnce = (scopes: readonly string[]): boolean => !scopes.includes('offline_access')

/**
 * When an app can get nothing more: the chosen end, or what one code and one token last. The provider's own grant ends
 * then, too. Every grant is of our own server; what a payer's own server gives is never recorded as one.
 */
export function accessEnd(grant: { scopes: readonly string[]; createdAt: Date; expiresAt: Date }): Date {
  if (!isOnce(grant.scopes)) return grant.expiresAt
  const end = grant.createdAt.getTime() + ONCE_SECONDS * 1000
  return new Date(Math.min(end, grant.expiresAt.getTime()))
}

/** @param events of one grant, oldest first. The first event after `granted` is final; a passed end ends a grant by itself. @param end as `accessEnd` tells */
export function grantStatus(events: readonly GrantEvent[], end: Date, now: Date): GrantStatus {
  const last = events.find((event) => event.kind !== 'granted')
  if (last) return last.kind as GrantStatus
  return end <= now ? 'ended' : 'active'
}

/** What a member's list needs of one grant. */
export type Permission = {
  grantId: string
  clientId: string
  patient: string
  scopes: string[]
  since: Date
  /** As `accessEnd` tells. */
  until: Date
  /** As `isOnce` tells. */
  once: boolean
  lastUsed: Date | null
  status: GrantStatus
}

/**
 * One entry per app and person whose data it is, because an app may ask again and each consent is a grant of its own.
 * It is what was agreed last, among the grants that are active as long as one is; scopes, dates and last use are those
 * of all active ones together, so that nothing an app may still do is left out.
 * @param grants of one member, newest first; the entries keep that order
 */
export function sharings<P extends Permission>(grants: readonly P[]): (P & { earlier: P[] })[] {
  const groups = new Map<string, P[]>()
  for (const grant of grants) {
    const key = JSON.stringify([grant.clientId, grant.patient])
    groups.set(key, [...(groups.get(key) ?? []), grant])
  }
  return [...groups.values()].map((group) => {
    const last = group.find(({ status }) => status === 'active') ?? (group[0] as P)
    const counted = last.status === 'active' ? group.filter(({ status }) => status === 'active') : [last]
    const times = (of: (grant: P) => Date | null) => counted.map((grant) => of(grant)?.getTime() ?? 0)
    const used = Math.max(...times(({ lastUsed }) => lastUsed))
    return {
      ...last,
      scopes: [...new Set(counted.flatMap(({ scopes }) => scopes))],
      since: new Date(Math.min(...times(({ since }) => since))),
      once: counted.every(({ once }) => once),
      until: new Date(Math.max(...times(({ until }) => until))),
      lastUsed: used === 0 ? null : new Date(used),
      earlier: group.filter((grant) => grant !== last),
    }
  })
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
