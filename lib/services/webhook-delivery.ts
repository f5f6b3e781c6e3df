/**
 * From the queue to the receiver: an attempt is written down before it is made and its end after, so that whatever dies
 * in between leaves a trace. Called by the webhook job; held under the webhook's lock, so that two workers see each other.
 */
import { findOrganization } from '../../db/queries/organization.ts'
import { listOwnerEmails } from '../../db/queries/review.ts'
import {
  isOrganizationGone,
  listLiveSecrets,
  lockWebhook,
  updateWebhookState,
  type WebhookRow,
} from '../../db/queries/webhook.ts'
import {
  appendWebhookAttempt,
  findWebhookMessage,
  hasArrivedSince,
  listWebhookAttempts,
  queueAttempt,
  type WebhookAttemptRow,
} from '../../db/queries/webhook-message.ts'
import type { Tx } from '../../db/transaction.ts'
import { notFound } from '../domain/refusal.ts'
import { isTold, OFF_SENTENCES, type WebhookEvent } from '../domain/webhook.ts'
import { endedAttempts, isUnderWay, nextAttemptAt, type Verdict, whyTurnOff } from '../domain/webhook-delivery.ts'
import type { Context } from './context.ts'
import { recordMail } from './record.ts'
import { auditWebhook } from './webhook-access.ts'

export type AttemptInput = {
  messageId: string
  /** How many attempts came to an end before this one: the same job twice finds another number, and does nothing. */
  attempt: number
}

export type AttemptToMake = {
  url: string
  event: string
  /** The exact text to sign and send. */
  body: string
  /** Every secret that signs now, newest first. */
  secrets: string[]
}

function mustBeSystem(ctx: Context): void {
  if (ctx.actor.kind !== 'system') throw notFound('message')
}

/** The message with its webhook, which stays held. */
async function held(tx: Tx, messageId: string) {
  const message = await findWebhookMessage(tx, messageId)
  const webhook = message && (await lockWebhook(tx, message.webhookId))
  if (!message || !webhook) return null
  return { message, webhook, event: message.kind as WebhookEvent }
}

type Ended = Pick<WebhookAttemptRow, 'outcome' | 'status' | 'detail'>

function append(tx: Tx, ctx: Context, messageId: string, ended: Ended): Promise<void> {
  const { outcome, status, detail } = ended
  return appendWebhookAttempt(tx, { id: ctx.randomId(), messageId, at: ctx.now, outcome, status, detail })
}

/**
 * Writes down that an attempt is about to be made. @returns what to send; `busy` while another worker is at it; null when
 * there is nothing to do: this attempt was made before, or the webhook or its organization is off, or the type is no longer
 * chosen. Refuses everybody but jobs.
 */
export function beginWebhookAttempt(ctx: Context, input: AttemptInput): Promise<AttemptToMake | 'busy' | null> {
  return ctx.transaction(async (tx) => {
    mustBeSystem(ctx)
    const found = await held(tx, input.messageId)
    if (!found) return null
    const { message, webhook, event } = found
    const attempts = await listWebhookAttempts(tx, [message.id])
    if (endedAttempts(attempts).length !== input.attempt) return null
    if (isUnderWay(attempts, ctx.now)) return 'busy'
    const why = await whyNotSend(tx, webhook, event)
    if (why) {
      await append(tx, ctx, message.id, { outcome: 'skipped', status: null, detail: why })
      return null
    }
    await append(tx, ctx, message.id, { outcome: 'started', status: null, detail: '' })
    const live = await listLiveSecrets(tx, [webhook.id], ctx.now)
    const secrets = live.map(({ sealed }) => ctx.unseal(sealed))
    return { url: webhook.url, event: message.kind, body: message.body, secrets }
  })
}

async function whyNotSend(tx: Tx, webhook: WebhookRow, event: WebhookEvent): Promise<string | null> {
  if (webhook.disabledAt) return 'The webhook was off.'
  if (!isTold(webhook.events, event)) return 'This type was no longer chosen.'
  return (await isOrganizationGone(tx, webhook.organizationId)) ? 'The organization was removed.' : null
}

/**
 * Writes down how an attempt ended and queues the next one, or turns the webhook off and tells the owners. The late end of
 * a doubled attempt changes nothing. Refuses everybody but jobs.
 */
export function recordWebhookAttempt(ctx: Context, input: AttemptInput & { verdict: Verdict }): Promise<void> {
  return ctx.transaction(async (tx) => {
    mustBeSystem(ctx)
    const found = await held(tx, input.messageId)
    if (!found) return
    const { message, webhook, event } = found
    const before = await listWebhookAttempts(tx, [message.id])
    if (endedAttempts(before).length !== input.attempt) return
    const { verdict } = input
    await append(tx, ctx, message.id, verdict)
    const attempts = [...before, { at: ctx.now, outcome: verdict.outcome }]
    const arrived = await hasArrivedSince(tx, webhook.id, message.createdAt)
    const why = webhook.disabledAt ? null : whyTurnOff(event, attempts, arrived)
    if (why) return turnOff(tx, ctx, webhook, why)
    const next = nextAttemptAt(event, attempts, verdict.retryAfter)
    if (next) await queueAttempt(tx, message, endedAttempts(attempts).length, next)
  })
}

async function turnOff(tx: Tx, ctx: Context, webhook: WebhookRow, why: 'gone' | 'failing'): Promise<void> {
  await updateWebhookState(tx, webhook.id, { disabledAt: ctx.now, disabledReason: why })
  const organization = await findOrganization(tx, webhook.organizationId)
  for (const to of await listOwnerEmails(tx, webhook.organizationId)) {
    await recordMail(tx, ctx, {
      kind: 'webhook_turned_off',
      to,
      props: {
        organization: organization?.legalName ?? '',
        // Not the whole address: some carry a secret of the receiver in their path.
        host: new URL(webhook.url).host,
        why: OFF_SENTENCES[why],
        url: `${ctx.settings.portalUrl}/developer/webhooks/${webhook.id}`,
      },
    })
  }
  await auditWebhook(tx, ctx, webhook, 'turned_off', { reason: why })
}
