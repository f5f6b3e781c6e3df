/** Whose webhook it is: asked first by everything a developer does with one. */
import { findWebhookForPerson, lockWebhook, type WebhookRow } from '../../db/queries/webhook.ts'
import type { Reader, Tx } from '../../db/transaction.ts'
import type { Role } from '../domain/organization.ts'
import { notFound } from '../domain/refusal.ts'
import type { Context } from './context.ts'
import { lockedOrganizationAccess } from './organization-access.ts'
import { recordAudit } from './record.ts'
import { isKey } from './submission-access.ts'

export type WebhookAccess = { webhook: WebhookRow; organization: string; role: Role }

/** Any role may read. Refuses `not_found` for strangers and for deleted webhooks. */
export async function webhookAccess(reader: Reader, ctx: Context, webhookId: string): Promise<WebhookAccess> {
  if (ctx.actor.kind !== 'developer' || !isKey(webhookId)) throw notFound('webhook')
  const found = await findWebhookForPerson(reader, webhookId, ctx.actor.personId)
  if (!found) throw notFound('webhook')
  return found
}

/** The webhook, held together with its organization, for an owner or editor. Refuses `not_found`, `role_too_low`. */
export async function lockedWebhook(tx: Tx, ctx: Context, webhookId: string): Promise<WebhookRow> {
  const { webhook } = await webhookAccess(tx, ctx, webhookId)
  await lockedOrganizationAccess(tx, ctx, webhook.organizationId, 'manage_webhooks')
  const held = await lockWebhook(tx, webhookId)
  if (!held || held.disabledReason === 'deleted') throw notFound('webhook')
  return held
}

/** The address stands in no audit row: some carry a secret of the receiver in their path. */
export function auditWebhook(
  tx: Tx,
  ctx: Context,
  webhook: Pick<WebhookRow, 'id' | 'organizationId'>,
  act: string,
  data: Record<string, unknown> = {},
): Promise<void> {
  const { id: nounId, organizationId } = webhook
  return recordAudit(tx, ctx, { act: `webhook.${act}`, noun: 'webhook', nounId, organizationId, data })
}
