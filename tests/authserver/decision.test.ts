/** One request, one decision: whatever the order of clicks, tabs and changes meanwhile, app, member and record hear the same. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pagesEn } from '../../lib/domain/wording/pages-en.ts'
import { pagesEs } from '../../lib/domain/wording/pages-es.ts'
import { type AuthserverTest, approvedClient, phoneAppAnswers, startAuthservers } from '../support/authserver.ts'
import { Launch, REDIRECT } from '../support/launch.ts'
import { type Answer, formOf, MemberBrowser, textOf } from '../support/member-browser.ts'
import { testOrganization } from '../support/organization.ts'

let test: AuthserverTest
let clientId: string

beforeAll(async () => {
  test = await startAuthservers()
  const sunny = await testOrganization(test.database.db, 'sunny.example.com', 'Sunny Health')
  ;({ clientId } = await approvedClient(test, sunny, phoneAppAnswers('Sunny Health')))
})
afterAll(() => test.close())

async function atConsent(): Promise<[Launch, Answer]> {
  const launch = await Launch.start(test, clientId, { member: 'james' })
  return [launch, await launch.consent()]
}

/** Posts the form, and goes nowhere. */
function click({ browser }: Launch, page: Answer, decision: string): Promise<Answer> {
  const { action, fields } = formOf(page, '/decide')
  const headers = { origin: browser.home, 'content-type': 'application/x-www-form-urlencoded' }
  const body = new URLSearchParams([...fields, ['decision', decision]])
  return browser.ask(new URL(action, page.url).href, { method: 'POST', body, headers })
}

/** Where the app ends up, by what it is told. */
async function told({ browser }: Launch, answer: Answer): Promise<string | null> {
  const { searchParams } = new URL((await browser.get(answer.location ?? '')).location ?? 'about:blank')
  return searchParams.get('error') ?? (searchParams.has('code') ? 'code' : null)
}

/** What happened to each grant, newest first. */
async function events(): Promise<string[]> {
  const rows = await test.database.sql<{ kinds: string }[]>`
    select string_agg(e.kind || coalesce(' ' || nullif(e.reason, ''), ''), ', ' order by e.seq) as kinds
    from "grant" g join grant_event e on e.grant_id = g.id group by g.id, g.created_at order by g.created_at desc`
  return rows.map(({ kinds }) => kinds)
}

describe('a member who changes their mind before the browser went on', () => {
  it('has not shared when the last word is no: the permission ends with it', async () => {
    const [launch, page] = await atConsent()
    const before = (await events()).length
    await click(launch, page, 'share')
    expect(await told(launch, await click(launch, page, 'refuse'))).toBe('access_denied')
    expect((await events()).slice(0, -before || undefined)).toEqual(['granted, stopped member'])
    expect(textOf((await launch.browser.get('/grants')).html)).toContain('You do not share with any app now.')
  })

  it('has not shared when the first word was no', async () => {
    const [launch, page] = await atConsent()
    const before = (await events()).length
    await click(launch, page, 'refuse')
    expect(await told(launch, await click(launch, page, 'share'))).toBe('access_denied')
    expect(await events()).toHaveLength(before)
  })

  it('and presses both at once leaves no permission that the app was denied', async () => {
    const [launch, page] = await atConsent()
    const answers = await Promise.all(['share', 'refuse', 'share', 'refuse'].map((one) => click(launch, page, one)))
    expect(await told(launch, answers[0] as Answer)).toBe('access_denied')
    expect((await events()).filter((kinds) => kinds === 'granted')).toEqual([])
  })
})

describe('a member who is asked whose records', () => {
  const asked = async (lang: string) => {
    const launch = await Launch.start(test, clientId, { member: 'maria', lang })
    const page = await launch.signIn()
    expect(textOf(page.html)).toContain(lang === 'es' ? pagesEs['patient.title'] : pagesEn['patient.title'])
    return { browser: launch.browser, page }
  }
  it('may go back without sharing', async () => {
    const { browser, page } = await asked('en')
    const answer = await browser.submit(page, '/decide')
    expect(new URL(answer.location ?? '').searchParams.get('error')).toBe('access_denied')
  })
  it('may say that they are somebody else', async () => {
    const { browser, page } = await asked('es')
    const answer = await browser.submit(page, '/sign-out')
    expect(textOf(answer.html)).toContain(pagesEs['signIn.password'])
    expect(formOf(answer, '/sign-in').fields).toContainEqual(['lang', 'es'])
  })
})

