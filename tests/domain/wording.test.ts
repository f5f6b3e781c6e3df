/**
 * Every sentence a member reads: complete in both languages, different in each, whole, and easy to read. English has a
 * Flesch-Kincaid grade of 6 at most, Spanish 65 or more on the INFLESZ scale, for each question and each page.
 */
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../../lib/domain/canonical-json.ts'
import { currentEdition, questionsOf } from '../../lib/domain/questionnaire.ts'
import { type LabelKey, labelEn } from '../../lib/domain/wording/label-en.ts'
import { labelEs } from '../../lib/domain/wording/label-es.ts'
import { type PageKey, pageText } from '../../lib/domain/wording/pages.ts'
import { pagesEn } from '../../lib/domain/wording/pages-en.ts'
import { pagesEs } from '../../lib/domain/wording/pages-es.ts'
import {
  dayText,
  LANGS,
  type Lang,
  labelText,
  listText,
  monthText,
  type Values,
  WORDING_VERSION,
} from '../../lib/domain/wording.ts'
import { englishSyllables, fleschKincaid, inflesz, spanishSyllables } from '../support/reading.ts'
import versions from './fixtures/wording-versions.json' with { type: 'json' }

/** Short values, so that the sentence is measured and not what a company writes into it. */
const SAMPLES: Readonly<Record<Lang, Values>> = {
  en: {
    words: 'we help you plan your care',
    country: 'Spain',
    countries: 'Spain',
    date: 'May 2, 2026',
    moment: 'May 2, 2026 at 3:05 PM CT',
    month: 'May 2026',
    kinds: 'photos',
    types: 'goals',
    title: 'Head of care',
    before: 'We do not sell your data.',
    said: 'We do not sell your data.',
    about: 'a mother',
  },
  es: {
    words: 'le ayuda con su salud',
    country: 'España',
    countries: 'España',
    date: '2 de mayo de 2026',
    moment: '2 de mayo de 2026 a las 3:05 p.m. CT',
    month: 'mayo de 2026',
    kinds: 'fotos',
    types: 'metas',
    title: 'Jefa',
    before: 'No vende sus datos.',
    said: 'No vende sus datos.',
    about: 'una madre',
  },
}
const COMMON: Values = {
  app: 'Sunny',
  name: 'Sunny',
  company: 'Sunny',
  payer: 'Blue',
  names: 'Blue; Sun',
  months: 3,
  days: 30,
  minutes: 3,
  count: 3,
  of: 37,
  year: '2025',
  contact: 'a@sun.org',
  url: 'sun.org',
  reports: 'ISO',
  phone: '123',
  person: 'Ana',
  username: 'ana',
  password: 'ana',
  email: 'a@sun.org',
  lang: 'en',
  code: 'x',
  detail: 'x.',
  requestId: '1',
}

const valuesOf = (lang: Lang): Values => ({ ...COMMON, ...SAMPLES[lang] })
const label = (lang: Lang) => (key: string) => labelText(lang, key as LabelKey, valuesOf(lang))
const page = (lang: Lang) => (key: string) => pageText(lang, key as PageKey, { ...valuesOf(lang) })

/** Words and names that are no sentences. */
const NOT_SENTENCES = /^(device|mark)\.|^app\.this$|^lang\.switch$|^page\.payer$/

function grouped(keys: readonly string[], parts: number): [string, string[]][] {
  const groups = new Map<string, string[]>()
  for (const key of keys.filter((name) => !NOT_SENTENCES.test(name))) {
    const group = key.split('.').slice(0, parts).join('.')
    groups.set(group, [...(groups.get(group) ?? []), key])
  }
  return [...groups]
}

const GROUPS = [
  ...grouped(Object.keys(labelEn), 2).map(([name, keys]) => ({ name: `label ${name}`, keys, say: label })),
  ...grouped(Object.keys(pagesEn), 1).map(([name, keys]) => ({ name: `pages ${name}`, keys, say: page })),
]

describe('reading', () => {
  it.each(GROUPS)('$name is easy in English', ({ keys, say }) => {
    expect(fleschKincaid(keys.map(say('en')))).toBeLessThanOrEqual(6)
  })
  it.each(GROUPS)('$name is easy in Spanish', ({ keys, say }) => {
    expect(inflesz(keys.map(say('es')))).toBeGreaterThanOrEqual(65)
  })
  it.each([
    ['data', 2],
    ['company', 3],
    ['says', 1],
    ['used', 1],
    ['encrypted', 3],
    ['scrambled', 2],
    ['closes', 2],
    ['keeps', 1],
    ['privacy', 3],
    ['policy', 3],
    ['people', 2],
    ['someone', 2],
    ['treated', 2],
    ['removed', 2],
    ['able', 2],
    ['sign-in', 2],
    ['authorization', 5],
    ['science', 2],
    ['via', 2],
    ['account', 2],
    ['question', 2],
    ['create', 2],
  ])('%s has %i syllables', (word, count) => expect(englishSyllables(word)).toBe(count))
  it.each([
    ['compañía', 4],
    ['aplicación', 4],
    ['dice', 2],
    ['guarda', 2],
    ['leyes', 2],
    ['cuyos', 2],
    ['quién', 1],
    ['país', 2],
    ['países', 3],
    ['seguir', 2],
    ['día', 2],
    ['respuesta', 3],
    ['ciudad', 2],
    ['muy', 1],
    ['ahora', 3],
    ['política', 4],
  ])('%s tiene %i sílabas', (word, count) => expect(spanishSyllables(word)).toBe(count))
  it('tells hard texts from easy ones', () => {
    const hard =
      'The organization affirmatively acknowledges its obligations regarding authorization, disclosure and retention.'
    expect(fleschKincaid([hard])).toBeGreaterThan(18)
    expect(fleschKincaid(['The app has no sign-in.'])).toBeLessThan(3)
    expect(
      inflesz(['La organización reconoce afirmativamente sus obligaciones administrativas correspondientes.']),
    ).toBeLessThan(10)
  })
})

