/**
 * Public keys of a client (JWK Set, RFC 7517) as SMART App Launch 2 wants them for `private_key_jwt`: RSA from 2048 bits
 * for RS384, EC P-384 for ES384, each with a `kid`. Only what is needed of a key is kept; a private one is refused.
 */
import { Refusal } from './refusal.ts'
import { urlOf } from './url.ts'

export type PublicJwk =
  | { kty: 'RSA'; kid: string; alg: 'RS384'; use: 'sig'; n: string; e: string }
  | { kty: 'EC'; kid: string; alg: 'ES384'; use: 'sig'; crv: 'P-384'; x: string; y: string }

export type PublicJwks = { keys: PublicJwk[] }

/** In the order in which the configuration documents list them. */
export const KEY_ALGORITHMS = ['RS384', 'ES384'] as const

export const MAX_KEYS = 10
/** Characters of a set; ten RSA keys of 8192 bits have less. */
export const JWKS_MAX_LENGTH = 32_768
const KID_MAX_LENGTH = 200

const PRIVATE_PARTS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'] as const

/** Whether a text holds, or may hold, a private key: such a text is neither kept nor sent back to a page. */
export function holdsPrivateKey(text: string): boolean {
  return /PRIVATE KEY|"(?:d|p|q|dp|dq|qi|oth|k)"\s*:/.test(text)
}

const refuse = (code: string, message: string): never => {
  throw new Refusal(code, message, { field: 'jwks' })
}

const PRIVATE =
  'This holds a private or shared key. We kept nothing of it, but it has left your server: make a new pair, and paste the public part only.'

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A key that cannot be used here, and why. @see RFC 7517, 5: such keys are ignored and do not spoil a set */
export type IgnoredKey = { kid: string | null; why: string }

/** What was ignored, a line for each; empty when nothing was. */
export const ignoredText = (ignored: readonly IgnoredKey[]): string =>
  ignored.map(({ kid, why }) => `Ignored${kid === null ? '' : ` ${kid}`}: ${why}`).join('\n')

/** The keys that can be used, as `readJwks` gives them. */
export const parseJwks = (text: string): PublicJwks => readJwks(text).jwks

/**
 * The keys that can be used, in their one canonical form: only known members, in the order of their `kid`; and the ones
 * that cannot. A private or shared key refuses the whole set, and so does a set without any key to use.
 * Refuses `jwks_private`, `jwks_too_long`, `jwks_form`, `jwks_key` and `jwks_kid`, each with what to change.
 */
export function readJwks(text: string): { jwks: PublicJwks; ignored: IgnoredKey[] } {
  if (text.length > JWKS_MAX_LENGTH) refuse('jwks_too_long', `Enter a set of ${MAX_KEYS} keys or less.`)
  if (text.trim() === '') refuse('jwks_form', 'Paste your public keys: {"keys": [ … ]}.')
  if (holdsPrivateKey(text)) refuse('jwks_private', PRIVATE)
  const set = parsed(text)
  if (isRecord(set) && typeof set.kty === 'string') refuse('jwks_form', 'Put the key into a set: {"keys": [ … ]}.')
  if (!isRecord(set) || !Array.isArray(set.keys)) return refuse('jwks_form', 'This is no key set like {"keys": [ … ]}.')
  if (set.keys.length === 0) refuse('jwks_form', 'The set holds no key.')
  if (set.keys.length > MAX_KEYS) refuse('jwks_form', `The set holds more than ${MAX_KEYS} keys.`)
  const given: unknown[] = set.keys
  const read = given.map((key, index) => keyOrFault(key, index + 1))
  const keys = read.flatMap((one) => (one instanceof Refusal ? [] : [one]))
  const faults = read.map((one) => (one instanceof Refusal ? one : null))
  if (keys.length === 0) throw faults[0]
  if (new Set(keys.map(({ kid }) => kid)).size < keys.length) refuse('jwks_kid', 'Two keys have the same kid.')
  return {
    jwks: { keys: keys.toSorted((a, b) => (a.kid < b.kid ? -1 : 1)) },
    ignored: faults.flatMap((fault, index) => (fault ? [{ kid: shownKid(given[index]), why: fault.message }] : [])),
  }
}

/** The fault is a value: only what must never be sent refuses the set. */
function keyOrFault(key: unknown, place: number): PublicJwk | Refusal {
  try {
    return parseKey(key, place)
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === 'jwks_private') throw error
    return error
  }
}

const isKid = (kid: unknown): kid is string =>
  typeof kid === 'string' && kid.length <= KID_MAX_LENGTH && /^[!-~]+$/.test(kid)

function shownKid(key: unknown): string | null {
  return isRecord(key) && isKid(key.kid) ? key.kid : null
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return refuse('jwks_form', 'This is not JSON. Paste the whole set, from { to }.')
  }
}

