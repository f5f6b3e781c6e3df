/** What an answer means, when a message is tried again, when a webhook is turned off. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Answer,
  ATTEMPT_LOST_AFTER,
  type Attempt,
  type AttemptOutcome,
  attemptLines,
  isUnderWay,
  LONGEST_RETRY_AFTER,
  messageState,
  nextAttemptAt,
  RETRY_DELAYS,
  verdictOf,
  whyTurnOff,
} from '../../lib/domain/webhook-delivery.ts'

const now = new Date('2026-11-24T15:00:00Z')
const HOUR = 60 * 60 * 1000

test('the schedule is the one of the specification: ten attempts over 75 h 35 min 5 s', () => {
  const total = RETRY_DELAYS.reduce<number>((sum, delay) => sum + delay, 0)
  expect(RETRY_DELAYS).toHaveLength(10)
  expect(total).toBe((75 * 60 * 60 + 35 * 60 + 5) * 1000)
})

describe('the verdict', () => {
  const answered = (status: number, retryAfter: string | null = null, body = ''): Answer => ({
    ...{ outcome: 'answered', status, body, retryAfter },
  })

  test.each<[Answer, string, number | null, number]>([
    [answered(200), 'delivered', 200, 0],
    [answered(204), 'delivered', 204, 0],
    [answered(302), 'refused', 302, 0],
    [answered(308), 'refused', 308, 0],
    [answered(410), 'gone', 410, 0],
    [answered(400), 'failed', 400, 0],
    [answered(404), 'failed', 404, 0],
    [answered(500), 'failed', 500, 0],
    [answered(500, '60'), 'failed', 500, 0],
    [answered(429, '60'), 'failed', 429, 60_000],
    [answered(503, '7200'), 'failed', 503, 2 * HOUR],
    [answered(503, 'Tue, 24 Nov 2026 16:00:00 GMT'), 'failed', 503, HOUR],
    [answered(503, 'Tue, 24 Nov 2026 14:00:00 GMT'), 'failed', 503, 0],
    [answered(503, '99999999'), 'failed', 503, LONGEST_RETRY_AFTER],
    [answered(503, '-5'), 'failed', 503, 0],
    [answered(503, 'soon'), 'failed', 503, 0],
    [{ outcome: 'refused', detail: 'not public' }, 'refused', null, 0],
    [{ outcome: 'unreachable', detail: 'no answer' }, 'failed', null, 0],
  ])('%j → %s', (answer, outcome, status, retryAfter) => {
    expect(verdictOf(answer, now)).toMatchObject({ outcome, status, retryAfter })
  })

  test('keeps one short line of an answer', () => {
    const { detail } = verdictOf(answered(500, null, `a\u0000\n\u202E b${'x'.repeat(1000)}`), now)
    expect(detail).toMatch(/^a b?\s?b?x+$/)
    expect(detail.length).toBe(200)
  })
})

const tries = (...outcomes: AttemptOutcome[]): Attempt[] => outcomes.map((outcome) => ({ at: now, outcome }))
const failures = (count: number) => tries(...Array.from({ length: count }, () => 'failed' as const))

describe('the next attempt', () => {
  test.each(RETRY_DELAYS.slice(1).map((delay, index) => [index + 1, delay] as const))(
    'after %i failures waits %i ms',
    (count, delay) => {
      expect(nextAttemptAt('client.created', failures(count))).toEqual(new Date(now.getTime() + delay))
    },
  )

  test('waits as long as the receiver asks', () => {
    expect(nextAttemptAt('client.created', failures(1), HOUR)).toEqual(new Date(now.getTime() + HOUR))
    expect(nextAttemptAt('client.created', failures(9), HOUR)).toEqual(new Date(now.getTime() + 24 * HOUR))
  })

  test.each([
    ['none was made', 'client.created', []],
    ['the schedule is at its end', 'client.created', failures(10)],
    ['it arrived', 'client.created', tries('failed', 'delivered')],
    ['it arrived and was sent again in vain', 'client.created', tries('delivered', 'failed')],
    ['the receiver is gone', 'client.created', tries('gone')],
    ['the webhook was off', 'client.created', tries('failed', 'skipped')],
    ['it is a test', 'ping', failures(1)],
  ] as const)('is none when %s', (_why, event, attempts) => {
    expect(nextAttemptAt(event, attempts)).toBeNull()
  })

  test('a start without an end is no attempt', () => {
    expect(nextAttemptAt('client.created', tries('failed', 'started'))).toEqual(new Date(now.getTime() + 5000))
  })

  test('whatever happens, the queue ends', () => {
    const outcome = fc.constantFrom<AttemptOutcome[]>('delivered', 'failed', 'gone', 'refused', 'skipped')
    fc.assert(
      fc.property(fc.array(outcome, { minLength: 10, maxLength: 20 }), (outcomes) => {
        expect(nextAttemptAt('client.created', tries(...outcomes))).toBeNull()
      }),
    )
  })
})

test('an attempt is under way until it must have died', () => {
  expect(isUnderWay(tries('started'), now)).toBe(true)
  expect(isUnderWay(tries('started'), new Date(now.getTime() + ATTEMPT_LOST_AFTER))).toBe(false)
  expect(isUnderWay(tries('started', 'failed'), now)).toBe(false)
  expect(isUnderWay([], now)).toBe(false)
})

test.each([
  ['waiting', []],
  ['waiting', tries('failed')],
  ['waiting', tries('refused', 'started')],
  ['delivered', tries('failed', 'delivered', 'failed')],
  ['failed', failures(10)],
  ['failed', tries('gone')],
  ['skipped', tries('failed', 'skipped')],
] as const)('state %s', (state, attempts) => {
  expect(messageState('client.created', attempts)).toBe(state)
})

test('a test is tried once', () => {
  expect(messageState('ping', failures(1))).toBe('failed')
})

test.each([
  ['gone', 'client.created', tries('gone'), true],
  ['gone', 'ping', tries('gone'), true],
  ['failing', 'client.created', failures(10), false],
  [null, 'client.created', failures(10), true],
  [null, 'client.created', failures(9), false],
  // Redelivered after the end of the schedule: the webhook was turned on again meanwhile.
  [null, 'client.created', failures(11), false],
  [null, 'ping', failures(10), false],
] as const)('turned off: %s', (why, event, attempts, arrived) => {
  expect(whyTurnOff(event, attempts, arrived)).toBe(why)
})

test('the log shows a start and its end as one line, and what died', () => {
  const row = (outcome: AttemptOutcome, second: number) => ({
    ...{ at: new Date(now.getTime() + second * 1000), outcome, status: null, detail: '' },
  })
  const rows = [row('started', 0), row('failed', 3), row('started', 10), row('started', 50), row('delivered', 51)]
  const later = new Date(now.getTime() + 60_000)
  expect(attemptLines(rows, later).map(({ outcome, at }) => [outcome, (at.getTime() - now.getTime()) / 1000])).toEqual([
    ['failed', 0],
    ['lost', 10],
    ['delivered', 50],
  ])
  expect(attemptLines([row('started', 0)], now).map(({ outcome }) => outcome)).toEqual(['under_way'])
  expect(attemptLines([row('started', 0)], later).map(({ outcome }) => outcome)).toEqual(['lost'])
  expect(attemptLines([row('skipped', 1)], later).map(({ outcome }) => outcome)).toEqual(['skipped'])
})
