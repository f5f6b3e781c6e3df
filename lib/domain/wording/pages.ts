/** Sentences of the member's pages. Values are put in as text only; a missing value or key does not compile or throws. */
import { type Lang, speakerOf } from './format.ts'
import { type PageKey, pagesEn } from './pages-en.ts'
import { pagesEs } from './pages-es.ts'

export type { Lang, PageKey }

/** @returns the whole sentence of a key */
export const pageText = speakerOf<PageKey>({ en: pagesEn, es: pagesEs })

/** Making one is the dearest thing on a page; there are two languages and one zone. */
const dateFormats = new Map<string, Intl.DateTimeFormat>()

/** A calendar date in words, in the payer's zone. */
export function dateText(lang: Lang, date: Date, zone: string): string {
  const name = `${lang}:${zone}`
  let format = dateFormats.get(name)
  if (!format) {
    format = new Intl.DateTimeFormat(lang === 'es' ? 'es-US' : 'en-US', { dateStyle: 'long', timeZone: zone })
    dateFormats.set(name, format)
  }
  return format.format(date)
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
