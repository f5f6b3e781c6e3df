/** The job queue's own connections to the database. */
import pg from 'pg'
import type { Log } from '../lib/platform/log.ts'

export type QueuePool = { pool: pg.Pool; close: () => void }

/**
 * @param url `postgres://…` @param size most connections at once
 * A connection whose server goes away tells an error, and one that nobody listens to ends the process (Node's rule for
 * `error` events). The queue listens while it runs; of a connection that is made just as it stops, nobody would hear.
 */
export function openQueuePool(url: string, size: number, log: Log): QueuePool {
  const pool = new pg.Pool({ connectionString: url, max: size })
  // Such an error holds the connection with its password: only its words are written down.
  const note = (error: Error) => log.debug({ reason: error.message }, 'a connection of the job queue broke off')
  pool.on('connect', (client) => client.on('error', note))
  pool.on('error', note)
  return { pool, close: () => void pool.end().catch(note) }
}
