/**
 * Taking activity in: a batch is folded once, whatever the network does. The same id with the same body gets the same
 * answer; with another body it is refused. The gateway's batches and our own authorization server's go the same way.
 */
import { deleteBatchesBefore, deleteCountsBefore, findBatch, foldBatch } from '../../db/queries/activity.ts'
import { listFeeds } from '../../db/queries/activity-feed.ts'
import type { Tx } from '../../db/transaction.ts'
import type { ActivityEvent } from '../domain/activity.ts'
import type { ActivitySource } from '../domain/activity-feed.ts'
import { BATCHES_KEPT_DAYS, COUNTS_KEPT_DAYS, DAY, type FoldedActivity, foldActivity } from '../domain/activity-fold.ts'
import type { Environment } from '../domain/client.ts'
import { notFound, Refusal } from '../domain/refusal.ts'
import { advanceFeedStep } from './activity-feed.ts'
import type { Context } from './context.ts'

export type ActivityBatch = {
  source: ActivitySource
  /** Only clients of this environment are known. */
  environment: Environment
  /** The sender's own id of the batch. */
  id: string
  /** Digest of the body, to tell a repeated batch from another one with its id. */
  digest: string
  events: readonly ActivityEvent[]
}

export type ActivityReceipt = {
  events: number
  /** How many of them are of clients that this environment does not know; they change nothing. */
  unknown: number
}

/**
 * Takes a proven batch; when it returns, everything is kept. Refuses `batch_id_taken` for an id that came with another
 * body, and everybody but our own servers (`not_found`): whoever calls this has checked the signature.
 */
export async function recordActivity(ctx: Context, batch: ActivityBatch): Promise<ActivityReceipt> {
  if (ctx.actor.kind !== 'system') throw notFound('page')
  const { source, environment, digest, events } = batch
  const id = `${source}/${environment}/${batch.id}`
  const folded = foldActivity(events, ctx.now)
  return ctx.transaction(async (tx) => {
    const counted = source === 'authserver' ? await withoutGatewayCalls(tx, folded) : folded
    const unknown = await foldBatch(tx, { id, digest, environment, receivedAt: ctx.now }, counted)
    if (unknown === null) return receiptOf(tx, id, digest)
    // Only production is judged; a sandbox that goes on says nothing about it.
    if (environment === 'production') {
      const until = folded.until === null ? ctx.now : new Date(folded.until)
      await advanceFeedStep(tx, ctx, { source, until })
    }
    return { events: events.length, unknown }
  })
}

/** A gateway counts the calls itself; our introspections of the same calls then only show that the app lives. */
async function withoutGatewayCalls(tx: Tx, folded: FoldedActivity): Promise<FoldedActivity> {
  const feeds = await listFeeds(tx)
  if (!feeds.some(({ source }) => source === 'gateway')) return folded
  return { ...folded, counts: folded.counts.filter(({ kind }) => !kind.startsWith('call')) }
}

async function receiptOf(tx: Tx, id: string, digest: string): Promise<ActivityReceipt> {
  const row = await findBatch(tx, id)
  if (row?.digest !== digest) {
    throw new Refusal('batch_id_taken', 'This batch id came before with another body. A new batch needs a new id.')
  }
  return { events: row.events, unknown: row.unknown }
}

/** Jobs only. Forgets batches that cannot be repeated any more, and counts of days long past. Twice forgets nothing more. */
export async function forgetActivity(ctx: Context): Promise<void> {
  if (ctx.actor.kind !== 'system') throw notFound('page')
  const ago = (days: number) => new Date(ctx.now.getTime() - days * DAY)
  await ctx.transaction((tx) => deleteBatchesBefore(tx, ago(BATCHES_KEPT_DAYS)))
  // Our own servers repeat themselves within seconds or never.
  await ctx.transaction((tx) => deleteBatchesBefore(tx, ago(1), 'authserver/'))
  await ctx.transaction((tx) => deleteCountsBefore(tx, ago(COUNTS_KEPT_DAYS).toISOString().slice(0, 10)))
}
