/** The launch by fhirclient, SMART's own library, as a server app uses it; in the sandbox, with a client a developer made alone. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import smart from 'fhirclient'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSandboxClient } from '../../lib/services/client.ts'
import { makeSecret } from '../../lib/services/client-secret.ts'
import { type AuthserverTest, startAuthservers } from '../support/authserver.ts'
import { MemberBrowser, textOf } from '../support/member-browser.ts'
import { type TestOrganization, testOrganization } from '../support/organization.ts'

let test: AuthserverTest
let sunny: TestOrganization
let app: Server
let origin: string
/** How the app at /launch introduces itself. */
let registration: { clientId: string; clientSecret?: string }

/** fhirclient keeps a launch in the app's own session; one member plays here, so one is enough. */
const kept = new Map<string, unknown>()
const storage = {
  get: async (key: string) => kept.get(key),
  set: async (key: string, value: unknown) => {
    kept.set(key, value)
    return value
  },
  unset: async (key: string) => kept.delete(key),
}

async function play(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const api = smart(request as never, response, storage as never)
  if (request.url?.startsWith('/launch')) {
    await api.authorize({
      iss: test.settings.fhir.sandbox.url,
      ...registration,
      redirectUri: '/callback',
      scope: 'launch/patient openid fhirUser offline_access patient/*.read',
      pkceMode: 'required',
    })
    return
  }
  const client = await api.ready()
  const patient = await client.patient.read()
  const claims = await client.request(`ExplanationOfBenefit?patient=${client.patient.id}`)
  const other = await client.request('Patient/james-carter').then(
    () => 'read',
    (error: unknown) => String((error as { status?: number }).status ?? error),
  )
  const refreshed = client.state.tokenResponse?.refresh_token ? await client.refresh() : null
  response.setHeader('content-type', 'application/json')
  response.end(
    JSON.stringify({
      patient: patient.id,
      user: client.user.fhirUser,
      claims: (claims as { total: number }).total,
      other,
      refreshed: refreshed?.tokenResponse?.access_token !== undefined,
    }),
  )
}

beforeAll(async () => {
  test = await startAuthservers()
  sunny = await testOrganization(test.database.db, 'sunny.example.com', 'Sunny Health')
  app = createServer((request, response) => {
    play(request, response).catch((error: unknown) => {
      response.statusCode = 500
      response.end(String(error instanceof Error ? error.stack : error))
    })
  }).listen(0, '127.0.0.1')
  await new Promise((done) => app.once('listening', done))
  origin = `http://127.0.0.1:${(app.address() as AddressInfo).port}`
})
afterAll(async () => {
  app.closeAllConnections()
  await new Promise((done) => app.close(done))
  await test.close()
})

async function sandboxClient(type: 'public' | 'confidential-symmetric'): Promise<void> {
  const context = test.context(sunny.owner)
  const redirectUri = 'http://127.0.0.1/callback'
  const { clientId } = await createSandboxClient(context, { appId: sunny.appId, name: 'Trial app', redirectUri, type })
  const secret = type === 'public' ? {} : { clientSecret: (await makeSecret(context, { clientId })).secret }
  registration = { clientId, ...secret }
}

describe.each(['public', 'confidential-symmetric'] as const)('fhirclient as a %s client', (type) => {
  it('completes the launch, reads the own records and is refused others', async () => {
    await sandboxClient(type)
    const home = test.settings.authserver.sandbox.url
    const browser = new MemberBrowser(home)
    const start = await browser.ask(`${origin}/launch`)
    const signIn = await browser.get(start.location ?? '')
    expect(textOf(signIn.html)).toContain('Trial app wants to get')
    const page = await browser.submit(signIn, '/sign-in', { username: 'rosa', password: 'rosa-synthetic' })
    expect(textOf(page.html)).toContain('This is a test app in a trial system.')
    const back = await browser.submit(page, '/decide', { decision: 'share', optional: ['offline'] })
    expect(back.location).toContain(`${origin}/callback`)
    const returned = await browser.ask(back.location ?? '')
    const done = returned.location ? await browser.ask(returned.location) : returned
    expect(done.status, done.html).toBe(200)
    expect(JSON.parse(done.html)).toEqual({
      patient: 'rosa-delgado',
      user: `Patient/rosa-delgado`,
      claims: expect.any(Number),
      other: '403',
      refreshed: true,
    })
  })
})
