/**
 * The steps by which organizations are told: a message for each of their webhooks that is on, with its job, in the
 * transaction of the change it speaks of. Called by whatever makes the change; the actor may be anybody.
 */
import {
  findOrganizationIdOfApp,
  findOwnerOfClient,
  findToldEpisode,
  listOpenWebhooks,
} from '../../db/queries/webhook.ts'
import { insertWebhookMessage, queueAttempt } from '../../db/queries/webhook-message.ts'
import type { Tx } from '../../db/transaction.ts'
import type { ClientEvent } from '../domain/client.ts'
import {
  isTold,
  tellsEpisode,
  type WebhookData,
  type WebhookEvent,
  webhookBody,
  webhookMessageId,
} from '../domain/webhook.ts'
import type { Context } from './context.ts'

/** Writes one message to one webhook, to be sent at once. @returns the message's id */
export async function recordWebhookMessage<Event extends WebhookEvent>(
  tx: Tx,
  ctx: Context,
  webhookId: string,
  event: Event,
  data: WebhookData<Event>,
): Promise<string> {
  const id = webhookMessageId(ctx.randomId())
  const message = { id, webhookId, kind: event, body: webhookBody(event, ctx.now, data), createdAt: ctx.now }
  await insertWebhookMessage(tx, message)
  await queueAttempt(tx, message, 0, null)
  return id
}

/**
 * Tells every webhook of an organization that is on and chose to hear of it. What is still chosen, and whether the
 * organization is still there, is asked again when it is sent.
 */
async function tellOrganization<Event extends WebhookEvent>(
  tx: Tx,
  ctx: Context,
  organizationId: string,
  event: Event,
  data: WebhookData<Event>,
): Promise<void> {
  for (const { id, events } of await listOpenWebhooks(tx, organizationId))
    if (isTold(events, event)) await recordWebhookMessage(tx, ctx, id, event, data)
}

export async function tellClientEvent(
  tx: Tx,
  ctx: Context,
  clientId: string,
  kind: ClientEvent['kind'],
): Promise<void> {
  const owner = await findOwnerOfClient(tx, clientId)
  if (!owner) return
  const { organizationId, appId, environment } = owner
  await tellOrganization(tx, ctx, organizationId, `client.${kind}`, { clientId, appId, environment })
}

export async function tellAttestation(tx: Tx, ctx: Context, data: WebhookData<'attestation.published'>): Promise<void> {
  const organizationId = await findOrganizationIdOfApp(tx, data.appId)
  if (organizationId) await tellOrganization(tx, ctx, organizationId, 'attestation.published', data)
}

export async function tellEpisode(tx: Tx, ctx: Context, episodeId: string, kind: 'opened' | 'closed'): Promise<void> {
  const found = await findToldEpisode(tx, episodeId)
  if (!found || !tellsEpisode(found.kind)) return
  const { organizationId, clientId, reference } = found
  await tellOrganization(tx, ctx, organizationId, `episode.${kind}`, { episodeId, reference, clientId })
}

export function tellAcceptance(
  tx: Tx,
  ctx: Context,
  organizationId: string,
  data: WebhookData<'terms.accepted'>,
): Promise<void> {
  return tellOrganization(tx, ctx, organizationId, 'terms.accepted', data)
}
