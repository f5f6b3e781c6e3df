/**
 * The step by which a production client is to be put into the payer's own authorization server, changed or taken out of
 * it: an intent row and its job, in the transaction of the change that asks for it.
 */
import { type ClientRow, findClient, listClientEvents } from '../../db/queries/client.ts'
import {
  appendProvisionIntent,
  enqueueProvision,
  listLastIntents,
  listProvisioned,
  type ProvisionIntentRow,
  upsertProvisionState,
} from '../../db/queries/provisioning.ts'
import { listClientsOfStopped } from '../../db/queries/stop.ts'
import type { Reader, Tx } from '../../db/transaction.ts'
import { canonicalJson } from '../domain/canonical-json.ts'
import { clientStatus } from '../domain/client.ts'
import { type ProvisionMetadata, provisionMetadata } from '../domain/provision-metadata.ts'
import { nextAction, type ProvisionWish } from '../domain/provisioning.ts'
import type { Context } from './context.ts'

export type Wished = { wish: ProvisionWish; metadata: ProvisionMetadata }

/**
 * What clients shall be there, in their order. RFC 7592 knows no way to switch a client off, so a suspended one is removed: that ends
 * its tokens there too. When it may go on it is registered anew, under another id of that server.
 */
export async function wishesOf(reader: Reader, clients: readonly ClientRow[]): Promise<Wished[]> {
  const ids = clients.map(({ id }) => id)
  const [events, stopped] = await Promise.all([listClientEvents(reader, ids), listClientsOfStopped(reader, ids)])
  return clients.map((client) => {
    const metadata = provisionMetadata(client)
    const own = events.filter(({ clientId }) => clientId === client.id)
    if (clientStatus(own) !== 'live' || stopped.has(client.id)) return { wish: 'absent', metadata: metadata ?? {} }
    return metadata ? { wish: 'present', metadata } : { wish: 'keys', metadata: {} }
  })
}

/**
 * Writes an intent when what shall be there is not what the last one says; harmless when nothing changed. Does nothing
 * for sandbox clients and where Candor's own authorization server serves the members. The client's row must be locked.
 */
export async function provisionStep(tx: Tx, ctx: Context, clientId: string): Promise<void> {
  const client = ctx.settings.provisions ? await findClient(tx, clientId) : undefined
  if (client?.environment !== 'production') return
  const [wished] = await wishesOf(tx, [client])
  if (!wished) return
  const { wish, metadata } = wished
  const [last] = await listLastIntents(tx, [clientId])
  const [remote] = await listProvisioned(tx, [clientId])
  const action = nextAction(wish, last?.action, remote !== undefined)
  if (action === null) return
  if (action === 'update' && canonicalJson(last?.metadata ?? null) === canonicalJson(metadata)) return
  // What was never there needs no removal.
  const open = action !== 'delete' || remote !== undefined
  await ask(tx, ctx, { clientId, action, metadata, open })
}

/**
 * The client is taken out and, when that is confirmed, put there anew: whoever knew its secret or keys knows nothing any
 * more. For an app that changes hands. The client's row must be locked.
 */
export async function renewStep(tx: Tx, ctx: Context, clientId: string): Promise<void> {
  if (!ctx.settings.provisions) return
  const [last] = await listLastIntents(tx, [clientId])
  const [remote] = await listProvisioned(tx, [clientId])
  if (!last || !remote || last.action === 'delete') return
  await ask(tx, ctx, { clientId, action: 'delete', metadata: last.metadata, open: true })
}

type Asked = Pick<ProvisionIntentRow, 'clientId' | 'action' | 'metadata'> & { open: boolean }

async function ask(tx: Tx, ctx: Context, { open, ...asked }: Asked): Promise<void> {
  const seq = await appendProvisionIntent(tx, { id: ctx.randomId(), at: ctx.now, ...asked })
  await upsertProvisionState(tx, { clientId: asked.clientId, seq, open })
  await enqueueProvision(tx, asked.clientId, 'work', ctx.now)
}
