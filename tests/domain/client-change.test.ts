/** Changes of approved clients: their states, their clock, and what both sides read. */
import { describe, expect, it } from 'vitest'
import {
  areKeysLiveAtOnce,
  type ChangeEvent,
  type ChangeKind,
  changeDue,
  changeInShort,
  changeLines,
  changeState,
  MAX_REDIRECT_URIS,
  OFFER_DAYS,
  parseRedirectUris,
  whyNotApproveChange,
} from '../../lib/domain/client-change.ts'

const calendar = { zone: 'America/Chicago', open: '08:00', close: '17:00', holidays: new Set<string>() }
const at = new Date('2026-11-23T15:00:00Z')
const event = (kind: ChangeEvent['kind'], when = at) => ({ kind, at: when })

describe('changeState', () => {
  const DAY = 24 * 60 * 60 * 1000
  it.each<[ChangeKind, ChangeEvent['kind'][], string, age?: number]>([
    ['name', [], 'in_review'],
    ['name', [], 'in_review', 15 * DAY],
    ['name', ['approved'], 'approved'],
    ['keys', ['withdrawn'], 'withdrawn'],
    ['owner', [], 'offered'],
    ['owner', ['accepted'], 'in_review'],
    ['owner', ['accepted', 'refused'], 'refused'],
    ['owner', ['withdrawn'], 'withdrawn'],
    ['owner', [], 'offered', OFFER_DAYS * DAY - 1],
    ['owner', [], 'expired', OFFER_DAYS * DAY],
    ['owner', ['accepted'], 'in_review', OFFER_DAYS * DAY],
    ['owner', ['withdrawn'], 'withdrawn', OFFER_DAYS * DAY],
  ])('of %s after %j is %s', (kind, events, state, age = 0) => {
    const facts = events.map((one) => event(one))
    expect(changeState({ kind, requestedAt: at }, facts, new Date(at.getTime() + age))).toBe(state)
  })
})

describe('changeDue', () => {
  it('is the close of the second business day, from when AppSec can decide', () => {
    expect(changeDue({ kind: 'name', requestedAt: at }, [], calendar)).toEqual(new Date('2026-11-25T23:00:00Z'))
    expect(changeDue({ kind: 'owner', requestedAt: at }, [], calendar)).toBeNull()
    const accepted = [event('accepted', new Date('2026-11-27T15:00:00Z'))]
    expect(changeDue({ kind: 'owner', requestedAt: at }, accepted, calendar)).toEqual(new Date('2026-12-01T23:00:00Z'))
  })
})

describe('areKeysLiveAtOnce', () => {
  it.each([
    ['sandbox', false, true],
    ['sandbox', true, true],
    ['production', false, true],
    ['production', true, false],
  ] as const)('in %s with keys %j: %j', (environment, has, live) => {
    expect(areKeysLiveAtOnce(environment, has)).toBe(live)
  })
})

describe('parseRedirectUris', () => {
  it('takes one a line, each once', () => {
    const text = ' https://a.example.com/cb \r\n\nhttps://b.example.com/cb\nhttps://a.example.com/cb'
    expect(parseRedirectUris(text, false)).toEqual(['https://a.example.com/cb', 'https://b.example.com/cb'])
  })
  it.each([
    ['', 'redirect_empty'],
    ['\n \n', 'redirect_empty'],
    ['https://a.example.com/cb\nhttp://b.example.com/', 'redirect_scheme'],
    ['http://127.0.0.1/cb', 'redirect_loopback'],
    [Array.from({ length: MAX_REDIRECT_URIS + 1 }, (_, n) => `https://a.example.com/${n}`).join('\n'), 'redirect_many'],
  ])('refuses %j', (text, code) => {
    expect(() => parseRedirectUris(text, false)).toThrow(expect.objectContaining({ code, field: 'redirectUris' }))
  })
  it('names the line that is wrong', () => {
    expect(() => parseRedirectUris('https://a.example.com/cb\nhttps://a', true)).toThrow(/^Line 2: /)
  })
})

describe('changeLines', () => {
  it.each<[ChangeKind, Record<string, unknown>, string[]]>([
    ['name', { name: 'FitTrack', reason: 'x' }, ['FitTrack']],
    ['redirect_uris', { redirectUris: ['https://a.example.com/cb'] }, ['https://a.example.com/cb']],
    ['keys', { jwks: null, jwksUri: null }, ['Pasted, no address']],
    [
      'keys',
      { jwks: { keys: [{ kid: 'a', alg: 'ES384', x: '1' }] }, jwksUri: 'https://a.example.com/jwks' },
      ['Key a (ES384)', 'Address https://a.example.com/jwks'],
    ],
    ['owner', { organization: 'Moon Health' }, ['Moon Health']],
    ['owner', { offeredTo: 'ona@moon.example.com' }, ['Whoever has ona@moon.example.com']],
    ['owner', { offeredTo: null }, ['Somebody whose address was erased']],
  ])('of %s says what is in it', (kind, side, lines) => {
    expect(changeLines(kind, side)).toEqual(lines)
  })
})

it.each<[ChangeKind, string[], string[], string]>([
  ['name', ['Old'], ['New'], 'Name: New'],
  ['owner', ['Sun'], ['Whoever has dana@moon.com'], 'Organization: Whoever has dana@moon.com'],
  ['redirect_uris', ['a', 'b'], ['b', 'c', 'd'], 'Redirect addresses: 2 new, 1 gone'],
  ['redirect_uris', ['a'], ['a', 'b'], 'Redirect addresses: 1 new'],
  ['redirect_uris', ['a', 'b'], ['b', 'a'], 'Redirect addresses: in another order'],
  ['keys', ['Key a (ES384)'], ['Key b (ES384)'], 'Keys: 1 new, 1 gone'],
])('a change of %s in short', (kind, was, shall, text) => {
  expect(changeInShort(kind, was, shall)).toBe(text)
})

describe('whyNotApproveChange', () => {
  it('names every reason', () => {
    const facts = { state: 'in_review', asBefore: true, termsAccepted: true, stops: [], removed: false } as const
    expect(whyNotApproveChange(facts)).toEqual([])
    expect(whyNotApproveChange({ ...facts, removed: true })).toHaveLength(1)
    const all = {
      state: 'offered',
      asBefore: false,
      termsAccepted: false,
      stops: ['Stopped.'],
      removed: false,
    } as const
    expect(whyNotApproveChange(all)).toHaveLength(4)
  })
})
