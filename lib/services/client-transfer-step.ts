/** The facts of a transfer, and carrying it out. Steps for the acts of both organizations and of AppSec. */
import { countApps, updateAppOrganization } from '../../db/queries/app.ts'
import {
  listClientEvents,
  listClientsOfApp,
  lockClient,
  revokeClientSecrets,
  updateClientKeys,
} from '../../db/queries/client.ts'
import { listEpisodesOfClient } from '../../db/queries/episode.ts'
import { appendReviewEvent, listSubmissionsOfApp } from '../../db/queries/submission.ts'
import type { Reader, Tx } from '../../db/transaction.ts'
import { clientStatus } from '../domain/client.ts'
import { whyNotTransfer } from '../domain/client-transfer.ts'
import { episodeStatus } from '../domain/episode.ts'
import { isOpen, reviewStatus } from '../domain/review.ts'
import { withdrawChanges } from './client-change-step.ts'
import { recordClientEvent } from './client-event.ts'
import type { Context } from './context.ts'
import { episodeEvents } from './episode-step.ts'
import { endGrantsOfClient } from './grant-end.ts'
import { recordAnswer } from './ladder-answer.ts'
import { renewStep } from './provisioning-step.ts'
import { submissionEvents } from './submission-facts.ts'

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

/** Open cases of a client, newest first. */
async function openCases(reader: Reader, ctx: Context, clientId: string) {
  const cases = await listEpisodesOfClient(reader, clientId)
  const known = await Promise.all(
    cases.map(async (episode) => ({
      episode,
      status: episodeStatus(await episodeEvents(reader, episode.id), ctx.now),
    })),
  )
  return known.flatMap(({ episode, status }) => (status === 'closed' ? [] : [episode]))
}

/** What only staff may know: a client that somebody looks into does not get away by a sale, and nobody is warned. */
export async function openAttacks(reader: Reader, ctx: Context, clientId: string): Promise<string[]> {
  const cases = (await openCases(reader, ctx, clientId)).filter(({ kind }) => kind !== 'inactive')
  return cases.map(({ reference }) => `Case ${reference} of the client is open. Close it first.`)
}

/** Somebody looked at the app, so nobody asks any more whether it is in use; the new company never got our first mail. */
export async function answerLadder(tx: Tx, ctx: Context, clientId: string): Promise<void> {
  const { actor } = ctx
  if (!('staffId' in actor)) return
  const by = { actorKind: 'staff' as const, actorId: actor.staffId }
  for (const episode of (await openCases(tx, ctx, clientId)).filter(({ kind }) => kind === 'inactive')) {
    await recordAnswer(tx, ctx, episode, { how: 'staff', by, publicText: 'The app came to another organization.' })
  }
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
  await closeDraft(tx, ctx, to.appId)
  const ended: [string, number][] = []
  for (const { id } of clients) {
    await revokeClientSecrets(tx, id, ctx.now)
    await withdrawChanges(tx, ctx, id, ({ kind }) => kind !== 'owner')
    await updateClientKeys(tx, id, { jwks: null, jwksUri: null, jwksDigest: null })
    await renewStep(tx, ctx, id)
    await recordClientEvent(tx, ctx, id, 'changed', { publicReason: to.publicReason })
    ended.push([id, await endGrantsOfClient(tx, ctx, id, 'transferred')])
  }
  return ended
}

/** A draft speaks of the company that began it; the new one begins its own, from the same answers about the app. */
async function closeDraft(tx: Tx, ctx: Context, appId: string): Promise<void> {
  const [latest] = await listSubmissionsOfApp(tx, appId)
  if (!latest || reviewStatus(await submissionEvents(tx, latest.id)) !== 'draft') return
  await appendReviewEvent(tx, {
    ...{ id: ctx.randomId(), submissionId: latest.id, kind: 'closed', at: ctx.now, data: {}, mailId: null },
    ...{ actorKind: 'system', actorId: null, human: false, internalText: '' },
    publicText: 'The app came to another organization before it was sent.',
  })
}
