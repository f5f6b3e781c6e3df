/** Counts tries of members' passwords in fixed windows, in the table of rate limits. */
import { and, eq, sql } from 'drizzle-orm'
import { rateLimit } from '../schema/person.ts'
import type { Tx } from '../transaction.ts'

/** @returns how many there were in this window, this one included */
export async function countGuess(tx: Tx, key: string, windowStart: Date): Promise<number> {
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

/** Takes a try back that was no guess, because it was right. */
export async function uncountGuess(tx: Tx, key: string, windowStart: Date): Promise<void> {
  await tx
    .update(rateLimit)
    .set({ count: sql`greatest(${rateLimit.count} - 1, 0)` })
    .where(and(eq(rateLimit.key, key), eq(rateLimit.windowStart, windowStart)))
}
