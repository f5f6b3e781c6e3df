/** The believable small world of the first start, and who in it can sign in. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import postgres from 'postgres'
import type { Settings } from '../lib/platform/env.ts'
import { SYNTHETIC_MEMBERS } from '../sandbox/members.ts'
import { removePostgres } from '../sandbox/postgres.ts'
import type { Plan } from './launch-processes.ts'
import type { Guests } from './launch-table.ts'

/** @returns whether somebody has ever registered an organization in this database */
async function inhabited(databaseUrl: string): Promise<boolean> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} })
  try {
    const rows = await sql`select 1 from organization limit 1`
    return rows.length > 0
  } finally {
    await sql.end({ timeout: 5 })
  }
}

/** There while the world is being loaded; found at a start, it says that the loading was cut off. */
const marker = (settings: Settings) => join(settings.dataDir, 'world.loading')

/** A first start that was killed in the middle starts over: nobody but the loader has been in that database yet. */
export async function forgetHalfWorld(settings: Settings, say: (line: string) => void): Promise<void> {
  if (!existsSync(marker(settings))) return
  say('The first start was cut off; starting with a fresh database.')
  await removePostgres(join(settings.dataDir, 'postgres'))
  for (const name of ['mail', 'world.json']) {
    rmSync(join(settings.dataDir, name), { recursive: true, force: true })
  }
  rmSync(marker(settings))
}

/** Loads the world into an empty database, through the services. */
export async function prepareWorld(plan: Plan, say: (line: string) => void): Promise<void> {
  if (await inhabited(plan.databaseUrl)) return
  // Before it is said: whoever stops us at the word must find it at the next start.
  if (plan.pieces.postgres) writeFileSync(marker(plan.settings), '')
  say('Loading the example world.')
  const { loadWorld } = await import('../sandbox/world/load.ts')
  await loadWorld(plan.settings, { databaseUrl: plan.databaseUrl })
  rmSync(marker(plan.settings), { force: true })
}

/** What the world's loader leaves behind for people who want to look around. */
type WorldFile = { developers?: { email: string }[] }

/** @returns whom the table can offer */
export function guests(settings: Settings): Guests {
  const file = join(settings.dataDir, 'world.json')
  const world = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as WorldFile) : {}
  return {
    developers: (world.developers ?? []).map(({ email }) => email),
    members: settings.synthetic ? SYNTHETIC_MEMBERS.map(({ username, password }) => `${username} / ${password}`) : [],
  }
}
