/** Activity over real HTTP: forged, replayed, cut off and too large batches; and what the server itself sees of an app. */
import { once } from 'node:events'
import http from 'node:http'
import * as oauth from 'openid-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signedHeaders } from '../../lib/platform/signature.ts'
import { lastActivityOf } from '../../lib/services/activity-feed.ts'
import {
  type AuthserverTest,
  approvedClient,
  phoneAppAnswers,
  startAuthservers,
  suspend,
} from '../support/authserver.ts'
import { Launch, launchApp } from '../support/launch.ts'
import { type TestOrganization, testOrganization } from '../support/organization.ts'

const OLD_KEY = `whsec_${Buffer.alloc(32, 1).toString('base64')}`
const NEW_KEY = `whsec_${Buffer.alloc(32, 2).toString('base64')}`
const STRANGE_KEY = `whsec_${Buffer.alloc(32, 3).toString('base64')}`
const SIGNAL_KEY = `whsec_${Buffer.alloc(32, 4).toString('base64')}`

let test: AuthserverTest
let sunny: TestOrganization
let clientId: string
let url: string

beforeAll(async () => {
  test = await startAuthservers({ ACTIVITY_KEYS: `${NEW_KEY},${OLD_KEY}`, SIGNAL_KEYS: SIGNAL_KEY })
  sunny = await testOrganization(test.database.db, 'sunny.example.com', 'Sunny Health')
  ;({ clientId } = await approvedClient(test, sunny, phoneAppAnswers('Sunny Health')))
  url = `${test.settings.authserver.production.url}/v1/activity`
})
afterAll(() => test.close())

const SECOND = 1000
const event = (id = clientId, kind = 'call', at = new Date()) => ({ clientId: id, kind, at: at.toISOString() })
const array = (count: number) => JSON.stringify(Array.from({ length: count }, () => event()))

type Sending = { id?: string; at?: Date; key?: string; type?: string; headers?: Record<string, string>; to?: string }

function headersOf(body: string, { id = crypto.randomUUID(), at = new Date(), key = NEW_KEY, type, headers }: Sending) {
  const signed = signedHeaders(id, at, body, [key])
  return {
    'content-type': type ?? 'application/json',
    'webhook-id': signed.id,
    'webhook-timestamp': signed.timestamp,
    'webhook-signature': signed.signature,
    ...headers,
  }
}

async function send(body: string, sending: Sending = {}) {
  const headers = headersOf(body, sending)
  const answer = await fetch(sending.to ?? url, { method: 'POST', body, headers })
  return { status: answer.status, type: answer.headers.get('content-type') ?? '', body: await answer.json() }
}

async function calls(id = clientId): Promise<number> {
  const [row] = await test.database.sql`
    select coalesce(sum(count), 0)::int as sum from activity_count where client_id = ${id} and kind = 'call'`
  return row?.sum
}

