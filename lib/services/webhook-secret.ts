/** Secrets of webhooks: shown once, kept sealed because every message is signed with them; two sign while one is replaced. */
import { insertWebhookSecret, listLiveSecrets, retireWebhookSecret } from '../../db/queries/webhook.ts'
import type { Tx } from '../../db/transaction.ts'
import { SECRET_BYTES, SECRET_OVERLAP, webhookSecretText } from '../domain/webhook.ts'
import type { Context } from './context.ts'
import { auditWebhook, lockedWebhook } from './webhook-access.ts'

/** A step: a new secret of a webhook that this transaction made or holds. @returns its text */
export async function addWebhookSecret(tx: Tx, ctx: Context, webhookId: string): Promise<string> {
  const secret = webhookSecretText(ctx.randomSecret(SECRET_BYTES))
  const row = { id: ctx.randomId(), webhookId, sealed: ctx.seal(secret), createdAt: ctx.now, retiredAt: null }
  await insertWebhookSecret(tx, row)
  return secret
}

/**
 * Makes a new secret; the one before signs for 24 hours more, beside it. One that was on its way out already ends now.
 * Refuses `not_found`, `role_too_low`. @returns the secret; this is the only time anybody sees it
 */
export function rotateWebhookSecret(ctx: Context, input: { webhookId: string }): Promise<{ secret: string }> {
  return ctx.transaction(async (tx) => {
    const webhook = await lockedWebhook(tx, ctx, input.webhookId)
    for (const { id, retiredAt } of await listLiveSecrets(tx, [webhook.id], ctx.now)) {
      await retireWebhookSecret(tx, id, retiredAt ? ctx.now : new Date(ctx.now.getTime() + SECRET_OVERLAP))
    }
    const secret = await addWebhookSecret(tx, ctx, webhook.id)
    await auditWebhook(tx, ctx, webhook, 'secret_made')
    return { secret }
  })
}

/** Ends the secret before at once, for one that leaked. Refuses `not_found`, `role_too_low`. */
export function endOldWebhookSecret(ctx: Context, input: { webhookId: string }): Promise<void> {
  return ctx.transaction(async (tx) => {
    const webhook = await lockedWebhook(tx, ctx, input.webhookId)
    const old = (await listLiveSecrets(tx, [webhook.id], ctx.now)).filter(({ retiredAt }) => retiredAt !== null)
    if (old.length === 0) return
    for (const { id } of old) await retireWebhookSecret(tx, id, ctx.now)
    await auditWebhook(tx, ctx, webhook, 'old_secret_ended')
  })
}
