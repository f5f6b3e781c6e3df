/** Turns catalogues of ICU sentences into a function that says them. Values are put in as text only. */
import { IntlMessageFormat } from 'intl-messageformat'

export type Lang = 'en' | 'es'
export const LANGS: readonly Lang[] = ['en', 'es']

export type Values = Readonly<Record<string, string | number>>

/** @returns a function that says the whole sentence of a key; a missing value throws */
export function speakerOf<Key extends string>(catalogues: Readonly<Record<Lang, Readonly<Record<Key, string>>>>) {
  const formats = new Map<string, IntlMessageFormat>()
  return (lang: Lang, key: Key, values: Values = {}): string => {
    const name = `${lang}:${key}`
    let format = formats.get(name)
    if (!format) {
      format = new IntlMessageFormat(catalogues[lang][key], lang, undefined, { ignoreTag: true })
      formats.set(name, format)
    }
    // A name that ends in a period, such as "Inc.", may stand at the end of a sentence.
    return String(format.format({ ...values })).replace(/(?<!\.)\.\.(?!\.)/g, '.')
  }
}
