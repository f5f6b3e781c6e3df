/** Two transactions at once, in the order that a test wants. */
import { expect } from 'vitest'
import type { TestDatabase } from './database.ts'

/** Waits until as many statements of this database wait for a lock. */
export async function untilBlocked(database: TestDatabase, count: number): Promise<void> {
  await expect
    .poll(async () => {
      const [row] = await database.sql`
        select count(*)::int as waiting from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`
      return row?.waiting
    })
    .toBe(count)
}
