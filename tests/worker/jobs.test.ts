/** The jobs that run by the clock: what they do, and that doing it twice does no harm. */
import { randomUUID } from 'node:crypto'
import { parseCrontab } from 'graphile-worker'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSettings } from '../../lib/platform/env.ts'
import { createLog } from '../../lib/platform/log.ts'
import { createMailer, type Mailer } from '../../lib/platform/mailer.ts'
import { keepFeed } from '../../lib/services/activity-feed.ts'
import { forgetExpired } from '../../lib/services/expiry.ts'
import { recordAudit } from '../../lib/services/record.ts'
import { activityFeedJob } from '../../worker/jobs/activity-feed.ts'
import { auditCheckJob } from '../../worker/jobs/audit-check.ts'
import { CRONTAB, jobList } from '../../worker/jobs.ts'
import { MONDAY_MORNING, testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { testPerson } from '../support/organization.ts'

let database: TestDatabase
let mailer: Mailer
beforeAll(async () => {
  database = await testDatabase()
  mailer = createMailer(readSettings({}))
})
afterAll(async () => {
  mailer.close()
  await database.close()
})

const tools = () => ({
  context: (job: string) => testContext(database.db, { kind: 'system', job }),
  mailer,
  settings: readSettings({}),
  log: createLog('silent'),
})
const DAY = 24 * 60 * 60 * 1000
const ago = (days: number) => new Date(MONDAY_MORNING.getTime() - days * DAY).toISOString()

describe('the crontab', () => {
  it('names only jobs that there are', () => {
    const names = parseCrontab(CRONTAB).map(({ task }) => task)
    expect(names.length).toBeGreaterThan(0)
    for (const name of names) expect(Object.keys(jobList(tools()))).toContain(name)
  })
})

describe('activity_feed', () => {
  it('says a silence every time, notes it once, and its end once', async () => {
    const at = (hours: number) => new Date(MONDAY_MORNING.getTime() + hours * 60 * 60 * 1000)
    const told = (hours: number) => ({
      ...tools(),
      context: (job: string) => testContext(database.db, { kind: 'system', job }, at(hours)),
    })
    await keepFeed(told(0).context('test'), 'authserver')
    const heard: boolean[] = []
    for (const hours of [1, 30, 31]) heard.push(await activityFeedJob(told(hours)))
    expect(heard).toEqual([true, false, false])
    await keepFeed(told(32).context('test'), 'authserver')
    expect([await activityFeedJob(told(32)), await activityFeedJob(told(32))]).toEqual([true, true])
    const notes = await database.sql`select kind from activity_gap order by seq`
    expect(notes.map(({ kind }) => kind)).toEqual(['silent', 'back', 'silent', 'back'])
  })
})

describe('forget_expired', () => {
  it('forgets what ran out and keeps what lives, once or twice', async () => {
    const { personId } = await testPerson(database.db, 'dana@example.com')
    const keep: string[] = []
    for (const [days, kept] of [
      [-1, true],
      [0.5, true],
      [40, false],
    ] as const) {
      const name = randomUUID()
      if (kept) keep.push(name)
      await database.sql`
        insert into sign_in_code (id, email, code_digest, created_at, expires_at)
        values (${randomUUID()}, ${name}, 'x', ${ago(50)}, ${ago(days)})`
      await database.sql`insert into rate_limit (key, window_start, count) values (${name}, ${ago(days)}, 1)`
      await database.sql`
        insert into session (token_digest, person_id, created_at, last_seen_at, expires_at)
        values (${name}, ${personId}, ${ago(50)}, ${ago(50)}, ${ago(days)})`
      await database.sql`
        insert into provider_state (environment, model, id_digest, payload, expires_at)
        values ('sandbox', 'AccessToken', ${name}, '{}', ${ago(days)})`
    }
    await database.sql`
      insert into session (token_digest, person_id, created_at, last_seen_at, expires_at, revoked_at)
      values ('revoked', ${personId}, ${ago(50)}, ${ago(50)}, ${ago(-1)}, ${ago(40)})`
    await database.sql`
      insert into provider_state (environment, model, id_digest, payload) values ('sandbox', 'Grant', 'endless', '{}')`
    for (let run = 0; run < 2; run += 1) {
      await forgetExpired(tools().context('forget_expired'))
      const left = async (query: Promise<Record<string, unknown>[]>) => (await query).map(({ name }) => name).toSorted()
      expect(await left(database.sql`select email as name from sign_in_code`)).toEqual(keep.toSorted())
      expect(await left(database.sql`select key as name from rate_limit`)).toEqual(keep.toSorted())
      expect(await left(database.sql`select token_digest as name from session`)).toEqual(keep.toSorted())
      const states = await left(database.sql`select id_digest as name from provider_state`)
      expect(states).toEqual([keep[0], 'endless'].toSorted())
    }
  })
  it('is for jobs alone', async () => {
    const anybody = testContext(database.db, { kind: 'anonymous' })
    await expect(forgetExpired(anybody)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('audit_check', () => {
  it('is content with both chains, once or twice, and says when one is broken', async () => {
    const ctx = testContext(database.db, { kind: 'anonymous' })
    for (let row = 0; row < 3; row += 1) {
      await ctx.transaction((tx) => recordAudit(tx, ctx, { act: 'tested', noun: 'app', nounId: String(row) }))
    }
    expect(await auditCheckJob(tools())).toBe(true)
    expect(await auditCheckJob(tools())).toBe(true)
    await database.sql.begin(async (sql) => {
      await sql`set local session_replication_role = replica`
      await sql`update audit set act = 'changed' where seq = 2 and chain = 'portal'`
    })
    const lines: unknown[] = []
    const log = Object.assign(createLog('silent'), { fatal: (facts: unknown) => lines.push(facts) })
    expect(await auditCheckJob({ ...tools(), log })).toBe(false)
    expect(lines).toMatchObject([{ chain: 'portal', fault: { seq: 2, fault: 'digest' } }])
  })
})
