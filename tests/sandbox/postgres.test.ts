/** The embedded PostgreSQL: it starts again whatever ended it, and keeps what was committed. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type EmbeddedPostgres, startPostgres } from '../../sandbox/postgres.ts'

const folder = mkdtempSync(join(tmpdir(), 'candor-pg-'))
const pidFile = join(folder, 'data', 'postmaster.pid')
let server: EmbeddedPostgres

beforeAll(async () => {
  server = await startPostgres({ folder })
  await server.createDatabase('candor')
  await run((sql) => sql`create table kept (id int primary key)`)
})
afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function run<T>(act: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(server.url('candor'), { max: 1, onnotice: () => {} })
  try {
    return await act(sql)
  } finally {
    await sql.end({ timeout: 2 })
  }
}

const keep = (id: number) => run((sql) => sql`insert into kept values (${id})`)
const kept = () => run(async (sql) => (await sql`select id from kept order by id`).map(({ id }) => id))

describe('the embedded PostgreSQL', () => {
  it('is the real server, only for this machine and only with the password', async () => {
    const [row] = await run(
      (sql) => sql`select current_setting('listen_addresses') as host, current_setting('server_version_num')::int as n`,
    )
    expect(row).toMatchObject({ host: '127.0.0.1' })
    expect(row?.n).toBeGreaterThanOrEqual(150000)
    expect(statSync(join(folder, 'password')).mode & 0o077).toBe(0)
    const wrong = postgres(server.url('candor').replace(/app:[^@]+@/, 'app:wrong@'), { max: 1 })
    await expect(wrong`select 1`).rejects.toMatchObject({ code: '28P01' })
    await wrong.end()
  })

  it('makes a database once, however often it is asked', async () => {
    await server.createDatabase('candor')
    expect(await kept()).toEqual([])
  })

  it('keeps its data over a stop and a start', async () => {
    await keep(1)
    await server.stop()
    server = await startPostgres({ folder })
    expect(await kept()).toEqual([1])
  })

  it('comes back after kill -9, with what was committed and nothing of what was not', async () => {
    await keep(2)
    const open = postgres(server.url('candor'), { max: 1, onnotice: () => {} })
    const cut = open.begin(async (sql) => {
      await sql`insert into kept values (3)`
      process.kill(server.pid, 'SIGKILL')
      await sql`select pg_sleep(30)`
    })
    await expect(cut).rejects.toThrow()
    await open.end({ timeout: 1 })
    expect(await server.gone).toBe('killed by SIGKILL')
    server = await startPostgres({ folder })
    expect(await kept()).toEqual([1, 2])
  })

  it('stops one that a killed launcher left running, and takes its place', async () => {
    const left = server
    server = await startPostgres({ folder })
    expect(server.pid).not.toBe(left.pid)
    expect(() => process.kill(left.pid, 0)).toThrow('ESRCH')
    expect(await kept()).toEqual([1, 2])
  })

  it('is not held up by a stale postmaster.pid, even when another program has that number now', async () => {
    const file = readFileSync(pidFile, 'utf8')
    await server.stop()
    for (const pid of [process.pid, 2_000_000_000]) {
      writeFileSync(pidFile, file.replace(/^\d+/, String(pid)))
      server = await startPostgres({ folder })
      expect(await kept()).toEqual([1, 2])
      await server.stop()
    }
    server = await startPostgres({ folder })
  })
})