function parseKey(key: unknown, place: number): PublicJwk {
  if (!isRecord(key)) return refuse('jwks_form', `Key ${place} is no object.`)
  // Escapes in JSON can hide the name of a private part from a look at the text.
  if (key.kty === 'oct' || PRIVATE_PARTS.some((part) => Object.hasOwn(key, part))) refuse('jwks_private', PRIVATE)
  const kid = kidOf(key.kid, place)
  if (key.use !== undefined && key.use !== 'sig') refuse('jwks_key', `Key ${place} is not for signing: use is not sig.`)
  const ops = key.key_ops
  if (ops !== undefined && !(Array.isArray(ops) && ops.length === 1 && ops[0] === 'verify')) {
    refuse('jwks_key', `The key_ops of key ${place} must be verify alone.`)
  }
  if (key.kty === 'RSA') return rsaKey(key, kid, place)
  if (key.kty === 'EC') return ecKey(key, kid, place)
  return refuse('jwks_key', `Key ${place} is neither RSA nor EC.`)
}

function kidOf(kid: unknown, place: number): string {
  if (typeof kid !== 'string' || kid === '') return refuse('jwks_kid', `Give key ${place} a kid, a name of its own.`)
  if (!isKid(kid)) {
    refuse('jwks_kid', `Give key ${place} a kid of ${KID_MAX_LENGTH} plain characters or less.`)
  }
  return kid
}

function mustSignWith(key: Record<string, unknown>, alg: string, place: number): void {
  if (key.alg !== undefined && key.alg !== alg) refuse('jwks_key', `The alg of key ${place} must be ${alg}.`)
}

/** A number in base64url without padding, and nothing else; null for any other text. */
function numberOf(value: unknown): bigint | null {
  if (typeof value !== 'string' || !/^[A-Za-z0-9_-]{1,2000}$/.test(value) || value.length % 4 === 1) return null
  let number = 0n
  for (const sign of value) number = number * 64n + BigInt(DIGITS.indexOf(sign))
  // The last sign may carry bits that belong to no byte; they must be empty, so that one key has one text.
  const spare = BigInt((value.length * 6) % 8)
  return number & ((1n << spare) - 1n) ? null : number >> spare
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const bits = (number: bigint) => number.toString(2).length

function rsaKey(key: Record<string, unknown>, kid: string, place: number): PublicJwk {
  mustSignWith(key, 'RS384', place)
  const [n, e] = [numberOf(key.n), numberOf(key.e)]
  if (n === null || e === null || n % 2n === 0n || e % 2n === 0n || e < 3n || bits(e) > 32) {
    return refuse('jwks_key', `Key ${place} is no whole RSA key: its n or e is missing or broken.`)
  }
  if (bits(n) < 2048 || bits(n) > 8192) refuse('jwks_key', `Key ${place} must have between 2048 and 8192 bits.`)
  return { kty: 'RSA', kid, alg: 'RS384', use: 'sig', n: String(key.n), e: String(key.e) }
}

// P-384 (SEC 2, secp384r1): y² = x³ - 3x + b over the prime.
const PRIME = 2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n
const B = 0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn

function ecKey(key: Record<string, unknown>, kid: string, place: number): PublicJwk {
  mustSignWith(key, 'ES384', place)
  if (key.crv !== 'P-384') refuse('jwks_key', `Key ${place} must be on the curve P-384.`)
  const [x, y] = [coordinate(key.x), coordinate(key.y)]
  if (x === null || y === null || (y * y - (x * x * x - 3n * x + B)) % PRIME !== 0n) {
    return refuse('jwks_key', `Key ${place} is no point of the curve P-384: its x or y is missing or broken.`)
  }
  return { kty: 'EC', kid, alg: 'ES384', use: 'sig', crv: 'P-384', x: String(key.x), y: String(key.y) }
}

/** RFC 7518, 6.2.1.2: always the full 48 bytes. */
function coordinate(value: unknown): bigint | null {
  const number = typeof value === 'string' && value.length === 64 ? numberOf(value) : null
  return number !== null && number < PRIME ? number : null
}

const URI_MAX_LENGTH = 2000

/**
 * The address of a key set, in its one canonical form. Whether it is a public address is seen when it is called.
 * @param loopback lets this machine through, for trying things out. Refuses `jwks_uri` (field `jwksUri`).
 */
export function parseJwksUri(text: string, loopback: boolean): string {
  const wrong = (message: string): never => {
    throw new Refusal('jwks_uri', message, { field: 'jwksUri' })
  }
  const typed = text.trim()
  if (typed.length > URI_MAX_LENGTH) wrong(`Enter an address of ${URI_MAX_LENGTH} characters or less.`)
  const url = /^[!-~]+$/.test(typed) ? urlOf(typed) : null
  if (!url) return wrong('Enter the whole address, like https://app.example.com/jwks.json.')
  const local = loopback && (url.hostname === '127.0.0.1' || url.hostname === '[::1]')
  if (url.protocol !== 'https:' && !(local && url.protocol === 'http:')) wrong('The address must start with https://.')
  if (url.username !== '' || url.password !== '') wrong('Remove the user name from the address.')
  if (url.hash !== '') wrong('Remove the # and what follows it.')
  if (!local && (!url.hostname.includes('.') || /^[[\d]/.test(url.hostname) || url.hostname.endsWith('.localhost'))) {
    wrong('Use a full domain name, like app.example.com.')
  }
  return url.href
}
