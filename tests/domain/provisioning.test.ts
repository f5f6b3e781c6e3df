/** Where a client stands in another authorization server, which call comes next, and when. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type AskedFor,
  becameLive,
  developerStanding,
  isCallUnderWay,
  leftBehind,
  liveAt,
  mayBeDeleted,
  nextAction,
  nextCall,
  type ProvisionAction,
  type ProvisionAttempt,
  type ProvisionCall,
  type ProvisionCause,
  type ProvisionFacts,
  type ProvisionOutcome,
  type ProvisionWish,
  provisionNeedsAttention,
  provisionStanding,
  retryDelay,
} from '../../lib/domain/provisioning.ts'

const AT = new Date('2026-11-23T15:00:00Z')

type Step = `${ProvisionCall} ${ProvisionOutcome}`
/** Each end with its start before it; `started` alone is a call that never ended. */
function attemptsOf(steps: readonly Step[]): ProvisionAttempt[] {
  return steps.flatMap((step) => {
    const [call, outcome] = step.split(' ') as [ProvisionCall, ProvisionOutcome]
    const made = { call, at: AT, detail: '' }
    const started = { ...made, outcome: 'started' as const }
    return outcome === 'started' ? [started] : [started, { ...made, outcome }]
  })
}

type Here = { action?: ProvisionAction | null; steps?: Step[]; remote?: 'none' | 'unconfirmed' | 'confirmed' }
function factsOf({ action = 'register', steps = [], remote = 'none' }: Here): ProvisionFacts {
  return {
    wish: action === 'delete' ? 'absent' : 'present',
    intent: action && { action, digest: 'd', at: AT },
    attempts: attemptsOf(steps),
    remote: remote === 'none' ? null : { confirmedDigest: remote === 'confirmed' ? 'd' : null },
  }
}

