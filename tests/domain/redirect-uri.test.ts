/** Redirect URIs: what is accepted, a corpus of attacks, and exact matching. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseRedirectUri, type RedirectRules, redirectMatches } from '../../lib/domain/redirect-uri.ts'
import { Refusal } from '../../lib/domain/refusal.ts'

const web: RedirectRules = { environment: 'production', native: false }
const native: RedirectRules = { environment: 'production', native: true }
const sandbox: RedirectRules = { environment: 'sandbox', native: false }

function codeOf(text: string, rules: RedirectRules): string {
  try {
    return `accepted ${parseRedirectUri(text, rules)}`
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

const ACCEPTED: [text: string, rules: RedirectRules, canonical?: string][] = [
  ['https://good.example/cb', web],
  ['https://good.example/', web],
  ['https://app.good.example:8443/cb', web],
  ['https://good.example/cb/oauth2_redirect.html', web],
  ['https://good.example/cb?tenant=7&lang=en', web],
  ['https://good.example/a%20b', web],
  ['https://good.example/.well-known/cb', web],
  ['https://good.example/a..b/c.', web],
  ['https://b\u00fccher.example/cb', web, 'https://xn--bcher-kva.example/cb'],
  ['https://xn--bcher-kva.example/cb', web],
  ['https://\u4f8b\u3048.example/cb', web, 'https://xn--r8jz45g.example/cb'],
  ['http://127.0.0.1/cb', native],
  ['http://127.0.0.1:53124/cb', native],
  ['http://[::1]:53124/cb', native],
  ['http://127.0.0.1:4300/cb', sandbox],
  ['http://[::1]/cb', sandbox],
  ['com.example.app:/callback', native],
  ['com.example.my-app:/oauth2/cb?x=1', native],
  ['com.example.app:/callback', sandbox],
]

const REFUSED: [text: string, code: string, rules?: RedirectRules][] = [
  ['', 'redirect_empty'],
  [`https://good.example/${'a'.repeat(2048)}`, 'redirect_too_long'],
  ['https://good.example@evil.example/cb', 'redirect_userinfo'],
  ['https://user:pw@good.example/cb', 'redirect_userinfo'],
  ['https://good.example%2f@evil.example', 'redirect_userinfo'],
  ['https://good.example\\@evil.example', 'redirect_characters'],
  ['https://good.example\\cb', 'redirect_characters'],
  ['https:\\\\good.example\\cb', 'redirect_characters'],
  ['//evil.example/cb', 'redirect_scheme'],
  ['/cb', 'redirect_scheme'],
  ['cb', 'redirect_scheme'],
  ['good.example/cb', 'redirect_scheme'],
  ['good.example:443/cb', 'redirect_path', native],
  ['javascript:alert(1)', 'redirect_scheme'],
  ['javascript:/alert(1)', 'redirect_scheme', native],
  ['JaVaScRiPt:/alert(1)', 'redirect_scheme', native],
  ['java\tscript:/x', 'redirect_characters', native],
  ['data:/text/html,hi', 'redirect_scheme', native],
  ['vbscript:/x', 'redirect_scheme', sandbox],
  ['file:///etc/passwd', 'redirect_scheme', native],
  ['ftp://good.example/cb', 'redirect_scheme', native],
  ['blob:https://good.example/x', 'redirect_scheme', native],
  ['urn:ietf:wg:oauth:2.0:oob', 'redirect_scheme', native],
  ['myapp://callback', 'redirect_scheme', native],
  ['myapp:/callback', 'redirect_scheme', native],
  ['com.example.app://callback', 'redirect_path', native],
  ['com.example.app:callback', 'redirect_path', native],
  ['com..app:/callback', 'redirect_scheme', native],
  ['Com.Example.App:/callback', 'redirect_scheme', native],
  ['1com.example:/callback', 'redirect_scheme', native],
  ['com.example.app:/callback', 'redirect_private_scheme', web],
  ['http://good.example/cb', 'redirect_scheme'],
  ['HTTPS://good.example/cb', 'redirect_scheme'],
  ['https:good.example/cb', 'redirect_host'],
  ['https:/good.example/cb', 'redirect_host'],
  ['https:///good.example/cb', 'redirect_host'],
  ['https://', 'redirect_host'],
  // A parser would write the quotation mark as a code.
  ["https://good.example/cb?a='1", 'redirect_not_canonical'],
  ['https:///cb', 'redirect_host'],
  ['https://good.example', 'redirect_path'],
  ['https://good.example?x=1', 'redirect_path'],
  ['https://Good.Example/cb', 'redirect_host'],
  ['https://good.example./cb', 'redirect_host'],
  ['https://.good.example/cb', 'redirect_host'],
  ['https://good..example/cb', 'redirect_host'],
  ['https://good/cb', 'redirect_host'],
  ['https://-good.example/cb', 'redirect_host'],
  ['https://go_od.example/cb', 'redirect_host'],
  ['https://xn--a.example/cb', 'redirect_host'],
  [`https://${'a'.repeat(64)}.example/cb`, 'redirect_host'],
  ['https://good%2eexample/cb', 'redirect_encoding'],
  ['https://good.example\u3002evil.example/cb', 'redirect_host'],
  ['https://\uff27ood.example/cb', 'redirect_host'],
  ['https://go\u00adod.example/cb', 'redirect_characters'],
  ['https://go\u200bod.example/cb', 'redirect_characters'],
  ['https://\u202egood.example/cb', 'redirect_characters'],
  ['https://good.example/cb#', 'redirect_fragment'],
  ['https://good.example/cb#frag', 'redirect_fragment'],
  ['https://*.good.example/cb', 'redirect_wildcard'],
  ['https://good.example/*', 'redirect_wildcard'],
  ['https://good.example/cb/../x', 'redirect_dot_segments'],
  ['https://good.example/./cb', 'redirect_dot_segments'],
  ['https://good.example/cb/..', 'redirect_dot_segments'],
  ['https://good.example/cb/%2e%2e/x', 'redirect_encoding'],
  ['https://good.example/cb/%2E%2E/x', 'redirect_encoding'],
  ['https://good.example/cb/.%2e/x', 'redirect_encoding'],
  ['https://good.example/cb%2fx', 'redirect_encoding'],
  ['https://good.example/cb%5cx', 'redirect_encoding'],
  ['https://good.example/cb%00', 'redirect_encoding'],
  ['https://good.example/cb%0d%0aSet-Cookie:x', 'redirect_encoding'],
  ['https://good.example/%63b', 'redirect_encoding'],
  ['https://good.example/%', 'redirect_encoding'],
  ['https://good.example/%zz', 'redirect_encoding'],
  ['https://good.example//evil.example', 'redirect_path'],
  ['https://good.example/c\u00e4b', 'redirect_path'],
  ['https://good.example/cb\n', 'redirect_characters'],
  ['https://good.example/c\tb', 'redirect_characters'],
  [' https://good.example/cb', 'redirect_characters'],
  ['https://good.example/cb ', 'redirect_characters'],
  ['https://good.example/cb\0', 'redirect_characters'],
  ['https://good.example/<script>', 'redirect_characters'],
  ['https://good.example/{cb}', 'redirect_characters'],
  ['https://good.example:443/cb', 'redirect_port'],
  ['https://good.example:/cb', 'redirect_port'],
  ['https://good.example:0/cb', 'redirect_port'],
  ['https://good.example:08443/cb', 'redirect_port'],
  ['https://good.example:65536/cb', 'redirect_port'],
  ['https://good.example:80a/cb', 'redirect_port'],
  ['https://good.example:80:90/cb', 'redirect_port'],
  ['https://good.example/cb?', 'redirect_query'],
  ['https://good.example/cb?code=stolen', 'redirect_query'],
  ['https://good.example/cb?x=1&state=y', 'redirect_query'],
  ['https://localhost/cb', 'redirect_localhost'],
  ['https://localhost:3000/cb', 'redirect_localhost', sandbox],
  ['https://app.localhost/cb', 'redirect_localhost', native],
  ['http://localhost:3000/cb', 'redirect_scheme', sandbox],
  ['http://localhost/cb', 'redirect_scheme', native],
  ['http://127.0.0.1:4300/cb', 'redirect_loopback', web],
  ['http://[::1]/cb', 'redirect_loopback', web],
  ['http://127.0.0.1:80/cb', 'redirect_port', native],
  ['http://127.0.0.1', 'redirect_path', native],
  ['http://127.0.0.1.evil.example/cb', 'redirect_path', native],
  ['http://127.0.0.2/cb', 'redirect_scheme', native],
  ['http://127.1/cb', 'redirect_scheme', native],
  ['http://0.0.0.0/cb', 'redirect_scheme', native],
  ['http://2130706433/cb', 'redirect_scheme', native],
  ['http://[::ffff:127.0.0.1]/cb', 'redirect_scheme', native],
  ['https://127.0.0.1/cb', 'redirect_ip', native],
  ['https://192.0.2.7/cb', 'redirect_ip'],
  ['https://3221225991/cb', 'redirect_ip'],
  ['https://0xc0000207/cb', 'redirect_ip'],
  ['https://0300.0.02.07/cb', 'redirect_ip'],
  ['https://good.0x7/cb', 'redirect_ip'],
  ['https://[2001:db8::1]/cb', 'redirect_ip'],
  ['https://[::1]/cb', 'redirect_ip', native],
]

test.each(ACCEPTED)('%s is accepted', (text, rules, canonical = text) => {
  expect(codeOf(text, rules)).toBe(`accepted ${canonical}`)
})

test('every trick of the corpus is refused with its own code', () => {
  expect(REFUSED.length).toBeGreaterThanOrEqual(60)
  for (const [text, code, rules] of REFUSED) expect(codeOf(text, rules ?? web), JSON.stringify(text)).toBe(code)
})

test('at look-up, no trick matches a registered address', () => {
  const registered = ['https://good.example/cb', 'http://127.0.0.1:4300/cb', 'com.example.app:/callback']
  for (const [text] of REFUSED.filter(([text]) => !/^http:\/\/127\.0\.0\.1:\d+\/cb$/.test(text))) {
    expect(redirectMatches(registered, text), text).toBe(registered.includes(text))
  }
})

test('only the port of a loopback may vary', () => {
  const registered = ['https://good.example/cb', 'http://127.0.0.1/cb', 'http://[::1]:1/cb']
  const matches = (uri: string) => redirectMatches(registered, uri)
  expect(matches('https://good.example/cb')).toBe(true)
  expect(matches('http://127.0.0.1:53124/cb')).toBe(true)
  expect(matches('http://[::1]:53124/cb')).toBe(true)
  for (const uri of [
    'https://good.example:8443/cb',
    'https://good.example/cb/',
    'https://good.example/CB',
    'https://good.example/cb?x=1',
    'http://127.0.0.1:0/cb',
    'http://127.0.0.1:065/cb',
    'http://127.0.0.1:99999/cb',
    'http://127.0.0.1:4300/cb/',
    'http://127.0.0.1:4300/cb?x',
    'http://127.0.0.1:4300@evil.example/cb',
    'http://localhost:4300/cb',
    'https://127.0.0.1:4300/cb',
  ]) {
    expect(matches(uri), uri).toBe(false)
  }
})

test('property: what is accepted is stable, plain ASCII, and what every URL parser reads', () => {
  const noise = fc.string({ unit: fc.constantFrom(...'ab.:/?#@%2eE\\[]*-_ é。٠0x'), maxLength: 24 })
  fc.assert(
    fc.property(
      fc.oneof(
        noise,
        noise.map((s) => `https://${s}`),
        noise.map((s) => `https://g.example/${s}`),
      ),
      (text) => {
        const outcome = codeOf(text, native)
        if (!outcome.startsWith('accepted ')) return
        const uri = outcome.slice(9)
        expect(uri).toMatch(/^[!-~]+$/)
        expect(new URL(uri).href).toBe(uri)
        expect(parseRedirectUri(uri, native)).toBe(uri)
      },
    ),
    { numRuns: 2000 },
  )
})
