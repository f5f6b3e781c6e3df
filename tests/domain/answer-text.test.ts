/** Answers in words: a table of parts, and what a company's values become. */
import { describe, expect, it } from 'vitest'
import { answerText, partText } from '../../lib/domain/answer-text.ts'
import { currentEdition } from '../../lib/domain/questionnaire.ts'

describe('partText', () => {
  it.each([
    ['Name', 'Name:'],
    ['The answers are true today.', 'The answers are true today:'],
    ['Members see blanks as “did not answer”.', 'Members see blanks as “did not answer”:'],
    ['Was there a breach?', 'Was there a breach?'],
  ])('%s', (label, expected) => {
    expect(partText(label)).toBe(expected)
  })
})

describe('answerText', () => {
  const text = (date: unknown) =>
    answerText(currentEdition(), 'attest.signature', { name: 'Ana', date, trueToday: 'yes' } as never)
  it('says days in words, and sentences without a full stop before the colon', () => {
    expect(text('2026-11-20')).toContain('Today’s date: November 20, 2026')
    expect(text('2026-11-20')).toContain('The answers are true today: Yes')
  })
  it.each(['2026-02-30', '2026-13-01', 'soon', '0000-00-00'])('keeps what is no day: %s', (date) => {
    expect(text(date)).toContain(`Today’s date: ${date}`)
  })
})
