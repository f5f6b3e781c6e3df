/** Signals of attacks over real HTTP: forged, replayed and wrong ones; and a suspension that two servers see mid-flow. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { digest as sha256 } from '../../lib/platform/secrets.ts'
import { signedHeaders } from '../../lib/platform/signature.ts'
import { clientImpact } from '../../lib/services/client-impact.ts'
import { suspendClient } from '../../lib/services/client-stop.ts'
import type { Staff } from '../../lib/services/context.ts'
import { episodeRegister } from '../../lib/services/episode-list.ts'
import { SYNTHETIC_MEMBERS } from '../../sandbox/members.ts'
import { type AuthserverTest, approvedClient, phoneAppAnswers, startAuthservers } from '../support/authserver.ts'
import { untilBlocked } from '../support/blocked.ts'
import { Launch, launchApp } from '../support/launch.ts'
import { textOf } from '../support/member-browser.ts'
import { testOrganization } from '../support/organization.ts'
import { testStaff } from '../support/review.ts'

const OLD_KEY = `whsec_${Buffer.alloc(32, 1).toString('base64')}`
const NEW_KEY = `whsec_${Buffer.alloc(32, 2).toString('base64')}`
const STRANGE_KEY = `whsec_${Buffer.alloc(32, 3).toString('base64')}`
const maria = SYNTHETIC_MEMBERS[0]?.person.id ?? ''

let test: AuthserverTest
let rita: Staff
let clientId: string
let home: string
let other: string

beforeAll(async () => {
  test = await startAuthservers({ SIGNAL_KEYS: `${NEW_KEY},${OLD_KEY}` })
  rita = await testStaff(test.database.db, 'reviewer', 'Rita Reyes')
  const sunny = await testOrganization(test.database.db, 'sunny.example.com', 'Sunny Health')
  ;({ clientId } = await approvedClient(test, sunny, phoneAppAnswers('Sunny Health')))
  home = test.settings.authserver.production.url
  other = await test.another('production')
})
afterAll(() => test.close())

const signalOf = (more = {}) => ({
  clientId,
  attack: 'password_spraying',
  at: new Date().toISOString(),
  source: 'rule 17',
  evidence: '40 accounts, one password each',
  ...more,
})

type Sending = { id?: string; at?: Date; key?: string; to?: string; headers?: Record<string, string> }

async function send(body: string | object, { id = crypto.randomUUID(), at, key, to, headers }: Sending = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const signed = signedHeaders(id, at ?? new Date(), text, [key ?? NEW_KEY])
  const answer = await fetch(`${to ?? home}/v1/signals`, {
    method: 'POST',
    body: text,
    headers: {
      'content-type': 'application/json',
      'webhook-id': signed.id,
      'webhook-timestamp': signed.timestamp,
      'webhook-signature': signed.signature,
      ...headers,
    },
  })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}

const rows = async () => (await episodeRegister(test.context(rita), { kind: 'malicious' })).rows
const kept = async () => {
  const [row] = await test.database.sql`select (select count(*) from signal)::int as signals,
    (select count(*) from episode_event)::int as events, (select count(*) from mail)::int as mails`
  return row
}

describe('a forged or wrong signal changes nothing', () => {
  it.each<[string, () => object | string, Sending, number, string]>([
    ['a strange key', signalOf, { key: STRANGE_KEY }, 401, 'not_signed'],
    ['an old time', signalOf, { at: new Date(Date.now() - 6 * 60_000) }, 401, 'not_signed'],
    ['a time ahead', signalOf, { at: new Date(Date.now() + 6 * 60_000) }, 401, 'not_signed'],
    ['another id than was signed', signalOf, { headers: { 'webhook-id': 'other' } }, 401, 'not_signed'],
    ['no signature', signalOf, { headers: { 'webhook-signature': '' } }, 401, 'not_signed'],
    ['another type', signalOf, { headers: { 'content-type': 'text/plain' } }, 415, 'content_type'],
    ['no JSON', () => '{', {}, 400, 'not_json'],
    ['an unknown attack', () => signalOf({ attack: 'shouting' }), {}, 422, 'signal'],
    ['an unknown field', () => signalOf({ suspend: true }), {}, 422, 'signal'],
    ['the future', () => signalOf({ at: new Date(Date.now() + 3_600_000).toISOString() }), {}, 422, 'future'],
  ])('%s', async (_why, body, sending, status, code) => {
    const before = await kept()
    expect(await send(body(), sending)).toMatchObject({ status, body: { code, status } })
    expect(await kept()).toEqual(before)
  })
  it.each([
    ['a client id that no client has', { clientId: `x\u0000` }],
    ['a client id beyond ASCII', { clientId: 'é' }],
  ])('%s', async (_why, more) => {
    expect(await send(signalOf(more))).toMatchObject({ status: 422, body: { code: 'signal' } })
  })
  it('one that is too large is cut off', async () => {
    const answer = await send(signalOf({ evidence: 'x'.repeat(20_000) }))
    expect(answer.status).toBe(413)
  })
})

describe('a signal', () => {
  it('flags at once, tells AppSec, suspends nothing, and counts once however often it comes', async () => {
    const body = JSON.stringify(signalOf())
    const all = await Promise.all([home, other, home, other].map((to) => send(body, { id: 'sig_1', to })))
    const [row] = await rows()
    for (const answer of all) {
      expect(answer).toEqual({ status: 200, body: { id: 'sig_1', known: true, episode: row?.reference } })
    }
    expect(row).toMatchObject({ status: 'open', client: { clientId, status: 'live' } })
    expect(await kept()).toMatchObject({ signals: 1, events: 2 })
    const mails = await test.database.sql`select to_address from mail where kind = 'malicious_case'`
    expect(mails.map((mail) => mail.to_address)).toEqual([test.settings.payer.appsecEmail])
    expect(await send(signalOf({ evidence: 'else' }), { id: 'sig_1' })).toMatchObject({
      status: 409,
      body: { code: 'signal_id_taken' },
    })
  })
  it('adds to the open case, also by the key that is being replaced', async () => {
    expect(await send(signalOf({ attack: 'brute_force' }), { key: OLD_KEY })).toMatchObject({ status: 200 })
    expect(await rows()).toHaveLength(1)
    expect(await kept()).toMatchObject({ signals: 2, events: 3 })
  })
  it('that is being kept by another server at this moment waits, and gives that one’s answer', async () => {
    const body = JSON.stringify(signalOf({ clientId: 'nobody' }))
    const sql = test.database.sql
    for (const [id, digest, expected] of [
      ['sig_2', sha256(body), { status: 200, body: { known: false, episode: null } }],
      ['sig_3', 'another body', { status: 409, body: { code: 'signal_id_taken' } }],
    ] as const) {
      const answers = await sql.begin(async (tx) => {
        await tx`insert into signal (id, digest, kind, client_id, received_at, data)
          values (${`production/${id}`}, ${digest}, 'brute_force', 'nobody', now(), '{}')`
        const sending = [home, other].map((to) => send(body, { id, to }))
        await untilBlocked(test.database, 2)
        return { sending }
      })
      for (const answer of await Promise.all(answers.sending)) expect(answer).toMatchObject(expected)
    }
  })
  it('about a client that nobody knows, or of the other environment, is kept and said so', async () => {
    const answer = { status: 200, body: { known: false, episode: null } }
    expect(await send(signalOf({ clientId: 'nobody' }))).toMatchObject(answer)
    const elsewhere = { to: test.settings.authserver.sandbox.url, id: 'msg_both' }
    expect(await send(signalOf(), elsewhere)).toMatchObject(answer)
    expect(await rows()).toHaveLength(1)
    const before = await kept()
    expect((await send(signalOf(), { id: 'msg_both' })).body).toMatchObject({ known: true })
    expect(await kept()).toMatchObject({ events: Number(before?.events) + 1 })
  })
  it('is taken whatever the attacker typed into what the sender quotes', async () => {
    const typed = 'user "adm\u0000in\ud83d" \u001b[2Jfrom 203.0.113.7\r\nand more'
    const answer = await send(signalOf({ evidence: typed, source: 'rule\u0000 17\udc00' }))
    expect(answer).toMatchObject({ status: 200, body: { known: true } })
    const [row] = await test.database.sql`
      select data, internal_text from episode_event where kind = 'evidence' order by seq desc limit 1`
    expect(row?.internal_text).toBe('user "admin" [2Jfrom 203.0.113.7\nand more')
    expect(row?.data).toMatchObject({ sender: 'rule 17' })
  })
})

describe('a suspension from the desk', () => {
  it('is seen by two servers mid-flow; live tokens are dead and stay so; the member reads who stopped it', async () => {
    const app = await launchApp(test, clientId, { person: maria, ticked: ['offline'] })
    const coded = await Launch.authorize(test, clientId, { person: maria })
    const waiting = await Launch.start(test, clientId, { person: maria })
    const consent = await waiting.consent()
    expect((await app.read(`Patient/${maria}`)).status).toBe(200)
    expect(await clientImpact(test.context(rita), clientId)).toMatchObject({ members: 1 })
    const words = { criterion: 'malicious_traffic', publicReason: 'Passwords were guessed by the app.' }
    await suspendClient(test.context(rita), { clientId, ...words })
    expect((await app.read(`Patient/${maria}`)).status).toBe(401)
    for (const server of [home, other]) {
      const bodies: Record<string, string>[] = [
        { grant_type: 'refresh_token', refresh_token: app.tokens.refresh_token ?? '' },
        { grant_type: 'authorization_code', code: coded.code, code_verifier: coded.verifier },
      ]
      for (const one of bodies) {
        const body = new URLSearchParams({ ...one, client_id: clientId })
        expect((await fetch(`${server}/token`, { method: 'POST', body })).status).toBe(401)
      }
    }
    const late = await waiting.browser.submit(consent, '/decide', { decision: 'share' })
    expect(late.status).toBe(403)
    const live = await test.database.sql`select model from provider_state
      where model in ('AccessToken', 'AuthorizationCode') and payload->>'clientId' = ${clientId}`
    expect(live).toHaveLength(0)
    const page = await app.browser.get(`${home}/grants`)
    expect(textOf(page.html)).toContain('Stopped by your plan on')
  })
})
