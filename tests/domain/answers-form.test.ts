/** Answers and the inputs of a form: tables for each kind of input, and what holds for any form. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FormValues, formOf, parseQuestion, parseSection } from '../../lib/domain/answers.ts'
import type { Answers } from '../../lib/domain/edition.ts'
import { currentEdition, questionOf, questionsOf } from '../../lib/domain/questionnaire.ts'
import { filledAnswers } from '../support/filled-answers.ts'
import { randomAnswers } from '../support/random-answers.ts'

const edition = currentEdition()
const read = (id: string, form: FormValues, rules = {}) => {
  const question = questionOf(edition, id)
  if (!question) throw new Error(`no question ${id}`)
  return parseQuestion(question, form, rules)
}

describe('reading a form', () => {
  it.each<[string, FormValues, unknown]>([
    ['sell.identified', { 'sell.identified': 'no' }, 'no'],
    ['sell.identified', { 'sell.identified': '' }, null],
    ['sell.identified', {}, null],
    ['store.where', { 'store.where': ['cloud', 'device'] }, ['device', 'cloud']],
    ['store.where', { 'store.where': 'cloud' }, ['cloud']],
    ['app.purpose', { 'app.purpose': '  Adds up\r\n costs ' }, 'Adds up costs'],
    [
      'use.ai',
      { 'use.ai': 'features-no-training', 'use.ai.vendors': 'A\n\n B \nA' },
      { choice: 'features-no-training', vendors: ['A', 'B'] },
    ],
    ['use.ai', { 'use.ai': 'no-ai', 'use.ai.vendors': 'A' }, { choice: 'no-ai' }],
    ['app.funding', { 'app.funding': ['ads'], 'app.funding.other': 'Gold' }, { choices: ['ads'] }],
    [
      'choice.after-stop',
      { 'choice.after-stop.outcome': 'deleted', 'choice.after-stop.days': '1,000' },
      { outcome: 'deleted', days: 1000 },
    ],
    [
      'policy.url',
      { 'policy.url.url': 'HTTPS://Sunny.Example/Privacy', 'policy.url.effectiveDate': '3/9/2026' },
      { url: 'https://sunny.example/Privacy', effectiveDate: '2026-03-09' },
    ],
    [
      'store.country',
      { 'store.country.3.country': 'de', 'store.country.0.country': 'US', 'store.country.1.country': '' },
      [{ country: 'US' }, { country: 'DE' }],
    ],
    [
      'smart.scopes',
      { 'smart.scopes.0.scope': 'patient/Coverage.rs', 'smart.scopes.0.reason': 'Costs' },
      [{ scope: 'patient/Coverage.rs', reason: 'Costs' }],
    ],
  ])('%s from %j', (id, form, value) => expect(read(id, form)).toEqual({ value, errors: {} }))

  it.each<[string, FormValues, string, RegExp]>([
    ['sell.identified', { 'sell.identified': 'maybe' }, 'sell.identified', /Choose one of the answers offered/],
    ['sell.identified', { 'sell.identified': ['yes', 'no'] }, 'sell.identified', /Choose one answer/],
    ['store.where', { 'store.where': ['not-kept', 'cloud'] }, 'store.where', /“It is not kept” alone/],
    ['app.purpose', { 'app.purpose': 'x'.repeat(201) }, 'app.purpose', /200 characters or less. You entered 201/],
    ['app.purpose', { 'app.purpose': 'turned \u202e around' }, 'app.purpose', /invisible characters/],
    ['app.purpose', { 'app.purpose': 'no \u200bwidth' }, 'app.purpose', /invisible characters/],
    ['app.purpose', { 'app.purpose': 'turned \u061c around' }, 'app.purpose', /invisible characters/],
    ['app.purpose', { 'app.purpose': ['a', 'b'] }, 'app.purpose', /Enter one answer/],
    ['policy.url', { 'policy.url.url': 'http://sunny.example' }, 'policy.url.url', /https:\/\//],
    ['policy.url', { 'policy.url.url': 'https://127.0.0.1/x' }, 'policy.url.url', /https:\/\//],
    ['policy.url', { 'policy.url.url': 'https://a@b.example/' }, 'policy.url.url', /https:\/\//],
    ['policy.url', { 'policy.url.effectiveDate': '2026-02-30' }, 'policy.url.effectiveDate', /a day that exists/],
    [
      'choice.after-stop',
      { 'choice.after-stop.outcome': 'deleted', 'choice.after-stop.days': '-1' },
      'choice.after-stop.days',
      /whole number from 0 to 3,650/,
    ],
    [
      'smart.scopes',
      { 'smart.scopes.0.scope': 'patient/Coverage.write' },
      'smart.scopes.0.scope',
      /reading and searching only/,
    ],
    ['store.country', { 'store.country.0.country': 'Mars' }, 'store.country.0.country', /Choose a country/],
    [
      'store.country',
      Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`store.country.${i}.country`, 'US'])),
      'store.country',
      /50 entries or fewer. You entered 51/,
    ],
    [
      'org.identity',
      { 'org.identity.monitoredDomains': 'sunny.example\nhttps://x.example' },
      'org.identity.monitoredDomains',
      /^Line 2: Enter a domain/,
    ],
    ['contact.primary', { 'contact.primary.email': 'nobody' }, 'contact.primary.email', /./],
  ])('%s refuses %j beside the field', (id, form, input, message) => {
    expect(read(id, form).errors).toEqual({ [input]: expect.stringMatching(message) })
  })

  it('reads only names made from the edition', () => {
    const form = {
      'store.country.0.evil': 'x',
      'store.country.00.country': 'US',
      'store.country.__proto__.country': 'US',
    }
    expect(read('store.country', form)).toEqual({ value: null, errors: {} })
    expect(read('sell.identified', Object.create({ 'sell.identified': 'yes' }) as FormValues).value).toBeNull()
  })

  it('says nothing about a field that does not show', () => {
    expect(
      read('choice.after-stop', { 'choice.after-stop.outcome': 'kept', 'choice.after-stop.days': 'never' }),
    ).toEqual({
      value: { outcome: 'kept' },
      errors: {},
    })
  })
})

describe('a section', () => {
  it('keeps what stood before where something typed is at fault, and takes the rest', () => {
    const before: Answers = { 'store.where': ['cloud'], 'store.country': [{ country: 'US' }] }
    const form = { 'store.where': 'device', 'store.closed-account': 'kept-for-good', 'store.country.0.country': 'Mars' }
    const { answers, errors } = parseSection(edition, 'storage', { ...form, 'store.where': 'own-servers' }, before)
    expect(answers).toEqual({
      'store.where': ['own-servers'],
      'store.country': [{ country: 'US' }],
      'store.closed-account': { choice: 'kept-for-good' },
    })
    expect(Object.keys(errors)).toEqual(['store.country.0.country'])
    // On the device alone no country is asked, so no fault is told.
    expect(parseSection(edition, 'storage', form, before).errors).toEqual({})
  })

  it('keeps an answer that these answers hide and the form did not bring', () => {
    const before: Answers = { 'share.identified': { choices: ['nobody'] }, 'share.vendors-bound': 'not-all' }
    const form = { 'share.identified': 'nobody' }
    expect(parseSection(edition, 'sharing', form, before).answers['share.vendors-bound']).toBe('not-all')
  })

  it('of no such name has nothing', () => {
    expect(parseSection(edition, 'constructor', { a: 'b' }, {})).toEqual({ answers: {}, errors: {} })
  })
})

const names = questionsOf(edition).flatMap(({ id, fields = [] }) => [
  id,
  ...fields.flatMap((field) => [`${id}.${field.id}`, `${id}.0.${field.id}`]),
])
const typed = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom('yes', 'no', 'other', 'none', 'US', '2026-01-01', '5', 'https://a.example/', 'a@b.example', ''),
)
const forms = fc.dictionary(
  fc.oneof(fc.constantFrom(...names), fc.string()),
  fc.oneof(typed, fc.array(typed, { maxLength: 3 })),
)

describe('any form', () => {
  it('is read without a fault of ours, and what is kept reads back the same', () => {
    fc.assert(
      fc.property(forms, fc.constantFrom(...questionsOf(edition)), (form, question) => {
        const { value, errors } = parseQuestion(question, form, {})
        if (Object.keys(errors).length > 0) return
        expect(parseQuestion(question, formOf(question, value), {})).toEqual({ value, errors: {} })
      }),
      { numRuns: 400 },
    )
  })

  it('fills a section with every question of it and errors by its own inputs', () => {
    fc.assert(
      fc.property(forms, fc.constantFrom(...edition.sections), randomAnswers, (form, section, before) => {
        const { answers, errors } = parseSection(edition, section.id, form, before)
        const ids = section.questions.map(({ id }) => id)
        expect(Object.keys(answers)).toEqual(ids)
        for (const input of Object.keys(errors)) {
          expect(ids.some((id) => input === id || input.startsWith(`${id}.`))).toBe(true)
        }
      }),
      { numRuns: 150 },
    )
  })

  it('shows any answer again', () => {
    fc.assert(
      fc.property(randomAnswers, (answers) => {
        for (const question of questionsOf(edition)) {
          for (const input of Object.values(formOf(question, answers[question.id]))) {
            expect(typeof input === 'string' || Array.isArray(input)).toBe(true)
          }
        }
      }),
      { numRuns: 60 },
    )
  })
})

it('whole answers survive the way through their form', () => {
  const answers = filledAnswers()
  for (const question of questionsOf(edition)) {
    const value = answers[question.id]
    if (value === undefined) continue
    expect(parseQuestion(question, formOf(question, value), { native: true }), question.id).toEqual({
      value,
      errors: {},
    })
  }
})