describe('standing and next call', () => {
  const stop = 'delete' as const
  it.each<[string, Here, string, string | null, number | null]>([
    ['nothing asked for', { action: null }, 'not_yet_live', null, null],
    ['asked for', {}, 'not_yet_live', 'register', null],
    ['a dead process', { steps: ['register started'] }, 'not_yet_live', 'register', null],
    ['down', { steps: ['register unreachable'] }, 'not_yet_live', 'register', 10],
    ['down twice', { steps: ['register unreachable', 'register unreachable'] }, 'not_yet_live', 'register', 30],
    ['silent', { steps: ['register unanswered'] }, 'not_yet_live', 'register', 10],
    ['refused', { steps: ['register refused'] }, 'refused', null, null],
    ['nonsense', { steps: ['register mismatch'] }, 'not_yet_live', null, null],
    ['registered', { steps: ['register answered'], remote: 'unconfirmed' }, 'not_yet_live', 'update', 0],
    ['updated', { steps: ['register answered', 'update answered'], remote: 'unconfirmed' }, 'not_yet_live', 'read', 0],
    [
      'not read back',
      { steps: ['update answered', 'read unreachable'], remote: 'unconfirmed' },
      'not_yet_live',
      'read',
      10,
    ],
    ['a lie', { steps: ['update answered', 'read mismatch'], remote: 'unconfirmed' }, 'not_yet_live', 'update', 10],
    [
      'two lies',
      { steps: ['update answered', 'read mismatch', 'update answered', 'read mismatch'], remote: 'unconfirmed' },
      'not_yet_live',
      'update',
      30,
    ],
    ['an update refused', { steps: ['update refused'], remote: 'unconfirmed' }, 'refused', null, null],
    ['lost', { steps: ['update unanswered', 'update lost'], remote: 'unconfirmed' }, 'lost', null, null],
    ['confirmed', { steps: ['update answered', 'read confirmed'], remote: 'confirmed' }, 'live', null, null],
    ['not to be asked', { steps: ['read confirmed', 'read unreachable'], remote: 'confirmed' }, 'live', null, null],
    ['drifted', { steps: ['read confirmed', 'read mismatch'], remote: 'confirmed' }, 'drifted', null, null],
    ['gone from there', { steps: ['read confirmed', 'read lost'], remote: 'confirmed' }, 'drifted', null, null],
    ['never there', { action: stop }, 'stopped', null, null],
    ['to stop', { action: stop, remote: 'unconfirmed' }, 'not_yet_stopped', 'delete', null],
    ['said to stop', { action: stop, steps: ['delete answered'], remote: 'unconfirmed' }, 'not_yet_stopped', 'read', 0],
    [
      'still there',
      { action: stop, steps: ['delete answered', 'read mismatch'], remote: 'unconfirmed' },
      'not_yet_stopped',
      'delete',
      10,
    ],
    [
      'will not stop',
      { action: stop, steps: ['delete refused'], remote: 'unconfirmed' },
      'not_yet_stopped',
      'delete',
      10,
    ],
    ['cannot stop', { action: stop, steps: ['delete lost'], remote: 'unconfirmed' }, 'not_yet_stopped', null, null],
    ['stopped', { action: stop, steps: ['delete answered', 'read confirmed'] }, 'stopped', null, null],
  ])('%s', (_name, here, standing, call, seconds) => {
    const facts = factsOf(here)
    expect(provisionStanding(facts)).toBe(standing)
    expect(nextCall(facts, 'work')).toBe(call)
    expect(retryDelay(facts)).toBe(seconds === null ? null : seconds * 1000)
  })

  it.each<[string, Here, ProvisionCause, string | null]>([
    ['a person tries a refused one again', { steps: ['register refused'] }, 'retry', 'register'],
    ['the daily check too', { steps: ['register refused'] }, 'check', 'register'],
    ['but never piles up what may be left there', { steps: ['register mismatch'] }, 'check', null],
    ['a person may', { steps: ['register lost'] }, 'retry', 'register'],
    ['a check looks', { remote: 'confirmed' }, 'check', 'read'],
    ['and leaves what drifted', { remote: 'confirmed', steps: ['read mismatch'] }, 'check', 'read'],
    ['until a person puts it right', { remote: 'confirmed', steps: ['read mismatch'] }, 'retry', 'update'],
    ['a stop is tried again', { action: 'delete', remote: 'unconfirmed', steps: ['delete lost'] }, 'check', 'delete'],
  ])('%s', (_name, here, cause, call) => expect(nextCall(factsOf(here), cause)).toBe(call))

  it('never waits longer than 5 minutes to stop a client, nor than an hour for anything', () => {
    for (const [action, call, longest] of [
      ['delete', 'delete', 5],
      ['register', 'register', 60],
    ] as const) {
      const steps = Array.from({ length: 20 }, () => `${call} unreachable` as const)
      const remote = action === 'delete' ? 'unconfirmed' : 'none'
      expect(retryDelay(factsOf({ action, steps, remote }))).toBe(longest * 60_000)
    }
  })

  it('is live only when the last thing said is a confirmation of these very data', () => {
    const call = fc.constantFrom<ProvisionCall>('register', 'update', 'read', 'delete')
    const outcome = fc.constantFrom<ProvisionOutcome>(
      'started',
      'answered',
      'refused',
      'mismatch',
      'lost',
      'unanswered',
    )
    const steps = fc.array(fc.tuple(call, outcome).map(([made, came]) => `${made} ${came}` as Step))
    fc.assert(
      fc.property(steps, fc.constantFrom('none' as const, 'unconfirmed' as const), (made, remote) => {
        expect(provisionStanding(factsOf({ steps: made, remote }))).not.toBe('live')
        expect(provisionStanding(factsOf({ action: 'delete', steps: made, remote: 'unconfirmed' }))).toBe(
          'not_yet_stopped',
        )
      }),
    )
  })

  it('asks for a look at once when a stop is not done or somebody has to decide, else after ten minutes', () => {
    const soon = new Date(AT.getTime() + 9 * 60_000)
    const late = new Date(AT.getTime() + 11 * 60_000)
    expect(provisionNeedsAttention(factsOf({}), soon)).toBe(false)
    expect(provisionNeedsAttention(factsOf({}), late)).toBe(true)
    expect(provisionNeedsAttention(factsOf({ steps: ['register refused'] }), soon)).toBe(true)
    expect(provisionNeedsAttention(factsOf({ steps: ['register mismatch'] }), soon)).toBe(true)
    expect(provisionNeedsAttention(factsOf({ action: 'delete', remote: 'unconfirmed' }), soon)).toBe(true)
    expect(provisionNeedsAttention(factsOf({ action: 'delete' }), late)).toBe(false)
    expect(provisionNeedsAttention({ ...factsOf({ action: null }), wish: 'keys' }, late)).toBe(false)
  })
})

