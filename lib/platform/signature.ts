/**
 * The Standard Webhooks scheme, for what comes in signed and for what we send: `webhook-id`, `webhook-timestamp` and
 * `webhook-signature` over `id.timestamp.body` by HMAC-SHA-256. Several keys count while one is being replaced.
 * Written on node:crypto, because batches of activity are large and its hash is a hundred times as fast as one in
 * JavaScript; a test holds it against the scheme's own library.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'

export type SignedHeaders = { id: string; timestamp: string; signature: string }

/** The scheme's own tolerance (seconds) between the sender's clock and ours, in both directions. */
const TOLERANCE = 300

function mac(key: string, id: string, timestamp: string, body: string | Buffer): Buffer {
  const secret = Buffer.from(key.replace(/^whsec_/, ''), 'base64')
  return createHmac('sha256', secret).update(`${id}.${timestamp}.`).update(body).digest()
}

/** The `v1` signatures of a header, decoded; others are of schemes that this portal does not speak. */
function signaturesOf(header: string): Buffer[] {
  return header
    .split(' ')
    .filter((part) => part.startsWith('v1,'))
    .slice(0, 10)
    .map((part) => Buffer.from(part.slice(3), 'base64'))
}

/**
 * Proves a message.
 * @param body the exact bytes that came @param keys `whsec_…`, any of which may have signed @param now the server's clock
 * @returns the message's id; null when a header is missing, no key fits, or the time is more than five minutes off
 */
export function verifiedMessage(
  headers: Partial<SignedHeaders>,
  body: string | Buffer,
  keys: readonly string[],
  now: Date,
): { id: string } | null {
  const { id, timestamp, signature } = headers
  if (!id || !timestamp || !signature || id.length > 200 || !/^\d{1,12}$/.test(timestamp)) return null
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > TOLERANCE) return null
  const given = signaturesOf(signature)
  for (const key of keys) {
    const expected = mac(key, id, timestamp, body)
    if (given.some((one) => one.length === expected.length && timingSafeEqual(one, expected))) return { id }
  }
  return null
}

/** @param keys every live key signs, newest first @returns the values of the three headers */
export function signedHeaders(id: string, at: Date, body: string | Buffer, keys: readonly string[]): SignedHeaders {
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const signature = keys.map((key) => `v1,${mac(key, id, timestamp, body).toString('base64')}`).join(' ')
  return { id, timestamp, signature }
}
