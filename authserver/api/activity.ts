/**
 * POST /v1/activity: the payer's gateway tells what it saw of clients, up to 1,000 events a batch, as a JSON array or as
 * NDJSON, signed by the Standard Webhooks scheme. 200 is answered when the batch is kept, and again when it comes again.
 */
import type Router from '@koa/router'
import type Koa from 'koa'
import { ACTIVITY_BODY_MAX, type ActivityFormat, parseActivity } from '../../lib/domain/activity.ts'
import type { Environment } from '../../lib/domain/client.ts'
import { Refusal } from '../../lib/domain/refusal.ts'
import { digest } from '../../lib/platform/secrets.ts'
import { verifiedMessage } from '../../lib/platform/signature.ts'
import { recordActivity } from '../../lib/services/activity.ts'
import type { Context } from '../../lib/services/context.ts'
import { readBytes } from '../form.ts'
import { requestId } from '../web.ts'

export type ActivityApi = {
  environment: Environment
  /** `whsec_…`, any of which may have signed. */
  keys: readonly string[]
  /** Acting for the system. */
  context(ctx: Koa.Context): Context
}

const FORMATS: Readonly<Record<string, ActivityFormat>> = {
  'application/json': 'json',
  'application/x-ndjson': 'ndjson',
  'application/ndjson': 'ndjson',
  'application/jsonl': 'ndjson',
}

/** Status of a refusal by its code; any other is about an event (422). */
const STATUSES: Readonly<Record<string, number>> = {
  content_type: 415,
  content_encoding: 415,
  body_too_large: 413,
  not_signed: 401,
  cut_off: 400,
  not_utf8: 400,
  not_json: 400,
  too_many_events: 413,
  batch_id_taken: 409,
}

/** Adds the route. */
export function activityRoutes(router: Router, api: ActivityApi): void {
  router.post('/v1/activity', async (ctx) => {
    try {
      ctx.body = await takeBatch(api, ctx)
      ctx.type = 'application/json; charset=utf-8'
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      refuse(ctx, error)
    }
  })
}

async function takeBatch(api: ActivityApi, ctx: Koa.Context) {
  const format = formatOf(ctx)
  const body = await bodyOf(ctx)
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
  const text = textOf(body)
  const events = parseActivity(text, format, context.now)
  const batch = {
    source: 'gateway' as const,
    environment: api.environment,
    id: message.id,
    digest: digest(text),
    events,
  }
  return { id: message.id, ...(await recordActivity(context, batch)) }
}

function formatOf(ctx: Koa.Context): ActivityFormat {
  const format = FORMATS[ctx.request.type.toLowerCase()]
  if (!format) throw new Refusal('content_type', 'Send application/json or application/x-ndjson.')
  if (ctx.get('content-encoding') !== '') throw new Refusal('content_encoding', 'Send the body uncompressed.')
  return format
}

async function bodyOf(ctx: Koa.Context): Promise<Buffer> {
  const body = await readBytes(ctx, ACTIVITY_BODY_MAX).catch(() => {
    throw new Refusal('cut_off', 'The body broke off. Nothing of it was taken.')
  })
  if (!body) throw new Refusal('body_too_large', `A body has ${ACTIVITY_BODY_MAX / 1024} KiB at most.`)
  return body
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

function textOf(body: Buffer): string {
  try {
    return utf8.decode(body)
  } catch {
    throw new Refusal('not_utf8', 'The body is not UTF-8.')
  }
}

/** RFC 9457. Nothing of the body comes back. */
function refuse(ctx: Koa.Context, { code, message, details }: Refusal): void {
  const status = STATUSES[code] ?? 422
  ctx.status = status
  const problem = { type: 'about:blank', title: message, status, code, ...details, requestId: requestId(ctx) }
  ctx.body = JSON.stringify(problem)
  ctx.type = 'application/problem+json'
}
