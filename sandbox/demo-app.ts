/**
 * A third-party app, as a newcomer needs one to play a member: it starts a SMART standalone launch for any app of the
 * loaded world and shows what it got. It speaks only what every app could speak (openid-client, FHIR over HTTP), runs on
 * loopback and keeps nothing. The apps are native apps, so their redirect is a loopback address (RFC 8252).
 */
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Router from '@koa/router'
import Koa, { type Context as KoaContext } from 'koa'
import bodyParser from 'koa-bodyparser'
import * as oauth from 'openid-client'
import { isLoopbackUrl, readSettings, type Settings } from '../lib/platform/env.ts'
import { exitWithParent } from '../lib/platform/parent.ts'
import { connectionPage, DEMO_REDIRECT, type DemoClient, errorPage, startPage } from './demo-app-page.ts'

function say(ctx: KoaContext, page: string): void {
  ctx.body = page
}

export type { DemoClient }

type Launch = { clientId: string; verifier: string }
type Tokens = { clientId: string; accessToken: string; refreshToken: string | undefined; patient: string }

export const DEMO_SCOPES =
  'launch/patient openid fhirUser offline_access patient/Patient.rs patient/Coverage.rs patient/ExplanationOfBenefit.rs'

/** Apps of the loaded world, written by the world's loader. */
export function demoClients(dataDir: string): DemoClient[] {
  try {
    return (JSON.parse(readFileSync(join(dataDir, 'world.json'), 'utf8')) as { clients: DemoClient[] }).clients
  } catch {
    return []
  }
}

class DemoApp {
  readonly launches = new Map<string, Launch>()
  readonly connections = new Map<string, Tokens>()
  readonly settings: Settings

  constructor(settings: Settings) {
    this.settings = settings
  }

  private client(clientId: string) {
    const issuer = new URL(this.settings.authserver.production.url)
    return oauth.discovery(issuer, clientId, undefined, oauth.None(), { execute: [oauth.allowInsecureRequests] })
  }

  private get redirectUri(): string {
    const url = new URL(DEMO_REDIRECT)
    url.port = String(this.settings.demoAppPort)
    return url.href
  }

  start = (ctx: KoaContext) => {
    ctx.body = startPage(demoClients(this.settings.dataDir), this.settings.payer.shortName)
  }

  connect = async (ctx: KoaContext) => {
    const clientId = String((ctx.request.body as { client?: string }).client ?? '')
    const config = await this.client(clientId)
    const verifier = oauth.randomPKCECodeVerifier()
    const state = oauth.randomState()
    this.launches.set(state, { clientId, verifier })
    const url = oauth.buildAuthorizationUrl(config, {
      redirect_uri: this.redirectUri,
      scope: DEMO_SCOPES,
      aud: this.settings.fhir.production.url,
      state,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    })
    ctx.status = 303
    ctx.redirect(url.href)
  }

  callback = async (ctx: KoaContext) => {
    const state = String(ctx.query.state ?? '')
    const launch = this.launches.get(state)
    if (!launch) return say(ctx, errorPage('This app does not know this sign-in. Start again.'))
    this.launches.delete(state)
    if (ctx.query.error === 'access_denied') return say(ctx, errorPage('You chose not to share. Nothing was sent.'))
    const here = new URL(ctx.originalUrl, this.redirectUri)
    const checks = { pkceCodeVerifier: launch.verifier, expectedState: state }
    const tokens = await oauth.authorizationCodeGrant(await this.client(launch.clientId), here, checks)
    const id = randomUUID()
    this.connections.set(id, {
      clientId: launch.clientId,
      accessToken: tokens.access_token,
      refreshToken: tokens.refresh_token,
      patient: String(tokens.patient ?? ''),
    })
    ctx.status = 303
    ctx.redirect(`/connections/${id}`)
  }

  show = async (ctx: KoaContext) => {
    const tokens = this.connections.get(String(ctx.params.id))
    if (!tokens) return say(ctx, errorPage('There is no such connection. Start again.'))
    const name =
      demoClients(this.settings.dataDir).find((known) => known.clientId === tokens.clientId)?.name ?? 'This app'
    const [patient, claims] = await Promise.all([
      this.read(`Patient/${tokens.patient}`, tokens),
      this.read(`ExplanationOfBenefit?patient=${tokens.patient}`, tokens),
    ])
    ctx.body = connectionPage(name, this.settings.authserver.production.url, patient, claims)
  }

  private async read(path: string, tokens: Tokens): Promise<{ status: number; body: unknown }> {
    const response = await fetch(`${this.settings.fhir.production.url}/${path}`, {
      headers: { authorization: `Bearer ${tokens.accessToken}`, accept: 'application/fhir+json' },
    })
    return { status: response.status, body: await response.json().catch(() => null) }
  }
}

const POLICY = `default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self' http://localhost:*; frame-ancestors 'none'; base-uri 'none'`

/** Starts the app on loopback. Refuses to stand beside a public authorization server. */
export async function startDemoApp(settings: Settings): Promise<{ close: () => Promise<void> }> {
  if (!isLoopbackUrl(settings.authserver.production.url))
    throw new Error('The demo app only runs beside a local portal.')
  const demo = new DemoApp(settings)
  const router = new Router()
  router
    .get('/', demo.start)
    .post('/connect', demo.connect)
    .get('/callback', demo.callback)
    .get('/connections/:id', demo.show)
  const app = new Koa()
  app.use(async (ctx, next) => {
    ctx.set('content-security-policy', POLICY)
    ctx.set('cache-control', 'no-store')
    try {
      await next()
    } catch (error) {
      ctx.status = 502
      ctx.body = errorPage(`The sign-in did not work: ${error instanceof Error ? error.message : 'unknown reason'}`)
    }
  })
  app.use(bodyParser()).use(router.routes())
  const server = app.listen(settings.demoAppPort, '127.0.0.1')
  await new Promise<void>((done, failed) => server.once('listening', done).once('error', failed))
  return { close: () => new Promise((done) => server.close(() => done())) }
}

if (process.argv[1]?.endsWith('demo-app.ts')) {
  exitWithParent()
  await startDemoApp(readSettings())
}
