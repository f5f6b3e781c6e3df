/** A database that goes away and comes back: processes live on, and what was cut off leaves nothing behind. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Connection, connect } from '../../db/client.ts'
import { type EmbeddedPostgres, startPostgres } from '../../sandbox/postgres.ts'

const folder = mkdtempSync(join(tmpdir(), 'candor-loss-'))
let server: EmbeddedPostgres
let connection: Connection

beforeAll(async () => {
  server = await startPostgres({ folder })
  await server.createDatabase('candor')
  connection = connect(server.url('candor'), 3)
  await connection.sql`create table kept (id int primary key)`
})
afterAll(async () => {
  await connection.close()
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function killAndRestart(): Promise<void> {
  process.kill(server.pid, 'SIGKILL')
  server = await startPostgres({ folder, port: server.port })
}

const kept = async () => (await connection.sql`select id from kept order by id`).map(({ id }) => id)

describe('a pool whose database was killed', () => {
  it('ends the transactions that were going on, and serves again once the database is back', async () => {
    const cut = Array.from({ length: 5 }, (_, id) =>
      connection.db.transaction(async (tx) => {
        await tx.execute(sql`insert into kept values (${id})`)
        await tx.execute(sql`select pg_sleep(300)`)
      }),
    )
    const ends = Promise.allSettled(cut)
    await expect.poll(allAsleep).toBe(true)
    await killAndRestart()
    expect((await ends).map(({ status }) => status)).not.toContain('fulfilled')
    expect(await kept()).toEqual([])
  })

  it('lets no later statement of a transaction that was cut off run by itself', async () => {
    let passed: () => void = () => {}
    const gate = new Promise<void>((done) => {
      passed = done
    })
    const late: unknown[] = []
    const cut = connection.db.transaction(async (tx) => {
      await tx.execute(sql`insert into kept values (100)`)
      await gate
      await tx.execute(sql`insert into kept values (101)`).catch((error: unknown) => late.push(error))
      await tx.execute(sql`insert into kept values (102)`)
    })
    const end = cut.then(
      () => 'committed',
      () => 'cut off',
    )
    await wait(50)
    await killAndRestart()
    // Every connection is open again when the rest of the old transaction goes on.
    await Promise.all(Array.from({ length: 6 }, () => connection.sql`select 1`))
    passed()
    expect(await end).toBe('cut off')
    await expect.poll(() => late.length).toBe(1)
    expect(await kept()).toEqual([])
  })

  it('works on as if nothing had been', async () => {
    for (let id = 0; id < 20; id += 1) await connection.sql`insert into kept values (${id})`
    expect((await kept()).length).toBe(20)
  })
})

/** Whether the transactions are where they are wanted: in the middle of a statement. */
async function allAsleep(): Promise<boolean> {
  const other = connect(server.url('candor'), 1)
  try {
    const [row] = await other.sql`select count(*)::int as n from pg_stat_activity where query like '%pg_sleep%'`
    return Number(row?.n) > 3
  } finally {
    await other.close()
  }
}