describe('a signed batch', () => {
  it('is kept when it is answered, as an array and as lines, by the new key and by the old one', async () => {
    const before = await calls()
    const first = await send(array(3), { id: 'msg_1' })
    expect(first).toMatchObject({ status: 200, body: { id: 'msg_1', events: 3, unknown: 0 } })
    expect(await calls()).toBe(before + 3)
    const lines = `${JSON.stringify(event())}\n${JSON.stringify(event('nobody'))}\n`
    const second = await send(lines, { key: OLD_KEY, type: 'application/x-ndjson; charset=utf-8' })
    expect(second).toMatchObject({ status: 200, body: { events: 2, unknown: 1 } })
    expect(await calls()).toBe(before + 4)
  })

  it('sent again, also by another server, gets the same answer; with another body 409', async () => {
    const body = array(2)
    const first = await send(body, { id: 'msg_again' })
    const before = await calls()
    const other = `${await test.another('production')}/v1/activity`
    expect((await send(body, { id: 'msg_again', to: other })).body).toEqual(first.body)
    const changed = await send(array(1), { id: 'msg_again' })
    expect(changed).toMatchObject({ status: 409, body: { code: 'batch_id_taken', status: 409 } })
    expect(changed.type).toContain('application/problem+json')
    expect(await calls()).toBe(before)
  })

  it('whose answer was lost is counted once when it comes again', async () => {
    const before = await calls()
    const body = array(5)
    const headers = headersOf(body, { id: 'msg_lost' })
    const request = http.request(url, { method: 'POST', headers })
    request.on('error', () => {})
    request.end(body)
    await expect.poll(() => calls()).toBe(before + 5)
    request.destroy()
    expect(await send(body, { id: 'msg_lost' })).toMatchObject({ status: 200, body: { events: 5, unknown: 0 } })
    expect(await calls()).toBe(before + 5)
  })

  it('at two servers at once is counted once, and two batches at once both', async () => {
    const other = `${await test.another('production')}/v1/activity`
    const before = await calls()
    const body = array(1_000)
    const same = [url, other, url, other].map((to) => send(body, { id: 'msg_once', to }))
    const apart = [url, other].map((to) => send(body, { to }))
    for (const { status } of await Promise.all([...same, ...apart])) expect(status).toBe(200)
    expect(await calls()).toBe(before + 3_000)
  })

  it('knows only clients of its own environment', async () => {
    const to = `${test.settings.authserver.sandbox.url}/v1/activity`
    expect(await send(array(1), { to })).toMatchObject({ status: 200, body: { unknown: 1 } })
  })
})

describe('what is refused changes nothing', () => {
  const good = () => array(1)
  it.each<[string, () => string, Sending | ((body: string) => Record<string, string>), number, string]>([
    ['no signature', good, () => ({ 'content-type': 'application/json' }), 401, 'not_signed'],
    ['a key we do not know', good, { key: STRANGE_KEY }, 401, 'not_signed'],
    ['a key of another intake', good, { key: SIGNAL_KEY }, 401, 'not_signed'],
    ['a changed body', good, () => headersOf('[]', {}), 401, 'not_signed'],
    ['a changed id', good, (body) => ({ ...headersOf(body, {}), 'webhook-id': 'other' }), 401, 'not_signed'],
    ['a replay after six minutes', good, { at: new Date(Date.now() - 360 * SECOND) }, 401, 'not_signed'],
    ['a timestamp of the future', good, { at: new Date(Date.now() + 360 * SECOND) }, 401, 'not_signed'],
    ['a form', good, { type: 'application/x-www-form-urlencoded' }, 415, 'content_type'],
    ['a compressed body', good, { headers: { 'content-encoding': 'gzip' } }, 415, 'content_encoding'],
    ['no JSON', () => '[{', {}, 400, 'not_json'],
    [
      'half-written NDJSON',
      () => `${JSON.stringify(event())}\n{"clientId":"a`,
      { type: 'application/x-ndjson' },
      400,
      'not_json',
    ],
    ['1,001 events', () => array(1_001), {}, 413, 'too_many_events'],
    ['2 MB', () => `[${' '.repeat(2_000_000)}]`, {}, 413, 'body_too_large'],
    [
      'an event of the future',
      () => JSON.stringify([event(clientId, 'call', new Date(Date.now() + 600 * SECOND))]),
      {},
      422,
      'instant_in_future',
    ],
    ['an unknown kind', () => JSON.stringify([event(clientId, 'poke')]), {}, 422, 'kind'],
    ['something about a member', () => JSON.stringify([{ ...event(), patient: 'maria' }]), {}, 422, 'unknown_field'],
  ])('%s', async (_what, body, sending, status, code) => {
    const before = [await calls(), (await test.database.sql`select id from activity_batch`).length]
    const text = body()
    const headers = typeof sending === 'function' ? sending(text) : headersOf(text, sending)
    const answer = await fetch(url, { method: 'POST', body: text, headers })
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
    expect(await answer.json()).toMatchObject({
      code,
      status,
      requestId: expect.any(String),
      title: expect.any(String),
    })
    const rows = await test.database.sql`select id from activity_batch where id like 'gateway/%'`
    expect([await calls(), rows.length]).toEqual(before)
  })

  it('a body without a length that never ends, beyond 1 MiB', async () => {
    const request = http.request(url, { method: 'POST', headers: headersOf('', {}) })
    request.on('error', () => {})
    const answered = once(request, 'response')
    for (let sent = 0; sent < 20; sent += 1) request.write(' '.repeat(100_000))
    const [response] = (await answered) as [http.IncomingMessage]
    expect(response.statusCode).toBe(413)
    request.destroy()
  })

  it('a body that breaks off', async () => {
    const before = await calls()
    const body = array(10)
    const headers = { ...headersOf(body, { id: 'msg_cut' }), 'content-length': String(Buffer.byteLength(body)) }
    const request = http.request(url, { method: 'POST', headers })
    const ended = new Promise((done) => request.on('close', done).on('error', () => {}))
    request.write(body.slice(0, 100), () => request.destroy())
    await ended
    expect(await send(body, { id: 'msg_cut' })).toMatchObject({ status: 200 })
    expect(await calls()).toBe(before + 10)
  })
})