describe('what may have arrived', () => {
  it.each<[Step[], boolean, number]>([
    [[], false, 0],
    [['delete started'], true, 0],
    [['delete unanswered'], true, 0],
    [['delete unreachable', 'delete refused'], false, 0],
    [['register started'], false, 1],
    [['register started', 'register answered'], false, 1],
    [['register unanswered', 'register mismatch', 'register unreachable', 'register answered'], false, 2],
  ])('%j', (steps, deleted, left) => {
    expect(mayBeDeleted(attemptsOf(steps))).toBe(deleted)
    expect(leftBehind(attemptsOf(steps))).toBe(left)
  })
})

describe('nextAction', () => {
  it.each<[ProvisionWish, ProvisionAction | undefined, boolean, ProvisionAction | null]>([
    ['present', undefined, false, 'register'],
    ['present', 'register', false, 'update'],
    ['present', 'update', true, 'update'],
    ['present', 'delete', false, 'register'],
    // Its removal is finished first, so that it comes back with another id and secret.
    ['present', 'delete', true, null],
    ['absent', undefined, false, null],
    ['absent', 'register', false, 'delete'],
    ['absent', 'update', true, 'delete'],
    ['absent', 'delete', true, null],
    ['keys', undefined, false, null],
    // Its keys were taken away.
    ['keys', 'update', true, 'delete'],
    ['keys', 'delete', true, null],
  ])('%s after %s, there %s: %s', (wish, last, there, expected) => {
    expect(nextAction(wish, last, there)).toBe(expected)
  })
})

describe('one that shall be there again while its removal is not done', () => {
  it('must stop first, whatever was confirmed before; its developers wait for the other', () => {
    const facts = { ...factsOf({ action: 'delete', remote: 'confirmed' }), wish: 'present' as const }
    expect([provisionStanding(facts), nextCall(facts, 'work')]).toEqual(['not_yet_stopped', 'delete'])
    expect(developerStanding(facts)).toBe('not_yet_live')
    expect(developerStanding({ ...facts, wish: 'absent' })).toBe('stopped')
    expect(provisionStanding({ ...facts, remote: null })).toBe('not_yet_live')
  })
})

describe('becameLive', () => {
  const waiting = factsOf({ steps: ['update answered'], remote: 'unconfirmed' })
  const live = factsOf({ steps: ['update answered', 'read confirmed'], remote: 'confirmed' })
  const drifted = factsOf({ steps: ['read confirmed', 'read mismatch'], remote: 'confirmed' })
  it('is said once for each intent', () => {
    expect(becameLive(waiting, live)).toBe(true)
    expect(becameLive(live, live)).toBe(false)
    expect(becameLive(drifted, live)).toBe(false)
    expect(becameLive(waiting, waiting)).toBe(false)
  })
})

describe('liveAt', () => {
  const at = (minute: number) => new Date(AT.getTime() + minute * 60_000)
  const asked = (action: ProvisionAction, minute: number, confirmed: number | null): AskedFor => ({
    action,
    at: at(minute),
    confirmedAt: confirmed === null ? null : at(confirmed),
  })
  it.each<[string, AskedFor[], number | null]>([
    ['nothing was asked for', [], null],
    ['it waits', [asked('register', 5, null)], null],
    ['it was confirmed', [asked('register', 5, 7)], 7],
    ['nothing had to change', [asked('register', 1, 2)], 5],
    ['what came later was confirmed instead', [asked('register', 5, null), asked('update', 6, 9)], 9],
    ['it was asked for later, because it had no keys', [asked('register', 8, 9)], 9],
    ['only its removal was confirmed', [asked('register', 5, null), asked('delete', 6, 9)], null],
    ['what was before the approval does not count', [asked('register', 1, 2), asked('update', 5, null)], null],
  ])('%s', (_name, intents, minute) => {
    expect(liveAt(at(5), intents)).toEqual(minute === null ? null : at(minute))
  })
})

describe('isCallUnderWay', () => {
  it('holds for a call without an end, for half a minute', () => {
    const later = (seconds: number) => new Date(AT.getTime() + seconds * 1000)
    expect(isCallUnderWay(attemptsOf(['register started']), later(29))).toBe(true)
    expect(isCallUnderWay(attemptsOf(['register started']), later(30))).toBe(false)
    expect(isCallUnderWay(attemptsOf(['register answered']), AT)).toBe(false)
    expect(isCallUnderWay([], AT)).toBe(false)
  })
})
