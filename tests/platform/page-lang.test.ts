/** Which language a page is in, and that no caller can say so by a header. */
import { describe, expect, it } from 'vitest'
import { LANG_HEADER, pageLang } from '../../lib/platform/web/page-lang.ts'
import { isInternalHeader } from '../../lib/platform/web/security-headers.ts'

describe('pageLang', () => {
  it.each([
    ['/members', 'lang=es', 'es'],
    ['/members', '', 'en'],
    ['/members', 'lang=fr', 'en'],
    ['/directory/some-app', 'lang=es', 'es'],
    ['/membership', 'lang=es', 'en'],
    ['/apis', 'lang=es', 'en'],
  ])('%s?%s is %s', (path, query, lang) => {
    expect(pageLang(path, new URLSearchParams(query))).toBe(lang)
  })
  it('travels in a header that callers cannot write', () => {
    expect(isInternalHeader(LANG_HEADER)).toBe(true)
  })
})
