/** Signed messages, held against the scheme's own library: what it signs we accept, what we sign it accepts. */
import { randomBytes } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { describe, expect, test } from 'vitest'
import { signedHeaders, verifiedMessage } from '../../lib/platform/signature.ts'

const newKey = () => `whsec_${randomBytes(32).toString('base64')}`
const key = newKey()
const body = '{"id":"é"}'
/** The library reads the machine's clock, so the tests that meet it do as well. */
const now = new Date()

const theirs = (id: string, at: Date, text: string, by: string) => ({
  id,
  timestamp: String(Math.floor(at.getTime() / 1000)),
  signature: new Webhook(by).sign(id, at, text),
})

describe('what the library signs', () => {
  const headers = theirs('msg_1', now, body, key)

  test('is accepted, with any of the keys', () => {
    expect(verifiedMessage(headers, body, [newKey(), key], now)).toEqual({ id: 'msg_1' })
    expect(verifiedMessage(headers, Buffer.from(body), [key], now)).toEqual({ id: 'msg_1' })
  })

  test.each([
    ['no signature', { ...headers, signature: undefined }, body, [key]],
    ['no id', { ...headers, id: undefined }, body, [key]],
    ['no key fits', headers, body, [newKey()]],
    ['no keys', headers, body, []],
    ['another body', headers, `${body} `, [key]],
    ['another id', { ...headers, id: 'msg_2' }, body, [key]],
    ['another time', { ...headers, timestamp: String(Number(headers.timestamp) + 1) }, body, [key]],
    ['a time that is none', { ...headers, timestamp: '1e9' }, body, [key]],
    ['another scheme', { ...headers, signature: headers.signature.replace('v1,', 'v1a,') }, body, [key]],
    ['a short signature', { ...headers, signature: 'v1,AAAA' }, body, [key]],
    ['an endless id', { ...headers, id: 'm'.repeat(201) }, body, [key]],
  ] as const)('is refused with %s', (_name, given, text, keys) => {
    expect(verifiedMessage(given, text, keys, now)).toBeNull()
  })

  test.each([301, -301])('is refused when the clocks are %i seconds apart', (seconds) => {
    expect(verifiedMessage(headers, body, [key], new Date(now.getTime() + seconds * 1000))).toBeNull()
  })
})

test('what we sign with two keys, the library accepts with either', () => {
  const second = newKey()
  const { id, timestamp, signature } = signedHeaders('msg_3', now, body, [key, second])
  const named = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature }
  for (const one of [key, second]) expect(new Webhook(one).verify(body, named)).toEqual(JSON.parse(body))
  expect(() => new Webhook(newKey()).verify(body, named)).toThrow()
})
