/** Opens PostgreSQL. Only lib/platform, scripts and tests import this file. */
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { keepValuesOutOfErrors } from './failed-query.ts'
import { preparing } from './prepared.ts'
import * as schema from './schema/all.ts'

export type Database = PostgresJsDatabase<typeof schema>

export type Connection = { sql: postgres.Sql; db: Database; close: () => Promise<void> }

/** Connections of a pool for single-row reads alone: one, so that the statements of many requests travel together. */
export const READING_POOL = 1

/**
 * @param url `postgres://…` @param pool most connections at once
 * Statements stop after 15 s and idle transactions after 10 s, so that no lock is held by a dead request.
 */
export function connect(url: string, pool = 10): Connection {
  keepValuesOutOfErrors()
  const sql = postgres(url, {
    max: pool,
    onnotice: () => {},
    connect_timeout: 10,
    connection: {
      application_name: 'candor',
      statement_timeout: 15_000,
      idle_in_transaction_session_timeout: 10_000,
    },
  })
  return { sql, db: drizzle(preparing(sql), { schema }), close: () => sql.end({ timeout: 5 }) }
}
