/** Alerts of the security-rating service over real HTTP: forged, replayed, wrong and large ones; production alone. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signedHeaders } from '../../lib/platform/signature.ts'
import { type AuthserverTest, startAuthservers } from '../support/authserver.ts'
import { testOrganization } from '../support/organization.ts'

const KEY = `whsec_${Buffer.alloc(32, 4).toString('base64')}`
const STRANGE_KEY = `whsec_${Buffer.alloc(32, 5).toString('base64')}`

let test: AuthserverTest
let home: string

beforeAll(async () => {
  test = await startAuthservers({ RATING_KEYS: KEY })
  home = test.settings.authserver.production.url
  await testOrganization(test.database.db, 'sunny.com', 'Sunny Health')
})
afterAll(() => test.close())

const alert = (more = {}) => ({
  ...{ id: 'rr-1', vendor: 'Sunny', domain: 'sunny.com', rating: 4.2, findings: 'Old TLS', severity: 'critical' },
  ...more,
})

type Sending = { id?: string; at?: Date; key?: string; to?: string; headers?: Record<string, string> }

async function send(body: unknown, { id = crypto.randomUUID(), at, key, to, headers }: Sending = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const signed = signedHeaders(id, at ?? new Date(), text, [key ?? KEY])
  const answer = await fetch(`${to ?? home}/v1/ratings`, {
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

const kept = async () => {
  const [row] = await test.database.sql`select (select count(*) from rating_alert)::int as alerts,
    (select count(*) from episode where kind = 'breach')::int as cases,
    (select count(*) from mail where kind = 'breach_alert')::int as mails`
  return row
}

describe('a forged or wrong message changes nothing', () => {
  it.each<[string, () => unknown, Sending, number, string]>([
    ['a strange key', () => [alert()], { key: STRANGE_KEY }, 401, 'not_signed'],
    ['no signature', () => [alert()], { headers: { 'webhook-signature': '' } }, 401, 'not_signed'],
    ['an old time', () => [alert()], { at: new Date(Date.now() - 6 * 60_000) }, 401, 'not_signed'],
    ['another id than was signed', () => [alert()], { headers: { 'webhook-id': 'other' } }, 401, 'not_signed'],
    ['another type', () => [alert()], { headers: { 'content-type': 'text/csv' } }, 415, 'content_type'],
    ['no JSON', () => '[', {}, 400, 'not_json'],
    ['one alert that is wrong', () => [alert(), alert({ domain: 'https://x.com' })], {}, 422, 'alert'],
    ['too many', () => Array.from({ length: 1001 }, () => alert()), {}, 413, 'too_many_alerts'],
    ['too large', () => [alert({ findings: 'x'.repeat(5_000_000) })], {}, 413, 'body_too_large'],
    ['the sandbox', () => [alert()], { to: 'sandbox' }, 404, 'not_found'],
  ])('%s', async (_why, body, sending, status, code) => {
    const to = sending.to === 'sandbox' ? test.settings.authserver.sandbox.url : undefined
    expect(await send(body(), { ...sending, to })).toMatchObject({ status, body: { code } })
    expect(await kept()).toEqual({ alerts: 0, cases: 0, mails: 0 })
  })
})

it('a message opens the case once, however often and wherever it comes', async () => {
  const body = JSON.stringify([alert(), alert({ id: 'rr-2', domain: 'nobody.com' })])
  const answers = await Promise.all([1, 2, 3, 4].map(() => send(body, { id: 'msg_1' })))
  for (const answer of answers) {
    expect(answer).toEqual({ status: 200, body: { id: 'msg_1', taken: 2, known: 0, matched: 1, episodes: 1 } })
  }
  expect(await kept()).toEqual({ alerts: 2, cases: 1, mails: 2 })
  expect(await send([alert({ id: 'rr-3' })], { id: 'msg_1' })).toMatchObject({
    status: 409,
    body: { code: 'rating_id_taken' },
  })
})
