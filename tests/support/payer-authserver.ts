/**
 * A payer's own authorization server: node-oidc-provider on a port of its own with dynamic registration, registration
 * management and rotating access tokens, behind a small proxy that can be down, slow or lie.
 */
import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import { exportJWK, generateKeyPair, type JWK } from 'jose'
import { type ClientMetadata, Provider } from 'oidc-provider'
import { MemoryAdapter } from '../../sandbox/idp-memory.ts'
import { freePort } from '../../sandbox/postgres.ts'

export type Exchange = {
  method: string
  path: string
  headers: http.IncomingHttpHeaders
  body: string
  /** What the server behind answers to this request, or to one with another body. */
  forward: (body?: string) => Promise<{ status: number; body: string }>
  answer: (status: number, body: string, headers?: Record<string, string>) => void
  /** Ends the connection without an answer. */
  cut: () => void
}

/** What the proxy does with a request; without one it passes everything on. */
export type Mood = (exchange: Exchange) => Promise<void> | void

export type PayerAuthserver = {
  /** The registration endpoint. */
  url: string
  token: string
  mood: Mood | null
  /** Requests that came in, oldest first. */
  seen: Pick<Exchange, 'method' | 'path' | 'headers' | 'body'>[]
  /** Metadata of the clients that are there now. */
  clients(): Promise<ClientMetadata[]>
  /** Somebody there changes a client by hand. */
  change(clientId: string, change: Partial<ClientMetadata>): Promise<void>
  down(): Promise<void>
  up(): Promise<void>
  close(): Promise<void>
}

const TOKEN = 'initial-access-token-of-the-test'
const SCOPES = ['openid', 'offline_access', 'fhirUser', 'launch/patient', 'patient/Patient.rs', 'patient/Coverage.rs']

async function signingKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  return { ...(await exportJWK(privateKey)), kid: 'one', alg: 'RS256', use: 'sig' }
}

function provider(issuer: string, key: JWK): Provider {
  class Memory extends MemoryAdapter {
    constructor(name: string) {
      super(`${issuer}:${name}`)
    }
  }
  return new Provider(issuer, {
    adapter: Memory,
    jwks: { keys: [key] } as never,
    cookies: { keys: ['only-for-this-test'] },
    scopes: [...SCOPES, 'patient/ExplanationOfBenefit.rs', 'patient/Organization.rs', 'patient/Practitioner.rs'],
    extraClientMetadata: { properties: ['software_id'] },
    features: {
      devInteractions: { enabled: false },
      registration: { enabled: true, initialAccessToken: TOKEN },
      registrationManagement: { enabled: true, rotateRegistrationAccessToken: true },
    },
  })
}

async function listen(server: http.Server, port: number): Promise<void> {
  server.listen(port, 'localhost')
  await new Promise<void>((done, failed) => server.once('listening', done).once('error', failed))
}

function stop(server: http.Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((done) => server.close(() => done()))
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request) body += chunk
  return body
}

/** Asks the server behind the proxy, under the name of the proxy. */
function ask(port: number, from: IncomingMessage, body: string): Promise<{ status: number; body: string }> {
  return new Promise((done, failed) => {
    const headers = { ...from.headers, 'content-length': String(Buffer.byteLength(body)) }
    const options = { host: 'localhost', port, method: from.method, path: from.url, headers, agent: false as const }
    const sent = http.request(options, async (answer) =>
      done({ status: answer.statusCode ?? 0, body: await bodyOf(answer) }),
    )
    sent.on('error', failed)
    sent.end(body)
  })
}

export async function payerAuthserver(): Promise<PayerAuthserver> {
  const [front, back] = [await freePort(), await freePort()]
  const issuer = `http://localhost:${front}`
  const own = provider(issuer, await signingKey())
  const made = new Set<string>()
  own.on('registration_create.success', (_ctx, client) => made.add(client.clientId))
  const server = http.createServer(own.callback())
  await listen(server, back)
  const proxied = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await bodyOf(request)
    const { method = '', url: path = '', headers } = request
    const seen = { method, path, headers, body }
    result.seen.push(seen)
    const answer: Exchange['answer'] = (status, text, more = {}) => {
      response.writeHead(status, { 'content-type': 'application/json', ...more }).end(text)
    }
    const forward = (other = body) => ask(back, request, other)
    if (result.mood) return result.mood({ ...seen, forward, answer, cut: () => response.destroy() })
    const { status, body: text } = await forward()
    answer(status, text)
  }
  const proxy = http.createServer((request, response) =>
    proxied(request, response).catch((error) => {
      // Whoever asked went away, or was cut off, in the middle of it.
      if (!response.destroyed) throw error
    }),
  )
  const result: PayerAuthserver = {
    url: `${issuer}/reg`,
    token: TOKEN,
    mood: null,
    seen: [],
    async clients() {
      const found = await Promise.all([...made].map((id) => own.Client.find(id)))
      return found.flatMap((client) => (client ? [client.metadata()] : []))
    },
    async change(clientId, change) {
      const adapter = new MemoryAdapter(`${issuer}:Client`)
      await adapter.upsert(clientId, { ...(await adapter.find(clientId)), ...change } as never)
    },
    down: () => stop(proxy),
    up: () => listen(proxy, front),
    close: async () => {
      await stop(proxy)
      await stop(server)
    },
  }
  await listen(proxy, front)
  return result
}
