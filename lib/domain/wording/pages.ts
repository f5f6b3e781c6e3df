/** Sentences of the member's pages. Values are put in as text only; a missing value or key does not compile or throws. */
import { IntlMessageFormat } from 'intl-messageformat'
import { type PageKey, pagesEn } from './pages-en.ts'
import { pagesEs } from './pages-es.ts'

export type Lang = 'en' | 'es'
export type { PageKey }

const catalogues: Readonly<Record<Lang, Readonly<Record<PageKey, string>>>> = { en: pagesEn, es: pagesEs }
const formats = new Map<string, IntlMessageFormat>()

/** @returns the whole sentence of a key */
export function pageText(lang: Lang, key: PageKey, values: Record<string, string | number> = {}): string {
  const name = `${lang}:${key}`
  let format = formats.get(name)
  if (!format) {
    format = new IntlMessageFormat(catalogues[lang][key], lang, undefined, { ignoreTag: true })
    formats.set(name, format)
  }
  return String(format.format(values))
}

/** A calendar date in words, in the payer's zone. */
export function dateText(lang: Lang, date: Date, zone: string): string {
  const tag = lang === 'es' ? 'es-US' : 'en-US'
  return new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone: zone }).format(date)
}

/** The language to begin with: what was asked for, then what the app asked for, then what the browser prefers. */
export function pickLang(...wishes: (string | undefined)[]): Lang {
  for (const wish of wishes) {
    for (const part of (wish ?? '').toLowerCase().split(/[\s,;]+/)) {
      if (part === 'es' || part.startsWith('es-')) return 'es'
      if (part === 'en' || part.startsWith('en-')) return 'en'
    }
  }
  return 'en'
}
