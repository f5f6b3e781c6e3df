/** Public keys of clients: only those, in one form, and nothing private gets in however it is written. */
import { generateKeyPairSync, type JsonWebKey } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../../lib/domain/canonical-json.ts'
import {
  holdsPrivateKey,
  ignoredText,
  JWKS_MAX_LENGTH,
  MAX_KEYS,
  parseJwks,
  parseJwksUri,
  readJwks,
} from '../../lib/domain/jwks.ts'
import { Refusal } from '../../lib/domain/refusal.ts'

const rsaPair = (bits: number) => generateKeyPairSync('rsa', { modulusLength: bits })
const ecPair = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve })
const jwk = (key: { export(options: { format: 'jwk' }): JsonWebKey }, kid?: unknown): Record<string, unknown> => ({
  ...key.export({ format: 'jwk' }),
  ...(kid === undefined ? {} : { kid }),
})
const pairs = { rsa: rsaPair(2048), ec: ecPair('P-384') }
const rsa = jwk(pairs.rsa.publicKey, 'rsa-1')
const ec = jwk(pairs.ec.publicKey, 'ec-1')
const set = (...keys: unknown[]) => JSON.stringify({ keys })

function codeOf(text: string): string {
  try {
    parseJwks(text)
    return 'taken'
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    expect(error.field).toBe('jwks')
    expect(error.message).toMatch(/^[A-Z].*[.]$/)
    return error.code
  }
}

