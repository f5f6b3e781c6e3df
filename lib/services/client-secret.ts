/** Secrets of clients: shown once when made, kept as digests, at most two live ones. */
import {
  insertClientSecret,
  listClientEvents,
  listClientSecrets,
  lockClient,
  markClientSecretRevoked,
} from '../../db/queries/client.ts'
import { clientStatus, secretIsLive, whyNoSecret } from '../domain/client.ts'
import { notFound, Refusal } from '../domain/refusal.ts'
import { clientOfDeveloper } from './client.ts'
import type { Context } from './context.ts'
import { recordAudit } from './record.ts'
import { isKey } from './submission-access.ts'

/** @returns the secret itself; this is the only time anybody sees it */
export function makeSecret(
  ctx: Context,
  input: { clientId: string; label?: string },
): Promise<{ secretId: string; secret: string }> {
  return ctx.transaction(async (tx) => {
    const { client, app } = await clientOfDeveloper(tx, ctx, input.clientId, 'edit')
    await lockClient(tx, client.id)
    const status = clientStatus(await listClientEvents(tx, [client.id]))
    const live = (await listClientSecrets(tx, client.id)).filter((row) => secretIsLive(row, ctx.now))
    const why = whyNoSecret(client.type, status, live.length)
    if (why) throw new Refusal('no_secret', why)
    const secret = ctx.randomSecret(32)
    const secretId = ctx.randomId()
    await insertClientSecret(tx, {
      id: secretId,
      clientId: client.id,
      label: (input.label ?? '').slice(0, 60),
      digest: ctx.digest(secret),
      hint: secret.slice(-4),
      createdAt: ctx.now,
      expiresAt: null,
      revokedAt: null,
      lastUsedAt: null,
    })
    await recordAudit(tx, ctx, {
      act: 'client.secret_made',
      noun: 'client',
      nounId: client.id,
      organizationId: app.organizationId,
      data: { secretId },
    })
    return { secretId, secret }
  })
}

/** Takes a secret back; it stops working at the next call. */
export function revokeSecret(ctx: Context, input: { clientId: string; secretId: string }): Promise<void> {
  return ctx.transaction(async (tx) => {
    const { client, app } = await clientOfDeveloper(tx, ctx, input.clientId, 'edit')
    await lockClient(tx, client.id)
    if (!isKey(input.secretId)) throw notFound('secret')
    if (!(await markClientSecretRevoked(tx, client.id, input.secretId, ctx.now))) throw notFound('secret')
    await recordAudit(tx, ctx, {
      act: 'client.secret_revoked',
      noun: 'client',
      nounId: client.id,
      organizationId: app.organizationId,
      data: { secretId: input.secretId },
    })
  })
}
