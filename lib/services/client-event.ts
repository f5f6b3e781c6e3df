/**
 * The one step by which something happens to a client: its event is appended, and whoever has to hear of it is told
 * by a row of its own in the same transaction.
 */
import { appendClientEvent, type ClientEventRow } from '../../db/queries/client.ts'
import type { Tx } from '../../db/transaction.ts'
import type { Context } from './context.ts'
import { provisionStep } from './provisioning-step.ts'
import { tellClientEvent } from './webhook-event.ts'

export type ClientEventWords = Partial<Pick<ClientEventRow, 'criterion' | 'publicReason' | 'internalText'>>

/** Appends what happened at `ctx.now`, by whoever acts now. The client's row must be locked, or made by this transaction. */
export async function recordClientEvent(
  tx: Tx,
  ctx: Context,
  clientId: string,
  kind: ClientEventRow['kind'],
  words: ClientEventWords = {},
): Promise<void> {
  const said = { criterion: null, publicReason: '', internalText: '', ...words }
  await appendClientEvent(tx, { ...said, ...actorOf(ctx), id: ctx.randomId(), clientId, kind, at: ctx.now })
  await tellClientEvent(tx, ctx, clientId, kind)
  await provisionStep(tx, ctx, clientId)
}

function actorOf({ actor }: Context): Pick<ClientEventRow, 'actorKind' | 'actorId'> {
  if (actor.kind === 'developer') return { actorKind: 'developer', actorId: actor.personId }
  if ('staffId' in actor) return { actorKind: 'staff', actorId: actor.staffId }
  return { actorKind: 'system', actorId: null }
}
