/** One per process: settings, database connection and log, opened on first use. */
import { type Connection, connect, READING_POOL } from '../../db/client.ts'
import { readSettings, type Settings } from './env.ts'
import { createLog, type Log } from './log.ts'

export type Runtime = { settings: Settings; connection: Connection; log: Log }

// Next's production build bundles routes apart; the global keeps one pool a process.
const holder = globalThis as typeof globalThis & { candorRuntime?: Runtime }

/** @returns the process's settings, pool and log; throws with every fault named when a setting is wrong */
export function runtime(): Runtime {
  if (!holder.candorRuntime) {
    const settings = readSettings()
    holder.candorRuntime = { settings, connection: connect(settings.databaseUrl), log: createLog(settings.logLevel) }
  }
  return holder.candorRuntime
}

/** A further pool, for the single-row reads of a process that answers many small requests. The caller closes it. */
export function readingPool(settings: Settings): Connection {
  return connect(settings.databaseUrl, READING_POOL)
}
