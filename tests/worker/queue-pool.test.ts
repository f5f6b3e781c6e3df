/** Connections of the job queue to a server that goes away while nobody of the queue listens. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createLog } from '../../lib/platform/log.ts'
import { openQueuePool } from '../../worker/queue-pool.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())

it.each(['taken', 'given back'])('outlive the end of one that is %s', async (how) => {
  const { pool, close } = openQueuePool(database.url, 2, createLog('silent'))
  const client = await pool.connect()
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  if (how === 'given back') client.release()
  const ended = new Promise<void>((done) => client.once('end', () => done()))
  await database.sql`select pg_terminate_backend(${rows[0]?.pid ?? 0}, 10000)`
  await ended
  if (how === 'taken') client.release(true)
  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  close()
})
