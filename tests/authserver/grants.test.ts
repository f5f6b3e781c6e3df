/** Apps I share with: whose list it is, how long each sharing runs, and what became of the answers since. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { findAttestation } from '../../db/queries/attestation.ts'
import { pagesEn } from '../../lib/domain/wording/pages-en.ts'
import { pagesEs } from '../../lib/domain/wording/pages-es.ts'
import { addAttestationNotices } from '../../lib/services/attestation.ts'
import { type AuthserverTest, approvedClient, phoneAppAnswers, startAuthservers } from '../support/authserver.ts'
import { Launch, launchApp } from '../support/launch.ts'
import { MemberBrowser, textOf } from '../support/member-browser.ts'
import { testOrganization } from '../support/organization.ts'

let test: AuthserverTest
let clientId: string
let attestationId: string

beforeAll(async () => {
  test = await startAuthservers()
  const sunny = await testOrganization(test.database.db, 'sunny.example.com', 'Sunny Health')
  ;({ clientId, attestationId } = await approvedClient(test, sunny, phoneAppAnswers('Sunny Health')))
})
afterAll(() => test.close())

describe('a yes without new data by itself', () => {
  afterEach(() => {
    test.clock.now = null
  })
  it('is shared now for about an hour, then before; list and receipt say so', async () => {
    const launch = await launchApp(test, clientId, { member: 'james', person: 'james-carter' })
    const list = async () => textOf((await launch.browser.get('/grants?lang=en')).html)
    const time = /[A-Z][a-z]+ \d+, \d{4} at \d+:\d\d [AP]M CT/
    expect(await list()).toMatch(new RegExp(`Until ${time.source}, about an hour after you said yes`))
    test.clock.now = new Date(Date.now() + 61 * 60_000)
    const browser = new MemberBrowser(launch.browser.home)
    const page = await browser.get('/grants?lang=en')
    const later = await browser.submit(page, '/sign-in', { username: 'james', password: 'james-synthetic' })
    const words = textOf(later.html)
    expect(words).toContain(pagesEn['grants.none'])
    expect(words).toContain('for about an hour. It cannot get more unless you say yes again.')
    expect(words).toMatch(new RegExp(`Ended on ${time.source} Last used`))
    expect(later.html).not.toContain('/stop"')
    const receipt = /href="(\/grants\/[0-9a-f-]{36}[^"]*)"/.exec(later.html)?.[1] ?? ''
    expect(textOf((await browser.get(receipt)).html)).toContain(pagesEn['receipt.once'])
    expect((await launch.read('Patient')).status).toBe(401)
  })
  it('chooses no end date when the app did not ask to come back by itself', async () => {
    const asked = await (await Launch.start(test, clientId)).consent()
    // What happens without the tick, the tick, and the end that counts only with it stand together, in this order.
    const order = ['consent.howLongUnticked', 'optional.offline.long', 'consent.howLongTicked'] as const
    const places = order.map((key) => textOf(asked.html).indexOf(pagesEn[key]))
    expect(places).toEqual(places.filter((place) => place > 0).toSorted((one, other) => one - other))
    expect(asked.html.slice(asked.html.indexOf('value="offline"'))).toContain('type="radio"')
    expect(asked.html.match(/value="offline"/g)).toHaveLength(1)
    const scope = 'launch/patient patient/Patient.rs'
    const launch = await Launch.start(test, clientId, { scope, member: 'james' })
    const page = await launch.consent()
    expect(textOf(page.html)).toContain(pagesEn['consent.howLongOnce'])
    expect(page.html).not.toContain('type="radio"')
    const done = await launch.browser.submit(page, '/decide', { decision: 'share' })
    expect(new URL(done.location ?? '').searchParams.get('code')).toBeTruthy()
    const [row] = await test.database.sql`select shown from "grant" order by created_at desc limit 1`
    expect(row?.shown).toContain(pagesEn['consent.howLongOnce'])
    expect(row?.shown).not.toContain(pagesEn['consent.howLongTicked'])
  })
})

describe('the name of an app that was renamed and has not answered again', () => {
  it('is the signed one wherever a member decides or looks at what they share', async () => {
    const other = await testOrganization(test.database.db, 'moon.example.com', 'Moon Health')
    const made = await approvedClient(test, other, phoneAppAnswers('Moon Health'))
    await launchApp(test, made.clientId, { member: 'james' })
    await test.database.sql`update client set name = 'Renamed' where id = ${made.clientId}`
    await test.database.sql`update app set name = 'Renamed' where id = ${other.appId}`
    const launch = await Launch.start(test, made.clientId, { member: 'maria', person: 'maria-hernandez' })
    const signIn = await launch.browser.get(launch.url.href)
    const people = await launch.signIn()
    const consent = await launch.consent()
    const james = new MemberBrowser(launch.browser.home)
    const list = await james.submit(await james.get('/grants'), '/sign-in', {
      username: 'james',
      password: 'james-synthetic',
    })
    const receipt = await james.get(/href="(\/grants\/[0-9a-f-]{36}[^"]*)"/.exec(list.html)?.[1] ?? '')
    for (const page of [signIn, people, consent, list, receipt]) {
      expect(textOf(page.html)).toContain('Moon Health')
      expect(page.html).not.toContain('Renamed')
    }
  })
})

describe('apps I share with', () => {
  it('shows a member their own only', async () => {
    const launch = await launchApp(test, clientId, { member: 'maria', person: 'maria-hernandez' })
    const list = await launch.browser.get('/grants')
    const id = /\/grants\/([0-9a-f-]{36})\/stop/.exec(list.html)?.[1] ?? ''
    const rosa = new MemberBrowser(launch.browser.home)
    const page = await rosa.get(`/grants/${id}`)
    const refused = await rosa.submit(page, '/sign-in', { username: 'rosa', password: 'rosa-synthetic' })
    expect(refused.url).toContain(`/grants/${id}`)
    expect(refused.status).toBe(404)
    const own = await rosa.get('/grants')
    expect(own.html).not.toContain(id)
    expect((await rosa.post(`/grants/${id}/stop`, new URLSearchParams())).status).toBe(404)
    expect((await launch.read('Patient')).status).toBe(200)
    const out = await rosa.submit(own, '/sign-out')
    expect(textOf(out.html)).toContain(pagesEn['signIn.forGrants'])
  })

  it('says what became of the answers since, and where they stand as they are now', async () => {
    const launch = await launchApp(test, clientId, { member: 'maria', person: 'maria-hernandez' })
    const page = async (lang: string) => (await launch.browser.get(`/grants?lang=${lang}`)).html
    expect(textOf(await page('en'))).not.toContain(pagesEn['grants.news.doubted'])
    const system = test.context({ kind: 'system', job: 'test' })
    await system.transaction(async (tx) => {
      const row = await findAttestation(tx, attestationId)
      if (!row) throw new Error('there is no such attestation')
      const notice = { kind: 'could_not_confirm' as const, questionId: 'policy.url', at: system.now }
      await addAttestationNotices(tx, system, row, [notice])
    })
    const [client] = await test.database.sql`select app_id from client where id = ${clientId}`
    for (const [lang, text] of [
      ['en', pagesEn['grants.news.doubted']],
      ['es', pagesEs['grants.news.doubted']],
    ] as const) {
      const html = await page(lang)
      expect(textOf(html)).toContain(text)
      expect(html).toContain(`href="${test.settings.portal.url}/directory/${client?.app_id}?lang=${lang}"`)
    }
    const again = await launchApp(test, clientId, { member: 'rosa' })
    expect(textOf((await again.browser.get('/grants?lang=en')).html)).not.toContain(pagesEn['grants.news.doubted'])
  })

  it('never takes a browser elsewhere after signing in', async () => {
    const browser = new MemberBrowser(test.settings.authserver.production.url)
    for (const to of ['https://evil.example/', '//evil.example', '/grants/../x', '/\\evil.example']) {
      const body = new URLSearchParams({ username: 'james', password: 'james-synthetic', lang: 'en' })
      const answer = await browser.ask(`${browser.home}/grants/sign-in?to=${encodeURIComponent(to)}`, {
        method: 'POST',
        body,
        headers: { origin: browser.home, 'content-type': 'application/x-www-form-urlencoded' },
      })
      expect(answer.location).toBe(`${browser.home}/grants?lang=en`)
    }
  })
})
