/** Key pairs of clients for tests, and the public set of some of them. */
import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'

export type TestKey = { kid: string; alg: 'RS384' | 'ES384'; privateKey: KeyObject }

/** @param kid also tells keys of one test apart */
export function testKey(kid: string, alg: TestKey['alg'] = 'ES384'): TestKey {
  const pair =
    alg === 'RS384'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: 'P-384' })
  return { kid, alg, privateKey: pair.privateKey }
}

/** The text a developer pastes. */
export function publicSet(...keys: TestKey[]): string {
  return JSON.stringify({
    keys: keys.map(({ kid, privateKey }) => ({ ...createPublicKey(privateKey).export({ format: 'jwk' }), kid })),
  })
}
