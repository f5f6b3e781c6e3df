/** The whole SMART standalone launch by openid-client, over real HTTP: what is given, what is refused, what kills a token. */
import * as oauth from 'openid-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SYNTHETIC_MEMBERS } from '../../sandbox/members.ts'
import {
  type AuthserverTest,
  approvedClient,
  phoneAppAnswers,
  startAuthservers,
  suspend,
} from '../support/authserver.ts'
import { LAUNCH_SCOPES, Launch, launchApp } from '../support/launch.ts'
import { MemberBrowser, textOf } from '../support/member-browser.ts'
import { type TestOrganization, testOrganization } from '../support/organization.ts'

let test: AuthserverTest
let sunny: TestOrganization
let clientId: string
const maria = SYNTHETIC_MEMBERS[0]?.person.id ?? ''
const leo = SYNTHETIC_MEMBERS[0]?.children[0]?.id ?? ''

beforeAll(async () => {
  test = await startAuthservers()
  sunny = await testOrganization(test.database.db, 'sunny.example.com', 'Sunny Health')
  ;({ clientId } = await approvedClient(test, sunny, phoneAppAnswers('Sunny Health')))
})
afterAll(() => test.close())

const launch = (options: Parameters<typeof launchApp>[2] = {}) => launchApp(test, clientId, options)

describe('a launch by openid-client', () => {
  it('gives tokens for one person, an hour at most, and the records of that person only', async () => {
    const app = await launch({ person: leo, ticked: ['offline'] })
    expect(app.tokens.patient).toBe(leo)
    expect(app.tokens.expires_in).toBeLessThanOrEqual(3600)
    expect(app.tokens.access_token).not.toContain('.')
    expect(app.tokens.scope?.split(' ').sort()).toEqual(LAUNCH_SCOPES.split(' ').sort())
    expect(app.tokens.claims()).toMatchObject({ sub: maria, fhirUser: `${app.fhir}/Patient/${maria}` })
    expect((await app.read(`Patient/${leo}`)).status).toBe(200)
    expect((await app.read(`Patient/${maria}`)).status).toBe(403)
    const claims = await app.read(`ExplanationOfBenefit?patient=${leo}`)
    expect(claims.status).toBe(200)
    expect((await app.read(`ExplanationOfBenefit?patient=${maria}`)).status).toBe(403)
    expect((await app.read('Practitioner')).status).toBe(403)
  })

  it('leaves out what the member did not tick', async () => {
    const plain = await launch({ person: maria })
    expect(plain.tokens.refresh_token).toBeUndefined()
    expect(plain.tokens.scope).not.toContain('offline_access')
    const [few, all] = await Promise.all([
      plain.read('ExplanationOfBenefit'),
      launch({ person: maria, ticked: ['sensitive'] }).then((app) => app.read('ExplanationOfBenefit')),
    ])
    expect(few.body.total).toBeLessThan(all.body.total)
  })

  it('takes the spelling of version 1 and gives no more than is registered', async () => {
    const scope = 'launch/patient patient/*.read patient/Practitioner.read offline_access'
    const app = await launch({ person: maria, scope })
    const given = app.tokens.scope?.split(' ') ?? []
    expect(given).toContain('patient/Patient.read')
    expect(given).not.toContain('patient/*.read')
    expect(given).not.toContain('patient/Practitioner.read')
    expect((await app.read(`Patient/${maria}`)).status).toBe(200)
    expect((await app.read('Practitioner')).status).toBe(403)
  })

  it('refreshes with rotation', async () => {
    const app = await launch({ person: maria, ticked: ['offline'] })
    const next = await oauth.refreshTokenGrant(app.config, app.tokens.refresh_token ?? '')
    expect(next.refresh_token).not.toBe(app.tokens.refresh_token)
    expect(next.patient).toBe(maria)
    expect((await app.read(`Patient/${maria}`, next.access_token)).status).toBe(200)
  })
})

/** The events of the newest grant. */
async function lastEvents(): Promise<string[]> {
  const rows = await test.database.sql<{ kind: string; reason: string }[]>`
    select kind, reason from grant_event where grant_id =
      (select id from "grant" order by created_at desc limit 1) order by seq`
  return rows.map(({ kind, reason }) => [kind, reason].filter(Boolean).join(' '))
}

