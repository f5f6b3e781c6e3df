/** What stands of the findings of a review, and who may lift one. */
import { describe, expect, it } from 'vitest'
import type { ReviewEvent } from '../../lib/domain/review.ts'
import { type Round, standingException, standingFindings, whyNotLift } from '../../lib/domain/review-finding.ts'

const at = (hour: number) => new Date(Date.UTC(2026, 10, 24, hour))
const event = (kind: ReviewEvent['kind'], hour: number, questionId = 'a', finding = 'could_not_confirm') =>
  ({
    ...{ kind, at: at(hour), actorKind: 'staff', actorId: `staff ${hour}`, human: true },
    ...{ data: { finding, questionId }, publicText: '', internalText: '', mailId: null },
  }) satisfies ReviewEvent
const round = (hour: number, answers: Round['answers']): Round => ({ signedAt: at(hour), answers })
const same = [round(0, { a: 1, b: { x: 1, y: 2 } })]

describe('standingFindings', () => {
  it.each<[string, ReviewEvent[], Round[], string[]]>([
    ['nothing recorded', [event('note', 1)], same, []],
    ['recorded', [event('finding', 1)], same, ['could_not_confirm a 1']],
    ['lifted', [event('finding', 1), event('finding_lifted', 2)], same, []],
    ['another one lifted', [event('finding', 1), event('finding_lifted', 2, 'b')], same, ['could_not_confirm a 1']],
    [
      'another kind lifted',
      [event('finding', 1), event('finding_lifted', 2, 'a', 'finding')],
      same,
      ['could_not_confirm a 1'],
    ],
    [
      'found again',
      [event('finding', 1), event('finding_lifted', 2), event('finding', 3)],
      same,
      ['could_not_confirm a 3'],
    ],
    ['an unknown kind', [event('finding', 1, 'a', 'toString')], same, []],
    ['a changed answer', [event('finding', 1)], [round(0, { a: 1 }), round(2, { a: 2 })], []],
    ['an answer taken away', [event('finding', 1)], [round(0, { a: 1 }), round(2, {})], []],
    [
      'the same answer in another order',
      [event('finding', 1, 'b')],
      [...same, round(2, { b: { y: 2, x: 1 } })],
      ['could_not_confirm b 1'],
    ],
    [
      'found about the new answer',
      [event('finding', 3)],
      [round(0, { a: 1 }), round(2, { a: 2 })],
      ['could_not_confirm a 3'],
    ],
  ])('%s', (_what, events, rounds, expected) => {
    const standing = standingFindings(events, rounds)
    expect(standing.map((one) => `${one.kind} ${one.questionId} ${one.at.getUTCHours()}`)).toEqual(expected)
  })
})

it.each<[string | null, boolean, number]>([
  ['rita', false, 1],
  ['remy', false, 0],
  [null, false, 0],
  ['remy', true, 1],
  ['rita', true, 2],
])('recorded by %s, conflict %s: rita meets %i reasons', (staffId, conflict, count) => {
  const finding = { kind: 'finding' as const, questionId: 'a', at: at(1), staffId }
  expect(whyNotLift(finding, { conflict }, 'rita')).toHaveLength(count)
})

describe('standingException', () => {
  const missed = { id: 'transit', questionId: 'a' }
  const recorded = { ...event('exception', 1), data: { expectation: 'transit' } }
  it.each<[string, Round[], boolean]>([
    ['stands while the answer is the same', [...same, round(2, { a: 1 })], true],
    ['ends with another answer', [...same, round(2, { a: 2 })], false],
    ['ends with a blank', [...same, round(2, {})], false],
  ])('%s', (_what, rounds, stands) => {
    expect(standingException([recorded], rounds, missed)).toBe(stands ? recorded : undefined)
  })

  it('lets its own expectation pass alone', () => {
    expect(standingException([recorded], same, { ...missed, id: 'rest' })).toBeUndefined()
  })
})
