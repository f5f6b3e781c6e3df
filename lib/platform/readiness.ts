/** Whether a process can serve: the database answers and has the shape that this code was written for. */
import type postgres from 'postgres'
import { NEWEST_MIGRATION } from '../../db/newest-migration.ts'
import { runtime } from './runtime.ts'

/** `faults` are whole sentences for an operator; they never carry an address, a name or a password. */
export type Readiness = { ok: boolean; faults: string[] }

/** A load balancer asks every few seconds; a database that takes longer than this (ms) is as good as away. */
const PATIENCE = 3_000

/** @param sql the process's own pool unless given @returns what stands in the way of serving, if anything does */
export async function readiness(sql: postgres.Sql = runtime().connection.sql): Promise<Readiness> {
  const fault = await inTime(migrationFault(sql))
  return { ok: fault === null, faults: fault === null ? [] : [fault] }
}

async function migrationFault(sql: postgres.Sql): Promise<string | null> {
  try {
    const [row] = await sql<{ newest: string | null }[]>`
      select max(created_at)::text as newest from drizzle.__drizzle_migrations`
    // A newer database is fine: during a deployment the old code still serves while the new one has migrated.
    return Number(row?.newest ?? 0) >= NEWEST_MIGRATION ? null : 'The database is not migrated to this version.'
  } catch (error) {
    const code = (error as { code?: unknown }).code
    const missing = code === '42P01' || code === '3F000'
    return missing ? 'The database is not migrated to this version.' : 'The database cannot be reached.'
  }
}

async function inTime(work: Promise<string | null>): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<string>((done) => {
    timer = setTimeout(() => done('The database does not answer in time.'), PATIENCE)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
