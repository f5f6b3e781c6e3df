/** Normal forms of hostile text: as the language's own, and never slow. */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalForm } from '../../lib/domain/normal-form.ts'
import { profileInput } from '../../lib/domain/profile.ts'
import { readModules } from '../support/source-tree.ts'

/** Two marks that have to change places, over and over: the worst that can be sent. */
const marks = (count: number) => `a${'\u0301\u0323'.repeat(count / 2)}`

describe('normalForm', () => {
  it('is the language’s own for every text that somebody writes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom('NFC', 'NFKC', 'NFKD'), (text, form) => {
        expect(normalForm(text, form)).toBe(text.normalize(form))
      }),
    )
  })

  it.each(['NFC', 'NFKC', 'NFKD'] as const)('%s comes to an end for megabytes of marks', (form) => {
    expect(normalForm(marks(2_000_000), form).length).toBeLessThan(32)
    expect(normalForm(marks(30), form)).toBe(marks(30).normalize(form))
  })

  it('lets a form refuse such a name at once', () => {
    expect(profileInput.safeParse({ name: marks(2_000_000), zone: 'UTC' }).success).toBe(true)
  })

  it('is what every file uses', () => {
    const rules = readModules().filter(({ path }) => path.startsWith('lib/'))
    const own = rules.filter(({ path }) => readFileSync(path, 'utf8').includes('.normalize('))
    expect(own.map(({ path }) => path)).toEqual(['lib/domain/normal-form.ts'])
  })
})
