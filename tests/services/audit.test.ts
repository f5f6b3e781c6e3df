/** The audit for payer staff: pages by keyset, strangers refused, a changed row named. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditPage, verifyAudit } from '../../lib/services/audit.ts'
import type { Actor } from '../../lib/services/context.ts'
import { recordAudit } from '../../lib/services/record.ts'
import { testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { testOrganization } from '../support/organization.ts'
import { testStaff, testSubmission } from '../support/review.ts'

let database: TestDatabase
const staff = (kind: 'reviewer' | 'lead' | 'auditor'): Actor => ({
  kind,
  staffId: '00000000-0000-4000-8000-000000000009',
  email: 'a@bcbsks.com',
  name: 'A',
})
const developer: Actor = {
  kind: 'developer',
  personId: '00000000-0000-4000-8000-000000000001',
  email: 'a@example.com',
  name: 'A',
}
const strangers: Actor[] = [{ kind: 'anonymous' }, developer, { kind: 'member', subject: 'm' }]

beforeAll(async () => {
  database = await testDatabase()
  const ctx = testContext(database.db, developer)
  for (let index = 1; index <= 120; index += 1) {
    await ctx.transaction((tx) => recordAudit(tx, ctx, { act: 'app.registered', noun: 'app', nounId: String(index) }))
  }
})
afterAll(() => database.close())

describe('auditPage', () => {
  it('gives the newest first and every row once', async () => {
    const ctx = testContext(database.db, staff('auditor'))
    const seen: number[] = []
    for (let before: number | undefined; ; ) {
      const page = await auditPage(ctx, { chain: 'portal', before })
      seen.push(...page.rows.map((row) => row.seq))
      if (page.next === null) break
      before = page.next
    }
    expect(seen).toEqual(Array.from({ length: 120 }, (_, index) => 120 - index))
  })
  it('says in words who it was', async () => {
    const lead = await testStaff(database.db, 'lead', 'Lena Long')
    const sunny = await testOrganization(database.db, 'sunny.example.com', 'Sunny Health')
    const actors: Actor[] = [lead, sunny.owner, developer, { kind: 'system', job: 'mail' }, { kind: 'anonymous' }]
    for (const actor of actors) {
      const ctx = testContext(database.db, actor)
      await ctx.transaction((tx) => recordAudit(tx, ctx, { act: 'app.registered', noun: 'app', nounId: 'a' }, 'member'))
    }
    const { rows } = await auditPage(testContext(database.db, staff('auditor')), { chain: 'member' })
    const name = sunny.owner.kind === 'developer' ? sunny.owner.name || sunny.owner.email : ''
    expect(rows.map(({ who }) => who).toReversed()).toEqual([
      'Lena Long, lead',
      name,
      'A former person',
      'The portal (mail)',
      'Nobody signed in',
    ])
  })
  it('is asked what it has about one thing, by id or reference, page by page', async () => {
    const one = await testSubmission(database.db, 'wheat.example.com', 'Wheat')
    const ctx = testContext(database.db, staff('auditor'))
    const page = (about: string, before?: number) => auditPage(ctx, { chain: 'portal', about, before })
    const { rows } = await page(one.submissionId)
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.every(({ noun, nounId }) => noun === 'submission' && nounId === one.submissionId)).toBe(true)
    const [row] = await database.sql`select reference from submission where id = ${one.submissionId}`
    const written = ` ${String(row?.reference).toLowerCase()} `
    expect(await page(written)).toEqual({ ...(await page(one.submissionId)), about: written.trim() })
    expect((await page(one.submissionId.toUpperCase())).rows).toEqual(rows)
    for (const text of ['C-NOBODY', 'E-1', 'x\0'.repeat(500), "' or 1=1", randomUUID()]) {
      expect(await page(text)).toMatchObject({ rows: [], next: null })
    }
    const developing = testContext(database.db, developer)
    for (let index = 0; index < 60; index += 1) {
      const act = { act: 'app.changed', noun: 'app', nounId: one.appId }
      await developing.transaction((tx) => recordAudit(tx, developing, act))
    }
    const first = await page(one.appId)
    expect(first.rows).toHaveLength(50)
    const second = await page(one.appId, first.next ?? 0)
    const seqs = [...first.rows, ...second.rows].map(({ seq }) => seq)
    expect(seqs).toEqual([...new Set(seqs)].toSorted((a, b) => b - a))
    expect(second.rows.length).toBeGreaterThanOrEqual(10)
    expect(second.next).toBeNull()
    expect((await page('  ')).about).toBe('')
  })
  it.each(strangers)('is not there for %j', async (actor) => {
    await expect(auditPage(testContext(database.db, actor), { chain: 'portal' })).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})

describe('verifyAudit', () => {
  it.each([...strangers, staff('reviewer')])('is not there for %j', async (actor) => {
    await expect(verifyAudit(testContext(database.db, actor))).rejects.toMatchObject({ code: 'not_found' })
  })
  it('finds the chains in order, then the row that somebody changed behind the trigger', async () => {
    const ctx = testContext(database.db, staff('auditor'))
    expect((await verifyAudit(ctx)).map((check) => check.fault)).toEqual([null, null])
    await database.sql.begin(async (sql) => {
      await sql`set local session_replication_role = replica`
      await sql`update audit set act = 'app.removed' where chain = 'portal' and seq = 77`
    })
    expect((await verifyAudit(ctx))[0]?.fault).toEqual({ seq: 77, fault: 'digest' })
    await database.sql.begin(async (sql) => {
      await sql`set local session_replication_role = replica`
      await sql`delete from audit where chain = 'portal' and seq >= 60`
    })
    expect((await verifyAudit(ctx))[0]?.fault).toEqual({ seq: 60, fault: 'gap' })
  })
})
