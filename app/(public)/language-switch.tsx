/** The link to the same page in the other language, in that language's own words. */
import type { Metadata } from 'next'
import { inLang, type Lang } from '../../lib/domain/wording/public.ts'

/** What `?lang=` asks for; anything but Spanish is English. */
export const langOf = (query: { lang?: string | string[] }): Lang => (query.lang === 'es' ? 'es' : 'en')

/** Tells search engines of both languages of a page. */
export const alternates = (path: string, lang: Lang): Metadata['alternates'] => ({
  canonical: inLang(path, lang),
  languages: { en: path, es: inLang(path, 'es') },
})

export function LanguageSwitch({ path, lang, text }: { path: string; lang: Lang; text: string }) {
  const other = lang === 'es' ? 'en' : 'es'
  return (
    <p className="candor-language">
      <a href={inLang(path, other)} lang={other} hrefLang={other}>
        {text}
      </a>
    </p>
  )
}