describe('a replay', () => {
  it('of a code ends the grant, and the event says so', async () => {
    const app = await launch({ person: maria, ticked: ['offline'] })
    await expect(app.redeem()).rejects.toMatchObject({ error: 'invalid_grant' })
    expect(await lastEvents()).toEqual(['granted', 'revoked replayed'])
    expect((await app.read(`Patient/${maria}`)).status).toBe(401)
    const refresh = oauth.refreshTokenGrant(app.config, app.tokens.refresh_token ?? '')
    await expect(refresh).rejects.toMatchObject({ error: 'invalid_grant' })
  })

  it('of a refresh token does the same', async () => {
    const app = await launch({ person: maria, ticked: ['offline'] })
    const first = app.tokens.refresh_token ?? ''
    const next = await oauth.refreshTokenGrant(app.config, first)
    await expect(oauth.refreshTokenGrant(app.config, first)).rejects.toMatchObject({ error: 'invalid_grant' })
    expect(await lastEvents()).toEqual(['granted', 'revoked replayed'])
    expect((await app.read(`Patient/${maria}`, next.access_token)).status).toBe(401)
  })

  it('of a code by twenty at once gives one set of tokens at most, and none that works', async () => {
    const app = await Launch.authorize(test, clientId, { person: maria })
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => app.redeem()))
    const won = results.filter((result) => result.status === 'fulfilled')
    expect(won.length).toBeLessThanOrEqual(1)
    for (const { value } of won) expect((await app.read(`Patient/${maria}`, value.access_token)).status).toBe(401)
    expect(await lastEvents()).toEqual(['granted', 'revoked replayed'])
  })

  it('is not what a refresh for a foreign resource makes of the honest one after it', async () => {
    const app = await launch({ person: maria, ticked: ['offline'] })
    const first = app.tokens.refresh_token ?? ''
    const fhir = test.settings.fhir.production.url
    const foreign = ['https://fhir.evil.example/r4', `${fhir}/other`, 'no address']
    for (const resource of foreign.map((one) => [one]).concat([[fhir, 'https://fhir.evil.example/r4']])) {
      const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: first, client_id: clientId })
      for (const one of resource) body.append('resource', one)
      const answer = await fetch(`${app.browser.home}/token`, { method: 'POST', body })
      expect([answer.status, await answer.json()]).toEqual([400, expect.objectContaining({ error: 'invalid_target' })])
    }
    const next = await oauth.refreshTokenGrant(app.config, first, { resource: fhir })
    expect((await app.read(`Patient/${maria}`, next.access_token)).status).toBe(200)
    expect(await lastEvents()).toEqual(['granted'])
  })

  it('is told apart from an app that gives its token back', async () => {
    const app = await launch({ person: maria, ticked: ['offline'] })
    await oauth.tokenRevocation(app.config, app.tokens.refresh_token ?? '')
    expect(await lastEvents()).toEqual(['granted', 'revoked app'])
    // The member did nothing, so the mail does not say that they did.
    const mails = await test.database.sql`select kind from mail order by created_at desc limit 1`
    expect(mails[0]?.kind).toBe('grant_revoked')
    expect((await app.read(`Patient/${maria}`)).status).toBe(401)
  })
})

describe('a grant', () => {
  it('is over at its end, whatever the token says', async () => {
    const app = await launch({ person: maria, ticked: ['offline'], months: '1' })
    expect((await app.read(`Patient/${maria}`)).status).toBe(200)
    test.clock.now = new Date(Date.now() + 32 * 86_400_000)
    try {
      expect((await app.read(`Patient/${maria}`)).status).toBe(401)
      expect(textOf((await app.browser.get('/grants')).html)).toContain('Sign in')
    } finally {
      test.clock.now = null
    }
  })

  it('stopped by the member ends its tokens at once, on every server, and is mailed about', async () => {
    const app = await launch({ person: maria, ticked: ['offline'] })
    const list = await app.browser.get('/grants')
    const id = /\/grants\/([0-9a-f-]{36})\/stop/.exec(list.html)?.[1] ?? ''
    const after = await app.browser.submit(list, `/${id}/stop`)
    expect(textOf(after.html)).toContain('You stopped sharing with Sunny Health')
    expect(after.url).toContain(`stopped=${id}`)
    expect((await app.read(`Patient/${maria}`)).status).toBe(401)
    await expect(oauth.refreshTokenGrant(app.config, app.tokens.refresh_token ?? '')).rejects.toMatchObject({
      error: 'invalid_grant',
    })
    expect(await lastEvents()).toEqual(['granted', 'stopped member'])
    const mails = await test.database.sql`select kind from mail order by created_at desc limit 1`
    expect(mails[0]?.kind).toBe('grant_stopped')
    await app.browser.post(`/grants/${id}/stop`, new URLSearchParams())
    expect(await lastEvents()).toEqual(['granted', 'stopped member'])
  })
})

describe('a suspended client', () => {
  it('stops at its next call on both servers of its environment', async () => {
    const organization = await testOrganization(test.database.db, 'moon.example.com', 'Moon Health')
    const { clientId: moon } = await approvedClient(test, organization, phoneAppAnswers('Moon Health'))
    const second = await test.another('production')
    const app = await launchApp(test, moon, { person: maria, ticked: ['offline'] })
    const waiting = await Launch.start(test, moon)
    const page = await waiting.browser.get(waiting.url.href)
    await suspend(test, moon)
    expect((await app.read(`Patient/${maria}`)).status).toBe(401)
    for (const home of [test.settings.authserver.production.url, second]) {
      const body = new URLSearchParams({
        grant_type: 'refresh_token',
        refresh_token: app.tokens.refresh_token ?? '',
        client_id: moon,
      })
      const refused = await fetch(`${home}/token`, { method: 'POST', body })
      expect([refused.status, (await refused.json()) as unknown]).toMatchObject([401, { error: 'invalid_client' }])
      const fresh = await new MemberBrowser(home).ask(
        waiting.url.href.replace(test.settings.authserver.production.url, home),
      )
      expect(fresh.status).toBe(400)
      expect(textOf(fresh.html)).toContain('not known to us, or it was stopped')
    }
    const late = await waiting.browser.submit(page, '/sign-in', { username: 'maria', password: 'maria-synthetic' })
    expect(late.status).toBe(403)
    expect(textOf(late.html)).toContain('it was stopped')
  })
})
