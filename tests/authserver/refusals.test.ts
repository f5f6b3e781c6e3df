/** What the authorization endpoint, the forms and the token endpoint refuse, and where each refusal goes. */
import * as oauth from 'openid-client'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type AuthserverTest, approvedClient, phoneAppAnswers, startAuthservers } from '../support/authserver.ts'
import { Launch, type LaunchOptions, launchApp, REDIRECT } from '../support/launch.ts'
import { MemberBrowser, textOf } from '../support/member-browser.ts'
import { testOrganization } from '../support/organization.ts'

let test: AuthserverTest
let clientId: string

beforeAll(async () => {
  test = await startAuthservers()
  const sunny = await testOrganization(test.database.db, 'sunny.example.com', 'Sunny Health')
  ;({ clientId } = await approvedClient(test, sunny, phoneAppAnswers('Sunny Health')))
})
afterAll(() => test.close())
afterEach(() => {
  test.clock.now = null
})

async function request(options: LaunchOptions) {
  const launch = await Launch.start(test, clientId, options)
  return launch.browser.get(launch.url.href)
}

describe('rendered, never redirected', () => {
  const cases: [why: string, parameters: Record<string, string | null>, sentence: string][] = [
    ['an unknown client', { client_id: 'nobody' }, 'not known to us'],
    ['no client', { client_id: null }, 'was not right'],
    ['no address', { redirect_uri: null }, 'was not right'],
    ['another host', { redirect_uri: 'https://evil.example/callback' }, 'did not register'],
    ['another path', { redirect_uri: 'http://127.0.0.1:53117/callback/' }, 'did not register'],
    ['localhost for 127.0.0.1', { redirect_uri: 'http://localhost:53117/callback' }, 'did not register'],
    ['another query', { redirect_uri: 'https://app.example.com/callback?from=plan&x=1' }, 'did not register'],
    ['another port of https', { redirect_uri: 'https://app.example.com:8443/callback?from=plan' }, 'did not register'],
    ['user info', { redirect_uri: 'https://app.example.com@evil.example/callback?from=plan' }, 'did not register'],
    ['a prefix', { redirect_uri: 'https://app.example.com/callback?from=plan.evil' }, 'did not register'],
    [
      'a faulty address beside another fault',
      { redirect_uri: 'https://evil.example/', scope: 'x y' },
      'did not register',
    ],
  ]
  it.each(cases)('%s', async (_why, parameters, sentence) => {
    const answer = await request({ parameters })
    expect(answer.status).toBe(400)
    expect(answer.location).toBeNull()
    expect(textOf(answer.html)).toContain(sentence)
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(answer.html).not.toContain('evil.example')
  })
})

describe('sent back to the app, with its state', () => {
  const cases: [why: string, options: LaunchOptions, error: string][] = [
    ['no PKCE', { parameters: { code_challenge: null, code_challenge_method: null } }, 'invalid_request'],
    ['plain PKCE', { parameters: { code_challenge_method: 'plain' } }, 'invalid_request'],
    ['no aud', { parameters: { aud: null } }, 'invalid_request'],
    ['a foreign aud', { parameters: { aud: 'https://fhir.evil.example/r4' } }, 'invalid_target'],
    ['a foreign resource', { parameters: { resource: 'https://fhir.evil.example/r4' } }, 'invalid_target'],
    ['an answer by a script of ours', { parameters: { response_mode: 'form_post' } }, 'unsupported_response_mode'],
    ['another response type', { parameters: { response_type: 'token' } }, 'unsupported_response_type'],
    ['nothing that is registered', { scope: 'launch/patient patient/Practitioner.rs' }, 'invalid_scope'],
    ['no question to the member', { parameters: { prompt: 'none' } }, 'login_required'],
  ]
  it.each(cases)('%s', async (_why, options, error) => {
    const answer = await request(options)
    const there = new URL(answer.location ?? 'about:blank')
    expect(`${there.origin}${there.pathname}`).toBe(REDIRECT)
    // A request for a token in the address is answered where that token would have stood.
    const told = there.hash ? new URLSearchParams(there.hash.slice(1)) : there.searchParams
    expect(told.get('error')).toBe(error)
    expect(told.get('state')).toBe('the-state')
    expect(told.get('code')).toBeNull()
  })

  it('not sharing, with or without signing in', async () => {
    const unsigned = await Launch.start(test, clientId)
    const refusals = [await unsigned.browser.submit(await unsigned.browser.get(unsigned.url.href), '/decide')]
    const signed = await Launch.start(test, clientId, { person: 'maria-hernandez' })
    refusals.push(await signed.browser.submit(await signed.consent(), '/decide', { decision: 'refuse' }))
    for (const { location } of refusals) {
      const { searchParams } = new URL(location ?? 'about:blank')
      expect(searchParams.get('error')).toBe('access_denied')
      expect(searchParams.get('state')).toBe('the-state')
    }
    expect(await test.database.sql`select 1 from "grant"`).toHaveLength(0)
  })
})

