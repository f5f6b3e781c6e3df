/** Aims a strike: a kill at a random time mostly hits a program that waits, so some wait for the moment that hurts. */
import { setTimeout as wait } from 'node:timers/promises'
import type postgres from 'postgres'

/**
 * `blind`: at once. `writing`: in the middle of a transaction that has written something. `written`: just after one was
 * committed, before anybody was told.
 */
export const AIMS = ['blind', 'writing', 'written'] as const
export type Aim = (typeof AIMS)[number]

/** Looks at the database so many times before the strike goes ahead anyway. */
const LOOKS = 2_000

/** @param sql a connection of the driver's own, whose statements do not count */
export async function aimed(sql: postgres.Sql, aim: Aim): Promise<void> {
  if (aim === 'blind') return
  let seen = false
  for (let look = 0; look < LOOKS; look += 1) {
    const writing = await isWriting(sql)
    if (writing === null || (aim === 'writing' && writing) || (aim === 'written' && seen && !writing)) return
    seen ||= writing
    await wait(1)
  }
}

/** Whether a transaction of Candor has written something and is not over; null when the database is away. */
async function isWriting(sql: postgres.Sql): Promise<boolean | null> {
  try {
    const [row] = await sql<{ n: number }[]>`
      select count(*)::int as n from pg_stat_activity
      where backend_xid is not null and application_name = 'candor' and pid <> pg_backend_pid()`
    return Number(row?.n) > 0
  } catch {
    return null
  }
}
