/** When a question is asked, in words, for a page without a script. */
import { describe, expect, it } from 'vitest'
import { conditionText } from '../../lib/domain/condition-text.ts'
import type { Condition } from '../../lib/domain/edition.ts'
import { currentEdition, questionOf, questionsOf } from '../../lib/domain/questionnaire.ts'

const edition = currentEdition()
const nobody = { question: 'share.identified', any: ['nobody'] } as const

describe('conditions in words', () => {
  it.each<[Condition, string, string]>([
    [
      { not: nobody },
      'share.recipients',
      'you did not choose “Nobody” for “With whom do you share data that can identify the member?”',
    ],
    [nobody, 'share.identified', 'you chose “Nobody”'],
    [
      { question: 'store.where', any: ['cloud', 'device', 'own-servers'] },
      'store.where',
      'you chose “At a cloud company”, “On the member’s device” or “On our own servers”',
    ],
    [
      { not: { question: 'store.where', only: ['not-kept', 'device'] } },
      'store.country',
      'it is not so that you chose nothing but “It is not kept” and “On the member’s device” for “Where is member data kept?”',
    ],
    [{ question: 'sec.incidents', field: 'any', any: ['yes'] }, 'sec.incidents', 'you chose “Yes”'],
    [{ all: [nobody, { not: nobody }] }, 'share.identified', 'you chose “Nobody”, and you did not choose “Nobody”'],
    [{ either: [nobody, nobody] }, 'share.identified', 'you chose “Nobody”, or you chose “Nobody”'],
    [{ question: 'gone', any: ['x'] }, 'share.identified', 'you chose “x”'],
  ])('%j', (condition, own, text) => expect(conditionText(edition, condition, own)).toBe(text))

  it('are there for every question and field, without a code in them', () => {
    for (const question of questionsOf(edition)) {
      const conditions = [question.showIf, ...(question.fields ?? []).map(({ showIf }) => showIf)]
      for (const condition of conditions.filter((item) => item !== undefined)) {
        const text = conditionText(edition, condition, question.id)
        expect(text).toMatch(/^(you|it is not so that you)/)
        expect(text).not.toMatch(/“[a-z0-9]+(-[a-z0-9]+)+”/)
      }
    }
    expect(questionOf(edition, 'share.recipients')?.showIf).toBeDefined()
  })
})
