/** Where a history says that words were erased: only where there cannot have been none. */
import { describe, expect, it } from 'vitest'
import { caseWordsErased, erasedSentence, reviewWordsErased } from '../../lib/domain/erased-words.ts'

describe('words that were erased', () => {
  it.each([
    ['message', '', true],
    ['reply', '', true],
    ['answer_stands', '', true],
    ['reply', 'Some words.', false],
    ['changes_requested', '', false],
    ['submitted', '', false],
    ['note', '', false],
  ] as const)('of a review: %s %j', (kind, publicText, expected) => {
    expect(reviewWordsErased({ kind, publicText })).toBe(expected)
  })
  it.each([
    ['answer', 'developer', '', '', true],
    ['answer', 'staff', '', '', true],
    ['answer', 'staff', 'Words.', '', false],
    ['opened', 'developer', 'A report.', '', true],
    ['evidence', 'developer', 'A report.', '', true],
    ['opened', 'developer', 'A report.', 'Words.', false],
    ['opened', 'system', '', '', false],
    ['response', 'developer', '', '', false],
  ] as const)('of a case: %s of %s %j %j', (kind, actorKind, publicText, internalText, expected) => {
    expect(caseWordsErased({ kind, actorKind, publicText, internalText })).toBe(expected)
  })
  it('are told with the day in the payer’s zone, and of no organization that is there', () => {
    const at = new Date('2027-04-11T03:00:00Z')
    expect(erasedSentence(at, 'America/Chicago')).toBe('The words were erased on April 10, 2027.')
    expect(erasedSentence(null, 'America/Chicago')).toBe('')
  })
})
