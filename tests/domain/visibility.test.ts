/** Which questions and fields are asked: a table of cases, and what holds for any answers. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Answers, Condition, Edition, Question } from '../../lib/domain/edition.ts'
import { currentEdition, questionOf, questionsOf } from '../../lib/domain/questionnaire.ts'
import {
  answerOf,
  codesOf,
  fieldsOf,
  holds,
  isBlank,
  ownValue,
  questionsIn,
  visibleFields,
  visibleQuestions,
} from '../../lib/domain/visibility.ts'
import { garbage, randomAnswers } from '../support/random-answers.ts'

const edition = currentEdition()
const shows = (answers: Answers, id: string) =>
  visibleQuestions(edition, answers).some((question) => question.id === id)
const fields = (id: string, value: unknown) => {
  const question = questionOf(edition, id)
  return question ? visibleFields(question, value).map((field) => field.id) : []
}

describe('questions that follow from others', () => {
  it.each<[string, Answers, boolean]>([
    ['share.recipients', {}, true],
    ['share.recipients', { 'share.identified': { choices: ['nobody'] } }, false],
    ['share.recipients', { 'share.identified': { choices: ['vendors'] } }, true],
    ['share.vendors-bound', { 'share.identified': { choices: ['nobody'] } }, false],
    ['store.country', {}, true],
    ['store.country', { 'store.where': ['not-kept'] }, false],
    ['store.country', { 'store.where': ['device'] }, false],
    ['store.country', { 'store.where': ['device', 'cloud'] }, true],
    ['sell.identified', { 'share.identified': { choices: ['nobody'] } }, true],
  ])('%s after %j: %s', (id, answers, shown) => expect(shows(answers, id)).toBe(shown))

  it('are hidden after a hidden question', () => {
    const question = (id: string, showIf?: Condition): Question => ({
      id,
      section: 'app',
      type: 'yesno',
      prompt: '?',
      why: '.',
      required: false,
      row: null,
      privacy: false,
      ...(showIf ? { showIf } : {}),
    })
    const chain: Edition = {
      id: '2026-1',
      title: '',
      publishedAt: '',
      sections: [
        {
          id: 'app',
          title: '',
          questions: [
            question('a'),
            question('b', { question: 'a', any: ['yes'] }),
            question('c', { question: 'b', any: ['yes'] }),
            question('d', { not: { question: 'b', any: ['yes'] } }),
          ],
        },
      ],
    }
    const shown = (answers: Answers) => visibleQuestions(chain, answers).map(({ id }) => id)
    expect(shown({ a: 'yes', b: 'yes' })).toEqual(['a', 'b', 'c'])
    expect(shown({ a: 'no', b: 'yes', c: 'yes' })).toEqual(['a'])
    expect(shown({ a: 'yes' })).toEqual(['a', 'b', 'd'])
  })
})

describe('fields that follow from others', () => {
  it.each<[string, unknown, string, boolean]>([
    ['choice.ongoing', { duration: 'once' }, 'frequency', false],
    ['choice.ongoing', { duration: 'until-date' }, 'endDate', true],
    ['choice.ongoing', { duration: 'for-months' }, 'endDate', false],
    ['app.funding', { choices: ['ads'] }, 'other', false],
    ['app.funding', { choices: ['ads', 'other'] }, 'other', true],
    ['sec.pentest', { choice: 'never' }, 'firm', false],
    ['sec.incidents', { any: 'yes' }, 'fixed', true],
    ['policy.device-data', { kinds: ['none'] }, 'disclosed', false],
    ['policy.device-data', {}, 'disclosed', true],
    ['smart.client-type', { choice: 'confidential-asymmetric' }, 'jwksUri', true],
  ])('%s %j: %s is %s', (id, value, field, shown) => expect(fields(id, value).includes(field)).toBe(shown))
})

describe('conditions', () => {
  const answers: Answers = { a: { choices: ['x', 'y'] }, b: { field: 'z' }, c: '' }
  it.each<[Condition, boolean]>([
    [{ question: 'a', any: ['y'] }, true],
    [{ question: 'a', any: ['z'] }, false],
    [{ question: 'a', only: ['x', 'y', 'z'] }, true],
    [{ question: 'a', only: ['x'] }, false],
    [{ question: 'c', only: ['x'] }, false],
    [{ question: 'missing', only: ['x'] }, false],
    [{ question: 'b', field: 'field', any: ['z'] }, true],
    [{ question: 'b', any: ['z'] }, false],
    [{ not: { question: 'a', any: ['x'] } }, false],
    [
      {
        all: [
          { question: 'a', any: ['x'] },
          { question: 'b', field: 'field', any: ['z'] },
        ],
      },
      true,
    ],
    [
      {
        either: [
          { question: 'a', any: ['q'] },
          { question: 'b', field: 'field', any: ['q'] },
        ],
      },
      false,
    ],
    [{ all: [] }, true],
    [{ either: [] }, false],
  ])('%j is %s', (condition, met) => expect(holds(condition, answers)).toBe(met))

  it('name the questions they look at', () => {
    const condition: Condition = {
      all: [{ not: { question: 'a', any: [] } }, { either: [{ question: 'b', only: [] }] }],
    }
    expect(questionsIn(condition)).toEqual(['a', 'b'])
  })
})

describe('blanks and values', () => {
  it.each([[undefined], [null], [''], [' \n'], [[]], [{}], [{ a: '' }], [[{}, null]], [{ a: { b: [] } }]])(
    '%j is blank',
    (value) => expect(isBlank(value)).toBe(true),
  )
  it.each([['x'], [0], [false], [[0]], [{ a: ['x'] }]])('%j is not', (value) => expect(isBlank(value)).toBe(false))

  it('reads own properties alone', () => {
    expect(answerOf({}, 'constructor')).toBeNull()
    expect(ownValue({}, 'toString')).toBeUndefined()
    expect(codesOf({ choice: 'a', choices: ['b', 3] }, undefined)).toEqual(['a', 'b'])
    expect(codesOf(Object.create({ choice: 'a' }))).toEqual([])
    expect(fieldsOf(['x'])).toEqual({})
  })
})

describe('any answers', () => {
  it('never make it throw, and keep the order of the edition', () => {
    const order = questionsOf(edition).map(({ id }) => id)
    fc.assert(
      fc.property(randomAnswers, (answers) => {
        const shown = visibleQuestions(edition, answers).map(({ id }) => id)
        expect(shown).toEqual(order.filter((id) => shown.includes(id)))
        for (const question of questionsOf(edition)) {
          if (!question.showIf) expect(shown).toContain(question.id)
          visibleFields(question, answerOf(answers, question.id))
        }
      }),
    )
  })

  it('of any shape are read without a fault', () => {
    fc.assert(
      fc.property(garbage, fc.constantFrom(...questionsOf(edition)), (value, question) => {
        isBlank(value)
        codesOf(value)
        codesOf(value, 'field')
        visibleFields(question, value)
      }),
    )
  })

  it('that are hidden change nothing: without them the same shows', () => {
    fc.assert(
      fc.property(randomAnswers, (answers) => {
        const shown = visibleQuestions(edition, answers).map(({ id }) => id)
        const bare = Object.fromEntries(Object.entries(answers).filter(([id]) => shown.includes(id))) as Answers
        expect(visibleQuestions(edition, bare).map(({ id }) => id)).toEqual(shown)
      }),
    )
  })
})
