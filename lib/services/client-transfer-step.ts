/** The facts of a transfer, and carrying it out. Steps for the acts of both organizations and of AppSec. */
import { countApps, updateAppOrganization } from '../../db/queries/app.ts'
import {
  listClientEvents,
  listClientsOfApp,
  lockClient,
  revokeClientSecrets,
  updateClientKeys,
} from '../../db/queries/client.ts'
import { listSubmissionsOfApp } from '../../db/queries/submission.ts'
import type { Reader, Tx } from '../../db/transaction.ts'
import { clientStatus } from '../domain/client.ts'
import { isOpenChange } from '../domain/client-change.ts'
import { whyNotTransfer } from '../domain/client-transfer.ts'
import { isOpen, reviewStatus } from '../domain/review.ts'
import { changesOf, endChange, type KnownChange } from './client-change-step.ts'
import { recordClientEvent } from './client-event.ts'
import type { Context } from './context.ts'
import { endGrantsOfClient } from './grant-end.ts'
import { renewStep } from './provisioning-step.ts'
import { submissionEvents } from './submission-facts.ts'

/** The organization that agreed to take the app; null before one has. */
export const receiverOf = ({ events }: Pick<KnownChange, 'events'>): string | null =>
  events.find(({ kind }) => kind === 'accepted')?.organizationId ?? null

/** Why the app of a client cannot change hands now. */
export async function transferReasons(
  reader: Reader,
  client: { id: string; appId: string },
  receiver: string | null,
): Promise<string[]> {
  const [latest] = await listSubmissionsOfApp(reader, client.appId)
  const status = latest && reviewStatus(await submissionEvents(reader, latest.id))
  return whyNotTransfer({
    status: clientStatus(await listClientEvents(reader, [client.id])),
    inReview: status !== undefined && isOpen(status),
    ...(receiver ? { appsThere: await countApps(reader, receiver) } : {}),
  })
}

/**
 * Gives the app with all its clients to another organization. What proved the clients before is worth nothing any more, and
 * what members allowed ends, because another company would get their data. Organizations and app are locked.
 * @returns how many grants ended, by client, for the audit
 */
export async function transferApp(
  tx: Tx,
  ctx: Context,
  to: { appId: string; organizationId: string; publicReason: string },
): Promise<[clientId: string, grants: number][]> {
  const clients = (await listClientsOfApp(tx, to.appId)).toSorted((a, b) => (a.id < b.id ? -1 : 1))
  for (const { id } of clients) await lockClient(tx, id)
  await updateAppOrganization(tx, to.appId, to.organizationId)
  const ended: [string, number][] = []
  for (const { id } of clients) {
    await revokeClientSecrets(tx, id, ctx.now)
    await withdrawOthers(tx, ctx, id)
    await updateClientKeys(tx, id, { jwks: null, jwksUri: null, jwksDigest: null })
    await renewStep(tx, ctx, id)
    await recordClientEvent(tx, ctx, id, 'changed', { publicReason: to.publicReason })
    ended.push([id, await endGrantsOfClient(tx, ctx, id, 'transferred')])
  }
  return ended
}

/** What the company of before still asked for is nothing the new one wants. */
async function withdrawOthers(tx: Tx, ctx: Context, clientId: string): Promise<void> {
  for (const { row, state } of await changesOf(tx, clientId)) {
    if (row.kind !== 'owner' && isOpenChange(state)) await endChange(tx, ctx, row.id, 'withdrawn')
  }
}
