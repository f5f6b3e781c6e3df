/**
 * The page for members and the directory: complete and different in both languages, and easy to read, part by part.
 * English has a Flesch-Kincaid grade of 6 at most, Spanish 65 or more on the INFLESZ scale.
 */
import { describe, expect, it } from 'vitest'
import { type MembersKey, membersText } from '../../lib/domain/wording/members.ts'
import { membersEn } from '../../lib/domain/wording/members-en.ts'
import { membersEs } from '../../lib/domain/wording/members-es.ts'
import { inLang, type PublicKey, publicText } from '../../lib/domain/wording/public.ts'
import { publicEn } from '../../lib/domain/wording/public-en.ts'
import { publicEs } from '../../lib/domain/wording/public-es.ts'
import { fleschKincaid, inflesz } from '../support/reading.ts'

const VALUES = {
  payer: 'Blue',
  company: 'Sunny',
  phone: '1-800',
  site: 'our site',
  date: 'May 2, 2026',
  count: 2,
  version: 1,
}
const keys = Object.keys(membersEn) as MembersKey[]
const publicKeys = Object.keys(publicEn) as PublicKey[]
const parts = [...new Set(keys.filter((key) => key.includes('.')).map((key) => key.split('.')[0]))]

/** What members read as sentences; headings, links and questions' names of things are too short to be measured alone. */
const saidIn = (part: string | undefined, lang: 'en' | 'es') =>
  keys
    .filter((key) => key.startsWith(`${part}.`) && !key.endsWith('.heading') && !key.endsWith('Link'))
    .map((key) => membersText(lang, key, VALUES))

describe('the page for members', () => {
  it.each(parts)('%s is easy to read in English', (part) => {
    expect(fleschKincaid(saidIn(part, 'en'))).toBeLessThanOrEqual(6)
  })
  it.each(parts)('%s is easy to read in Spanish', (part) => {
    expect(inflesz(saidIn(part, 'es'))).toBeGreaterThanOrEqual(65)
  })
  it('says everything in both languages, in other words', () => {
    expect(Object.keys(membersEs)).toEqual(keys)
    for (const key of keys) expect(membersEs[key], key).not.toBe(membersEn[key])
  })
  it('puts its values in and leaves no place open', () => {
    for (const key of keys) {
      for (const lang of ['en', 'es'] as const) expect(membersText(lang, key, VALUES), key).not.toMatch(/[{}]/)
    }
  })
})

describe('the directory', () => {
  const said = (lang: 'en' | 'es') =>
    publicKeys
      .filter((key) => /^directory\.(lead|tested|none|signed|stopped)$/.test(key))
      .map((key) => publicText(lang, key, VALUES))

  it('is easy to read', () => {
    expect(fleschKincaid(said('en'))).toBeLessThanOrEqual(6)
    expect(inflesz(said('es'))).toBeGreaterThanOrEqual(65)
  })
  it('says everything in both languages', () => {
    expect(Object.keys(publicEs)).toEqual(publicKeys)
    for (const key of publicKeys) expect(publicText('es', key, VALUES), key).not.toBe(publicText('en', key, VALUES))
  })
  it('links to the same page in the same language', () => {
    expect(inLang('/directory', 'en')).toBe('/directory')
    expect(inLang('/directory', 'es')).toBe('/directory?lang=es')
  })
})