/** Names, marks and words that both languages share. */
const SAME = new Set(['page.payer'])

describe.each([
  ['label', labelEn, labelEs],
  ['pages', pagesEn, pagesEs],
])('the catalogue of the %s', (_name, en: Record<string, string>, es: Record<string, string>) => {
  it('has the same keys in both languages', () => {
    expect(Object.keys(es).sort()).toEqual(Object.keys(en).sort())
  })
  it('has no empty sentence, no double space and no space at the ends', () => {
    for (const text of [...Object.values(en), ...Object.values(es)]) {
      expect(text).toMatch(/^\S/)
      expect(text).not.toMatch(/ {2}|\s$|TODO/)
    }
  })
  it('says nothing in Spanish as it is said in English', () => {
    const same = Object.keys(en).filter((key) => en[key] === es[key] && !SAME.has(key))
    expect(same).toEqual([])
  })
  it('puts the same values into both languages', () => {
    const values = (text = '') =>
      [...new Set(text.match(/(?<=\{)[a-zA-Z]+(?=[},])/g))].filter((name) => name.length > 1).sort()
    for (const key of Object.keys(en)) {
      const shared = (lang: Record<string, string>) =>
        values(lang[key]).filter((name) => !/^(plural|select)$/.test(name))
      const words = /^(Spanish|English|inglés)$/
      expect(
        shared(es).filter((name) => !words.test(name) && name !== 'espa'),
        key,
      ).toEqual(shared(en).filter((name) => !words.test(name)))
    }
  })
})

describe('sentences', () => {
  it('end as sentences do', () => {
    const open = /\{(contact|before|url)\}$/
    const sentences = Object.keys(labelEn).filter((key) => !NOT_SENTENCES.test(key))
    for (const key of sentences as LabelKey[]) {
      for (const text of [labelEn[key], labelEs[key]]) {
        if (!open.test(text)) expect(text, key).toMatch(/[.?!”}]$/)
      }
    }
  })
  it('give no advice, no score and no tick', () => {
    const judging =
      /\b(should not|unsafe|dangerous|risky|recommend|better app|another app instead|score|rating|trusted|do not use)\b|[✓✔★☆✅]/i
    for (const text of [...Object.values(labelEn), ...Object.values(pagesEn)]) expect(text).not.toMatch(judging)
  })
  it('are there for every question that a row shows', () => {
    const shown = questionsOf(currentEdition()).filter(({ row }) => row !== null)
    for (const { id } of shown)
      expect(
        Object.keys(labelEn).filter((key) => key.startsWith(`${id}.`)),
        id,
      ).not.toEqual([])
  })
  it('are not kept for questions that do not exist', () => {
    const ids = questionsOf(currentEdition()).map(({ id }) => id)
    const orphans = Object.keys(labelEn).filter(
      (key) =>
        !/^(row|mark|state|notice|device)\.|^app\.this$/.test(key) && !ids.some((id) => key.startsWith(`${id}.`)),
    )
    expect(orphans).toEqual([])
  })
  it('change only together with the version of the wording', () => {
    const digest = createHash('sha256')
      .update(canonicalJson([labelEn, labelEs]))
      .digest('hex')
    expect((versions as Record<string, string>)[WORDING_VERSION]).toBe(digest)
  })
})

describe('values in words', () => {
  it.each([
    ['en', 'March 2, 2026', 'December 2026', 'a, b, and c'],
    ['es', '2 de marzo de 2026', 'diciembre de 2026', 'a, b y c'],
  ] as const)('%s', (lang, day, month, list) => {
    expect(dayText(lang, '2026-03-02')).toBe(day)
    expect(monthText(lang, new Date('2026-12-05T00:00:00Z'))).toBe(month)
    expect(listText(lang, ['a', 'b', 'c'])).toBe(list)
  })
  it('throws when a value is missing, so that no half sentence is shown', () => {
    for (const lang of LANGS) expect(() => labelText(lang, 'org.identity.finding')).toThrow()
  })
})
