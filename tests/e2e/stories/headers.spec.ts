/** What every answer of the portal carries, pages, errors and files alike; and that nobody else's page can change anything. */
import type { APIResponse } from '@playwright/test'
import { expect, settings, test } from '../steps/story.ts'

const HEADERS: Record<string, RegExp> = {
  'content-security-policy': /default-src '(self|none)'.*frame-ancestors 'none'/,
  'x-content-type-options': /^nosniff$/,
  'referrer-policy': /^same-origin$/,
  'permissions-policy': /camera=\(\)/,
  'cross-origin-opener-policy': /^same-origin$/,
  'cross-origin-resource-policy': /^same-origin$/,
  'x-frame-options': /^DENY$/,
}

function expectHeaders(answer: APIResponse): void {
  const headers = answer.headers()
  for (const [name, value] of Object.entries(HEADERS))
    expect(headers[name], `${name} of ${answer.url()}`).toMatch(value)
  expect(headers['x-powered-by'], answer.url()).toBeUndefined()
}

const ANSWERS: [path: string, status: number][] = [
  ['/', 200],
  ['/members?lang=es', 200],
  ['/sign-in', 200],
  ['/healthz', 200],
  ['/readyz', 200],
  ['/robots.txt', 200],
  ['/icon.svg', 200],
  ['/nowhere', 404],
  ['/directory/nobody', 404],
  ['/api/nowhere', 404],
  ['/_next/static/nothing.js', 404],
  ['/_next/image', 400],
  ['/%E0%A4%A', 404],
]

for (const [path, status] of ANSWERS) {
  test(`${path} answers ${status} with every security header`, async ({ request }) => {
    const answer = await request.get(path)
    expect(answer.status()).toBe(status)
    expectHeaders(answer)
  })
}

test('scripts and style sheets of the build carry them, too', async ({ page, request }) => {
  const files = new Set<string>()
  page.on('response', (response) => {
    if (response.url().includes('/_next/static/')) files.add(response.url())
  })
  await page.goto('/apis')
  expect(files.size).toBeGreaterThan(1)
  for (const file of files) expectHeaders(await request.get(file))
})

test('each page has a nonce of its own, and every script on it has that nonce', async ({ request }) => {
  const nonces = new Set<string>()
  for (const path of ['/', '/', '/members', '/nowhere']) {
    const answer = await request.get(path)
    const policy = answer.headers()['content-security-policy'] ?? ''
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? ''
    expect(nonce).toMatch(/^[\w-]{20,}$/)
    expect(policy).not.toContain('unsafe-eval')
    nonces.add(nonce)
    const scripts = (await answer.text()).match(/<script\b[^>]*>/g) ?? []
    expect(scripts.length).toBeGreaterThan(0)
    for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`)
  }
  expect(nonces.size).toBe(4)
})

const OUTSIDERS: Record<string, Record<string, string>> = {
  'another site': { origin: 'https://attacker.example' },
  'a page without an origin': { origin: 'null' },
  'another port of the same host': { origin: settings.authserver.production.url },
  'a program that says nothing': {},
  'a lie about the origin': { origin: 'https://attacker.example', 'x-forwarded-host': 'attacker.example' },
}

for (const [who, headers] of Object.entries(OUTSIDERS)) {
  test(`a post from ${who} is refused everywhere`, async ({ request }) => {
    for (const path of ['/', '/sign-in', '/sign-out', '/developer/terms', '/staff/audit', '/nowhere']) {
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
        const answer = await request.fetch(path, { method, headers, form: { email: 'someone@example.com' } })
        expect(answer.status(), `${method} ${path}`).toBe(403)
        expect(await answer.json()).toMatchObject({ code: 'wrong_origin', status: 403 })
        expectHeaders(answer)
      }
    }
  })
}

test('reading changes nothing: no cookie comes, and nobody is signed out by a link', async ({ request }) => {
  for (const path of ['/', '/apis', '/members', '/directory', '/terms', '/sign-in', '/staff/sign-in']) {
    const answer = await request.get(path)
    expect(answer.headers()['set-cookie'], path).toBeUndefined()
  }
  const answer = await request.get('/sign-out', { maxRedirects: 0 })
  expect([404, 405]).toContain(answer.status())
  expect(answer.headers()['set-cookie']).toBeUndefined()
})
