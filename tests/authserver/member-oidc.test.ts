/** Members through the payer's own OpenID Connect provider: a real one, with its own sign-in, on a port beside ours. */

import type { Server } from 'node:http'
import Provider from 'oidc-provider'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { backPath } from '../../authserver/member/sign-in-oidc.ts'
import { personOfClaims } from '../../lib/platform/member-oidc.ts'
import { freePort } from '../../sandbox/postgres.ts'
import { type AuthserverTest, approvedClient, phoneAppAnswers, startAuthservers } from '../support/authserver.ts'
import { Launch } from '../support/launch.ts'
import { type Answer, MemberBrowser, textOf } from '../support/member-browser.ts'
import { testOrganization } from '../support/organization.ts'

const PEOPLE: Record<string, Record<string, unknown>> = {
  'idp-maria': {
    name: 'Maria Hernandez',
    email: 'maria@mail.example',
    email_verified: true,
    patient: [
      { id: 'maria-hernandez', name: 'Maria Hernandez' },
      { id: 'leo-hernandez', name: 'Leo Hernandez' },
    ],
  },
  'idp-nobody': { name: 'No Body', email: 'nobody@mail.example' },
}

/** The payer's provider: GET of its sign-in page with `?as=` signs that person in. */
function payersProvider(issuer: string, redirectUris: string[]): Provider {
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'candor-members',
        client_secret: 'candor-members-secret',
        redirect_uris: redirectUris,
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    claims: { openid: ['sub', 'patient'], profile: ['name'], email: ['email', 'email_verified'] },
    features: { devInteractions: { enabled: false } },
    cookies: { keys: ['only-for-this-test'], names: { session: 's', interaction: 'i', resume: 'r' } },
    interactions: { url: (_ctx, interaction) => `/who/${interaction.uid}` },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ sub, ...PEOPLE[sub] }) }),
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({
        accountId: ctx.oidc.session?.accountId ?? '',
        clientId: ctx.oidc.client?.clientId ?? '',
      })
      grant.addOIDCScope('openid profile email')
      await grant.save()
      return grant
    },
  })
  provider.use(async (ctx, next) => {
    if (!ctx.path.startsWith('/who/')) return next()
    const who = ctx.query.as
    if (typeof who !== 'string') {
      ctx.body = 'who?'
      return
    }
    const result = who === 'away' ? { error: 'access_denied' } : { login: { accountId: who } }
    return provider.interactionFinished(ctx.req, ctx.res, result).then(() => {
      ctx.respond = false
    })
  })
  return provider
}

let test: AuthserverTest
let server: Server
let issuer: string
let clientId: string

beforeAll(async () => {
  const port = await freePort()
  issuer = `http://localhost:${port}`
  test = await startAuthservers({ MEMBER_OIDC_ISSUER: issuer })
  const provider = payersProvider(issuer, [`${test.settings.authserver.production.url}/sign-in/callback`])
  server = provider.listen(port, '127.0.0.1')
  await new Promise((done) => server.once('listening', done))
  const sunny = await testOrganization(test.database.db, 'sunny.example.com', 'Sunny Health')
  ;({ clientId } = await approvedClient(test, sunny, phoneAppAnswers('Sunny Health')))
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((done) => server.close(done))
  await test.close()
})

const signInLink = (page: Answer) => (/href="(\/sign-in[^"]*)"/.exec(page.html)?.[1] ?? '').replaceAll('&amp;', '&')

/** Follows the sign-in link, says who one is at the payer's provider, and comes back. */
async function signIn(browser: MemberBrowser, page: Answer, who: string): Promise<Answer> {
  const start = await browser.get(signInLink(page))
  const there = new MemberBrowser(issuer)
  const asked = await there.get(start.location ?? '')
  const done = await there.get(`${new URL(asked.url).pathname}?as=${who}`)
  return browser.get(done.location ?? '')
}

