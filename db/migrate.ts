/** Brings a database to the current shape: our migrations, then those of the job queue. Safe to run twice and at once. */
import { fileURLToPath } from 'node:url'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate } from 'drizzle-orm/postgres-js/migrator'
import { runMigrations } from 'graphile-worker'
import postgres from 'postgres'

const folder = fileURLToPath(new URL('./migrations', import.meta.url))

/** One number for everybody who migrates this database; keeps two of them from running at once. */
const MIGRATION_LOCK = 4_226_119

/** @param url `postgres://…` of a database that exists */
export async function migrateDatabase(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    await sql`select pg_advisory_lock(${MIGRATION_LOCK})`
    await migrate(drizzle(sql), { migrationsFolder: folder })
    await runMigrations({ connectionString: url })
  } finally {
    await sql.end({ timeout: 5 })
  }
}
