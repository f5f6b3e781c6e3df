/** Batches of activity, folded by one statement; counts by day; and forgetting what is too old to matter. */
import { and, asc, eq, gte, lt, sql } from 'drizzle-orm'
import type { FoldedActivity } from '../../lib/domain/activity-fold.ts'
import { activityBatch, activityCount } from '../schema/activity.ts'
import type { Reader, Tx } from '../transaction.ts'
import type { Environment } from './grant.ts'

export type ActivityBatchRow = typeof activityBatch.$inferSelect
export type ActivityCountRow = typeof activityCount.$inferSelect

/** One parameter, not a list of them. */
const array = (values: readonly (string | number | null)[]) => sql`${sql.param(values)}`

/**
 * Takes a batch whose id was never seen: its row, what was seen of each known client, and the counts, all in one
 * statement. Rows are written in the order of client ids, so two batches never wait for each other in a circle; a row that
 * would not change is not touched. Clients are looked up one by one through their key (the limit sees to that): the planner
 * cannot know how many a batch has, and joined as it likes, their cost grew with clients times given ones.
 * @returns how many events are of unknown clients; null when the id was taken before, and then nothing was written
 */
export async function foldBatch(
  tx: Tx,
  batch: Pick<ActivityBatchRow, 'id' | 'digest' | 'receivedAt'> & { environment: Environment },
  { clients, counts, events }: FoldedActivity,
): Promise<number | null> {
  const rows = await tx.execute<{ unknown: number }>(sql`
    with given as (
      select * from unnest(
        ${array(clients.map((_client, index) => index))}::int[], ${array(clients.map((c) => c.clientId))}::text[],
        ${array(clients.map((c) => c.events))}::int[], ${array(clients.map((c) => c.signInAt))}::bigint[],
        ${array(clients.map((c) => c.callAt))}::bigint[]
      ) as g (pos, client_id, events, sign_in, call)
    ), known as materialized (
      select g.pos, g.client_id, g.events, to_timestamp(g.sign_in) as sign_in, to_timestamp(g.call) as call
      from given g cross join lateral (
        select from client c where c.id = g.client_id and c.environment = ${batch.environment} limit 1) c
    ), batch as (
      insert into activity_batch (id, digest, received_at, events, unknown)
      select ${batch.id}, ${batch.digest}, ${batch.receivedAt.toISOString()}::timestamptz, ${events}::int,
        ${events}::int - coalesce((select sum(events) from known), 0)::int
      on conflict (id) do nothing
      returning unknown
    ), seen as (
      insert into activity (client_id, last_sign_in_at, last_call_at)
      select k.client_id, k.sign_in, k.call from known k left join activity a on a.client_id = k.client_id
      where exists (select from batch)
        and (k.sign_in > coalesce(a.last_sign_in_at, '-infinity') or k.call > coalesce(a.last_call_at, '-infinity'))
      order by k.client_id
      on conflict (client_id) do update set
        last_sign_in_at = greatest(activity.last_sign_in_at, excluded.last_sign_in_at),
        last_call_at = greatest(activity.last_call_at, excluded.last_call_at)
    ), counted as (
      insert into activity_count as old (client_id, day, kind, count)
      select k.client_id, date '1970-01-01' + n.day, n.kind, n.count
      from unnest(
        ${array(counts.map((c) => c.client))}::int[], ${array(counts.map((c) => c.day))}::int[],
        ${array(counts.map((c) => c.kind))}::text[], ${array(counts.map((c) => c.count))}::int[]
      ) as n (pos, day, kind, count) join known k on k.pos = n.pos
      where exists (select from batch)
      order by k.client_id, n.day, n.kind
      on conflict (client_id, day, kind) do update set count = old.count + excluded.count
    )
    select unknown from batch`)
  return rows[0]?.unknown ?? null
}

export async function findBatch(reader: Reader, id: string): Promise<ActivityBatchRow | undefined> {
  const [row] = await reader.select().from(activityBatch).where(eq(activityBatch.id, id))
  return row
}

/** Of a client, from a day (UTC, inclusive) on, oldest first. */
export function listCounts(reader: Reader, clientId: string, fromDay: string): Promise<ActivityCountRow[]> {
  return reader
    .select()
    .from(activityCount)
    .where(and(eq(activityCount.clientId, clientId), gte(activityCount.day, fromDay)))
    .orderBy(asc(activityCount.day))
}

/** @param prefix of the ids of those to forget */
export async function deleteBatchesBefore(tx: Tx, before: Date, prefix = ''): Promise<void> {
  const old = lt(activityBatch.receivedAt, before)
  await tx.delete(activityBatch).where(and(old, sql`starts_with(${activityBatch.id}, ${prefix})`))
}

export async function deleteCountsBefore(tx: Tx, day: string): Promise<void> {
  await tx.delete(activityCount).where(lt(activityCount.day, day))
}
