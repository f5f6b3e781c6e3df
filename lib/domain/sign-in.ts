/**
 * The rules of signing in with a typed 6-digit code, and how long sessions live.
 *
 * Assumptions, kept here: a code lives 10 minutes and takes 5 tries; 5 codes an hour for an address, 60 for an IP
 * address, behind which a whole office may sit. A developer's session ends after 12 hours without use and after 14 days
 * in any case; payer staff, who see more, after 30 minutes and 10 hours.
 */
import { normalForm } from './normal-form.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

export const CODE_LIFETIME = 10 * MINUTE
export const CODE_TRIES = 5

/** How often something may happen in a window of `window` milliseconds. */
export type Limit = { count: number; window: number }

/** `verify` counts the codes typed from an IP address; for one mail address, its codes times their tries are the limit. */
export const CODE_LIMITS: { address: Limit; ip: Limit; verify: Limit } = {
  address: { count: 5, window: HOUR },
  ip: { count: 60, window: HOUR },
  verify: { count: 120, window: HOUR },
}

export const SESSION_LIFE = {
  developer: { idle: 12 * HOUR, absolute: 14 * DAY },
  staff: { idle: 30 * MINUTE, absolute: 10 * HOUR },
} as const

/** When a session that begins now ends in any case. */
export function sessionEnd(now: Date, kind: 'developer' | 'staff'): Date {
  return new Date(now.getTime() + SESSION_LIFE[kind].absolute)
}

/** How old the noted last use of a session may be before it is noted again; saves a write at every request. */
export const SESSION_TOUCH = MINUTE

export type CodeFacts = { codeDigest: string; expiresAt: Date; tries: number; consumedAt: Date | null }

export type CodeVerdict = 'right' | 'wrong' | 'expired' | 'used' | 'too_many_tries'

/** @param typedDigest digest of what was typed; the comparison of digests leaks nothing of the code */
export function codeVerdict(code: CodeFacts, typedDigest: string, now: Date): CodeVerdict {
  if (code.consumedAt) return 'used'
  if (now.getTime() >= code.expiresAt.getTime()) return 'expired'
  if (code.tries >= CODE_TRIES) return 'too_many_tries'
  return code.codeDigest === typedDigest ? 'right' : 'wrong'
}

/** One sentence for every wrong code: it does not tell which part was wrong, nor whether the address is known. */
export const CODE_SENTENCE =
  'That code is not right or is no longer valid. Check the newest mail, or ask for a new code.'

/** The six digits of what was typed; spaces and dashes are tolerated, anything else gives null. */
export function typedCode(text: string): string | null {
  const digits = normalForm(text, 'NFKC').replace(/[\s-]/g, '')
  return /^\d{6}$/.test(digits) ? digits : null
}

export type SessionFacts = { createdAt: Date; lastSeenAt: Date; expiresAt: Date; revokedAt: Date | null }

/** Whether a session still holds: not revoked, used lately, and not older than its absolute end. */
export function sessionVerdict(
  session: SessionFacts,
  kind: 'developer' | 'staff',
  now: Date,
): 'live' | 'revoked' | 'idle' | 'ended' {
  if (session.revokedAt) return 'revoked'
  const { idle, absolute } = SESSION_LIFE[kind]
  const at = now.getTime()
  if (at >= session.expiresAt.getTime() || at - session.createdAt.getTime() >= absolute) return 'ended'
  return at - session.lastSeenAt.getTime() >= idle ? 'idle' : 'live'
}
