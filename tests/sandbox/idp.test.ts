/** The staff identity provider, signed in at by openid-client: a person is picked, the groups arrive, nothing is remembered. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as oauth from 'openid-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSettings, type Settings } from '../../lib/platform/env.ts'
import { createLog } from '../../lib/platform/log.ts'
import { FormClient } from '../../sandbox/form-client.ts'
import { startIdp } from '../../sandbox/idp.ts'
import { staffPeople } from '../../sandbox/people.ts'
import { freePort } from '../../sandbox/postgres.ts'
import { readJson } from '../support/json-request.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'candor-idp-'))
let settings: Settings
let idp: { close: () => Promise<void> }

beforeAll(async () => {
  settings = readSettings({ IDP_PORT: String(await freePort()), PORT: String(await freePort()), DATA_DIR: dataDir })
  idp = await startIdp(settings, createLog('silent', 'idp'))
})
afterAll(async () => {
  await idp.close()
  rmSync(dataDir, { recursive: true, force: true })
})

const portalClient = () => {
  const { issuer, clientId, clientSecret } = settings.staffOidc
  const insecure = { execute: [oauth.allowInsecureRequests] }
  return oauth.discovery(new URL(issuer), clientId, clientSecret, oauth.ClientSecretBasic(clientSecret), insecure)
}

/** Walks from the portal's redirect to the pick-a-person page. */
async function pickPage(browser: FormClient) {
  const config = await portalClient()
  const verifier = oauth.randomPKCECodeVerifier()
  const state = oauth.randomState()
  const nonce = oauth.randomNonce()
  const url = oauth.buildAuthorizationUrl(config, {
    redirect_uri: `${settings.portal.url}/api/auth/callback/staff`,
    scope: 'openid profile email groups',
    state,
    nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  })
  const page = await browser.get(url.href)
  return { config, page, checks: { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce } }
}

/** Posts a choice and follows to where the portal would be called back; the portal itself is not there. */
async function pick(browser: FormClient, html: string, at: string, person: string | null): Promise<URL> {
  const action = [...html.matchAll(/action="([^"]+)"/g)].map(([, path]) => path ?? '')[person === null ? 1 : 0] ?? ''
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const headers = { cookie, origin: settings.staffOidc.issuer, 'content-type': 'application/x-www-form-urlencoded' }
  const body = new URLSearchParams(person === null ? {} : { person })
  let answer = await fetch(new URL(action, at), { method: 'POST', headers, body, redirect: 'manual' })
  for (let hops = 0; hops < 5; hops += 1) {
    const next = new URL(answer.headers.get('location') ?? '', settings.staffOidc.issuer)
    if (next.origin === settings.portal.url) return next
    answer = await fetch(next, { headers: { cookie }, redirect: 'manual' })
  }
  throw new Error('never sent back to the portal')
}

async function signIn(person: string) {
  const browser = new FormClient(settings.staffOidc.issuer)
  const { config, page, checks } = await pickPage(browser)
  const back = await pick(browser, page.html, page.url, person)
  const tokens = await oauth.authorizationCodeGrant(config, back, checks)
  const claims = tokens.claims()
  const info = await oauth.fetchUserInfo(config, tokens.access_token, claims?.sub ?? '')
  return { claims, info }
}

describe('the staff identity provider', () => {
  it('lets one pick anybody, and gives that person with the groups', async () => {
    for (const person of staffPeople(settings)) {
      const { claims, info } = await signIn(person.id)
      expect(claims).toMatchObject({ sub: person.id, [settings.staffOidc.groupsClaim]: person.groups })
      expect(info).toMatchObject({ name: person.name, email: person.email, email_verified: true })
    }
  })

  it('has somebody for every role, and somebody in no group', () => {
    const groups = staffPeople(settings).map((person) => person.groups[0])
    expect(new Set(groups)).toEqual(new Set([...Object.values(settings.staffOidc.groups), undefined]))
  })

  it('asks every time, also a browser that was somebody a minute ago', async () => {
    const browser = new FormClient(settings.staffOidc.issuer)
    for (const person of ['riley-reviewer', 'lee-lead']) {
      const { page } = await pickPage(browser)
      expect(page.html).toContain('Who are you?')
      expect(page.html).toContain('Riley Reviewer')
      expect((await pick(browser, page.html, page.url, person)).searchParams.get('code')).toBeTruthy()
    }
  })

  it('goes back to the portal when one cancels', async () => {
    const browser = new FormClient(settings.staffOidc.issuer)
    const { page } = await pickPage(browser)
    const back = await pick(browser, page.html, page.url, null)
    expect(back.searchParams.get('error')).toBe('access_denied')
  })

  it('renders a fault instead of sending anybody to an address it does not know', async () => {
    const query = `client_id=${settings.staffOidc.clientId}&response_type=code&scope=openid&redirect_uri=https://evil.example/`
    const answer = await fetch(`${settings.staffOidc.issuer}/auth?${query}`, { redirect: 'manual' })
    expect(answer.status).toBe(400)
    expect(answer.headers.get('location')).toBeNull()
    expect(await answer.text()).toContain('Sign-in did not work')
  })

  it('keeps its keys over a restart', async () => {
    const keys = () => readJson(`${settings.staffOidc.issuer}/jwks`)
    const before = await keys()
    await idp.close()
    idp = await startIdp(settings, createLog('silent', 'idp'))
    expect(await keys()).toEqual(before)
  })

  it('refuses to stand beside a portal with a public URL', async () => {
    const open = { ...settings, portal: { ...settings.portal, url: 'https://portal.payer.example' } }
    await expect(startIdp(open, createLog('silent', 'idp'))).rejects.toThrow('only runs beside a portal on localhost')
  })
})
