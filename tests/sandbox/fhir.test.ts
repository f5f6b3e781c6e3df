/** The synthetic FHIR server: three bases, tokens asked at every call, and nobody's records but the token's. */
import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSettings, type Settings } from '../../lib/platform/env.ts'
import { createLog } from '../../lib/platform/log.ts'
import { startFhir } from '../../sandbox/fhir.ts'
import { freePort } from '../../sandbox/postgres.ts'

let settings: Settings
let fhir: { close: () => Promise<void> }
/** An authorization server as far as the FHIR server knows one: it answers introspections. */
let authserver: Server
const asked: string[] = []
const tokens: Record<string, Record<string, unknown>> = {}

const scope = 'launch/patient patient/Patient.rs patient/ExplanationOfBenefit.rs'
const active = (extra: Record<string, unknown> = {}) => ({
  active: true,
  aud: settings.fhir.production.url,
  patient: 'maria-hernandez',
  scope,
  ...extra,
})

beforeAll(async () => {
  const [auth, sandboxAuth, port] = await Promise.all([freePort(), freePort(), freePort()])
  settings = readSettings({
    AUTHSERVER_PORT: String(auth),
    SANDBOX_AUTHSERVER_PORT: String(sandboxAuth),
    FHIR_PORT: String(port),
  })
  authserver = createServer((request, response) => {
    let body = ''
    request.on('data', (part) => {
      body += part
    })
    request.on('end', () => {
      asked.push(request.headers.authorization ?? '')
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify(tokens[new URLSearchParams(body).get('token') ?? ''] ?? { active: false }))
    })
  })
  await new Promise<void>((done) => authserver.listen(auth, 'localhost', done))
  fhir = await startFhir(settings, createLog('silent', 'fhir'))
})
afterAll(async () => {
  await fhir.close()
  await new Promise((done) => authserver.close(done))
})

const get = (url: string, token?: string) =>
  fetch(url, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } })
const read = (path: string, token?: string) => get(`${settings.fhir.production.url}/${path}`, token)

describe('the three bases', () => {
  it('say at their metadata what they are', async () => {
    for (const base of [settings.fhir.production.url, settings.fhir.sandbox.url, settings.fhir.directory.url]) {
      const answer = await get(`${base}/metadata`)
      expect(answer.headers.get('content-type')).toMatch(/^application\/fhir\+json/)
      expect(await answer.json()).toMatchObject({ resourceType: 'CapabilityStatement', fhirVersion: '4.0.1' })
    }
  })

  it('name their own authorization server, the directory none', async () => {
    for (const environment of ['production', 'sandbox'] as const) {
      const found = await get(`${settings.fhir[environment].url}/.well-known/smart-configuration`)
      const smart = (await found.json()) as Record<string, string>
      expect(smart.authorization_endpoint).toContain(settings.authserver[environment].url)
    }
    expect((await get(`${settings.fhir.directory.url}/.well-known/smart-configuration`)).status).toBe(404)
  })

  it('have the seven resources of the provider directory open to all', async () => {
    const types = [
      'HealthcareService',
      'InsurancePlan',
      'Location',
      'Organization',
      'OrganizationAffiliation',
      'Practitioner',
      'PractitionerRole',
    ]
    for (const type of types) {
      const answer = await get(`${settings.fhir.directory.url}/${type}`)
      const bundle = (await answer.json()) as { total: number; entry: { resource: { id: string } }[] }
      expect(bundle.total, type).toBeGreaterThan(0)
      const one = await get(`${settings.fhir.directory.url}/${type}/${bundle.entry[0]?.resource.id}`)
      expect(await one.json()).toMatchObject({ resourceType: type })
    }
    expect((await get(`${settings.fhir.directory.url}/Patient`)).status).toBe(404)
  })
})

describe('a token', () => {
  it('is needed and must be good', async () => {
    for (const answer of [await read('Patient/maria-hernandez'), await read('Patient/maria-hernandez', 'unknown')]) {
      expect(answer.status).toBe(401)
      expect(answer.headers.get('www-authenticate')).toBe('Bearer')
      expect(await answer.json()).toMatchObject({ resourceType: 'OperationOutcome' })
    }
    tokens.sandbox = active({ aud: settings.fhir.sandbox.url })
    expect((await read('Patient/maria-hernandez', 'sandbox')).status).toBe(401)
  })

  it('opens the records of its patient and of nobody else', async () => {
    tokens.maria = active()
    expect(await (await read('Patient/maria-hernandez', 'maria')).json()).toMatchObject({ id: 'maria-hernandez' })
    const found = await read('ExplanationOfBenefit?patient=maria-hernandez', 'maria')
    const { entry } = (await found.json()) as { entry: { resource: { patient: { reference: string } } }[] }
    expect(new Set(entry.map(({ resource }) => resource.patient.reference))).toEqual(
      new Set(['Patient/maria-hernandez']),
    )
    for (const path of [
      'Patient/james-carter',
      'ExplanationOfBenefit?patient=james-carter',
      'ExplanationOfBenefit/claim-james-carter-1',
    ]) {
      expect((await read(path, 'maria')).status, path).toBe(403)
    }
  })

  it('opens only what the member agreed to', async () => {
    tokens.narrow = active({ scope: 'patient/Patient.r' })
    expect((await read('Patient/maria-hernandez', 'narrow')).status).toBe(200)
    expect((await read('Patient', 'narrow')).status).toBe(403)
    expect((await read('Coverage', 'narrow')).status).toBe(403)
    const claims = async (token: string) =>
      ((await (await read('ExplanationOfBenefit', token)).json()) as { total: number }).total
    tokens.sensitive = active({ sensitive: true })
    expect(await claims('maria')).toBeLessThan(await claims('sensitive'))
  })

  it('is asked about at every call, so that stopping is at once', async () => {
    tokens.soon = active()
    const before = asked.length
    expect((await read('Patient/maria-hernandez', 'soon')).status).toBe(200)
    expect((await read('Patient/maria-hernandez', 'soon')).status).toBe(200)
    expect(asked.length).toBe(before + 2)
    delete tokens.soon
    expect((await read('Patient/maria-hernandez', 'soon')).status).toBe(401)
  })
})

describe('the directory of members', () => {
  const signIn = (username: string, password: string, caller = settings.introspection) =>
    fetch(`http://localhost:${settings.fhir.port}/members/sign-in`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Basic ${Buffer.from(`${caller.clientId}:${caller.secret}`).toString('base64')}`,
      },
      body: JSON.stringify({ username, password }),
    })
  it('answers the authorization server only', async () => {
    expect((await signIn('maria', 'maria-synthetic', { clientId: 'x', secret: 'y' })).status).toBe(403)
    expect((await fetch(`http://localhost:${settings.fhir.port}/members`)).status).toBe(403)
    expect((await signIn('maria', 'wrong')).status).toBe(401)
    expect(await (await signIn('maria', 'maria-synthetic')).json()).toMatchObject({
      subject: 'maria-hernandez',
      people: [{ self: true }, { self: false }, { self: false }],
    })
  })
})

it('refuses to run beside a public URL', async () => {
  const open = { ...settings, fhir: { ...settings.fhir, production: { url: 'https://api.payer.example/fhir' } } }
  await expect(startFhir(open, createLog('silent', 'fhir'))).rejects.toThrow('only runs on localhost')
})
