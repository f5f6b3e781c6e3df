/** Webhooks of an organization: made, turned off and on, deleted. A deleted one is off for ever; its log is kept. */
import {
  insertWebhook,
  listWebhooks,
  updateWebhookEvents,
  updateWebhookState,
  type WebhookRow,
} from '../../db/queries/webhook.ts'
import { Refusal } from '../domain/refusal.ts'
import { chosenEvents, MAX_WEBHOOKS } from '../domain/webhook.ts'
import { parseWebhookUrl } from '../domain/webhook-url.ts'
import type { Context } from './context.ts'
import { lockedOrganizationAccess } from './organization-access.ts'
import { auditWebhook, lockedWebhook } from './webhook-access.ts'
import { addWebhookSecret } from './webhook-secret.ts'

/** @returns why there can be no further webhook; null when there can */
export const whyNoWebhook = (count: number): string | null =>
  count < MAX_WEBHOOKS ? null : `An organization can have ${MAX_WEBHOOKS} webhooks. Delete one first.`

/**
 * Makes a webhook that is told from now on what was chosen, everything when nothing is said. Refuses `webhook_url_…`,
 * `webhook_exists` (field `url`), `webhook_events` (field `events`), `too_many_webhooks`, `role_too_low`, `not_found`.
 * @returns the secret too; this is the only time anybody sees it
 */
export function createWebhook(
  ctx: Context,
  input: { organizationId: string; url: string; events?: readonly string[] },
): Promise<{ webhookId: string; secret: string }> {
  return ctx.transaction(async (tx) => {
    const { organizationId } = input
    const { actor } = await lockedOrganizationAccess(tx, ctx, organizationId, 'manage_webhooks')
    const url = parseWebhookUrl(input.url, { loopback: ctx.settings.outboundLoopback })
    const events = input.events ? chosenEvents(input.events) : null
    const others = await listWebhooks(tx, organizationId)
    if (others.some((other) => other.url === url)) {
      throw new Refusal('webhook_exists', 'There is a webhook with this address already.', { field: 'url' })
    }
    const why = whyNoWebhook(others.length)
    if (why) throw new Refusal('too_many_webhooks', why)
    const row: WebhookRow = {
      ...{ id: ctx.randomId(), organizationId, url, events },
      ...{ createdBy: actor.personId, createdAt: ctx.now, disabledAt: null, disabledReason: '' },
    }
    await insertWebhook(tx, row)
    const secret = await addWebhookSecret(tx, ctx, row.id)
    await auditWebhook(tx, ctx, row, 'created')
    return { webhookId: row.id, secret }
  })
}

/** Changes what it is told from now on. Refuses `webhook_events` (field `events`), `not_found`, `role_too_low`. */
export function chooseWebhookEvents(
  ctx: Context,
  input: { webhookId: string; events: readonly string[] },
): Promise<void> {
  return ctx.transaction(async (tx) => {
    const webhook = await lockedWebhook(tx, ctx, input.webhookId)
    const events = chosenEvents(input.events)
    if (String(webhook.events) === String(events)) return
    await updateWebhookEvents(tx, webhook.id, events)
    await auditWebhook(tx, ctx, webhook, 'events_chosen', { events })
  })
}

/** Sends nothing more until it is turned on again; what happens meanwhile is not sent later. Refuses `not_found`, `role_too_low`. */
export function turnOffWebhook(ctx: Context, input: { webhookId: string }): Promise<void> {
  return ctx.transaction(async (tx) => {
    const webhook = await lockedWebhook(tx, ctx, input.webhookId)
    if (webhook.disabledAt) return
    await updateWebhookState(tx, webhook.id, { disabledAt: ctx.now, disabledReason: 'paused' })
    await auditWebhook(tx, ctx, webhook, 'turned_off', { reason: 'paused' })
  })
}

/** Refuses `not_found`, `role_too_low`. */
export function turnOnWebhook(ctx: Context, input: { webhookId: string }): Promise<void> {
  return ctx.transaction(async (tx) => {
    const webhook = await lockedWebhook(tx, ctx, input.webhookId)
    if (!webhook.disabledAt) return
    await updateWebhookState(tx, webhook.id, { disabledAt: null, disabledReason: '' })
    await auditWebhook(tx, ctx, webhook, 'turned_on')
  })
}

/** Refuses `not_found`, `role_too_low`. @returns the organization it belonged to */
export function deleteWebhook(ctx: Context, input: { webhookId: string }): Promise<{ organizationId: string }> {
  return ctx.transaction(async (tx) => {
    const webhook = await lockedWebhook(tx, ctx, input.webhookId)
    await updateWebhookState(tx, webhook.id, { disabledAt: ctx.now, disabledReason: 'deleted' })
    await auditWebhook(tx, ctx, webhook, 'deleted')
    return { organizationId: webhook.organizationId }
  })
}
