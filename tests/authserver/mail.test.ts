/** Mail over real HTTP: signed, forged, replayed, too large; kept when it is answered, and kept once. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signedHeaders } from '../../lib/platform/signature.ts'
import { type AuthserverTest, startAuthservers } from '../support/authserver.ts'
import { rawMail } from '../support/inbound-mail.ts'

const OLD_KEY = `whsec_${Buffer.alloc(32, 1).toString('base64')}`
const NEW_KEY = `whsec_${Buffer.alloc(32, 2).toString('base64')}`
const STRANGE_KEY = `whsec_${Buffer.alloc(32, 3).toString('base64')}`

let test: AuthserverTest
let home: string
beforeAll(async () => {
  test = await startAuthservers({ MAIL_KEYS: `${NEW_KEY},${OLD_KEY}`, SIGNAL_KEYS: STRANGE_KEY })
  home = test.settings.authserver.production.url
})
afterAll(() => test.close())

type Sending = { id?: string; at?: Date; key?: string; to?: string; type?: string; headers?: Record<string, string> }

async function send(body: Buffer | string, { id = randomUUID(), at, key, to, type, headers }: Sending = {}) {
  const signed = signedHeaders(id, at ?? new Date(), body, [key ?? NEW_KEY])
  const answer = await fetch(`${to ?? home}/v1/mail`, {
    method: 'POST',
    body: new Uint8Array(Buffer.from(body)),
    headers: {
      'content-type': type ?? 'message/rfc822',
      'webhook-id': signed.id,
      'webhook-timestamp': signed.timestamp,
      'webhook-signature': signed.signature,
      ...headers,
    },
  })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}

const kept = async () => {
  const [row] = await test.database.sql`select count(*)::int as count from inbound_mail`
  return Number(row?.count)
}
const wrapped = (source: Buffer) => JSON.stringify({ raw: source.toString('base64') })
const MINUTE = 60_000

describe('a signed mail', () => {
  it('is kept when it is answered, as it is and in JSON, by the new key and by the old one', async () => {
    const before = await kept()
    expect(await send(rawMail(), { id: 'msg_1' })).toEqual({ status: 200, body: { id: 'msg_1', outcome: 'unplaced' } })
    expect(await send(wrapped(rawMail()), { type: 'application/json', key: OLD_KEY })).toMatchObject({ status: 200 })
    expect((await kept()) - before).toBe(2)
  })

  it('is taken once, however often it comes, whatever way, at two servers', async () => {
    const before = await kept()
    const source = rawMail()
    const other = await test.another('production')
    const all = await Promise.all([
      send(source),
      send(source, { to: other }),
      send(wrapped(source), { type: 'application/json' }),
      send(source, { to: other }),
    ])
    expect(all.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    const outcomes = all.map(({ body }) => body.outcome).toSorted()
    expect(outcomes).toEqual(['repeated', 'repeated', 'repeated', 'unplaced'])
    expect((await kept()) - before).toBe(1)
  })

  it('without a Message-ID, empty or in no known form is taken as well', async () => {
    const source = rawMail({ messageId: null })
    expect(await send(source)).toMatchObject({ body: { outcome: 'unplaced' } })
    expect(await send(source)).toMatchObject({ body: { outcome: 'repeated' } })
    expect(await send(Buffer.from([0xff, 0, 0xfe, 13, 10, 0]))).toMatchObject({ status: 200 })
  })
})

describe('what is refused changes nothing', () => {
  const mail = () => rawMail()
  it.each<[string, () => Buffer | string, Sending, number, string]>([
    ['no signature', mail, { headers: { 'webhook-signature': '' } }, 401, 'not_signed'],
    ['a strange key', mail, { key: STRANGE_KEY }, 401, 'not_signed'],
    ['a replay after six minutes', mail, { at: new Date(Date.now() - 6 * MINUTE) }, 401, 'not_signed'],
    ['a timestamp ahead', mail, { at: new Date(Date.now() + 6 * MINUTE) }, 401, 'not_signed'],
    ['another id than was signed', mail, { headers: { 'webhook-id': 'other' } }, 401, 'not_signed'],
    ['another type', mail, { type: 'text/plain' }, 415, 'content_type'],
    ['a compressed body', mail, { headers: { 'content-encoding': 'gzip' } }, 415, 'content_encoding'],
    ['no JSON', () => '{', { type: 'application/json' }, 400, 'not_json'],
    ['JSON that is no mail', () => '{"raw":1}', { type: 'application/json' }, 422, 'mail'],
    ['JSON with more', () => '{"raw":"eA==","spf":"pass"}', { type: 'application/json' }, 422, 'mail'],
    ['more than 2 MiB', () => Buffer.alloc(2_200_000, 'x'), {}, 413, 'mail_too_large'],
    ['more than any of them', () => Buffer.alloc(4_000_000, 'x'), {}, 413, 'body_too_large'],
  ])('%s', async (_what, body, sending, status, code) => {
    const before = await kept()
    expect(await send(body(), sending)).toMatchObject({ status, body: { code, status } })
    expect(await kept()).toBe(before)
  })
  it('the sandbox takes none', async () => {
    const answer = await send(rawMail(), { to: test.settings.authserver.sandbox.url })
    expect(answer.status).toBe(404)
  })
})