describe('the way back to the app', () => {
  const answerOf = async (redirectUri: string, decision: string) => {
    const launch = await Launch.start(test, clientId, { member: 'james', redirectUri })
    const answer = await click(launch, await launch.consent(), decision)
    return { launch, answer, sent: answer.headers.get('location') }
  }
  const native = (value: 'yes' | 'no') => test.database.sql`update client set native = ${value} where id = ${clientId}`
  const HTTPS = 'https://app.example.com/callback?from=plan'

  it('is a navigation of its own: Chromium holds form-action against every redirect, the app’s own included', async () => {
    for (const [uri, decision, runs] of [
      [HTTPS, 'share', 'no'],
      [HTTPS, 'refuse', 'no'],
      [REDIRECT, 'share', 'yes'],
    ] as const) {
      await native(runs)
      const { launch, answer, sent } = await answerOf(uri, decision)
      expect([answer.status, sent]).toEqual([200, null])
      const href = /<a class="act main" href="([^"]+)"/.exec(answer.html)?.[1]
      expect(href).toBe(answer.location)
      expect(textOf(answer.html)).toContain('Back to Sunny Health')
      expect((await launch.browser.get(href ?? '')).location?.split('?')[0]).toBe(uri.split('?')[0])
    }
  })

  it('of an installed app stays one chain of redirects, because systems open apps only then', async () => {
    const { answer, sent } = await answerOf(HTTPS, 'share')
    expect([answer.status, sent]).toEqual([303, expect.stringContaining('/authorize/')])
  })
})

describe('meanwhile', () => {
  it('the address of the app was taken back: nobody is sent there any more', async () => {
    const [launch, page] = await atConsent()
    const addresses = (list: string[]) =>
      test.database.sql`update client set redirect_uris = ${list} where id = ${clientId}`
    const before = (await events()).length
    await addresses(['https://new.example.com/callback'])
    try {
      for (const answer of [await launch.browser.get(page.url), await click(launch, page, 'share')]) {
        expect([answer.status, answer.location]).toEqual([400, null])
        expect(textOf(answer.html)).toContain('an address that it did not register')
      }
      expect(await events()).toHaveLength(before)
    } finally {
      await addresses([REDIRECT.replace(':53117', ''), 'https://app.example.com/callback?from=plan'])
    }
  })

  it('somebody else signed in who may act for the same person: the page is read again first', async () => {
    const [launch, page] = await atConsent()
    await test.database.sql`
      update provider_state set payload = payload || '{"subject":"pedro","name":"Pedro Carter"}'
      where model = 'MemberSession'`
    const answer = await click(launch, page, 'share')
    expect(answer.status).toBe(409)
    expect(textOf(answer.html)).toContain('Pedro Carter')
  })
})

it('a request for two resources is sent back before anybody is asked', async () => {
  const launch = await Launch.start(test, clientId, { member: 'james' })
  const fhir = test.settings.fhir.production.url
  for (const resource of [fhir, `${fhir}/`]) launch.url.searchParams.append('resource', resource)
  const { location } = await launch.browser.get(launch.url.href)
  expect(new URL(location ?? 'about:blank').searchParams.get('error')).toBe('invalid_target')
})

it('a character that no database can carry is a fault of the caller', async () => {
  const { browser, url } = await Launch.start(test, clientId, { parameters: { state: 'a\0b' } })
  const ask = async (path: string) => (await fetch(browser.home + path, { redirect: 'manual' })).status
  expect(await ask(url.pathname + url.search)).toBe(400)
  expect(await ask('/authorize?response_type=code&client_id=%00')).toBe(400)
  expect(await ask('/v1/attestations/%00')).toBe(400)
  const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: 'x', client_id: '\0' })
  const token = await fetch(`${browser.home}/token`, { method: 'POST', body })
  expect([token.status, await token.json()]).toMatchObject([400, { error: 'invalid_request' }])
  expect((await new MemberBrowser(browser.home).get('/grants')).status).toBe(200)
})
