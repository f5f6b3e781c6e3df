/**
 * The short way and the long way give the same answer: same status, same headers, same bytes. What is not entirely in
 * order takes the long way, and a kept page is letter for letter the one that would be drawn.
 */
import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { createElement } from 'react'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { OWN_TEXTS, type OwnTexts } from '../../authserver/pages/consent.tsx'
import { fillPage, keepPage, marksFor } from '../../authserver/pages/kept.ts'
import { drawPage } from '../../authserver/pages/layout.tsx'
import { isSignedCookie } from '../../lib/platform/secrets.ts'
import {
  type AuthserverTest,
  approvedClient,
  phoneAppAnswers,
  startAuthservers,
  suspend,
} from '../support/authserver.ts'
import { Launch } from '../support/launch.ts'
import { testOrganization } from '../support/organization.ts'

let test: AuthserverTest
let clientId: string

beforeAll(async () => {
  test = await startAuthservers()
  const organization = await testOrganization(test.database.db, 'sunny.example.com', 'Sunny Health')
  ;({ clientId } = await approvedClient(test, organization, phoneAppAnswers('Sunny Health')))
})
afterAll(() => test.close())

const changing = new Set(['x-request-id', 'date'])
async function answerOf(path: string, headers: Record<string, string> = {}) {
  const answer = await fetch(test.settings.authserver.production.url + path, { headers, redirect: 'manual' })
  const kept = [...answer.headers].filter(([name]) => !changing.has(name))
  expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  return { status: answer.status, headers: Object.fromEntries(kept), body: await answer.text() }
}

describe('the short way', () => {
  it('answers an attestation as the long way does, and nothing new with 304', async () => {
    const short = `/v1/attestations/${clientId}`
    const long = `/v1/attestations/%${clientId.charCodeAt(0).toString(16)}${clientId.slice(1)}`
    const first = await answerOf(short)
    expect(first.status).toBe(200)
    expect(await answerOf(long)).toEqual(first)
    const known = { 'if-none-match': first.headers.etag ?? '' }
    const again = await answerOf(short, known)
    expect([again.status, again.body]).toEqual([304, ''])
    expect(await answerOf(long, known)).toEqual(again)
  })

  it('draws the consent page as the long way does, in both languages', async () => {
    const { page, cookie } = await atConsent()
    for (const lang of ['en', 'es']) {
      const short = `${page}?patient=james-carter&lang=${lang}`
      const first = await answerOf(short, { cookie })
      expect([first.status, first.body]).toEqual([200, expect.stringContaining('name="shown"')])
      expect(await answerOf(`${short}&step=patient`, { cookie })).toEqual(first)
    }
  })

  it('is closed to a request and to a session whose time is over', async () => {
    for (const [model, field] of [
      ['Interaction', 'exp'],
      ['MemberSession', 'since'],
    ]) {
      const { page, cookie } = await atConsent()
      expect((await answerOf(page, { cookie })).body).toContain('name="shown"')
      await test.database.db.execute(sql`
        update provider_state set payload = payload || jsonb_build_object(${field}::text, 1) where model = ${model}`)
      expect((await answerOf(page, { cookie })).body).not.toContain('name="shown"')
    }
  })

  it('is closed to foreign cookies, to other requests, and to a client that was stopped', async () => {
    const { page, cookie } = await atConsent()
    const refused = async (path: string, cookies: string) => (await answerOf(path, { cookie: cookies })).body
    const forged = cookie.replace(/(\.sig=)./g, '$1_')
    for (const body of [
      await refused(page, ''),
      await refused(page, forged),
      await refused(page.replace(/.$/, '_'), cookie),
    ]) {
      expect(body).not.toContain('name="shown"')
    }
    await suspend(test, clientId)
    const stopped = await answerOf(page, { cookie })
    expect([stopped.status, stopped.body.includes('name="shown"')]).toEqual([403, false])
  })
})

async function atConsent() {
  const launch = await Launch.start(test, clientId, { member: 'james' })
  const { url } = await launch.signIn()
  return { page: new URL(url).pathname, cookie: launch.browser.cookiesFor(url) }
}

describe('a kept page', () => {
  const draw = (own: OwnTexts) =>
    createElement('html', { title: own.memberName }, [
      createElement('p', { key: 1 }, `Signed in as ${own.memberName} for ${own.patientName}`),
      createElement('a', { key: 2, href: own.switchHref }, own.notifyEmail),
      createElement('input', { key: 3, type: 'hidden', value: own.shownDigest, name: own.patientId }),
    ])

  it('is what drawing gives, whatever the texts are', () => {
    const kept = keepPage(draw(marksFor(OWN_TEXTS)))
    const texts = fc.record(
      Object.fromEntries(OWN_TEXTS.map((name) => [name, fc.string({ unit: 'binary' })])) as Record<
        keyof OwnTexts,
        fc.Arbitrary<string>
      >,
    )
    fc.assert(
      fc.property(texts, (own) => {
        const safe = { ...own, switchHref: `/${own.switchHref}` }
        expect(fillPage(kept, safe).equals(Buffer.from(drawPage(draw(safe))))).toBe(true)
      }),
    )
  })
})

it('a cookie is taken with its exact signature only', () => {
  // What Koa's cookies have with the key "key".
  expect(isSignedCookie('key', 'name=value', 'm63a022bF2JAQQsioJqffb34BcU')).toBe(true)
  expect(isSignedCookie('key', 'name=value', 'm63a022bF2JAQQsioJqffb34Bc')).toBe(false)
  expect(isSignedCookie('key', 'name=value', 'wrong')).toBe(false)
  expect(isSignedCookie('key', 'name=value', '')).toBe(false)
})
