/** Ends every grant of a client that the plan stopped for good, and tells its members. A step for acts that remove clients. */
import { appendGrantEvent } from '../../db/queries/grant.ts'
import { deleteProviderState, deleteProviderStateOfGrant } from '../../db/queries/provider-state.ts'
import { lockActiveGrants } from '../../db/queries/removal.ts'
import type { Tx } from '../../db/transaction.ts'
import type { Context } from './context.ts'
import { recordAudit, recordMail } from './record.ts'

/**
 * Tokens die with it. The caller holds the client. Members are told in neutral words, without a name of an app.
 * @returns how many grants ended
 */
export async function endGrantsOfClient(tx: Tx, ctx: Context, clientId: string, reason: string): Promise<number> {
  const rows = await lockActiveGrants(tx, clientId, ctx.now)
  for (const row of rows) {
    if (row.providerGrantId !== null) {
      await deleteProviderStateOfGrant(tx, row.environment, row.providerGrantId)
      const idDigest = ctx.digest(row.providerGrantId)
      await deleteProviderState(tx, { environment: row.environment, model: 'Grant', idDigest })
    }
    await appendGrantEvent(tx, { id: ctx.randomId(), grantId: row.id, kind: 'ended', at: ctx.now, reason })
    if (row.notifyEmail === null) continue
    const { payer, authserverUrl } = ctx.settings
    const url = `${authserverUrl[row.environment]}/grants?lang=${row.lang}`
    const props = { url, payer: payer.shortName, phone: payer.memberPhone }
    await recordMail(tx, ctx, { kind: 'grant_ended_by_plan', to: row.notifyEmail, lang: row.lang, props })
  }
  return rows.length
}

/** The row of the member chain for all of them; last in the transaction, with the other audit rows. */
export async function auditEndedGrants(tx: Tx, ctx: Context, clientId: string, count: number): Promise<void> {
  if (count === 0) return
  const entry = { act: 'grants.ended_by_plan', noun: 'client', nounId: clientId, data: { count } }
  await recordAudit(tx, ctx, entry, 'member')
}
