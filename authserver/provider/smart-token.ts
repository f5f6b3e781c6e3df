/**
 * SMART 2.2 lets a public app refresh with nothing but its refresh token, and its own library does; the provider wants to
 * read the client's name. It is the one the token was made for. Confidential clients still have to prove themselves.
 */
import type Koa from 'koa'
import { OAUTH_PATHS } from '../../lib/domain/oauth-paths.ts'
import type { ProviderStore } from '../../lib/platform/provider-store.ts'
import { readBody } from '../form.ts'

/** The provider's own limit for a token request. */
const MAX_BYTES = 56 * 1024

/** Reads token requests without an Authorization header; what it read it hands on as a parsed body. */
export function namelessRefresh(store: ProviderStore): Koa.Middleware {
  return async (ctx, next) => {
    const nameless = ctx.method === 'POST' && ctx.path === OAUTH_PATHS.token && ctx.get('authorization') === ''
    if (!nameless || !ctx.is('application/x-www-form-urlencoded')) return next()
    const text = await readBody(ctx, MAX_BYTES)
    const body = new URLSearchParams(text)
    // No client and no token of ours has it, and the database cannot be asked for it.
    if ([...body.values()].some((value) => value.includes('\0'))) {
      ctx.status = 400
      ctx.body = { error: 'invalid_request' }
      return
    }
    if (body.get('grant_type') === 'refresh_token' && !body.has('client_id') && !body.has('client_assertion')) {
      const token = await store.find('RefreshToken', body.get('refresh_token') ?? '')
      if (typeof token?.clientId === 'string') body.set('client_id', token.clientId)
    }
    Object.assign(ctx.req, { body: body.toString() })
    await next()
  }
}
