/** What every answer of this process has: a request id, security headers, a log line, and a sentence when something broke. */
import { randomUUID } from 'node:crypto'
import type Koa from 'koa'
import type { Log } from '../lib/platform/log.ts'

/** Nothing may load or run but our own style sheet; forms go home, or where one answer says so. */
export function contentPolicy(formTarget = ''): string {
  const targets = ["'self'", formTarget].filter(Boolean).join(' ')
  return `default-src 'none'; style-src 'self'; img-src data:; form-action ${targets}; frame-ancestors 'none'; base-uri 'none'`
}

/** The id of a request, for logs and for the person who reports a fault. */
export function requestId(ctx: Koa.Context): string {
  ctx.state.requestId ??= randomUUID()
  return String(ctx.state.requestId)
}

/** Our address is a setting; whatever a caller or a proxy says in Host is not believed. */
export function publicAddress(url: string): Koa.Middleware {
  const { host, protocol } = new URL(url)
  return async (ctx, next) => {
    ctx.req.headers.host = host
    ctx.req.headers['x-forwarded-proto'] = protocol.slice(0, -1)
    delete ctx.req.headers['x-forwarded-host']
    await next()
  }
}

/** A character that no database can carry stands in no address of ours. */
export const withoutNul: Koa.Middleware = async (ctx, next) => {
  if (ctx.url.includes('%00')) ctx.throw(400)
  await next()
}

/** What every answer says to browsers. */
export function standingHeaders(secure: boolean): Readonly<Record<string, string>> {
  return {
    'content-security-policy': contentPolicy(),
    'x-content-type-options': 'nosniff',
    // Nothing of our addresses leaves for another site; our own forms keep their Origin, which is checked.
    'referrer-policy': 'same-origin',
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'cache-control': 'no-store',
    ...(secure ? { 'strict-transport-security': 'max-age=63072000; includeSubDomains' } : {}),
  }
}

export function securityHeaders(secure: boolean): Koa.Middleware {
  const standing = standingHeaders(secure)
  return async (ctx, next) => {
    ctx.set('x-request-id', requestId(ctx))
    ctx.set(standing)
    await next()
  }
}

export type RequestLine = (facts: {
  requestId: string
  method: string
  path: string
  status: number
  start: bigint
}) => void

/** One line a request; never a query, because codes and tokens stand there. @returns what writes it */
export function requestLine(all: Log): RequestLine {
  // What is written here is chosen below; there is nothing in it to look for secrets in.
  const log = all.child({}, { redact: [] })
  return ({ requestId, method, path, status, start }) => {
    const ms = Math.round(Number(process.hrtime.bigint() - start) / 1e6)
    const masked = path.replace(/^(\/(?:interaction|authorize|grants)\/)[^/]+/, '$1:id')
    log.info({ requestId, method, path: masked, status, ms }, 'request')
  }
}

export function requestLog(line: RequestLine): Koa.Middleware {
  return async (ctx, next) => {
    const start = process.hrtime.bigint()
    await next()
    line({ requestId: requestId(ctx), method: ctx.method, path: ctx.path, status: ctx.status, start })
  }
}

/** Catches what nobody caught. Koa's own answer would drop the headers. */
export function lastResort(log: Log, render: (ctx: Koa.Context, error?: unknown) => void): Koa.Middleware {
  return async (ctx, next) => {
    try {
      await next()
      if (ctx.status === 404 && (ctx.body === undefined || ctx.body === null)) {
        ctx.status = 404
        render(ctx)
      }
    } catch (error) {
      const status = Number((error as { status?: unknown }).status)
      const expected = status >= 400 && status < 500
      if (!expected) log.error({ err: error, requestId: requestId(ctx), path: ctx.path }, 'request failed')
      ctx.status = expected ? status : 500
      render(ctx, error)
    }
  }
}

/** Whether a posted form comes from one of our own pages. */
export function fromOurPage(ctx: Koa.Context, ownOrigin: string): boolean {
  const origin = ctx.get('origin')
  // A browser that hides the origin still says where the form stood.
  if (origin === '' || origin === 'null') return ctx.get('sec-fetch-site') === 'same-origin'
  return origin === ownOrigin
}
