/** The language of a page, from its address: a few public pages also come in Spanish, by `?lang=es`. */

/** The header in which the proxy tells the frame of the page; whatever a caller sends under it is dropped. */
export const LANG_HEADER = 'x-page-lang'

const BILINGUAL = ['/members', '/directory']

/** @returns the language that the page at an address is written in */
export function pageLang(path: string, query: Pick<URLSearchParams, 'get'>): 'en' | 'es' {
  const bilingual = BILINGUAL.some((start) => path === start || path.startsWith(`${start}/`))
  return bilingual && query.get('lang') === 'es' ? 'es' : 'en'
}
