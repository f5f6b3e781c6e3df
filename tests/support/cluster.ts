/** One PostgreSQL cluster a test run, with a migrated template that every test file copies. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { migrateDatabase } from '../../db/migrate.ts'
import { startPostgres } from '../../sandbox/postgres.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** URL of the cluster's `postgres` database. */
    cluster: string
  }
}

export default async function cluster(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'candor-test-'))
  const server = await startPostgres({ folder: join(folder, 'postgres'), throwaway: true })
  await server.createDatabase('template_candor')
  await migrateDatabase(server.url('template_candor'))
  project.provide('cluster', server.url('postgres'))
  return async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
