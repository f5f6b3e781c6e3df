/** Codes and sessions: every verdict, and the edges of every time. */
import { describe, expect, it } from 'vitest'
import {
  CODE_LIFETIME,
  CODE_TRIES,
  codeVerdict,
  SESSION_LIFE,
  sessionVerdict,
  typedCode,
} from '../../lib/domain/sign-in.ts'

const now = new Date('2026-11-23T15:00:00Z')
const at = (milliseconds: number) => new Date(now.getTime() + milliseconds)
const code = { codeDigest: 'd', expiresAt: at(CODE_LIFETIME), tries: 0, consumedAt: null }

describe('codeVerdict', () => {
  it.each([
    ['right', code, 'd', now],
    ['wrong', code, 'e', now],
    ['right', code, 'd', at(CODE_LIFETIME - 1)],
    ['expired', code, 'd', at(CODE_LIFETIME)],
    ['used', { ...code, consumedAt: now }, 'd', now],
    ['right', { ...code, tries: CODE_TRIES - 1 }, 'd', now],
    ['too_many_tries', { ...code, tries: CODE_TRIES }, 'd', now],
  ] as const)('%s', (verdict, facts, digest, when) => expect(codeVerdict(facts, digest, when)).toBe(verdict))
})

describe('typedCode', () => {
  it.each([
    ['123456', '123456'],
    [' 123 456 ', '123456'],
    ['123-456', '123456'],
    ['１２３４５６', '123456'],
    ['12345', null],
    ['1234567', null],
    ['12345a', null],
    ['', null],
  ])('%j gives %j', (text, digits) => expect(typedCode(text)).toBe(digits))
})

describe('sessionVerdict', () => {
  const session = { createdAt: now, lastSeenAt: now, expiresAt: at(SESSION_LIFE.developer.absolute), revokedAt: null }
  const { idle, absolute } = SESSION_LIFE.developer
  it.each([
    ['live', session, at(idle - 1)],
    ['idle', session, at(idle)],
    ['live', { ...session, lastSeenAt: at(absolute - 10) }, at(absolute - 1)],
    ['ended', { ...session, lastSeenAt: at(absolute - 10) }, at(absolute)],
    ['revoked', { ...session, revokedAt: now }, now],
  ] as const)('%s', (verdict, facts, when) => expect(sessionVerdict(facts, 'developer', when)).toBe(verdict))
  it('staff sessions are shorter in both ways', () => {
    expect(SESSION_LIFE.staff.idle).toBeLessThan(idle)
    expect(SESSION_LIFE.staff.absolute).toBeLessThan(absolute)
    expect(sessionVerdict(session, 'staff', at(SESSION_LIFE.staff.idle))).toBe('idle')
  })
})
