/** A database of its own for a test file, copied from the migrated template. */
import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { inject } from 'vitest'
import { type Connection, connect } from '../../db/client.ts'

export type TestDatabase = Connection & { url: string }

/** Call in beforeAll; `close()` in afterAll drops the database again. */
export async function testDatabase(): Promise<TestDatabase> {
  const cluster = inject('cluster')
  const name = `t_${randomBytes(6).toString('hex')}`
  await admin(cluster, (sql) => sql`create database ${sql(name)} template template_candor`)
  const url = Object.assign(new URL(cluster), { pathname: `/${name}` }).toString()
  const connection = connect(url)
  return {
    ...connection,
    url,
    close: async () => {
      await connection.close()
      await admin(cluster, (sql) => sql`drop database if exists ${sql(name)} with (force)`)
    },
  }
}

async function admin(url: string, act: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    await act(sql)
  } finally {
    await sql.end({ timeout: 2 })
  }
}
