/** What changed between two texts and two documents. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { documentOf } from '../../lib/domain/document.ts'
import { answerChanges, wholeAnswers } from '../../lib/domain/document-diff.ts'
import { currentEdition } from '../../lib/domain/questionnaire.ts'
import { wordDiff } from '../../lib/domain/word-diff.ts'
import { filledAnswers } from '../support/filled-answers.ts'

const shown = (before: string, after: string) =>
  wordDiff(before, after)
    .map(({ kind, text }) => (kind === 'same' ? text : `${kind === 'added' ? '+' : '-'}[${text}]`))
    .join('')

describe('wordDiff', () => {
  it.each([
    ['', '', ''],
    ['We keep data.', 'We keep data.', 'We keep data.'],
    ['We keep data.', 'We never keep data.', 'We +[never ]keep data.'],
    ['We never keep data.', 'We keep data.', 'We -[never ]keep data.'],
    ['30 days', '90 days', '-[30 ]+[90 ]days'],
    ['', 'New', '+[New]'],
    ['Old', '', '-[Old]'],
    ['a b c d', 'a x c y', 'a -[b ]+[x ]c -[d]+[y]'],
    ['one\ntwo', 'one\nthree', 'one\n-[two]+[three]'],
  ])('%j → %j', (before, after, want) => {
    expect(shown(before, after)).toBe(want)
  })
  it('loses and invents no word', () => {
    const text = fc
      .array(fc.constantFrom('we', 'share', 'no', 'data', ' ', '\n', '<b>', 'é'))
      .map((parts) => parts.join(' '))
    fc.assert(
      fc.property(text, text, (before, after) => {
        const runs = wordDiff(before, after)
        const join = (drop: string) =>
          runs
            .filter(({ kind }) => kind !== drop)
            .map((run) => run.text)
            .join('')
        expect([join('added'), join('removed')]).toEqual([before, after])
        for (const [index, run] of runs.entries()) expect(run.kind).not.toBe(runs[index - 1]?.kind)
      }),
    )
  })
  it('answers for long texts too, as a whole', () => {
    const words = (word: string) => Array.from({ length: 1500 }, (_, index) => `${word}${index}`).join(' ')
    expect(wordDiff(words('a'), words('b')).map((run) => run.kind)).toEqual(['removed', 'added'])
  })
})

describe('answerChanges', () => {
  const edition = currentEdition()
  const answers = filledAnswers()
  it('finds nothing between the same answers, and puts people back', () => {
    const document = documentOf(edition, answers)
    expect(answerChanges(edition, document, document)).toEqual([])
    expect(wholeAnswers(document)['contact.primary']).toEqual(answers['contact.primary'])
  })
  it('names what was changed, blanked, answered and is no longer asked', () => {
    const before = documentOf(edition, answers)
    const after = documentOf(edition, { ...answers, 'app.purpose': 'Sorts claims.', 'choice.how-to-stop': null })
    const changes = answerChanges(edition, before, after)
    expect(changes.map(({ questionId, kind }) => [questionId, kind])).toEqual([
      ['app.purpose', 'changed'],
      ['choice.how-to-stop', 'blanked'],
    ])
    expect(changes[0]?.runs.length).toBeGreaterThan(1)
    expect(answerChanges(edition, after, before).map(({ kind }) => kind)).toEqual(['changed', 'answered'])
  })
  it('sees a change of a person', () => {
    const contact = { ...(answers['contact.primary'] as object), name: 'Somebody Else' }
    const changed = documentOf(edition, { ...answers, 'contact.primary': contact })
    const changes = answerChanges(edition, documentOf(edition, answers), changed)
    expect(changes.map(({ questionId }) => questionId)).toEqual(['contact.primary'])
    expect(changes[0]?.after).toContain('Somebody Else')
  })
})
