/**
 * POST /v1/signals: the payer's gateway or SIEM says that a client attacks, one signal a message, as JSON, signed by the
 * Standard Webhooks scheme. It flags the client and tells AppSec; a person decides about a suspension.
 */
import type Router from '@koa/router'
import type Koa from 'koa'
import type { Environment } from '../../lib/domain/client.ts'
import { Refusal } from '../../lib/domain/refusal.ts'
import { parseSignal, SIGNAL_BODY_MAX } from '../../lib/domain/signal.ts'
import { digest } from '../../lib/platform/secrets.ts'
import { verifiedMessage } from '../../lib/platform/signature.ts'
import type { Context } from '../../lib/services/context.ts'
import { recordSignal } from '../../lib/services/signal.ts'
import { readBody } from '../form.ts'
import { requestId } from '../web.ts'

export type SignalApi = {
  environment: Environment
  /** `whsec_…`, any of which may have signed. */
  keys: readonly string[]
  /** Acting for the system. */
  context(ctx: Koa.Context): Context
}

/** Status of a refusal by its code; any other is about the signal (422). */
const STATUSES: Readonly<Record<string, number>> = {
  content_type: 415,
  not_signed: 401,
  not_json: 400,
  signal_id_taken: 409,
}

/** Adds the route. */
export function signalRoutes(router: Router, api: SignalApi): void {
  router.post('/v1/signals', async (ctx) => {
    try {
      ctx.body = await takeSignal(api, ctx)
      ctx.type = 'application/json; charset=utf-8'
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      refuse(ctx, error)
    }
  })
}

async function takeSignal(api: SignalApi, ctx: Koa.Context) {
  if (ctx.request.type.toLowerCase() !== 'application/json') {
    throw new Refusal('content_type', 'Send application/json.')
  }
  const body = await readBody(ctx, SIGNAL_BODY_MAX)
  const context = api.context(ctx)
  const headers = {
    id: ctx.get('webhook-id'),
    timestamp: ctx.get('webhook-timestamp'),
    signature: ctx.get('webhook-signature'),
  }
  const message = verifiedMessage(headers, body, api.keys, context.now)
  if (!message) {
    throw new Refusal(
      'not_signed',
      'The signature headers are missing, of no key we know, or more than five minutes off.',
    )
  }
  const { id } = message
  const signal = parseSignal(body, context.now)
  return { id, ...(await recordSignal(context, { environment: api.environment, id, digest: digest(body), signal })) }
}

/** RFC 9457. Nothing of the body comes back. */
function refuse(ctx: Koa.Context, { code, message, details }: Refusal): void {
  const status = STATUSES[code] ?? 422
  ctx.status = status
  const problem = { type: 'about:blank', title: message, status, code, ...details, requestId: requestId(ctx) }
  ctx.body = JSON.stringify(problem)
  ctx.type = 'application/problem+json'
}
