/**
 * Runs before every page and action: request id, content security policy with a fresh nonce, security headers, and the
 * refusal of posts from elsewhere. It decides nothing about who may do what; services do.
 */
import { type NextRequest, NextResponse } from 'next/server'
import { readSettings } from './lib/platform/env.ts'
import { randomId, randomSecret } from './lib/platform/secrets.ts'
import { LANG_HEADER, pageLang } from './lib/platform/web/page-lang.ts'
import {
  contentSecurityPolicy,
  type HeaderSettings,
  isInternalHeader,
  mayChangeState,
  securityHeaders,
} from './lib/platform/web/security-headers.ts'

let known: HeaderSettings | undefined

function headerSettings(): HeaderSettings {
  if (!known) {
    const settings = readSettings()
    known = {
      portalOrigin: new URL(settings.portal.url).origin,
      staffIssuerOrigin: new URL(settings.staffOidc.issuer).origin,
      development: settings.development,
    }
  }
  return known
}

export function proxy(request: NextRequest): NextResponse {
  const settings = headerSettings()
  const nonce = randomSecret(16)
  const requestId = randomId()
  const policy = contentSecurityPolicy(nonce, request.nextUrl.pathname, settings)
  const response = mayChangeState(request.method, request.headers, settings.portalOrigin)
    ? NextResponse.next({ request: { headers: inner(request, { nonce, requestId, policy }) } })
    : refusal(requestId)
  response.headers.set('content-security-policy', policy)
  response.headers.set('x-request-id', requestId)
  for (const [name, value] of securityHeaders(settings)) response.headers.set(name, value)
  return response
}

/** The headers the pages see: the caller's without internal names, and ours. Next reads the nonce from the policy. */
function inner(request: NextRequest, ours: { nonce: string; requestId: string; policy: string }): Headers {
  const headers = new Headers()
  for (const [name, value] of request.headers) if (!isInternalHeader(name)) headers.set(name, value)
  headers.set('x-nonce', ours.nonce)
  headers.set('x-request-id', ours.requestId)
  headers.set(LANG_HEADER, pageLang(request.nextUrl.pathname, request.nextUrl.searchParams))
  headers.set('content-security-policy', ours.policy)
  // So that a sign-in can come back to where it began. Header values are Latin-1, and this one is ASCII already.
  headers.set('x-path', `${request.nextUrl.pathname}${request.nextUrl.search}`)
  // The last hop is the one our own server or its proxy saw; whatever stands before it came with the request.
  const hops = request.headers.get('x-forwarded-for')?.split(',') ?? []
  headers.set('x-real-ip', hops.at(-1)?.trim() || 'unknown')
  return headers
}

function refusal(requestId: string): NextResponse {
  const detail =
    'The request came from another site, so nothing was changed. Open the page in the portal and try again.'
  return NextResponse.json(
    { type: 'about:blank', title: 'Forbidden', status: 403, code: 'wrong_origin', detail, requestId },
    { status: 403, headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' } },
  )
}

export const config = { matcher: '/((?!_next/static/).*)' }
