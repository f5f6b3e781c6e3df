/** What a batch of activity may look like, and how events fold: tables of cases and properties. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  ACTIVITY_KINDS,
  type ActivityEvent,
  isActivity,
  parseActivity,
  parseInstant,
} from '../../lib/domain/activity.ts'
import { COUNTED_DAYS, DAY, foldActivity } from '../../lib/domain/activity-fold.ts'
import { Refusal } from '../../lib/domain/refusal.ts'

const NOW = new Date('2026-11-23T15:00:00Z')
const good = { clientId: 'client-1', at: '2026-11-23T14:59:00Z', kind: 'call' }

function refusalOf(act: () => unknown): Refusal {
  try {
    act()
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  throw new Error('nothing was refused')
}

describe('an instant', () => {
  it.each([
    ['2026-11-23T15:00:00Z', '2026-11-23T15:00:00.000Z'],
    ['2026-11-23T09:00:00-06:00', '2026-11-23T15:00:00.000Z'],
    ['2026-11-23T15:00:00.123456789Z', '2026-11-23T15:00:00.123Z'],
    ['2024-02-29T00:00:00+14:00', '2024-02-28T10:00:00.000Z'],
    ['2026-02-29T00:00:00Z', null],
    ['2026-04-31T00:00:00Z', null],
    ['2026-04-00T00:00:00Z', null],
    ['2026-13-01T00:00:00Z', null],
    ['2026-11-23T24:00:00Z', null],
    ['2026-11-23T23:59:60Z', null],
    ['2026-11-23T15:00:00', null],
    ['2026-11-23 15:00:00Z', null],
    ['2026-11-23', null],
    ['1700000000000', null],
    ['', null],
  ])('%s', (text, expected) => {
    const instant = parseInstant(text)
    expect(Number.isNaN(instant) ? null : new Date(instant).toISOString()).toBe(expected)
  })
})

describe('a batch', () => {
  it('is an array, or lines with or without an end', () => {
    const events = [{ clientId: 'client-1', at: Date.parse(good.at), kind: 'call' }]
    expect(parseActivity(JSON.stringify([good]), 'json', NOW)).toEqual(events)
    const line = JSON.stringify(good)
    for (const text of [line, `${line}\n`, `${line}\r\n`]) expect(parseActivity(text, 'ndjson', NOW)).toEqual(events)
    expect(parseActivity('[]', 'json', NOW)).toEqual([])
    expect(parseActivity('', 'ndjson', NOW)).toEqual([])
  })

  it.each<[string, unknown, string]>([
    ['no object', 'client-1', 'not_an_event'],
    ['null', null, 'not_an_event'],
    ['an array', [good], 'not_an_event'],
    ['no client id', { at: good.at, kind: 'call' }, 'client_id'],
    ['an empty client id', { ...good, clientId: '' }, 'client_id'],
    ['a client id with a NUL', { ...good, clientId: 'a\u0000b' }, 'client_id'],
    ['a client id beyond ASCII', { ...good, clientId: 'clïent' }, 'client_id'],
    ['a client id of 201 characters', { ...good, clientId: 'a'.repeat(201) }, 'client_id'],
    ['a number as client id', { ...good, clientId: 7 }, 'client_id'],
    ['an unknown kind', { ...good, kind: 'sign-in' }, 'kind'],
    ['a kind of the prototype', { ...good, kind: 'constructor' }, 'kind'],
    ['a number as instant', { ...good, at: 1700000000 }, 'instant'],
    ['an instant of the last century', { ...good, at: '1999-12-31T23:59:59Z' }, 'instant'],
    ['an instant six minutes ahead', { ...good, at: '2026-11-23T15:06:00Z' }, 'instant_in_future'],
    ['more than was asked for', { ...good, patient: 'james-carter' }, 'unknown_field'],
    [
      'a key of the prototype',
      JSON.parse('{"clientId":"a","at":"2026-11-23T14:59:00Z","kind":"call","__proto__":{}}'),
      'unknown_field',
    ],
  ])('with %s is refused and says which event', (_what, event, code) => {
    const refusal = refusalOf(() => parseActivity(JSON.stringify([good, event]), 'json', NOW))
    expect(refusal.code).toBe(code)
    expect(refusal.details.faults).toMatchObject([{ event: 2, code }])
  })

  it.each([
    ['no JSON', '[{', 'json'],
    ['an object', '{}', 'json'],
    ['nothing', '', 'json'],
    ['a half-written last line', `${JSON.stringify(good)}\n${JSON.stringify(good).slice(0, 30)}`, 'ndjson'],
    ['an empty line inside', `${JSON.stringify(good)}\n\n${JSON.stringify(good)}`, 'ndjson'],
  ] as const)('that is %s is refused whole', (_what, text, format) => {
    expect(refusalOf(() => parseActivity(text, format, NOW)).code).toBe('not_json')
  })

  it('has 1,000 events at most and a clock five minutes ahead at most', () => {
    const many = (count: number) => JSON.stringify(Array.from({ length: count }, () => good))
    expect(parseActivity(many(1_000), 'json', NOW)).toHaveLength(1_000)
    expect(refusalOf(() => parseActivity(many(1_001), 'json', NOW)).code).toBe('too_many_events')
    expect(refusalOf(() => parseActivity('\n'.repeat(500_000), 'ndjson', NOW)).code).toBe('too_many_events')
    expect(parseActivity(JSON.stringify([{ ...good, at: '2026-11-23T15:05:00Z' }]), 'json', NOW)).toHaveLength(1)
  })

  it('names ten faults at most and never what was sent', () => {
    const text = JSON.stringify(Array.from({ length: 50 }, () => ({ ...good, kind: 'a-secret' })))
    const refusal = refusalOf(() => parseActivity(text, 'json', NOW))
    expect(refusal.details.faults).toHaveLength(10)
    expect(JSON.stringify([refusal.message, refusal.details])).not.toContain('a-secret')
  })
})

const event: fc.Arbitrary<ActivityEvent> = fc.record({
  clientId: fc.constantFrom('a', 'b', 'c'),
  at: fc.integer({ min: NOW.getTime() - 60 * DAY, max: NOW.getTime() }),
  kind: fc.constantFrom(...ACTIVITY_KINDS),
})

describe('folding', () => {
  it('keeps the latest success and counts each event of the counted days once', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        const { clients, counts, until } = foldActivity(events, NOW)
        expect(until).toBe(events.length === 0 ? null : Math.max(...events.map(({ at }) => at)))
        expect(clients.reduce((sum, client) => sum + client.events, 0)).toBe(events.length)
        for (const { clientId, signInAt, callAt } of clients) {
          const latest = (kind: string) => {
            const instants = events.filter((one) => one.clientId === clientId && one.kind === kind).map(({ at }) => at)
            return instants.length === 0 ? null : Math.floor(Math.max(...instants) / 1000)
          }
          expect([signInAt, callAt]).toEqual([latest('sign_in'), latest('call')])
        }
        const counted = events.filter(({ at }) => at >= NOW.getTime() - COUNTED_DAYS * DAY)
        expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(counted.length)
      }),
    )
  })

  it('is the same in any order', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), fc.infiniteStream(fc.nat()), (events, chance) => {
        const shuffled = events
          .map((one) => ({ one, key: chance.next().value }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }) => one)
        const sorted = (folded: ReturnType<typeof foldActivity>) => ({
          ...folded,
          counts: folded.counts.map((count) => JSON.stringify(count)).sort(),
        })
        expect(sorted(foldActivity(shuffled, NOW))).toEqual(sorted(foldActivity(events, NOW)))
      }),
    )
  })

  it('takes only successful sign-ins and calls for activity', () => {
    expect(ACTIVITY_KINDS.filter(isActivity)).toEqual(['sign_in', 'call'])
    const failures = ACTIVITY_KINDS.filter((kind) => !isActivity(kind))
    const { clients } = foldActivity(
      failures.map((kind) => ({ clientId: 'a', at: NOW.getTime(), kind })),
      NOW,
    )
    expect(clients).toEqual([{ clientId: 'a', events: 3, signInAt: null, callAt: null }])
  })
})
