/** The words of the label in every language, and their version. The sentences themselves stand in wording/. */
import { speakerOf } from './wording/format.ts'
import { type LabelKey, labelEn } from './wording/label-en.ts'
import { labelEs } from './wording/label-es.ts'

export { LANGS, type Lang, type Values } from './wording/format.ts'
export type { LabelKey }

/** Goes up with every change of a sentence, so that a corrected text is a new rendering and no edit of an old one. */
export const WORDING_VERSION = '3'

/** @returns a sentence of the label; values are put in as text */
export const labelText = speakerOf<LabelKey>({ en: labelEn, es: labelEs })

const TAGS = { en: 'en-US', es: 'es-US' } as const

/** A calendar day (YYYY-MM-DD) in words. */
export function dayText(lang: 'en' | 'es', day: string): string {
  return new Intl.DateTimeFormat(TAGS[lang], { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  )
}

/** Month and year of an instant, as a zone has them. */
export function monthText(lang: 'en' | 'es', at: Date, zone = 'UTC'): string {
  return new Intl.DateTimeFormat(TAGS[lang], { year: 'numeric', month: 'long', timeZone: zone }).format(at)
}

/** Things named one after the other: "camera, photos, and contacts". */
export function listText(lang: 'en' | 'es', items: readonly string[]): string {
  return new Intl.ListFormat(TAGS[lang], { type: 'conjunction' }).format(items)
}
