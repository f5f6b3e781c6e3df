/**
 * What every signed intake of the payer's systems shares: one message a request, proven by the Standard Webhooks scheme
 * over its exact bytes, answered when it is kept, refused as problem+json (RFC 9457) that gives nothing of the body back.
 */
import type Router from '@koa/router'
import type Koa from 'koa'
import type { Environment } from '../../lib/domain/client.ts'
import { Refusal } from '../../lib/domain/refusal.ts'
import { verifiedMessage } from '../../lib/platform/signature.ts'
import type { Context } from '../../lib/services/context.ts'
import { readBytes } from '../form.ts'
import { requestId } from '../web.ts'

export type IntakeApi = {
  environment: Environment
  /** `whsec_…`, any of which may have signed. */
  keys: readonly string[]
  /** Acting for the system. */
  context(ctx: Koa.Context): Context
}

/** A message whose sender is proven. */
export type IntakeMessage<Type extends string = string> = {
  id: string
  type: Type
  body: Buffer
  context: Context
}

export type Intake<Type extends string> = {
  path: string
  /** Media types, in small letters; the first ones are named when another comes. */
  types: readonly Type[]
  /** Largest body (bytes). */
  largest: number
  /** Status of a refusal by its code, beside those below; any other is about the content (422). */
  statuses?: Readonly<Record<string, number>>
  /** Keeps it. @returns the answer beside the message's id */
  take(message: IntakeMessage<Type>): Promise<object>
}

const STATUSES: Readonly<Record<string, number>> = {
  content_type: 415,
  content_encoding: 415,
  body_too_large: 413,
  not_signed: 401,
  cut_off: 400,
  not_utf8: 400,
  not_json: 400,
}

/** Adds the route. */
export function intakeRoute<Type extends string>(router: Router, api: IntakeApi, intake: Intake<Type>): void {
  router.post(intake.path, async (ctx) => {
    try {
      const message = await provenMessage(ctx, api, intake)
      ctx.body = { id: message.id, ...(await intake.take(message)) }
      ctx.type = 'application/json; charset=utf-8'
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      refuse(ctx, error, intake.statuses?.[error.code] ?? STATUSES[error.code] ?? 422)
    }
  })
}

async function provenMessage<Type extends string>(
  ctx: Koa.Context,
  api: IntakeApi,
  { types, largest }: Intake<Type>,
): Promise<IntakeMessage<Type>> {
  const sent = ctx.request.type.toLowerCase()
  const type = types.find((one) => one === sent)
  if (!type) throw new Refusal('content_type', `Send ${types.slice(0, 2).join(' or ')}.`)
  if (ctx.get('content-encoding') !== '') throw new Refusal('content_encoding', 'Send the body uncompressed.')
  const body = await readBytes(ctx, largest).catch(() => {
    throw new Refusal('cut_off', 'The body broke off. Nothing of it was taken.')
  })
  if (!body) throw new Refusal('body_too_large', `A body has ${largest / 1024} KiB at most.`)
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
  return { id: message.id, type, body, context }
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** The body as text. Refuses `not_utf8`. */
export function textOf(body: Buffer): string {
  try {
    return utf8.decode(body)
  } catch {
    throw new Refusal('not_utf8', 'The body is not UTF-8.')
  }
}

function refuse(ctx: Koa.Context, { code, message, details }: Refusal, status: number): void {
  ctx.status = status
  const problem = { type: 'about:blank', title: message, status, code, ...details, requestId: requestId(ctx) }
  ctx.body = JSON.stringify(problem)
  ctx.type = 'application/problem+json'
}
