/** A database as it stood after one of the migrations, with rows put in, before the next ones run. */
import { randomBytes, randomUUID } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'
import { inject } from 'vitest'
import { migrateDatabase } from '../../db/migrate.ts'

const MIGRATIONS = new URL('../../db/migrations', import.meta.url).pathname
const JOURNAL = 'meta/_journal.json'

type Values = Record<string, unknown>

export type OldDatabase = {
  sql: postgres.Sql
  /** Puts a row in; columns that must have a value and were not given get a plain one. @returns the row as it is now */
  insert: (table: string, values?: Values) => Promise<Values>
  /** The same journey that a start of the product makes. */
  migrateOn: () => Promise<void>
  close: () => Promise<void>
}

/** @param last number of the last migration that has run, such as 6 */
export async function databaseAfter(last: number): Promise<OldDatabase> {
  const cluster = inject('cluster')
  const name = `m_${randomBytes(6).toString('hex')}`
  const admin = postgres(cluster, { max: 1, onnotice: () => {} })
  await admin`create database ${admin(name)}`
  const url = Object.assign(new URL(cluster), { pathname: `/${name}` }).toString()
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  await migrateTo(sql, last)
  return {
    sql,
    insert: (table, values = {}) => insert(sql, table, values),
    migrateOn: () => migrateDatabase(url),
    close: async () => {
      await sql.end({ timeout: 2 })
      await admin`drop database if exists ${admin(name)} with (force)`
      await admin.end({ timeout: 2 })
    },
  }
}

async function migrateTo(sql: postgres.Sql, last: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'candor-migrations-'))
  cpSync(MIGRATIONS, folder, { recursive: true })
  const journal = JSON.parse(readFileSync(join(folder, JOURNAL), 'utf8'))
  journal.entries = journal.entries.filter(({ idx }: { idx: number }) => idx <= last)
  writeFileSync(join(folder, JOURNAL), JSON.stringify(journal))
  try {
    await migrate(drizzle(sql), { migrationsFolder: folder })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const PLAIN: Record<string, () => unknown> = {
  uuid: randomUUID,
  text: () => randomBytes(6).toString('hex'),
  'timestamp with time zone': () => '2026-11-23T15:00:00Z',
  jsonb: () => '{}',
  ARRAY: () => '{}',
  boolean: () => false,
  integer: () => 0,
  bigint: () => 0,
}

async function insert(sql: postgres.Sql, table: string, given: Values): Promise<Values> {
  const columns = await sql`
    select column_name as name, data_type as type from information_schema.columns
    where table_schema = 'public' and table_name = ${table} and is_nullable = 'NO' and column_default is null`
  const plain = columns.flatMap(({ name, type }) => (name in given ? [] : [[name, PLAIN[type]?.()] as const]))
  // The migrator takes the driver's own way with instants and JSON away.
  const shown = Object.entries(given).map(([name, value]) => [name, textOf(value)] as const)
  const row = Object.fromEntries([...plain, ...shown])
  const [made] = await sql`insert into ${sql(table)} ${sql(row as Record<string, string>)} returning *`
  return made as Values
}

const textOf = (value: unknown): unknown =>
  value instanceof Date
    ? value.toISOString()
    : typeof value === 'object' && value !== null
      ? JSON.stringify(value)
      : value