describe('parseJwks', () => {
  it('keeps what a public key is made of, in one order', () => {
    const extra = { ...rsa, x5c: ['MII'], key_ops: ['verify'], use: 'sig', alg: 'RS384', note: '<script>' }
    const { keys } = parseJwks(set(extra, ec))
    expect(keys).toEqual([
      { kty: 'EC', kid: 'ec-1', alg: 'ES384', use: 'sig', crv: 'P-384', x: ec.x, y: ec.y },
      { kty: 'RSA', kid: 'rsa-1', alg: 'RS384', use: 'sig', n: rsa.n, e: 'AQAB' },
    ])
    expect(canonicalJson(parseJwks(set(ec, rsa)))).toBe(canonicalJson({ keys }))
  })
  it.each([
    ['nothing', '', 'jwks_form'],
    ['no JSON', 'keys', 'jwks_form'],
    ['a list', '[]', 'jwks_form'],
    ['no keys', '{}', 'jwks_form'],
    ['an empty set', set(), 'jwks_form'],
    ['a key without a set', JSON.stringify(ec), 'jwks_form'],
    ['null', 'null', 'jwks_form'],
    ['a key that is null', set(null), 'jwks_form'],
    ['a PEM', '-----BEGIN PUBLIC KEY-----', 'jwks_form'],
    ['too many', set(...Array.from({ length: MAX_KEYS + 1 }, (_, n) => ({ ...ec, kid: `k${n}` }))), 'jwks_form'],
    ['too much', `{"keys":[]}${' '.repeat(JWKS_MAX_LENGTH)}`, 'jwks_too_long'],
    ['no kid', set({ ...ec, kid: undefined }), 'jwks_kid'],
    ['a number for a kid', set({ ...ec, kid: 1 }), 'jwks_kid'],
    ['an empty kid', set({ ...ec, kid: '' }), 'jwks_kid'],
    ['a kid with a line end', set({ ...ec, kid: 'a\nb' }), 'jwks_kid'],
    ['one kid twice', set(ec, { ...rsa, kid: 'ec-1' }), 'jwks_kid'],
    ['a short RSA key', set(jwk(rsaPair(1024).publicKey, 'a')), 'jwks_key'],
    ['RSA without n', set({ ...rsa, n: undefined }), 'jwks_key'],
    ['an even modulus', set({ ...rsa, n: `${String(rsa.n).slice(0, -2)}AA` }), 'jwks_key'],
    ['an exponent of one', set({ ...rsa, e: 'AQ' }), 'jwks_key'],
    ['another curve', set(jwk(ecPair('P-256').publicKey, 'a')), 'jwks_key'],
    ['a point off the curve', set({ ...ec, y: ec.x }), 'jwks_key'],
    ['a cut coordinate', set({ ...ec, x: String(ec.x).slice(1) }), 'jwks_key'],
    ['RS256', set({ ...rsa, alg: 'RS256' }), 'jwks_key'],
    ['PS384', set({ ...rsa, alg: 'PS384' }), 'jwks_key'],
    ['none', set({ ...ec, alg: 'none' }), 'jwks_key'],
    ['a key for encryption', set({ ...rsa, use: 'enc' }), 'jwks_key'],
    ['a key to sign with', set({ ...rsa, key_ops: ['sign', 'verify'] }), 'jwks_key'],
    ['Ed25519', set(jwk(generateKeyPairSync('ed25519').publicKey, 'a')), 'jwks_key'],
    ['a shared secret', set({ kty: 'oct', kid: 'a', k: 'AAAA' }), 'jwks_private'],
    ['a shared secret without its value', set(ec, { kty: 'oct', kid: 'a' }), 'jwks_private'],
    ['a shared secret among public keys', set(ec, { kty: 'oct', kid: 'a', k: 'AAAA' }), 'jwks_private'],
    ['nothing but keys that cannot be used', set({ ...rsa, alg: 'RS256' }, { kty: 'OKP', kid: 'b' }), 'jwks_key'],
    ['a private RSA key', set(jwk(pairs.rsa.privateKey, 'a')), 'jwks_private'],
    ['a private EC key', set(jwk(pairs.ec.privateKey, 'a')), 'jwks_private'],
    ['a private one among public ones', set(ec, jwk(pairs.rsa.privateKey, 'a')), 'jwks_private'],
    ['an escaped name of a private part', set(ec).replace('"x"', '"\\u0064":"AAAA","x"'), 'jwks_private'],
    ['a private PEM', String(pairs.ec.privateKey.export({ type: 'pkcs8', format: 'pem' })), 'jwks_private'],
    ['a bare private key', JSON.stringify(jwk(pairs.ec.privateKey, 'a')), 'jwks_private'],
  ])('refuses %s', (_what, text, code) => {
    expect(codeOf(text)).toBe(code)
  })
  it.each<[string, unknown, string | null]>([
    ['another kind', { kty: 'OKP', crv: 'Ed25519', kid: 'ed', x: 'AAAA' }, 'ed'],
    ['an unknown kind without a kid', { kty: 'AKP' }, null],
    ['another algorithm', { ...rsa, kid: 'ps', alg: 'PS384' }, 'ps'],
    ['another curve', { ...jwk(ecPair('P-256').publicKey), kid: 'p256' }, 'p256'],
    ['a key for encryption', { ...rsa, kid: 'enc', use: 'enc' }, 'enc'],
    ['no kid', { ...rsa, kid: undefined }, null],
    ['a kid that is no text for people', { ...rsa, kid: 'a\u202eb', alg: 'RS256' }, null],
    ['no object', 'key', null],
  ])('ignores %s beside a key that can be used, and says so', (_what, other, kid) => {
    const { jwks, ignored } = readJwks(set(other, ec))
    expect(jwks).toEqual(parseJwks(set(ec)))
    expect(ignored).toEqual([{ kid, why: expect.stringMatching(/^(?:Key 1|The |Give key 1).*[.]$/) }])
    expect(ignoredText(ignored)).toContain(kid === null ? 'Ignored: ' : `Ignored ${kid}: `)
  })
  it('takes any text without breaking, and never gives anything but public members', () => {
    const member = fc.constantFrom('kty', 'kid', 'n', 'e', 'x', 'y', 'crv', 'alg', 'use', 'd', 'p', 'q', 'k', 'oth')
    const broken = fc.dictionary(
      member,
      fc.oneof(fc.constantFrom(...Object.values(ec), ...Object.values(rsa)), fc.string()),
    )
    const key = fc.oneof(
      broken,
      broken.map((one) => ({ ...ec, ...one })),
      broken.map((one) => ({ ...rsa, ...one })),
    )
    const text = fc.oneof(
      fc.string(),
      fc.json(),
      fc.array(key, { maxLength: 3 }).map((keys) => set(...keys)),
    )
    fc.assert(
      fc.property(text, (typed) => {
        if (codeOf(typed) !== 'taken') return
        const taken = parseJwks(typed)
        const members = taken.keys.flatMap((one) => Object.keys(one))
        expect(['kty', 'kid', 'alg', 'use', 'n', 'e', 'crv', 'x', 'y']).toEqual(expect.arrayContaining(members))
        // One set has one form: read again it is the same.
        expect(parseJwks(JSON.stringify(taken))).toEqual(taken)
      }),
      { numRuns: 400 },
    )
  })
  it('refuses a private key wherever it stands and however its members are ordered', () => {
    const secrets = [jwk(pairs.rsa.privateKey, 'a'), jwk(pairs.ec.privateKey, 'b')]
    const shuffled = fc
      .constantFrom(...secrets)
      .chain((one) =>
        fc.shuffledSubarray(Object.entries(one), { minLength: Object.keys(one).length }).map(Object.fromEntries),
      )
    fc.assert(
      fc.property(shuffled, fc.nat({ max: 2 }), (secret, place) => {
        const keys: unknown[] = [ec, rsa]
        keys.splice(place, 0, secret)
        expect(codeOf(set(...keys))).toBe('jwks_private')
        expect(holdsPrivateKey(set(...keys))).toBe(true)
      }),
      { numRuns: 50 },
    )
  })
})

describe('parseJwksUri', () => {
  it.each([
    ['https://App.Example.com/jwks.json', false, 'https://app.example.com/jwks.json'],
    [' https://app.example.com:8443/jwks?v=1 ', false, 'https://app.example.com:8443/jwks?v=1'],
    ['http://127.0.0.1:3000/jwks', true, 'http://127.0.0.1:3000/jwks'],
  ])('takes %j', (text, loopback, kept) => {
    expect(parseJwksUri(text, loopback)).toBe(kept)
  })
  it.each([
    '',
    'app.example.com/jwks',
    'http://app.example.com/jwks',
    'ftp://app.example.com/jwks',
    'file:///etc/passwd',
    'https://user@app.example.com/',
    'https://app.example.com/#a',
    'https://localhost/jwks',
    'https://db.localhost/jwks',
    'https://127.0.0.1/jwks',
    'https://2130706433/jwks',
    'https://[::1]/jwks',
    'http://127.0.0.1/jwks',
    'https://app.example.com/a b',
    `https://app.example.com/${'x'.repeat(2000)}`,
  ])('refuses %j', (text) => {
    expect(() => parseJwksUri(text, false)).toThrow(expect.objectContaining({ code: 'jwks_uri', field: 'jwksUri' }))
  })
})
