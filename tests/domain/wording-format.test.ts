/** Sentences with names put in: whole, as text, with one period at the end. */
import { expect, test } from 'vitest'
import { speakerOf } from '../../lib/domain/wording/format.ts'

const say = speakerOf<'by' | 'more'>({
  en: { by: '{app} is made by {company}. Read on.', more: 'And so on ... {company}' },
  es: { by: '{app} es de {company}. Siga.', more: '{company} ...' },
})

test.each([
  ['Sunny Inc.', 'Sun is made by Sunny Inc. Read on.'],
  ['Sunny', 'Sun is made by Sunny. Read on.'],
  ['<b>A</b> {x}', 'Sun is made by <b>A</b> {x}. Read on.'],
])('a company called %s', (company, sentence) => {
  expect(say('en', 'by', { app: 'Sun', company })).toBe(sentence)
})

test('three periods stay three', () => {
  expect(say('en', 'more', { company: 'A' })).toBe('And so on ... A')
})

test('a missing value throws', () => {
  expect(() => say('es', 'by', { app: 'Sun' })).toThrow()
})
