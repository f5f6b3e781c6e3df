/** Makes one attempt to deliver a message. Running it twice makes it once: the job names the attempt it is for. */
import { z } from 'zod'
import { verdictOf, WEBHOOK_PATIENCE } from '../../lib/domain/webhook-delivery.ts'
import { callOutside } from '../../lib/platform/outbound.ts'
import { signedHeaders } from '../../lib/platform/signature.ts'
import { type AttemptToMake, beginWebhookAttempt, recordWebhookAttempt } from '../../lib/services/webhook-delivery.ts'
import type { JobTools } from './tools.ts'

const payloadSchema = z.object({ messageId: z.string(), attempt: z.number().int().min(0) })

/** Most bytes of an answer that are read. */
const LONGEST_ANSWER = 1024

/**
 * The next attempt is queued with the end of this one. Throws when another worker is at the message, so that the queue
 * asks again. @param patience (ms) for the whole exchange
 */
export async function webhookJob(
  tools: JobTools,
  payload: unknown,
  patience: number = WEBHOOK_PATIENCE,
): Promise<void> {
  const input = payloadSchema.parse(payload)
  const begun = tools.context('webhook')
  const attempt = await beginWebhookAttempt(begun, input)
  if (attempt === 'busy') throw new Error(`message ${input.messageId} is being sent by another worker`)
  if (!attempt) return
  const answer = await send(tools, input.messageId, begun.now, attempt, patience)
  const ended = tools.context('webhook')
  const verdict = verdictOf(answer, ended.now)
  await recordWebhookAttempt(ended, { ...input, verdict })
  const { outcome, status } = verdict
  tools.log[outcome === 'delivered' ? 'info' : 'warn']({ ...input, event: attempt.event, outcome, status }, 'webhook')
}

function send(tools: JobTools, messageId: string, at: Date, attempt: AttemptToMake, patience: number) {
  const { url, body, secrets } = attempt
  const { id, timestamp, signature } = signedHeaders(messageId, at, body, secrets)
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Candor-Webhooks',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signature,
  }
  const request = { url, method: 'POST' as const, headers, body, patience, maxBytes: LONGEST_ANSWER }
  return callOutside({ ...request, longer: 'cut' }, tools.settings.outboundLoopback)
}
