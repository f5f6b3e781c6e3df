/** Ends changes that nobody can want any more, because the client or a company goes. Steps for removals and deletions. */
import { type ClientRow, findClient } from '../../db/queries/client.ts'
import { listComingTo } from '../../db/queries/client-change.ts'
import { findOwnerOfApp } from '../../db/queries/review.ts'
import type { Reader, Tx } from '../../db/transaction.ts'
import { isOpenChange } from '../domain/client-change.ts'
import { CLOSED_WITH_TAKER } from '../domain/removal.ts'
import { auditChange } from './client-change.ts'
import { changesOf, endChange, type KnownChange, receiverOf, withEvents } from './client-change-step.ts'
import { tellTransferOver } from './client-transfer-mail.ts'
import type { Context } from './context.ts'

/** For the audit, which comes last. */
export type ClosedChange = { change: KnownChange; organizationId: string }

/** Ends the open changes of a client that goes; a company that was to take the app over is told. The caller holds the client. */
export async function closeChanges(tx: Tx, ctx: Context, client: ClientRow, publicText = ''): Promise<ClosedChange[]> {
  const open = (await changesOf(tx, ctx, client.id)).filter(({ state }) => isOpenChange(state))
  const owner = await findOwnerOfApp(tx, client.appId)
  if (!owner) return []
  for (const change of open) {
    await endChange(tx, ctx, change.row.id, 'withdrawn', { publicText })
    const facts = { app: owner.app, from: owner.organization, receiver: receiverOf(change) }
    if (facts.receiver) await tellTransferOver(tx, ctx, facts, 'giver_gone')
  }
  return open.map((change) => ({ change, organizationId: owner.organization.id }))
}

/** The clients of apps that an organization agreed to take. */
export async function clientsComingTo(reader: Reader, organizationId: string): Promise<string[]> {
  return (await listComingTo(reader, [organizationId])).map(({ clientId }) => clientId)
}

/** Ends the hand-overs to an organization that goes, and tells who offered the apps. The caller holds it and their clients. */
export async function closeComing(tx: Tx, ctx: Context, organizationId: string): Promise<ClosedChange[]> {
  const closed: ClosedChange[] = []
  for (const change of await withEvents(tx, ctx, await listComingTo(tx, [organizationId]))) {
    const client = await findClient(tx, change.row.clientId)
    const owner = client && (await findOwnerOfApp(tx, client.appId))
    if (!owner) continue
    await endChange(tx, ctx, change.row.id, 'withdrawn', { publicText: CLOSED_WITH_TAKER })
    await tellTransferOver(tx, ctx, { app: owner.app, from: owner.organization, receiver: null }, 'taker_gone')
    closed.push({ change, organizationId: owner.organization.id })
  }
  return closed
}

export async function auditClosed(tx: Tx, ctx: Context, closed: readonly ClosedChange[]): Promise<void> {
  for (const { change, organizationId } of closed) {
    const { id: changeId, kind, clientId } = change.row
    await auditChange(tx, ctx, 'client.change_withdrawn', clientId, organizationId, { kind, changeId })
  }
}
