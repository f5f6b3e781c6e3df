/** Counters of a fixed window. */
import { lt, sql } from 'drizzle-orm'
import { rateLimit } from '../schema/person.ts'
import type { Tx } from '../transaction.ts'

/** Adds one to a counter. @returns the new count; racing callers each get their own */
export async function countUp(tx: Tx, key: string, windowStart: Date): Promise<number> {
  const [row] = await tx
    .insert(rateLimit)
    .values({ key, windowStart, count: 1 })
    .onConflictDoUpdate({
      target: [rateLimit.key, rateLimit.windowStart],
      set: { count: sql`${rateLimit.count} + 1` },
    })
    .returning({ count: rateLimit.count })
  return row?.count ?? 1
}

/** Forgets counters of windows that began before an instant. */
export async function deleteRateLimitsBefore(tx: Tx, before: Date): Promise<void> {
  await tx.delete(rateLimit).where(lt(rateLimit.windowStart, before))
}
