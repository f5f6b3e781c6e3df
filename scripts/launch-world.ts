/** The believable small world of the first start, and who in it can sign in. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import postgres from 'postgres'
import type { Settings } from '../lib/platform/env.ts'
import { SYNTHETIC_MEMBERS } from '../sandbox/members.ts'
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

/** Loads the world into an empty database, through the services, once everything is up. */
export async function prepareWorld(plan: Plan, say: (line: string) => void): Promise<void> {
  if (await inhabited(plan.databaseUrl)) {
    if (plan.pieces.postgres && !existsSync(join(plan.settings.dataDir, 'world.json')))
      say(`The example world was not loaded to its end; remove ${plan.settings.dataDir} to start with a fresh one.`)
    return
  }
  say('Loading the example world.')
  const { loadWorld } = await import('../sandbox/world/load.ts')
  await loadWorld(plan.settings, { databaseUrl: plan.databaseUrl })
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
