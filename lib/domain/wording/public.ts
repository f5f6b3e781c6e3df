/** Says the sentences of the public pages that come in two languages. */
import { type Lang, speakerOf } from './format.ts'
import { type PublicKey, publicEn } from './public-en.ts'
import { publicEs } from './public-es.ts'

export type { Lang, PublicKey }

/** @returns the whole sentence of a key; values are put in as text */
export const publicText = speakerOf<PublicKey>({ en: publicEn, es: publicEs })

/** The address of a page that comes in both languages. */
export const inLang = (path: string, lang: Lang): string => (lang === 'es' ? `${path}?lang=es` : path)
