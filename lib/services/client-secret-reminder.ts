/** Tells the people behind a client that one of its secrets ends: 30, 7 and 1 day before, each once. */
import {
  type ClientRow,
  findClientSecret,
  listClientEvents,
  listEndingSecrets,
  lockClient,
} from '../../db/queries/client.ts'
import { claimReminder } from '../../db/queries/episode.ts'
import { listEndingThere } from '../../db/queries/provisioning.ts'
import { findOwnerOfApp } from '../../db/queries/review.ts'
import type { Tx } from '../../db/transaction.ts'
import { clientStatus } from '../domain/client.ts'
import { type ClientSecret, dueReminder, SECRET_HORIZON } from '../domain/client-secret.ts'
import { notFound } from '../domain/refusal.ts'
import { mailClientPeople } from './client-mail.ts'
import type { Context } from './context.ts'
import { forDeveloper, provisionedOne } from './provisioning-facts.ts'
import { recordAudit } from './record.ts'

/** `key`: what reminders are told of once. `name`: how its people tell it from others, where there are others. */
type Ending = { key: string; secret: ClientSecret; name?: string }

/**
 * Jobs only. Running it twice, or in two workers, tells once: a reminder claims itself by its row. A secret that the
 * payer's own authorization server gave counts too, once that server said when it ends. @returns how many were told
 */
export async function remindOfSecrets(ctx: Context): Promise<number> {
  if (ctx.actor.kind !== 'system') throw notFound('page')
  const span = { from: ctx.now, to: new Date(ctx.now.getTime() + SECRET_HORIZON) }
  let told = 0
  for (const { clientId, secretId } of await listEndingSecrets(ctx.reader, span)) {
    if (await remind(ctx, clientId, (tx) => endingHere(tx, secretId))) told += 1
  }
  for (const clientId of await listEndingThere(ctx.reader, span)) {
    if (await remind(ctx, clientId, (tx, client) => endingThere(tx, ctx, client))) told += 1
  }
  return told
}

async function endingHere(tx: Tx, secretId: string): Promise<Ending | null> {
  const secret = await findClientSecret(tx, secretId)
  if (!secret) return null
  return { key: secretId, secret, name: secret.label ? `…${secret.hint} (${secret.label})` : `…${secret.hint}` }
}

async function endingThere(tx: Tx, ctx: Context, client: ClientRow): Promise<Ending | null> {
  const found = await provisionedOne(tx, ctx, client)
  const expiresAt = found?.remote?.secretEndsAt
  if (!found || !expiresAt || forDeveloper(found).secret === 'none') return null
  const createdAt = found.remote?.secretSince ?? new Date(0)
  // The same secret with another end is told again.
  return { key: `${client.id} ${expiresAt.toISOString()}`, secret: { createdAt, expiresAt, revokedAt: null } }
}

function remind(
  ctx: Context,
  clientId: string,
  find: (tx: Tx, client: ClientRow) => Promise<Ending | null>,
): Promise<boolean> {
  return ctx.transaction(async (tx) => {
    const client = await lockClient(tx, clientId)
    const ending = client && (await find(tx, client))
    const reminder = ending && dueReminder(ending.secret, ctx.now)
    if (!client || !ending?.secret.expiresAt || !reminder) return false
    if (clientStatus(await listClientEvents(tx, [clientId])) !== 'live') return false
    const owner = await findOwnerOfApp(tx, client.appId)
    if (!owner || owner.app.deletedAt || owner.organization.erasedAt) return false
    if (!(await claimReminder(tx, ending.key, reminder.step, ctx.now))) return false
    const props = { secret: ending.name, days: reminder.days, endsAt: ending.secret.expiresAt.toISOString() }
    const mails = await mailClientPeople(tx, ctx, { client, ...owner }, { kind: 'secret_ending', props })
    await recordAudit(tx, ctx, {
      act: 'client.secret_reminded',
      noun: 'client',
      nounId: clientId,
      organizationId: owner.organization.id,
      data: { secret: ending.key, days: reminder.days, mails },
    })
    return true
  })
}
