/** Secrets of clients: how many may live side by side, when each ends, and when its end is told. */
import type { ClientStatus, ClientType } from './client.ts'

export type ClientSecret = { createdAt: Date; expiresAt: Date | null; revokedAt: Date | null }

/** Three, so that a company can put the next one in place on its servers one after another. Assumption. */
export const MAX_LIVE_SECRETS = 3

const HOUR = 60 * 60 * 1000
const DAY = 24 * HOUR

/** A use is noted only when the last noted one is older (ms), so that a busy client does not write at each call. */
export const SECRET_TOUCH = HOUR

export type SecretState = 'live' | 'expired' | 'revoked'

/** @returns what a secret is worth at an instant */
export function secretState(secret: ClientSecret, now: Date): SecretState {
  if (secret.revokedAt !== null) return 'revoked'
  return secret.expiresAt === null || secret.expiresAt > now ? 'live' : 'expired'
}

/** Whether a secret still opens the door at an instant. */
export const secretIsLive = (secret: ClientSecret, now: Date): boolean => secretState(secret, now) === 'live'

/** Whether a use at an instant is to be noted. */
export const isUseToNote = (lastUsedAt: Date | null, now: Date): boolean =>
  lastUsedAt === null || now.getTime() - lastUsedAt.getTime() >= SECRET_TOUCH

/** When a secret that is made now ends. @param days full days of 24 hours */
export const secretEnd = (now: Date, days: number): Date => new Date(now.getTime() + days * DAY)

/** Days before the end of a secret, each told by one mail. */
const SECRET_REMINDERS = [
  { step: 'secret_30', days: 30 },
  { step: 'secret_7', days: 7 },
  { step: 'secret_1', days: 1 },
] as const

export type SecretReminder = (typeof SECRET_REMINDERS)[number]

/** The longest of them (ms): later ends need not be looked at. */
export const SECRET_HORIZON = SECRET_REMINDERS[0].days * DAY

/**
 * The reminder that stands at an instant; null when none does. One that was missed, because the worker was away, is
 * left out for the later one; one that would have come before the secret was made never comes.
 */
export function dueReminder(secret: ClientSecret, now: Date): SecretReminder | null {
  const { expiresAt, createdAt } = secret
  if (expiresAt === null || !secretIsLive(secret, now)) return null
  const at = ({ days }: SecretReminder) => expiresAt.getTime() - days * DAY
  const due = SECRET_REMINDERS.findLast((reminder) => at(reminder) <= now.getTime())
  return due && at(due) > createdAt.getTime() ? due : null
}

/** Why no further secret may be made, as a sentence; null when one may. */
export function whyNoSecret(type: ClientType, status: ClientStatus, liveSecrets: number): string | null {
  // A suspended one replaces its secrets before a second person lets it work again.
  if (status === 'removed') return 'This client was removed, so it can get no new secret.'
  if (type === 'public') return 'A public client has no secret, because it could not keep one.'
  if (type === 'confidential-asymmetric') return 'This client proves itself with its own keys, not with a secret.'
  if (liveSecrets >= MAX_LIVE_SECRETS) return 'There are three secrets already. Take one back before you make another.'
  return null
}