describe("the payer's own members", () => {
  it('sign in there, choose a person and share', async () => {
    const launch = await Launch.start(test, clientId, { lang: 'es' })
    const page = await launch.browser.get(launch.url.href)
    expect(page.html).not.toContain('type="password"')
    const people = await signIn(launch.browser, page, 'idp-maria')
    expect(people.html).toContain('<html lang="es"')
    expect(textOf(people.html)).toContain('Leo Hernandez')
    const { pathname } = new URL(people.url)
    const consent = await launch.browser.get(`${pathname}?patient=leo-hernandez`)
    expect(textOf(consent.html)).toContain('maria@mail.example')
    const back = await launch.browser.submit(consent, '/decide', { decision: 'share' })
    expect(new URL(back.location ?? '').searchParams.get('code')).toBeTruthy()
    const [row] = await test.database.sql`select subject, patient, notify_email from "grant"`
    expect(row).toEqual({ subject: 'maria-hernandez', patient: 'leo-hernandez', notify_email: 'maria@mail.example' })
  })

  it('without health plan records get a sentence, and no session', async () => {
    const browser = new MemberBrowser(test.settings.authserver.production.url)
    const answer = await signIn(browser, await browser.get('/grants'), 'idp-nobody')
    expect(answer.status).toBe(403)
    expect(textOf(answer.html)).toContain('We could not find your health plan records')
    expect(signInLink(await browser.get('/grants'))).toContain('/sign-in?to=')
  })

  it('sign in from two tabs, each back in its own', async () => {
    const browser = new MemberBrowser(test.settings.authserver.production.url)
    const starts = [await browser.get(signInLink(await browser.get('/grants?lang=en')))]
    starts.push(await browser.get(signInLink(await browser.get('/grants?lang=es'))))
    for (const [index, lang] of ['en', 'es'].entries()) {
      const there = new MemberBrowser(issuer)
      const asked = await there.get(starts[index]?.location ?? '')
      const done = await there.get(`${new URL(asked.url).pathname}?as=idp-maria`)
      const back = await browser.get(done.location ?? '')
      expect([back.status, back.html.includes(`<html lang="${lang}"`)]).toEqual([200, true])
    }
  })

  it('are asked there who they are after they signed out, whoever is still known there', async () => {
    const launch = await Launch.start(test, clientId)
    const promptOf = async (page: Answer) =>
      new URL((await launch.browser.get(signInLink(page))).location ?? '').searchParams.get('prompt')
    const first = await launch.browser.get(launch.url.href)
    expect(await promptOf(first)).toBeNull()
    const people = await signIn(launch.browser, first, 'idp-maria')
    const consent = await launch.browser.get(`${new URL(people.url).pathname}?patient=leo-hernandez`)
    expect(await promptOf(await launch.browser.submit(consent, '/sign-out'))).toBe('login')
    const list = await signIn(launch.browser, await launch.browser.get('/grants'), 'idp-maria')
    expect(await promptOf(await launch.browser.submit(list, '/sign-out'))).toBe('login')
  })

  it('that go away there are back where they came from', async () => {
    const browser = new MemberBrowser(test.settings.authserver.production.url)
    const answer = await signIn(browser, await browser.get('/grants'), 'away')
    expect(answer.url).toContain('/grants?lang=en')
  })

  it('cannot be played by a posted name, a made-up answer or an answer for another browser', async () => {
    const browser = new MemberBrowser(test.settings.authserver.production.url)
    const page = await browser.get('/grants')
    const form = new URLSearchParams({ username: 'maria', password: 'maria-synthetic' })
    expect((await browser.post('/grants/sign-in', form)).status).toBe(404)
    expect((await browser.get('/sign-in/callback?code=x&state=y')).status).toBe(400)
    const start = await browser.get(signInLink(page))
    const there = new MemberBrowser(issuer)
    const asked = await there.get(start.location ?? '')
    const done = await there.get(`${new URL(asked.url).pathname}?as=idp-maria`)
    const other = new MemberBrowser(browser.home)
    await other.get(signInLink(page))
    expect((await other.get(done.location ?? '')).status).toBe(400)
    expect(textOf((await other.get('/grants')).html)).toContain('Sign in')
  })
})

describe('claims', () => {
  it('name a member by the patient claim', () => {
    expect(
      personOfClaims({ patient: 'p1', given_name: 'Ana', family_name: 'Diaz', email: 'a@b.example' }, 'patient'),
    ).toEqual({
      subject: 'p1',
      name: 'Ana Diaz',
      email: 'a@b.example',
      people: [{ id: 'p1', name: 'Ana Diaz', self: true }],
    })
    expect(personOfClaims({ mrn: 'p2', email: 'a@b.example', email_verified: false }, 'mrn')).toMatchObject({
      email: null,
    })
    for (const patient of [undefined, '', [], 7, [{ id: '' }]]) {
      expect(() => personOfClaims({ patient, name: 'X' }, 'patient')).toThrow('names no patient')
    }
  })
})

describe('the way back', () => {
  it('leads to our own pages only', () => {
    for (const good of ['/grants', '/interaction/abc_-1', '/grants/2b0f3f3e-0000-4000-8000-000000000000']) {
      expect(backPath(good)).toBe(good)
    }
    for (const bad of [
      'https://evil.example',
      '//evil.example',
      '/\\evil',
      '/interaction/../x',
      '/grants?x',
      undefined,
    ]) {
      expect(backPath(bad)).toBe('/grants')
    }
  })
})
