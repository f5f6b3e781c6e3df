/** The frozen document: what was asked and answered, with people kept apart. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../../lib/domain/canonical-json.ts'
import { documentOf } from '../../lib/domain/document.ts'
import type { Answers } from '../../lib/domain/edition.ts'
import { currentEdition } from '../../lib/domain/questionnaire.ts'
import { frozenAnswers } from '../../lib/domain/registration.ts'
import { visibleQuestions } from '../../lib/domain/visibility.ts'
import { filledAnswers } from '../support/filled-answers.ts'
import { randomAnswers } from '../support/random-answers.ts'

const edition = currentEdition()
const signature = { name: 'Ana Gómez', title: 'Chief privacy officer', date: '2026-11-20', trueToday: 'yes' }
const answers = {
  ...filledAnswers(true, { 'share.identified': { choices: ['nobody'] } }),
  'attest.signature': signature,
  'org.officer': { name: 'Bo Officer', title: 'Privacy officer', email: 'bo@sunny.example.com' },
  'share.vendors-bound': 'not-all',
} as Answers

describe('the document', () => {
  const { content, people } = documentOf(edition, answers)

  it('holds every question that was asked, in order, with its words', () => {
    expect(content).toMatchObject({ edition: '2026-1', title: edition.title })
    expect(content.questions.map(({ id }) => id)).toEqual(visibleQuestions(edition, answers).map(({ id }) => id))
    expect(content.questions.find(({ id }) => id === 'sell.identified')).toMatchObject({
      prompt: 'Do you sell data that can identify the member?',
      shown: [{ label: null, text: 'No' }],
      value: 'no',
    })
  })

  it('leaves out what was hidden, and keeps blanks as blanks', () => {
    expect(content.questions.some(({ id }) => id === 'share.vendors-bound')).toBe(false)
    const blank = documentOf(edition, {}).content.questions
    for (const question of blank) expect(question).toMatchObject({ value: null, shown: [] })
  })

  it('keeps people apart, so that they can be erased without touching the digest', () => {
    expect(people['attest.signature']).toEqual({ name: 'Ana Gómez' })
    expect(people['org.officer']).toEqual({ name: 'Bo Officer', email: 'bo@sunny.example.com' })
    for (const name of ['Ana Gómez', 'Bo Officer', 'bo@sunny.example.com', 'contact@sunny.example.com']) {
      expect(canonicalJson(content)).not.toContain(name)
    }
    expect(content.questions.find(({ id }) => id === 'attest.signature')?.value).toEqual({
      title: 'Chief privacy officer',
      date: '2026-11-20',
      trueToday: 'yes',
    })
  })

  it('gives back the answers it froze', () => {
    expect(frozenAnswers(canonicalJson(content))).toMatchObject({ 'sell.identified': 'no' })
  })

  it('takes any answers and has one text for them', () => {
    fc.assert(
      fc.property(randomAnswers, (random) => {
        const document = documentOf(edition, random).content
        expect(document.questions).toHaveLength(visibleQuestions(edition, random).length)
      }),
    )
  })
})
