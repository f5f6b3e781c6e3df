/** What a developer may have sent: a test, and a message once more. */
import { findWebhookMessage, listWebhookAttempts, queueAttempt } from '../../db/queries/webhook-message.ts'
import type { Tx } from '../../db/transaction.ts'
import { notFound, Refusal } from '../domain/refusal.ts'
import { isTold, type WebhookEvent } from '../domain/webhook.ts'
import { endedAttempts, isUnderWay } from '../domain/webhook-delivery.ts'
import type { Context } from './context.ts'
import { countTry } from './rate-limit.ts'
import { auditWebhook, lockedWebhook } from './webhook-access.ts'
import { recordWebhookMessage } from './webhook-event.ts'

/** Assumption: more than this is no trying out any more. */
const SENDS = { count: 30, window: 60 * 60 * 1000 }

/** A webhook that is on, held; the try is counted. */
async function openWebhook(tx: Tx, ctx: Context, webhookId: string) {
  const webhook = await lockedWebhook(tx, ctx, webhookId)
  if (webhook.disabledAt) throw new Refusal('webhook_off', 'This webhook is off. Turn it on first.')
  await countTry(tx, ctx, `webhook:${webhook.id}`, SENDS)
  return webhook
}

/** Sends a `ping`, once. Refuses `not_found`, `role_too_low`, `webhook_off`, `too_many_requests`. */
export function sendWebhookTest(ctx: Context, input: { webhookId: string }): Promise<{ messageId: string }> {
  return ctx.transaction(async (tx) => {
    const webhook = await openWebhook(tx, ctx, input.webhookId)
    const messageId = await recordWebhookMessage(tx, ctx, webhook.id, 'ping', { webhookId: webhook.id })
    await auditWebhook(tx, ctx, webhook, 'tested', { messageId })
    return { messageId }
  })
}

/**
 * Sends a message again now, under the same id; asked twice, it is sent once. One that never arrived keeps its place in
 * the schedule. Refuses `not_found`, `role_too_low`, `webhook_off`, `not_chosen`, `under_way`, `too_many_requests`.
 */
export function redeliverWebhookMessage(ctx: Context, input: { webhookId: string; messageId: string }): Promise<void> {
  return ctx.transaction(async (tx) => {
    const webhook = await openWebhook(tx, ctx, input.webhookId)
    const message = await findWebhookMessage(tx, input.messageId)
    if (!message || message.webhookId !== webhook.id) throw notFound('message')
    if (!isTold(webhook.events, message.kind as WebhookEvent)) {
      throw new Refusal('not_chosen', 'This webhook is not told of this type. Choose it first.')
    }
    const attempts = await listWebhookAttempts(tx, [message.id])
    if (isUnderWay(attempts, ctx.now)) throw new Refusal('under_way', 'It is being sent right now.')
    await queueAttempt(tx, message, endedAttempts(attempts).length, null)
    await auditWebhook(tx, ctx, webhook, 'redelivered', { messageId: message.id })
  })
}
