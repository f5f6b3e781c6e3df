/**
 * A connection that breaks in the middle of something: what was under way is refused, and the next one works. Held against
 * the driver as it is installed, repairs of scripts/patches.mjs included.
 */
import { sql } from 'drizzle-orm'
import type { PendingQuery, Row } from 'postgres'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Connection, connect } from '../../db/client.ts'
import { type CutLine, cutLine } from '../support/cut-line.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'

let database: TestDatabase
let line: CutLine
let asleep: PendingQuery<Row[]>
beforeAll(async () => {
  database = await testDatabase()
  asleep = database.sql`datname = current_database() and state = 'active' and query like 'select pg_sleep%'`
  line = await cutLine(database.url)
})
afterAll(async () => {
  await line.close()
  await database.close()
})
// A server that is in the middle of something does not notice that nobody listens any more. Waits until it is gone.
afterEach(() => database.sql`select pg_terminate_backend(pid, 10000) from pg_stat_activity where ${asleep}`)

const sleep = (seconds: number) => sql`select pg_sleep(${seconds}::float8)`
const nameOf = (name: string) => sql<{ name: string }>`select ${name}::text as name`

/** Until the statement is at work. */
async function atWork(): Promise<void> {
  await vi.waitFor(async () => {
    expect(await database.sql`select pid from pg_stat_activity where ${asleep}`).toHaveLength(1)
  }, 20_000)
}

/** Asks for a few rows in a few ways over the one connection; each must be the one that was asked for. */
async function works({ db }: Connection): Promise<void> {
  const inTransaction = await db.transaction(async (tx) => {
    const [first] = await tx.execute(nameOf('first'))
    const [second] = await tx.execute(nameOf('second'))
    return [first?.name, second?.name]
  })
  const beside = await Promise.all(['a', 'b', 'c'].map((name) => db.execute(nameOf(name))))
  expect([...inTransaction, ...beside.map(([row]) => row?.name)]).toEqual(['first', 'second', 'a', 'b', 'c'])
}

it('keeps the last words of a server that goes away from whoever comes next', async () => {
  const connection = connect(line.url, 1)
  const work = expect(connection.db.execute(sleep(60))).rejects.toThrow()
  await atWork()
  await database.sql`select pg_terminate_backend(pid, 10000) from pg_stat_activity where ${asleep}`
  await work
  await works(connection)
  await connection.close()
})

describe.each(['reset', 'close'] as const)('a connection that ends by a %s', (how) => {
  // A statement is described to the driver on its first run and known on its second; each leaves it in another state.
  describe.each([
    ['described', 0],
    ['known', 1],
  ])('while a statement runs that is %s', (_state, runsBefore) => {
    it('in a transaction', async () => {
      const connection = connect(line.url, 1)
      for (let run = 0; run < runsBefore; run += 1) await connection.db.execute(sleep(0))
      const work = connection.db.transaction((tx) => tx.execute(sleep(60)))
      const ended = expect(work).rejects.toThrow()
      await atWork()
      line.cut(how)
      await ended
      await works(connection)
      await connection.close()
    })

    it('with others waiting for the same connection', async () => {
      const connection = connect(line.url, 1)
      for (let run = 0; run < runsBefore; run += 1) await connection.db.execute(sleep(0))
      const work = connection.db.transaction((tx) => Promise.all([tx.execute(sleep(60)), tx.execute(nameOf('same'))]))
      const ended = expect(work).rejects.toThrow()
      await atWork()
      const others = [
        connection.db.execute(nameOf('single')),
        connection.db.transaction((tx) => tx.execute(nameOf('transaction'))),
      ]
      line.cut(how)
      await ended
      expect((await Promise.all(others)).map(([row]) => row?.name)).toEqual(['single', 'transaction'])
      await works(connection)
      await connection.close()
    })
  })

  it('while somebody asks again at once', async () => {
    const connection = connect(line.url, 1)
    await connection.db.execute(sleep(0))
    const again = connection.db.execute(sleep(60)).catch(() => connection.db.execute(nameOf('again')).catch(() => null))
    await atWork()
    line.cut(how)
    await again
    await vi.waitFor(() => works(connection), 20_000)
    await connection.close()
  })
})
