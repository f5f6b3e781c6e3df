/** Looks at the JWKS addresses of clients, under the guard for addresses that others named, one after another. */
import { z } from 'zod'
import { JWKS_MAX_LENGTH } from '../../lib/domain/jwks.ts'
import { callOutside } from '../../lib/platform/outbound.ts'
import { type JwksAnswer, jwksToFetch, recordJwks } from '../../lib/services/jwks-fetch.ts'
import type { JobTools } from './tools.ts'

/** Longest time (ms) for one address. */
const PATIENCE = 5_000

const payloadSchema = z.object({ clientId: z.string().optional() }).optional()

/** One client's address when the payload names one, else all. */
export async function jwksJob(tools: JobTools, payload: unknown): Promise<void> {
  const { clientId } = payloadSchema.parse(payload ?? undefined) ?? {}
  for (const address of await jwksToFetch(tools.context('jwks'), clientId)) {
    const answer = await ask(tools, address.jwksUri)
    const outcome = await recordJwks(tools.context('jwks'), address, answer)
    if (outcome && outcome !== 'same') tools.log.info({ clientId: address.clientId, outcome }, 'keys of a client')
  }
}

async function ask({ settings }: JobTools, url: string): Promise<JwksAnswer> {
  const request = { url, method: 'GET' as const, headers: { accept: 'application/jwk-set+json, application/json' } }
  const answer = await callOutside(
    { ...request, patience: PATIENCE, maxBytes: JWKS_MAX_LENGTH },
    settings.outboundLoopback,
  )
  if (answer.outcome !== 'answered') return answer
  const { status, body } = answer
  if (status === 200) return { body }
  const redirect = status >= 300 && status < 400
  const detail = redirect ? `It answered with a redirect (${status}), which is not followed.` : `It answered ${status}.`
  return { outcome: 'unreachable', detail }
}