describe('the token endpoint', () => {
  const redeem = (launch: Launch, change: Record<string, string>) => {
    const body = {
      grant_type: 'authorization_code',
      code: launch.code,
      redirect_uri: REDIRECT,
      code_verifier: launch.verifier,
      client_id: clientId,
      ...change,
    }
    return fetch(`${launch.browser.home}/token`, { method: 'POST', body: new URLSearchParams(body) })
  }
  it.each([
    ['another verifier', { code_verifier: 'x'.repeat(43) }, 'invalid_grant'],
    ['another address', { redirect_uri: 'http://127.0.0.1:53118/callback' }, 'invalid_grant'],
    ['an unknown client', { client_id: 'nobody' }, 'invalid_client'],
    ['a password grant', { grant_type: 'password' }, 'unsupported_grant_type'],
  ])('refuses %s', async (_why, change, error) => {
    const launch = await Launch.authorize(test, clientId, { person: 'maria-hernandez' })
    const answer = await redeem(launch, change)
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(await answer.json()).toMatchObject({ error })
    expect(answer.headers.get('cache-control')).toContain('no-store')
  })

  it('takes a registered address with its query, letter by letter', async () => {
    const redirectUri = 'https://app.example.com/callback?from=plan'
    const launch = await Launch.authorize(test, clientId, { redirectUri, person: 'maria-hernandez' })
    expect(launch.location).toMatch(/^https:\/\/app\.example\.com\/callback\?from=plan&code=/)
    expect((await redeem(launch, { redirect_uri: redirectUri })).status).toBe(200)
  })

  it('answers pages of the app itself across origins, and no others', async () => {
    const launch = await Launch.authorize(test, clientId, { person: 'maria-hernandez' })
    const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: 'x', client_id: clientId })
    const ask = (origin: string) => fetch(`${launch.browser.home}/token`, { method: 'POST', body, headers: { origin } })
    expect((await ask('https://app.example.com')).headers.get('access-control-allow-origin')).toBe(
      'https://app.example.com',
    )
    const foreign = await ask('https://evil.example')
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull()
    expect(await foreign.json()).toMatchObject({ error: 'invalid_request' })
    for (const path of ['/.well-known/openid-configuration', '/.well-known/smart-configuration']) {
      const open = await fetch(launch.browser.home + path, { headers: { origin: 'https://any.example' } })
      expect(['*', 'https://any.example']).toContain(open.headers.get('access-control-allow-origin'))
    }
  })

  it('lets nobody but the FHIR server introspect, and tells nothing about refresh tokens', async () => {
    const app = await launchApp(test, clientId, { person: 'maria-hernandez', ticked: ['offline'] })
    await expect(oauth.tokenIntrospection(app.config, app.tokens.access_token)).resolves.toEqual({ active: false })
    const { clientId: id, secret } = test.settings.introspection
    const ask = async (token: string) => {
      const headers = { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` }
      const body = new URLSearchParams({ token })
      return (
        await fetch(`${app.browser.home}/introspect`, { method: 'POST', headers, body })
      ).json() as Promise<object>
    }
    expect(await ask(app.tokens.access_token)).toMatchObject({ active: true, patient: 'maria-hernandez' })
    expect(await ask(app.tokens.refresh_token ?? '')).toEqual({ active: false })
  })
})

describe('forms', () => {
  it('of another origin change nothing', async () => {
    const launch = await Launch.start(test, clientId)
    await launch.signIn()
    const body = new URLSearchParams({ decision: 'share' })
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      {},
      { origin: 'null', 'sec-fetch-site': 'cross-site' },
      { origin: `${launch.browser.home}.evil.example` },
    ]
    const list = await launch.browser.get('/grants')
    expect(list.status).toBe(200)
    for (const headers of foreign) {
      for (const path of ['/grants/sign-out', '/grants/sign-in', '/grants/x/stop', '/interaction/x/decide']) {
        const answer = await launch.browser.post(path, body, headers)
        expect([path, answer.status]).toEqual([path, path.includes('interaction') ? 400 : 403])
      }
    }
    expect(textOf((await launch.browser.get('/grants')).html)).toContain('Apps I share with')
  })

  it('that are too large or of another kind are refused with our headers', async () => {
    const browser = new MemberBrowser(test.settings.authserver.production.url)
    const large = await browser.post('/grants/sign-in', new URLSearchParams({ username: 'x'.repeat(20_000) }))
    expect(large.status).toBe(413)
    const json = await browser.ask(`${browser.home}/grants/sign-in`, {
      method: 'POST',
      body: '{}',
      headers: { origin: browser.home, 'content-type': 'application/json' },
    })
    expect(json.status).toBe(415)
    for (const answer of [large, json]) expect(answer.headers.get('x-frame-options')).toBe('DENY')
  })

  it('guessing a password is limited by name; being right takes its try back', async () => {
    // The limit counts in windows side by side, and one of them may end at any moment of the day.
    test.clock.now = new Date()
    const browser = new MemberBrowser(test.settings.authserver.production.url)
    const page = await browser.get('/grants')
    const guess = (password: string) => browser.submit(page, '/sign-in', { username: 'james', password })
    for (let tries = 0; tries < 4; tries += 1) expect((await guess('james-synthetic')).status).toBe(200)
    for (let tries = 0; tries < 10; tries += 1) {
      const wrong = await guess(`wrong-${tries}`)
      expect(wrong.status).toBe(401)
      expect(wrong.html).toContain('value="james"')
      expect(wrong.html).not.toContain(`wrong-${tries}`)
    }
    const late = await guess('james-synthetic')
    expect(late.status).toBe(429)
    expect(textOf(late.html)).toContain('too many tries')
    expect(late.headers.get('retry-after')).toBeTruthy()
  })
})

describe('addresses', () => {
  it('come from the settings, whatever a caller says', async () => {
    const launch = await Launch.start(test, clientId)
    const evil = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' }
    const answer = await launch.browser.get(launch.url.href, evil)
    expect(answer.status).toBe(200)
    expect(answer.html).not.toContain('evil.example')
    const discovery = await fetch(`${launch.browser.home}/.well-known/openid-configuration`, { headers: evil })
    expect(JSON.stringify(await discovery.json())).not.toContain('evil')
  })
})

describe('dynamic registration', () => {
  it('is not there: nobody registers a client by a call, nor manages one', async () => {
    for (const environment of ['production', 'sandbox'] as const) {
      const issuer = test.settings.authserver[environment].url
      const headers = { 'content-type': 'application/json', authorization: 'Bearer anything' }
      const body = JSON.stringify({ client_name: 'Uninvited', redirect_uris: [REDIRECT] })
      for (const path of ['/reg', '/register', '/oauth/register', '/reg/anything']) {
        const answer = await fetch(issuer + path, { method: 'POST', headers, body })
        expect([path, answer.status]).toEqual([path, 404])
      }
      for (const path of ['/.well-known/openid-configuration', '/.well-known/smart-configuration']) {
        expect(await (await fetch(issuer + path)).text()).not.toContain('registration_endpoint')
      }
    }
  })
})

describe('what no resource server here holds to', () => {
  it('is off: pushed requests, which pass by what SMART asks, keys bound to a token, answers by form', async () => {
    const issuer = test.settings.authserver.production.url
    expect((await fetch(`${issuer}/request`, { method: 'POST' })).status).toBe(404)
    const openid = await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()
    expect(Object.keys(openid).filter((name) => /pushed|dpop/.test(name))).toEqual([])
    expect(openid.response_modes_supported).toEqual(['query', 'fragment'])
  })
})
