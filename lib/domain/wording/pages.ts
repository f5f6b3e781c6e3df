/** Sentences of the member's pages. Values are put in as text only; a missing value or key does not compile or throws. */
import { type Lang, speakerOf } from './format.ts'
import { type PageKey, pagesEn } from './pages-en.ts'
import { pagesEs } from './pages-es.ts'

export type { Lang, PageKey }

/** @returns the whole sentence of a key */
export const pageText = speakerOf<PageKey>({ en: pagesEn, es: pagesEs })

const DAY = { year: 'numeric', month: 'long', day: 'numeric' } as const
const MOMENT = { ...DAY, hour: 'numeric', minute: '2-digit', timeZoneName: 'shortGeneric' } as const

/** Making one is the dearest thing on a page; there are two languages and one zone. */
const formats = new Map<string, Intl.DateTimeFormat>()

function formatted(lang: Lang, date: Date, timeZone: string, style: typeof DAY | typeof MOMENT): string {
  const name = `${lang}:${timeZone}:${style === DAY ? 'day' : 'moment'}`
  let format = formats.get(name)
  if (!format) {
    format = new Intl.DateTimeFormat(lang === 'es' ? 'es-US' : 'en-US', { ...style, timeZone })
    formats.set(name, format)
  }
  return format.format(date)
}

/** A calendar date in words, in the payer's zone. */
export const dateText = (lang: Lang, date: Date, zone: string): string => formatted(lang, date, zone, DAY)

/** The same with the time of day: `May 10, 2027 at 3:05 PM CT`. */
export const momentText = (lang: Lang, date: Date, zone: string): string =>
  // Times have spaces of special widths, which not every font has.
  formatted(lang, date, zone, MOMENT).replace(/\s/g, ' ')

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
