/** Secrets of clients: shown once when made, kept as digests, at most three live ones, each with an end. */
import {
  insertClientSecret,
  listClientEvents,
  listClientSecrets,
  markClientSecretRevoked,
  touchClientSecret,
} from '../../db/queries/client.ts'
import { clientStatus } from '../domain/client.ts'
import { SECRET_TOUCH, secretEnd, secretIsLive, whyNoSecret } from '../domain/client-secret.ts'
import { line } from '../domain/organization.ts'
import { notFound, Refusal } from '../domain/refusal.ts'
import { lockedClientOfDeveloper } from './client.ts'
import type { Context } from './context.ts'
import { recordAudit } from './record.ts'
import { isKey } from './submission-access.ts'

/**
 * @returns the secret itself; this is the only time anybody sees it. Refuses `label` (field `label`), `no_secret`, `role_too_low`,
 * `not_found`.
 */
export function makeSecret(
  ctx: Context,
  input: { clientId: string; label?: string },
): Promise<{ secretId: string; secret: string }> {
  return ctx.transaction(async (tx) => {
    const { client, app } = await lockedClientOfDeveloper(tx, ctx, input.clientId)
    const label = labelOf(input.label ?? '')
    const status = clientStatus(await listClientEvents(tx, [client.id]))
    const live = (await listClientSecrets(tx, client.id)).filter((row) => secretIsLive(row, ctx.now))
    const why = whyNoSecret(client.type, status, live.length)
    if (why) throw new Refusal('no_secret', why)
    const secret = ctx.randomSecret(32)
    const secretId = ctx.randomId()
    await insertClientSecret(tx, {
      id: secretId,
      clientId: client.id,
      label,
      digest: ctx.digest(secret),
      hint: secret.slice(-4),
      createdAt: ctx.now,
      expiresAt: secretEnd(ctx.now, ctx.settings.clientSecretDays),
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

const labelText = line('', 'Enter a note of 60 characters or less.', 60, false)

function labelOf(text: string): string {
  const parsed = labelText.safeParse(text)
  if (parsed.success) return parsed.data
  throw new Refusal('label', parsed.error.issues[0]?.message ?? '', { field: 'label' })
}

/**
 * Notes that a client proved itself with a secret, once an hour at most. For the authorization server, which asks first whether
 * there is anything to note. @param input.digest of the secret
 */
export async function noteSecretUse(ctx: Context, input: { clientId: string; digest: string }): Promise<void> {
  if (ctx.actor.kind !== 'system') throw notFound('client')
  const unlessSince = new Date(ctx.now.getTime() - SECRET_TOUCH)
  await ctx.transaction((tx) => touchClientSecret(tx, input.clientId, input.digest, { at: ctx.now, unlessSince }))
}

/** Takes a secret back; it stops working at the next call. */
export function revokeSecret(ctx: Context, input: { clientId: string; secretId: string }): Promise<void> {
  return ctx.transaction(async (tx) => {
    const { client, app } = await lockedClientOfDeveloper(tx, ctx, input.clientId)
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
