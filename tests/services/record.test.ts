/** Audit and mail rows stand or fall with the change they speak of; the chains are append-only and verifiable. */
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listAuditChain } from '../../db/queries/audit.ts'
import { CHAIN_START, chainVerdict } from '../../lib/domain/audit.ts'
import { recordAudit, recordMail } from '../../lib/services/record.ts'
import { testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())

const developer = {
  kind: 'developer',
  personId: '00000000-0000-4000-8000-000000000001',
  email: 'a@example.com',
  name: 'A',
} as const

describe('recordAudit', () => {
  it('chains rows of racing transactions without a gap', async () => {
    const ctx = testContext(database.db, developer)
    await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        ctx.transaction((tx) =>
          recordAudit(tx, ctx, { act: 'tested', noun: 'app', nounId: String(index), data: { index } }),
        ),
      ),
    )
    const rows = await listAuditChain(ctx.reader, 'portal', 0)
    expect(rows.map((row) => row.seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect(chainVerdict(CHAIN_START, rows, ctx.digest)).not.toHaveProperty('fault')
  })
  it.each(['update audit set act = $$x$$', 'delete from audit', 'truncate audit'])('refuses: %s', async (statement) => {
    await expect(database.db.execute(sql.raw(statement))).rejects.toThrow()
  })
})

describe('recordMail', () => {
  const entry = { kind: 'sign_in_code', to: 'a@example.com', props: { code: '123456', minutes: 10 } } as const
  it('writes the mail and its job together', async () => {
    const ctx = testContext(database.db, developer)
    const mailId = await ctx.transaction((tx) => recordMail(tx, ctx, entry))
    const jobs = await database.sql`select key from graphile_worker.jobs where key = ${`mail:${mailId}`}`
    expect(jobs).toHaveLength(1)
  })
  it('refuses values that nobody could make a mail of', async () => {
    const ctx = testContext(database.db, developer)
    const wrong = { ...entry, props: { code: 'secret' } }
    await expect(ctx.transaction((tx) => recordMail(tx, ctx, wrong))).rejects.toThrow(/sign_in_code\.code/)
    await expect(ctx.transaction((tx) => recordMail(tx, ctx, wrong))).rejects.not.toThrow(/secret/)
  })
  it('leaves neither when the transaction fails', async () => {
    const ctx = testContext(database.db, developer)
    const before =
      await database.sql`select (select count(*) from mail) + (select count(*) from graphile_worker.jobs) as n`
    await expect(
      ctx.transaction(async (tx) => {
        await recordMail(tx, ctx, entry)
        throw new Error('later step failed')
      }),
    ).rejects.toThrow('later step failed')
    const after =
      await database.sql`select (select count(*) from mail) + (select count(*) from graphile_worker.jobs) as n`
    expect(after).toEqual(before)
  })
})

describe('attestation keys', () => {
  it('sign and verify, and tell a changed text', async () => {
    const ctx = testContext(database.db, developer)
    const jws = await ctx.sign('{"a":1}')
    expect(await ctx.verify(jws)).toBe('{"a":1}')
    const [head, body, signature] = jws.split('.')
    const other = Buffer.from('{"a":2}').toString('base64url')
    expect(await ctx.verify(`${head}.${other}.${signature}`)).toBeNull()
    expect(body).toBeDefined()
  })
})
