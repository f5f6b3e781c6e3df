/** The style sheet of the member pages: in the payer's colours, under a name that changes with its text. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { stylesheetIn } from '../../authserver/stylesheet.ts'

test('other colours are another style sheet', () => {
  const one = stylesheetIn({ color: '#00558c', colorDark: '#003a63' })
  const other = stylesheetIn({ color: '#006644', colorDark: '#003322' })
  expect(one.path).toMatch(/^\/assets\/[0-9a-f]{16}\.css$/)
  expect(one.path).not.toBe(other.path)
  expect(stylesheetIn({ color: '#00558c', colorDark: '#003a63' }).path).toBe(one.path)
})

test('a name of one long word is broken wherever it stands, so that no page grows wider than a phone', () => {
  expect(readFileSync('authserver/pages/pages.css', 'utf8')).toMatch(/\nbody \{[^}]*overflow-wrap: anywhere;/)
})

test('the pages name no brand colour of their own', () => {
  expect(readFileSync('authserver/pages/pages.css', 'utf8')).not.toMatch(/#00558c|#003a63/i)
})
