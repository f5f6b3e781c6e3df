/** Composition of the member-facing process: provider, member pages, public answers; the same for both environments. */
import type { RequestListener } from 'node:http'
import Router from '@koa/router'
import type Koa from 'koa'
import type { Configuration, Provider } from 'oidc-provider'
import type { Environment } from '../lib/domain/client.ts'
import { contextFor } from '../lib/platform/context.ts'
import { isLoopbackUrl } from '../lib/platform/env.ts'
import { attestationKeys, providerKeys } from '../lib/platform/keys.ts'
import { memberOidc } from '../lib/platform/member-oidc.ts'
import { syntheticMembers } from '../lib/platform/members.ts'
import { providerStore } from '../lib/platform/provider-store.ts'
import { readiness } from '../lib/platform/readiness.ts'
import type { Runtime } from '../lib/platform/runtime.ts'
import { digest } from '../lib/platform/secrets.ts'
import type { Actor, Context } from '../lib/services/context.ts'
import { activityRoutes } from './api/activity.ts'
import { mailRoutes } from './api/mail.ts'
import { problem, publicRoutes } from './api/public.ts'
import { ratingRoutes } from './api/ratings.ts'
import { signalRoutes } from './api/signals.ts'
import { directly } from './direct.ts'
import { FormFault } from './form.ts'
import { decide } from './member/decide.tsx'
import { providerError, showError } from './member/error-page.tsx'
import { drawGrants, drawReceipt, signInForGrants, signOut, stop } from './member/grants.tsx'
import { drawStep } from './member/interaction.tsx'
import { signInForRequest, signOutOfRequest } from './member/request-sign-in.ts'
import { memberSessions } from './member/session.ts'
import { contextOf, type MemberSide, type SignInWay } from './member/side.ts'
import { finishSignIn, startSignIn } from './member/sign-in-oidc.ts'
import { activityRecorder, noteActivity } from './provider/activity.ts'
import { createProvider } from './provider/configuration.ts'
import { smartRequest } from './provider/smart-request.ts'
import { namelessRefresh } from './provider/smart-token.ts'
import { stylesheetIn } from './stylesheet.ts'
import {
  lastResort,
  publicAddress,
  type RequestLine,
  requestLine,
  requestLog,
  securityHeaders,
  withoutNul,
} from './web.ts'

/** `reads` is a small pool for single-row reads; without it they take the pool of the transactions. */
export type AppRuntime = Runtime & { reads?: Runtime['connection']['db'] }

export type App = {
  provider: Provider
  /** Answers a request. */
  listener: RequestListener
  /** After the last request: writes what is still in memory. */
  stop(): Promise<void>
}

/** @param clock gives the instant of a request; the real one when not given */
export async function createApp(from: AppRuntime, environment: Environment, clock?: () => Date): Promise<App> {
  const { settings, connection, log } = from
  const { db, sql } = connection
  const reader = from.reads ?? db
  const issuer = settings.authserver[environment].url
  const store = providerStore(db, environment, reader)
  const context = (actor: Actor, origin: Context['origin']) => ({
    ...contextFor(actor, origin, clock?.(), from),
    reader,
  })
  const system = { ip: 'system', userAgent: '', requestId: 'system' }
  const ofSystem = (origin: Context['origin']) => context({ kind: 'system', job: 'authserver' }, origin)
  const recorder = activityRecorder({ environment, log, context: () => ofSystem(system) })
  const jwks = (await providerKeys(db, settings, environment)) as NonNullable<Configuration['jwks']>
  const provider = createProvider({
    environment,
    settings,
    store,
    jwks,
    digest,
    context: () => ofSystem(system),
    renderError: (ctx, out, error) => providerError(side, ctx, out, error),
  })
  const signIn: SignInWay = settings.memberOidc
    ? { kind: 'oidc', oidc: memberOidc(settings.memberOidc, issuer) }
    : { kind: 'synthetic', directory: syntheticMembers(settings) }
  const sessions = memberSessions(store, environment, issuer.startsWith('https:'))
  const { path: stylesheet, serve: serveStylesheet } = stylesheetIn(settings.payer)
  const side: MemberSide = {
    environment,
    settings,
    provider,
    store,
    sessions,
    signIn,
    recorder,
    stylesheet,
    log,
    context,
  }

  const line = requestLine(log)
  addMiddleware(side, line, [serveStylesheet, smartRequest, namelessRefresh(store), noteActivity(provider, recorder)])
  const router = new Router()
  publicRoutes(router, {
    environment,
    issuer,
    keys: attestationKeys(db, settings),
    context: (ctx) => contextOf(side, ctx),
    readiness: () => readiness(sql),
  })
  signalRoutes(router, {
    environment,
    keys: settings.intake.signal,
    context: (ctx) => contextOf(side, ctx, { kind: 'system', job: 'signal' }),
  })
  if (environment === 'production') {
    ratingRoutes(router, {
      environment,
      keys: settings.intake.rating,
      context: (ctx) => contextOf(side, ctx, { kind: 'system', job: 'rating' }),
    })
  }
  activityRoutes(router, {
    environment,
    keys: settings.intake.activity,
    context: (ctx) => contextOf(side, ctx, { kind: 'system', job: 'activity' }),
  })
  // Mail is about production alone.
  if (environment === 'production') {
    mailRoutes(router, {
      environment,
      keys: settings.intake.mail,
      context: (ctx) => contextOf(side, ctx, { kind: 'system', job: 'mail_intake' }),
    })
  }
  memberRoutes(router, side)
  provider.use(router.routes())
  return { provider, listener: directly(side, line, provider.callback()), stop: recorder.stop }
}