describe('what the server itself sees', () => {
  let other: string
  const kinds = async () => {
    const rows = await test.database.sql`select kind, count::int from activity_count where client_id = ${other}`
    return Object.fromEntries(rows.map(({ kind, count }) => [kind, count]))
  }
  beforeAll(async () => {
    const river = await testOrganization(test.database.db, 'river.example.com', 'River Health')
    ;({ clientId: other } = await approvedClient(test, river, phoneAppAnswers('River Health')))
    // Without a gateway its own calls count.
    await test.database.sql`delete from activity_feed where source = 'gateway'`
  })

  it('is a sign-in when the app gets its tokens, kept before the app has them', async () => {
    const start = await Launch.authorize(test, other, { ticked: ['offline'] })
    expect((await lastActivityOf(test.database.db, [other])).size).toBe(0)
    await start.redeem()
    const seen = (await lastActivityOf(test.database.db, [other])).get(other)
    expect(Date.now() - (seen?.signInAt?.getTime() ?? 0)).toBeLessThan(60 * SECOND)
    await oauth.refreshTokenGrant(start.config, start.tokens.refresh_token ?? '')
    await start.read('Patient/maria-hernandez')
    await expect.poll(kinds).toEqual({ sign_in: 1, call: 2 })
  })

  it('is a failed sign-in when a member mistypes, a code is used twice, or a request is wrong', async () => {
    const failed = async () => (await kinds()).sign_in_failed ?? 0
    const start = await Launch.start(test, other)
    const page = await start.browser.get(start.url.href)
    await start.browser.submit(page, '/sign-in', { username: 'maria', password: 'wrong' })
    await expect.poll(failed).toBe(1)
    const app = await launchApp(test, other)
    await expect(app.redeem()).rejects.toMatchObject({ error: 'invalid_grant' })
    await expect.poll(failed).toBe(2)
    const wrong = await Launch.start(test, other, { parameters: { code_challenge: null } })
    await wrong.browser.get(wrong.url.href)
    await expect.poll(failed).toBe(3)
  })

  it('is a refused call, and no life, when a stopped client uses a token', async () => {
    const signIns = (await kinds()).sign_in
    const app = await launchApp(test, other)
    await expect.poll(async () => (await kinds()).sign_in).toBe(signIns + 1)
    await suspend(test, other)
    await test.database.sql`delete from activity where client_id = ${other}`
    const before = (await kinds()).call_refused ?? 0
    expect((await app.read('Patient/maria-hernandez')).status).toBe(401)
    await expect.poll(async () => (await kinds()).call_refused).toBe(before + 1)
    expect((await lastActivityOf(test.database.db, [other])).size).toBe(0)
  })

  it('is word to the feed also when nothing happens', async () => {
    const [row] = await test.database.sql`select source from activity_feed where source = 'authserver'`
    expect(row?.source).toBe('authserver')
  })
})
