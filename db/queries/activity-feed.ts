/** When each source of activity told us something last, the silences that were noted, and when clients were seen. */
import { asc, desc, inArray, sql } from 'drizzle-orm'
import { activity, activityFeed, activityGap } from '../schema/activity.ts'
import type { Reader, Tx } from '../transaction.ts'

export type ActivityRow = typeof activity.$inferSelect
export type FeedRow = typeof activityFeed.$inferSelect
export type GapRow = typeof activityGap.$inferSelect

export function listFeeds(reader: Reader): Promise<FeedRow[]> {
  return reader.select().from(activityFeed).orderBy(asc(activityFeed.source))
}

/** Holds all of them until the transaction ends, so that a silence is noted once. */
export function lockFeeds(tx: Tx): Promise<FeedRow[]> {
  return tx.select().from(activityFeed).orderBy(asc(activityFeed.source)).for('update')
}

/** Forwards only. */
export async function advanceFeed(tx: Tx, row: FeedRow): Promise<void> {
  await tx
    .insert(activityFeed)
    .values(row)
    .onConflictDoUpdate({
      target: activityFeed.source,
      set: {
        lastEventAt: sql`greatest(${activityFeed.lastEventAt}, excluded.last_event_at)`,
        lastReceivedAt: sql`greatest(${activityFeed.lastReceivedAt}, excluded.last_received_at)`,
      },
    })
}

/** Oldest first. */
export function listGapNotes(reader: Reader): Promise<GapRow[]> {
  return reader.select().from(activityGap).orderBy(asc(activityGap.seq))
}

export async function lastGapNote(reader: Reader): Promise<GapRow | undefined> {
  const [row] = await reader.select().from(activityGap).orderBy(desc(activityGap.seq)).limit(1)
  return row
}

export async function appendGapNotes(tx: Tx, rows: Omit<GapRow, 'seq'>[]): Promise<void> {
  if (rows.length > 0) await tx.insert(activityGap).values(rows)
}

export function listActivity(reader: Reader, clientIds: readonly string[]): Promise<ActivityRow[]> {
  if (clientIds.length === 0) return Promise.resolve([])
  return reader
    .select()
    .from(activity)
    .where(inArray(activity.clientId, [...clientIds]))
}
