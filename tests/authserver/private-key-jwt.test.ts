/** `private_key_jwt` by openid-client and by hand: RS384 and ES384 only, one use each, only the pinned keys. */
import { randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import * as oauth from 'openid-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSandboxClient } from '../../lib/services/client.ts'
import { setKeys } from '../../lib/services/client-keys.ts'
import { type AuthserverTest, startAuthservers } from '../support/authserver.ts'
import { publicSet, type TestKey, testKey } from '../support/client-keys.ts'
import { Launch, REDIRECT } from '../support/launch.ts'
import { type TestOrganization, testOrganization } from '../support/organization.ts'

let test: AuthserverTest
let sunny: TestOrganization
let clientId: string
let issuer: string
const ec = testKey('ec-1')
const rsa = testKey('rsa-1', 'RS384')
const stranger = testKey('ec-1')

beforeAll(async () => {
  test = await startAuthservers()
  issuer = test.settings.authserver.sandbox.url
  sunny = await testOrganization(test.database.db, 'sunny.example.com', 'Sunny Health')
  clientId = await newClient()
  await setKeys(test.context(sunny.owner), { clientId, from: 'pasted', jwks: publicSet(ec, rsa) })
})
afterAll(() => test.close())

async function newClient(): Promise<string> {
  const client = { appId: sunny.appId, name: 'Server', redirectUri: REDIRECT, type: 'confidential-asymmetric' as const }
  return (await createSandboxClient(test.context(sunny.owner), client)).clientId
}

/** The proof as openid-client makes it. */
async function proof({ kid, alg, privateKey }: TestKey): Promise<oauth.ClientAuth> {
  const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'der' })
  const algorithm =
    alg === 'RS384' ? { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-384' } : { name: 'ECDSA', namedCurve: 'P-384' }
  const key = await crypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign'])
  return oauth.PrivateKeyJwt({ key, kid })
}

type Change = { alg?: string; key?: TestKey; kid?: string | null; claims?: Record<string, unknown> }

/** An assertion by hand. */
function assertion({ alg = 'ES384', key = ec, kid = 'ec-1', claims = {} }: Change = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1000)
  const whole = { iss: clientId, sub: clientId, aud: `${issuer}/token`, exp: now + 60, jti: randomUUID(), ...claims }
  return new SignJWT(whole).setProtectedHeader({ alg, ...(kid === null ? {} : { kid }) }).sign(key.privateKey)
}

