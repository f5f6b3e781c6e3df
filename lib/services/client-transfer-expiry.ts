/** Tells the company that offered an app that nobody answered in time. */
import { lockClient } from '../../db/queries/client.ts'
import { type ClientChangeRow, findClientChange, listUntoldOffers } from '../../db/queries/client-change.ts'
import { claimReminder } from '../../db/queries/episode.ts'
import { findOwnerOfApp } from '../../db/queries/review.ts'
import { oldestOffer } from '../domain/client-change.ts'
import { notFound } from '../domain/refusal.ts'
import { auditChange } from './client-change.ts'
import { withEvents } from './client-change-step.ts'
import { tellTransferOver } from './client-transfer-mail.ts'
import type { Context } from './context.ts'

const STEP = 'offer_expired'

/** Jobs only (`not_found`). Running it twice, or in two workers, tells once: an end claims itself by its row. @returns how many were told */
export async function tellExpiredOffers(ctx: Context): Promise<number> {
  if (ctx.actor.kind !== 'system') throw notFound('page')
  let told = 0
  for (const offer of await listUntoldOffers(ctx.reader, oldestOffer(ctx.now), STEP)) {
    if (await tell(ctx, offer)) told += 1
  }
  return told
}

function tell(ctx: Context, { id, clientId }: ClientChangeRow): Promise<boolean> {
  return ctx.transaction(async (tx) => {
    const client = await lockClient(tx, clientId)
    const row = await findClientChange(tx, id)
    const [offer] = row ? await withEvents(tx, ctx, [row]) : []
    if (!client || !row || offer?.state !== 'expired') return false
    if (!(await claimReminder(tx, id, STEP, ctx.now))) return false
    const owner = await findOwnerOfApp(tx, client.appId)
    if (!owner || owner.app.deletedAt || owner.organization.erasedAt) return false
    // An app that went to somebody else since is no longer theirs to offer.
    if (owner.organization.id !== row.before.organizationId) return false
    await tellTransferOver(tx, ctx, { app: owner.app, from: owner.organization, receiver: null }, 'expired')
    const data = { kind: row.kind, changeId: id }
    await auditChange(tx, ctx, 'client.change_expired', clientId, owner.organization.id, data)
    return true
  })
}
