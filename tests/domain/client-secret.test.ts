/** Secrets of clients: when each is alive, and which mail about its end stands at an instant. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  dueReminder,
  isUseToNote,
  MAX_LIVE_SECRETS,
  secretEnd,
  secretState,
  whyNoSecret,
} from '../../lib/domain/client-secret.ts'

const MADE = new Date('2026-01-01T00:00:00Z')
const day = (count: number) => new Date(MADE.getTime() + count * 24 * 60 * 60 * 1000)
const secret = (days: number | null, revoked: number | null = null) => ({
  createdAt: MADE,
  expiresAt: days === null ? null : secretEnd(MADE, days),
  revokedAt: revoked === null ? null : day(revoked),
})

describe('secretState', () => {
  it.each([
    [secret(null), 9999, 'live'],
    [secret(10), 9.999, 'live'],
    [secret(10), 10, 'expired'],
    [secret(10, 3), 4, 'revoked'],
    [secret(10, 3), 11, 'revoked'],
  ] as const)('of %j on day %d is %s', (row, now, state) => {
    expect(secretState(row, day(now))).toBe(state)
  })
})

describe('dueReminder', () => {
  it.each([
    [secret(365), 334.9, null],
    [secret(365), 335, 30],
    [secret(365), 357.9, 30],
    [secret(365), 358, 7],
    [secret(365), 363.9, 7],
    [secret(365), 364, 1],
    [secret(365), 365, null],
    [secret(365, 2), 335, null],
    [secret(null), 335, null],
    // Made for less time than a reminder takes: that one never stood before it was made.
    [secret(20), 0, null],
    [secret(20), 13, 7],
    [secret(30), 0, null],
    [secret(1), 0.5, null],
  ] as const)('of %j on day %d is %j days', (row, now, days) => {
    expect(dueReminder(row, day(now))?.days ?? null).toBe(days)
  })
  it('never goes back as time goes on', () => {
    const life = fc.integer({ min: 1, max: 400 })
    const hours = fc.array(fc.integer({ min: 0, max: 400 * 24 }), { maxLength: 20 })
    fc.assert(
      fc.property(life, hours, (days, at) => {
        const seen = at
          .toSorted((a, b) => a - b)
          .flatMap((hour) => dueReminder(secret(days), day(hour / 24))?.days ?? [])
        expect(seen).toEqual(seen.toSorted((a, b) => b - a))
        expect(seen.every((one) => one < days)).toBe(true)
      }),
    )
  })
})

describe('isUseToNote', () => {
  it.each([
    [null, 0, true],
    [0, 59 / 1440, false],
    [0, 60 / 1440, true],
  ] as const)('last noted %j, now %d: %j', (last, now, noted) => {
    expect(isUseToNote(last === null ? null : day(last), day(now))).toBe(noted)
  })
})

describe('whyNoSecret', () => {
  it('lets a client with a place for secrets make one, up to three; a suspended one replaces its own before it comes back', () => {
    expect(whyNoSecret('confidential-symmetric', 'live', MAX_LIVE_SECRETS - 1)).toBeNull()
    expect(whyNoSecret('confidential-symmetric', 'live', MAX_LIVE_SECRETS)).toContain('three')
    expect(whyNoSecret('confidential-symmetric', 'suspended', 0)).toBeNull()
    expect(whyNoSecret('confidential-symmetric', 'removed', 0)).toContain('removed')
    expect(whyNoSecret('confidential-asymmetric', 'live', 0)).toContain('keys')
    expect(whyNoSecret('public', 'live', 0)).toContain('public')
  })
})