/** @returns the error of a refresh with a token that nobody gave; `invalid_grant` says that the client was proven */
async function ask(client_assertion: string, more: Record<string, string> = {}): Promise<string> {
  const response = await fetch(`${issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      ...{ grant_type: 'refresh_token', refresh_token: 'nothing', client_assertion },
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      ...more,
    }),
  })
  return ((await response.json()) as { error: string }).error
}

describe('a launch', () => {
  it.each([ec, rsa])('is completed with $alg', async (key) => {
    const launch = await Launch.authorize(test, clientId, {
      environment: 'sandbox',
      ticked: ['offline'],
      proof: await proof(key),
    })
    const tokens = await launch.redeem()
    expect((await launch.read(`Patient/${tokens.patient}`)).status).toBe(200)
    const next = await oauth.refreshTokenGrant(launch.config, tokens.refresh_token ?? '')
    expect(next.access_token).not.toBe(tokens.access_token)
  })
  it('is refused without the key', async () => {
    for (const auth of [oauth.None(), oauth.ClientSecretPost('none'), await proof(stranger)]) {
      const launch = await Launch.authorize(test, clientId, { environment: 'sandbox', proof: auth })
      await expect(launch.redeem()).rejects.toMatchObject({ status: 401 })
    }
  })
})

describe('an assertion', () => {
  it('is taken for the token endpoint and for the issuer', async () => {
    expect(await ask(await assertion())).toBe('invalid_grant')
    expect(await ask(await assertion({ claims: { aud: issuer } }))).toBe('invalid_grant')
    expect(await ask(await assertion({ alg: 'RS384', key: rsa, kid: 'rsa-1' }))).toBe('invalid_grant')
  })
  const now = () => Math.floor(Date.now() / 1000)
  it.each<[string, () => Change]>([
    ['by another key of the same name', () => ({ key: stranger })],
    ['by a key under the name of another', () => ({ alg: 'RS384', key: rsa, kid: 'ec-1' })],
    ['that names no key', () => ({ kid: null })],
    ['that names an unknown key', () => ({ kid: 'ec-2' })],
    ['in RS256', () => ({ alg: 'RS256', key: rsa, kid: 'rsa-1' })],
    ['in PS384', () => ({ alg: 'PS384', key: rsa, kid: 'rsa-1' })],
    ['that expired', () => ({ claims: { exp: now() - 60 } })],
    ['that lives for more than five minutes', () => ({ claims: { exp: now() + 900 } })],
    ['without an end', () => ({ claims: { exp: undefined } })],
    ['without a name of its own', () => ({ claims: { jti: undefined } })],
    ['for another server', () => ({ claims: { aud: 'https://other.example.com/token' } })],
    ['for the other environment', () => ({ claims: { aud: test.settings.authserver.production.url } })],
    ['of another issuer', () => ({ claims: { iss: 'somebody' } })],
  ])('%s is refused', async (_what, change) => {
    expect(await ask(await assertion(change()))).toBe('invalid_client')
  })
  it('without a signature, or signed with the public key as a secret, is refused', async () => {
    const [, payload] = (await assertion()).split('.')
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    expect(await ask(`${part({ alg: 'none', kid: 'ec-1' })}.${payload}.`)).toBe('invalid_client')
    const shared = await new SignJWT(JSON.parse(Buffer.from(payload ?? '', 'base64url').toString()))
      .setProtectedHeader({ alg: 'HS256', kid: 'ec-1' })
      .sign(Buffer.from(publicSet(ec)))
    expect(await ask(shared)).toBe('invalid_client')
  })
  it('works once, on whichever server, and once of twenty at the same time', async () => {
    const second = await test.another('sandbox')
    const used = await assertion({ claims: { aud: issuer } })
    expect(await ask(used)).toBe('invalid_grant')
    expect(await ask(used)).toBe('invalid_client')
    expect(second).not.toBe(issuer)
    const raced = await assertion()
    const results = await Promise.all(Array.from({ length: 20 }, () => ask(raced)))
    expect(results.filter((error) => error !== 'invalid_client')).toEqual(['invalid_grant'])
  })
  it('of a client without keys proves nothing', async () => {
    const bare = await newClient()
    const claims = { iss: bare, sub: bare }
    expect(await ask(await assertion({ claims }))).toBe('invalid_client')
    await setKeys(test.context(sunny.owner), { clientId: bare, from: 'pasted', jwks: publicSet(rsa) })
    expect(await ask(await assertion({ claims }))).toBe('invalid_client')
    expect(await ask(await assertion({ alg: 'RS384', key: rsa, kid: 'rsa-1', claims }))).toBe('invalid_grant')
  })
  it('by a key that was replaced is refused at the next call', async () => {
    await setKeys(test.context(sunny.owner), { clientId, from: 'pasted', jwks: publicSet(rsa) })
    expect(await ask(await assertion())).toBe('invalid_client')
    await setKeys(test.context(sunny.owner), { clientId, from: 'pasted', jwks: publicSet(ec, rsa) })
    expect(await ask(await assertion())).toBe('invalid_grant')
  })
})

describe('the configuration', () => {
  it('says which algorithms there are', async () => {
    const fhir = test.settings.fhir.sandbox.url
    for (const url of [`${issuer}/.well-known/openid-configuration`, `${fhir}/.well-known/smart-configuration`]) {
      const document = (await (await fetch(url)).json()) as Record<string, unknown>
      expect(document.token_endpoint_auth_signing_alg_values_supported).toEqual(['RS384', 'ES384'])
      expect(document.token_endpoint_auth_methods_supported).toContain('private_key_jwt')
    }
  })
})
