/** Tells the people behind a client that one of its secrets ends: 30, 7 and 1 day before, each once. */
import { findClientSecret, listClientEvents, listEndingSecrets, lockClient } from '../../db/queries/client.ts'
import { claimReminder } from '../../db/queries/episode.ts'
import { findOwnerOfApp } from '../../db/queries/review.ts'
import { clientStatus } from '../domain/client.ts'
import { dueReminder, SECRET_HORIZON } from '../domain/client-secret.ts'
import { notFound } from '../domain/refusal.ts'
import { mailClientPeople } from './client-mail.ts'
import type { Context } from './context.ts'
import { recordAudit } from './record.ts'

/** Jobs only. Running it twice, or in two workers, tells once: a reminder claims itself by its row. @returns how many were told */
export async function remindOfSecrets(ctx: Context): Promise<number> {
  if (ctx.actor.kind !== 'system') throw notFound('page')
  const span = { from: ctx.now, to: new Date(ctx.now.getTime() + SECRET_HORIZON) }
  let told = 0
  for (const found of await listEndingSecrets(ctx.reader, span)) if (await remind(ctx, found)) told += 1
  return told
}

function remind(ctx: Context, { secretId, clientId }: { secretId: string; clientId: string }): Promise<boolean> {
  return ctx.transaction(async (tx) => {
    const client = await lockClient(tx, clientId)
    const secret = await findClientSecret(tx, secretId)
    const reminder = secret && dueReminder(secret, ctx.now)
    if (!client || !secret?.expiresAt || !reminder) return false
    if (clientStatus(await listClientEvents(tx, [clientId])) !== 'live') return false
    const owner = await findOwnerOfApp(tx, client.appId)
    if (!owner || owner.app.deletedAt || owner.organization.erasedAt) return false
    if (!(await claimReminder(tx, secretId, reminder.step, ctx.now))) return false
    const props = {
      secret: secret.label ? `…${secret.hint} (${secret.label})` : `…${secret.hint}`,
      days: reminder.days,
      endsAt: secret.expiresAt.toISOString(),
    }
    const mails = await mailClientPeople(tx, ctx, { client, ...owner }, { kind: 'secret_ending', props })
    await recordAudit(tx, ctx, {
      act: 'client.secret_reminded',
      noun: 'client',
      nounId: clientId,
      organizationId: owner.organization.id,
      data: { secretId, days: reminder.days, mails },
    })
    return true
  })
}
