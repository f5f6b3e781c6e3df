/** Randomness and digests: the only place that touches node:crypto for services. */
import {
  createHmac,
  createSecretKey,
  hash,
  type KeyObject,
  randomBytes,
  randomInt,
  randomUUID,
  timingSafeEqual,
} from 'node:crypto'

export const randomId = (): string => randomUUID()

/** URL-safe text with `bytes` bytes of entropy. */
export const randomSecret = (bytes = 32): string => randomBytes(bytes).toString('base64url')

/** Six digits, uniform, leading zeros kept. */
export const randomCode = (): string => randomInt(0, 1_000_000).toString().padStart(6, '0')

/** Lower-case hex SHA-256. */
export const digestOfBytes = (bytes: Buffer): string => hash('sha256', bytes)

/** Lower-case hex SHA-256 of UTF-8 text. */
export const digest = (text: string): string => hash('sha256', text)

/** Hex HMAC-SHA-256: for values with so little entropy that a plain digest could be searched. */
export const keyedDigest = (key: string, text: string): string =>
  createHmac('sha256', key).update(text, 'utf8').digest('hex')

/** Made ready once: setting a key up costs more than signing with it. */
const cookieKeys = new Map<string, KeyObject>()

function cookieKey(key: string): KeyObject {
  const ready = cookieKeys.get(key) ?? createSecretKey(key, 'utf8')
  cookieKeys.set(key, ready)
  return ready
}

/** Whether a text carries the signature (unpadded base64url) that cookies get by this key: HMAC-SHA-1, as Koa signs them. */
export function isSignedCookie(key: string, text: string, signature: string): boolean {
  const right = Buffer.from(createHmac('sha1', cookieKey(key)).update(text, 'utf8').digest('base64url'))
  const given = Buffer.from(signature)
  return given.length === right.length && timingSafeEqual(given, right)
}
