/** What other programs read here without signing in: attestations, the keys that sign them, discovery, health. */
import type Router from '@koa/router'
import type Koa from 'koa'
import type { Environment } from '../../lib/domain/client.ts'
import { Refusal } from '../../lib/domain/refusal.ts'
import type { AttestationKeys } from '../../lib/platform/keys.ts'
import type { Readiness } from '../../lib/platform/readiness.ts'
import { publishedAttestation } from '../../lib/services/attestation-public.ts'
import type { Context } from '../../lib/services/context.ts'
import { smartConfiguration } from '../provider/smart.ts'
import { requestId } from '../web.ts'

export type PublicApi = {
  environment: Environment
  issuer: string
  keys: AttestationKeys
  context(ctx: Koa.Context): Context
  readiness(): Promise<Readiness>
}

/** Anybody may keep a public answer for so long (s); an old one is better than none. */
const MINUTE = 'public, max-age=60, stale-if-error=86400'
const HOUR = 'public, max-age=3600, stale-if-error=86400'

const SENTENCES: Readonly<Record<number, string>> = {
  404: 'There is nothing published here.',
  405: 'This can only be read.',
  500: 'Something went wrong on our side.',
}

/** RFC 9457. */
export function problem(ctx: Koa.Context, status: number, code: string): void {
  ctx.status = status
  ctx.set('cache-control', 'no-store')
  const title = SENTENCES[status] ?? 'The request was not right.'
  ctx.body = JSON.stringify({ type: 'about:blank', title, status, code, requestId: requestId(ctx) })
  ctx.type = 'application/problem+json'
}

/** Any web page may read what is public; no cookie goes along. */
function openTo(cacheControl: string) {
  return { 'access-control-allow-origin': '*', 'cache-control': cacheControl }
}

/** RFC 9110 13.1.2: one of the tags, or any. Koa's own `fresh` would also obey a request's no-cache, which fetch adds. */
function hasTag(header: string, etag: string): boolean {
  return header.split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '')))
}

/** An answer that has neither Koa nor anything else in it. */
export type PlainAnswer = { status: number; headers: Readonly<Record<string, string>>; body: Buffer | null }

const ATTESTATION_HEADERS = { ...openTo(MINUTE), 'access-control-expose-headers': 'etag' }

/** @param known the request's If-None-Match, or nothing. Refuses `not_found`. */
export async function attestationAnswer(
  service: Context,
  environment: Environment,
  clientId: string,
  known: string,
): Promise<PlainAnswer> {
  const { etag, body } = await publishedAttestation(service, environment, clientId)
  const headers = { ...ATTESTATION_HEADERS, etag }
  if (hasTag(known, etag)) return { status: 304, headers, body: null }
  return { status: 200, headers: { ...headers, 'content-type': 'application/json; charset=utf-8' }, body: await body() }
}

async function attestation(api: PublicApi, ctx: Koa.Context, clientId: string): Promise<void> {
  ctx.set(ATTESTATION_HEADERS)
  try {
    const known = ctx.get('if-none-match')
    const { status, headers, body } = await attestationAnswer(api.context(ctx), api.environment, clientId, known)
    ctx.status = status
    ctx.set(headers)
    if (body) ctx.body = body
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    problem(ctx, 404, error.code)
  }
}

/** Adds the public routes. */
export function publicRoutes(router: Router, api: PublicApi): void {
  router.get('/v1/attestations/:client_id', (ctx) => attestation(api, ctx, String(ctx.params.client_id)))
  router.get('/.well-known/candor-keys.json', async (ctx) => {
    ctx.set(openTo(HOUR))
    ctx.body = await api.keys.publicJwks()
  })
  router.get('/.well-known/smart-configuration', (ctx) => {
    ctx.set(openTo(HOUR))
    ctx.body = smartConfiguration(api.issuer)
  })
  router.get('/healthz', (ctx) => {
    ctx.body = { ok: true }
  })
  router.get('/readyz', async (ctx) => {
    const ready = await api.readiness()
    ctx.status = ready.ok ? 200 : 503
    ctx.body = ready
  })
}
