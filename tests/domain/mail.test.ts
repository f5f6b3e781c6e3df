/** What the rows of a mail's history amount to. */
import { describe, expect, it } from 'vitest'
import {
  isSettled,
  MAY_HAVE_ARRIVED,
  type MailAttempt,
  type MailOutcome,
  mailState,
  mailTries,
  needsAttention,
  possibleDoubles,
  STUCK_AFTER,
} from '../../lib/domain/mail.ts'

const AT = new Date('2026-11-23T15:00:00Z')
/** `deferred?` is an attempt that may have arrived. */
const history = (...outcomes: (MailOutcome | 'deferred?')[]): MailAttempt[] =>
  outcomes.map((outcome) =>
    outcome === 'deferred?'
      ? { outcome: 'deferred', at: AT, detail: `${MAY_HAVE_ARRIVED} ETIMEDOUT` }
      : { outcome, at: AT, detail: '' },
  )

describe('a mail', () => {
  it.each([
    [history(), 'waiting', false, 0, 0],
    [history('started'), 'sending', false, 1, 0],
    [history('started', 'accepted'), 'accepted', true, 1, 0],
    [history('started', 'deferred'), 'deferred', false, 1, 0],
    [history('started', 'deferred', 'started', 'accepted'), 'accepted', true, 2, 0],
    [history('started', 'started', 'accepted'), 'accepted', true, 2, 1],
    [history('started', 'deferred?'), 'deferred', false, 1, 0],
    [history('started', 'deferred?', 'started', 'accepted'), 'accepted', true, 2, 1],
    [history('started', 'deferred?', 'started', 'started', 'refused'), 'refused', true, 3, 2],
    [history('started', 'refused'), 'refused', true, 1, 0],
    [history('started', 'skipped'), 'skipped', true, 1, 0],
    [history('started', 'accepted', 'bounced'), 'bounced', true, 1, 0],
  ] as const)('with %j is %s', (attempts, state, settled, tries, doubles) => {
    expect(mailState(attempts)).toBe(state)
    expect(isSettled(attempts)).toBe(settled)
    expect(mailTries(attempts)).toBe(tries)
    expect(possibleDoubles(attempts)).toBe(doubles)
  })
  it.each([
    [history(), 0, false],
    [history(), STUCK_AFTER, true],
    [history('started', 'deferred'), STUCK_AFTER - 1, false],
    [history('started', 'deferred'), STUCK_AFTER, true],
    [history('started', 'accepted'), STUCK_AFTER, false],
    [history('started', 'refused'), 0, true],
    [history('started', 'accepted', 'bounced'), 0, true],
  ] as const)('with %j after %i ms needs an operator: %s', (attempts, age, needed) => {
    expect(needsAttention(attempts, AT, new Date(AT.getTime() + age))).toBe(needed)
  })
})
