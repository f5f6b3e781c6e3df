/** Opens the installation's database for an operator command: the given one, the running embedded one, or that one started for a moment. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Connection, connect } from '../db/client.ts'
import { contextOn } from '../lib/platform/context.ts'
import { readSettings, type Settings } from '../lib/platform/env.ts'
import type { Context } from '../lib/services/context.ts'
import { startPostgres } from '../sandbox/postgres.ts'

/** @returns the URL of a running embedded server, as far as its files tell */
function runningUrl(folder: string): string | null {
  const pid = join(folder, 'data', 'postmaster.pid')
  const password = join(folder, 'password')
  if (!existsSync(pid) || !existsSync(password)) return null
  const port = readFileSync(pid, 'utf8').split('\n')[3]
  return port ? `postgres://app:${readFileSync(password, 'utf8')}@127.0.0.1:${port}/candor` : null
}

async function answers(connection: Connection): Promise<boolean> {
  try {
    await connection.sql`select 1`
    return true
  } catch {
    return false
  }
}

/** @throws a sentence when there is no database yet */
export async function connectionFor(
  settings: Settings,
  env: Record<string, string | undefined> = process.env,
): Promise<Connection> {
  if (env.DATABASE_URL) return connect(settings.databaseUrl, 2)
  const folder = join(settings.dataDir, 'postgres')
  const url = runningUrl(folder)
  if (url) {
    const connection = connect(url, 2)
    if (await answers(connection)) return connection
    await connection.close()
  }
  if (!existsSync(join(folder, 'data'))) {
    throw new Error(`there is no database in ${settings.dataDir}; run npm start once, or set DATABASE_URL.`)
  }
  const server = await startPostgres({ folder })
  const connection = connect(server.url('candor'), 2)
  return {
    ...connection,
    close: async () => {
      await connection.close()
      await server.stop()
    },
  }
}

/** Acts as the operator on the installation's database, and lets go of it. */
export async function withDatabase(work: (ctx: Context) => Promise<number>): Promise<number> {
  const settings = readSettings()
  const connection = await connectionFor(settings)
  try {
    const origin = { ip: 'operator', userAgent: '', requestId: 'operator' }
    return await work(contextOn(connection.db, settings, { kind: 'system', job: 'operator' }, origin, new Date()))
  } finally {
    await connection.close()
  }
}