/** What every answer has, and then `more`. */
function addMiddleware(side: MemberSide, line: RequestLine, more: Koa.Middleware[]): void {
  const { provider, log } = side
  const { issuer } = provider
  // One proxy stands in front of a public server; without one nothing it could say is believed.
  provider.proxy = !isLoopbackUrl(issuer)
  provider.maxIpsCount = 1
  provider.on('server_error', (ctx, error) => log.error({ err: error, path: ctx.path }, 'the provider failed'))
  // Faults of ours are caught below; what comes here is a caller that hung up.
  const connections: Koa = provider
  connections.on('error', (error) => log.debug({ err: error }, 'a connection broke off'))
  provider.use(publicAddress(issuer))
  provider.use(securityHeaders(issuer.startsWith('https:')))
  provider.use(requestLog(line))
  provider.use(lastResort(log, (ctx, error) => explain(side, ctx, error)))
  provider.use(withoutNul)
  for (const each of more) provider.use(each)
}

function memberRoutes(router: Router, side: MemberSide): void {
  const id = (ctx: { params: Record<string, string | undefined> }) => ctx.params.id ?? ''
  router
    .get('/interaction/:id', (ctx) => drawStep(side, ctx, id(ctx)))
    .post('/interaction/:id/sign-in', (ctx) => signInForRequest(side, ctx, id(ctx)))
    .post('/interaction/:id/sign-out', (ctx) => signOutOfRequest(side, ctx, id(ctx)))
    .post('/interaction/:id/decide', (ctx) => decide(side, ctx, id(ctx)))
    .get('/sign-in', (ctx) => startSignIn(side, ctx))
    .get('/sign-in/callback', (ctx) => finishSignIn(side, ctx))
    .get('/grants', (ctx) => drawGrants(side, ctx))
    .post('/grants/sign-in', (ctx) => signInForGrants(side, ctx))
    .post('/grants/sign-out', (ctx) => signOut(side, ctx))
    .get('/grants/:id', (ctx) => drawReceipt(side, ctx, id(ctx)))
    .post('/grants/:id/stop', (ctx) => stop(side, ctx, id(ctx)))
    .get('/', (ctx) => {
      ctx.status = 303
      ctx.redirect('/grants')
    })
}

/** The last answer: to programs as problem+json, to people as a page. */
function explain(side: MemberSide, ctx: Koa.Context, error?: unknown): void {
  const { status } = ctx
  if (/^\/(?:v1|\.well-known)\//.test(ctx.path)) {
    problem(ctx, status, status === 404 ? 'not_found' : 'failed')
    return
  }
  const sentences = { 404: 'error.notFound', 405: 'error.notFound' } as const
  const known = error instanceof FormFault ? error.code : sentences[status as 404 | 405]
  showError(side, ctx, { status, sentence: known ?? (status < 500 ? 'error.other' : 'error.server') })
}
