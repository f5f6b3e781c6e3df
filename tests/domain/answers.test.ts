/** How far a section is, what is missing before submission, and answers as data. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isNative, problemsBeforeSubmit, questionProblems, sectionProgress } from '../../lib/domain/answers.ts'
import { answersJsonSchema, answersSchema } from '../../lib/domain/answers-schema.ts'
import type { Answers } from '../../lib/domain/edition.ts'
import { currentEdition, questionOf, questionsOf } from '../../lib/domain/questionnaire.ts'
import { visibleQuestions } from '../../lib/domain/visibility.ts'
import { filledAnswers } from '../support/filled-answers.ts'
import { garbage, randomAnswers } from '../support/random-answers.ts'

const edition = currentEdition()
const signed = {
  name: 'Ana',
  title: 'Officer',
  date: '2026-11-20',
  trueToday: 'yes',
  membersSee: 'yes',
  willUpdate: 'yes',
}
const whole = { ...filledAnswers(), 'attest.signature': signed } as Answers
const inputs = (answers: Answers, rules = {}) => problemsBeforeSubmit(edition, answers, rules).map(({ input }) => input)

describe('how far a section is', () => {
  it.each<[Answers, number, number, number]>([
    [{}, 0, 3, 0],
    [{ 'store.where': ['device'] }, 1, 2, 0],
    [{ 'store.where': ['device'], 'store.closed-account': { choice: 'deleted-at-once' } }, 2, 2, 0],
    [{ 'store.where': ['cloud'], 'store.closed-account': { choice: 'deleted-at-once' } }, 2, 3, 0],
    [{ 'store.where': ['device'], 'store.closed-account': { choice: 'deleted-after-months' } }, 2, 2, 1],
    [{ 'store.country': [{ country: 'US' }] }, 1, 3, 0],
  ])('storage with %j: %i of %i answered, %i problems', (answers, answered, total, faults) => {
    const progress = sectionProgress(edition, 'storage', answers)
    expect([progress.answered, progress.total, progress.problems.length]).toEqual([answered, total, faults])
  })

  it('counts blanks of optional questions only', () => {
    expect(sectionProgress(edition, 'law', {})).toEqual({ answered: 0, total: 2, blank: 2, problems: [] })
    expect(sectionProgress(edition, 'security', {})).toMatchObject({ answered: 0, total: 10, blank: 1 })
  })
})

describe('before submission', () => {
  it('whole answers have no problem', () => {
    expect(problemsBeforeSubmit(edition, whole, { today: '2026-11-23' })).toEqual([])
  })

  it('no privacy answer is ever missing', () => {
    const required = Object.fromEntries(Object.entries(whole).filter(([id]) => !questionOf(edition, id)?.privacy))
    expect(inputs(required, { today: '2026-11-23' })).toEqual([])
    const asked = problemsBeforeSubmit(edition, {}).map(({ questionId }) => questionOf(edition, questionId))
    for (const question of asked) expect(question?.privacy).toBe(false)
    expect(new Set(asked).size).toBe(questionsOf(edition).filter(({ required }) => required).length)
  })

  it.each<[string, Answers, string, RegExp]>([
    [
      'the same second contact',
      { 'contact.backup': { name: 'B', email: 'Contact@sunny.example.com', phone: '+1 785 555 0100' } },
      'contact.backup.email',
      /second person/,
    ],
    [
      'a day to come',
      { 'sec.pentest': { choice: 'last-12-months-fixed', date: '2026-11-24', firm: 'F' } },
      'sec.pentest.date',
      /not in the future/,
    ],
    ['half an optional answer', { 'policy.url': { effectiveDate: '2026-01-01' } }, 'policy.url.url', /Enter/],
    ['fields without their choice', { 'carin.status': { version: '2023' } as never }, 'carin.status', /./],
    [
      'a statement not ticked',
      { 'attest.signature': { ...signed, membersSee: undefined } },
      'attest.signature.membersSee',
      /Tick/,
    ],
    ['an answer no form could make', { 'sell.identified': 'perhaps' }, 'sell.identified', /Choose one of the answers/],
    [
      'more than one entry half filled',
      {
        'share.identified': { choices: ['vendors'] },
        'share.recipients': [{ name: 'A', purpose: 'p', frequency: 'ongoing' }, { name: 'B' }],
      },
      'share.recipients.1.purpose',
      /purpose/,
    ],
  ])('%s is told at its input', (_what, change, input, message) => {
    const found = problemsBeforeSubmit(edition, { ...whole, ...change }, { today: '2026-11-23' })
    expect(found.find((problem) => problem.input === input)?.message).toMatch(message)
  })

  it('hidden answers are no problem, whatever they hold', () => {
    const hidden = { ...whole, 'share.identified': { choices: ['nobody'] }, 'share.vendors-bound': 'nonsense' }
    expect(inputs(hidden, { today: '2026-11-23' })).toEqual([])
  })

  it('loopback redirect addresses are for apps on the device', () => {
    const loopback = { 'smart.urls': { redirectUris: ['http://127.0.0.1/callback'] } }
    expect(inputs({ ...whole, ...loopback, 'app.platforms': ['ios'] })).toEqual([])
    expect(inputs({ ...whole, ...loopback, 'app.platforms': ['web-server'] })).toEqual(['smart.urls.redirectUris'])
    expect([
      isNative({}),
      isNative({ 'app.platforms': ['desktop'] }),
      isNative({ 'app.platforms': ['web-server'] }),
    ]).toEqual([undefined, true, false])
  })

  it('any answers have problems in the order of the questions, and never make it throw', () => {
    fc.assert(
      fc.property(randomAnswers, (answers) => {
        const order = visibleQuestions(edition, answers).map(({ id }) => id)
        const places = problemsBeforeSubmit(edition, answers).map(({ questionId }) => order.indexOf(questionId))
        expect(places).not.toContain(-1)
        expect(places).toEqual([...places].sort((a, b) => a - b))
      }),
      { numRuns: 100 },
    )
    fc.assert(
      fc.property(garbage, fc.constantFrom(...questionsOf(edition)), (value, question) => {
        questionProblems(question, { [question.id]: value } as Answers)
      }),
      { numRuns: 300 },
    )
  })
})

describe('answers as data', () => {
  const schema = answersSchema(edition)
  const file = (answers: unknown) => ({ edition: '2026-1', app: 'Sunny', answers })

  it('whole, blank and null answers are taken', () => {
    expect(schema.safeParse(file(whole)).error?.issues).toBeUndefined()
    expect(schema.safeParse(file({})).success).toBe(true)
    expect(schema.safeParse(file({ 'use.ai': null })).success).toBe(true)
  })

  it.each([
    [{ 'no.such': 'x' }],
    [{ 'sell.identified': 'maybe' }],
    [{ 'use.ai': 'no-ai' }],
    [{ 'use.ai': { choice: 'no-ai', vendors: ['A'] } }],
    [{ 'store.where': ['not-kept', 'cloud'] }],
    [{ 'policy.url': { url: 'http://a.example' } }],
    [{ 'policy.url': { adress: 'https://a.example' } }],
    [{ 'smart.scopes': [{ scope: 'patient/Coverage.cud', reason: 'x' }] }],
    [[]],
  ])('%j is refused', (answers) => expect(schema.safeParse(file(answers)).success).toBe(false))

  it('of any shape never make it throw', () => {
    fc.assert(
      fc.property(randomAnswers, (answers) => {
        schema.safeParse(file(answers))
      }),
      { numRuns: 60 },
    )
    fc.assert(fc.property(garbage, (value) => void schema.safeParse(value)))
  })

  it('are described as JSON Schema with every question', () => {
    const described = answersJsonSchema(edition) as {
      $schema: string
      properties: { answers: { properties: object; additionalProperties: boolean } }
    }
    expect(described.$schema).toContain('2020-12')
    expect(Object.keys(described.properties.answers.properties)).toEqual(questionsOf(edition).map(({ id }) => id))
    expect(described.properties.answers.additionalProperties).toBe(false)
  })
})
