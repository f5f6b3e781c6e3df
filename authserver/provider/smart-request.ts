/** SMART's authorization request in the provider's words, before the provider reads it. */
import type Koa from 'koa'
import { OAUTH_PATHS } from '../../lib/domain/oauth-paths.ts'
import { DATA_TYPES, parseDataScope } from './smart.ts'

const values = (value: unknown): string[] => (typeof value === 'string' ? value.split(' ').filter(Boolean) : [])

/** A wildcard also stands for each type by itself, so that a client registered for some types gets those. */
function spelledOut(scopes: readonly string[]): string[] {
  return scopes.flatMap((scope) => {
    if (parseDataScope(scope)?.type !== '*') return [scope]
    const letters = scope.slice(scope.indexOf('.'))
    return [scope, ...DATA_TYPES.map((type) => `patient/${type}${letters}`)]
  })
}

/**
 * `offline_access` needs a consent prompt, which SMART apps do not ask for; here every request is consented to anyway.
 * A request that says `prompt=none` stays as it is and is answered that it cannot be.
 */
export const smartRequest: Koa.Middleware = async (ctx, next) => {
  if (ctx.method === 'GET' && ctx.path === OAUTH_PATHS.authorization && typeof ctx.query.scope === 'string') {
    const scope = [...new Set(spelledOut(values(ctx.query.scope)))].join(' ')
    const prompts = values(ctx.query.prompt)
    const prompt = prompts.includes('none') ? prompts : [...new Set([...prompts, 'consent'])]
    ctx.query = { ...ctx.query, scope, prompt: prompt.join(' ') }
  }
  await next()
}
