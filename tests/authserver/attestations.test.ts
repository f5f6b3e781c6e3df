/** What anybody may read: attestations with their tag, the keys that signed them, discovery, health. */
import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canonicalJson } from '../../lib/domain/canonical-json.ts'
import { digest } from '../../lib/platform/secrets.ts'
import { createSandboxClient } from '../../lib/services/client.ts'
import { type AuthserverTest, approvedClient, newId, phoneAppAnswers, startAuthservers } from '../support/authserver.ts'
import { type TestOrganization, testOrganization } from '../support/organization.ts'

let test: AuthserverTest
let sunny: TestOrganization
let clientId: string
let attestationId: string
let home: string

beforeAll(async () => {
  test = await startAuthservers()
  home = test.settings.authserver.production.url
  sunny = await testOrganization(test.database.db, 'sunny.example.com', 'Sunny Health')
  ;({ clientId, attestationId } = await approvedClient(test, sunny, phoneAppAnswers('Sunny Health')))
})
afterAll(() => test.close())

const attestation = (id = clientId, headers: Record<string, string> = {}, server = home) =>
  fetch(`${server}/v1/attestations/${id}`, { headers })

describe('an attestation', () => {
  it('is what was signed, and the signature proves it', async () => {
    const answer = await attestation()
    expect(answer.headers.get('content-type')).toContain('application/json')
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(answer.headers.get('cache-control')).toContain('public')
    const { jws, digest: told, version, publishedAt, notices, clientId: client, ...content } = await answer.json()
    expect({ client, version, notices }).toEqual({ client: clientId, version: 1, notices: [] })
    expect(new Date(publishedAt).getTime()).not.toBeNaN()
    expect(digest(canonicalJson(content))).toBe(told)
    const keys = (await (await fetch(`${home}/.well-known/candor-keys.json`)).json()) as JSONWebKeySet
    expect(keys.keys.some((key) => 'd' in key)).toBe(false)
    const { payload } = await compactVerify(jws, createLocalJWKSet(keys))
    expect(JSON.parse(Buffer.from(payload).toString('utf8'))).toEqual(content)
  })

  it('is not sent again while its tag is the same, and is once a notice stands beside it', async () => {
    const etag = (await attestation()).headers.get('etag') ?? ''
    const same = await attestation(clientId, { 'if-none-match': etag })
    expect([same.status, await same.text(), same.headers.get('etag')]).toEqual([304, '', etag])
    expect((await attestation(clientId, { 'if-none-match': '"other"' })).status).toBe(200)
    await test.database.sql`
      insert into attestation_notice (id, attestation_id, kind, question_id, at, data)
      values (${newId()}, ${attestationId}, 'withdrawn', 'app.funding', '2026-11-24T15:00:00Z', '{}')`
    const noticed = await attestation(clientId, { 'if-none-match': etag })
    expect(noticed.status).toBe(200)
    expect(noticed.headers.get('etag')).not.toBe(etag)
    expect((await noticed.json()).notices).toEqual([
      { kind: 'withdrawn', questionId: 'app.funding', at: '2026-11-24T15:00:00.000Z' },
    ])
  })

  it('of nobody, of a sandbox client and of another environment is a problem told as RFC 9457', async () => {
    const context = test.context(sunny.owner)
    const redirectUri = 'http://127.0.0.1/callback'
    const sandbox = await createSandboxClient(context, { appId: sunny.appId, name: 'Trial', redirectUri })
    const asked = [
      await attestation('nobody'),
      await attestation("x' or 1=1--"),
      await attestation(sandbox.clientId),
      await attestation(clientId, {}, test.settings.authserver.sandbox.url),
    ]
    for (const answer of asked) {
      expect(answer.status).toBe(404)
      expect(answer.headers.get('content-type')).toContain('application/problem+json')
      expect(await answer.json()).toMatchObject({ status: 404, code: 'not_found' })
    }
  })

  it('that somebody changed is not served', async () => {
    await test.database.sql`alter table attestation disable trigger append_only`
    await test.database
      .sql`update attestation set content = replace(content, 'Sunny', 'Funny') where id = ${attestationId}`
    const answer = await attestation()
    expect(answer.status).toBe(500)
    expect(await answer.text()).not.toContain('Funny')
  })
})

describe('the process', () => {
  it.each(['production', 'sandbox'] as const)('of %s tells its health and its addresses', async (environment) => {
    const { url } = test.settings.authserver[environment]
    const json = async (path: string) => (await fetch(url + path)).json()
    expect(await json('/healthz')).toEqual({ ok: true })
    expect(await json('/readyz')).toEqual({ ok: true, faults: [] })
    const smart = await json('/.well-known/smart-configuration')
    expect(smart).toMatchObject({ issuer: url, code_challenge_methods_supported: ['S256'] })
    expect(smart.capabilities).toEqual(expect.arrayContaining(['launch-standalone', 'context-standalone-patient']))
    const openid = await json('/.well-known/openid-configuration')
    for (const name of ['issuer', 'authorization_endpoint', 'token_endpoint', 'jwks_uri'] as const) {
      expect(openid[name]).toBe(smart[name])
    }
    const fhir = test.settings.fhir[environment].url
    expect(await (await fetch(`${fhir}/.well-known/smart-configuration`)).json()).toEqual(smart)
    const metadata = await (await fetch(`${fhir}/metadata`)).json()
    expect(JSON.stringify(metadata)).toContain(smart.authorization_endpoint)
  })

  it('answers everything else with its headers and without a trace of what it is made of', async () => {
    const paths = [
      '/nothing',
      '/v1/nothing',
      '/interaction/x',
      '/authorize',
      '/grants',
      '/healthz',
      '/.well-known/nothing',
    ]
    for (const path of paths) {
      const { headers } = await fetch(home + path, { redirect: 'manual' })
      expect(headers.get('x-content-type-options'), path).toBe('nosniff')
      expect(headers.get('content-security-policy'), path).toContain("frame-ancestors 'none'")
      expect(headers.get('x-frame-options'), path).toBe('DENY')
      expect(headers.get('referrer-policy'), path).toBe('same-origin')
      expect(headers.get('x-request-id'), path).toBeTruthy()
      expect(headers.get('x-powered-by'), path).toBeNull()
    }
  })
})
