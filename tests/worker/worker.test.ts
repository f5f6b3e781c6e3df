/** From the outbox to the wire: the real queue, a real mail server, and both of them going away. */
import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listMailAttempts } from '../../db/queries/mail.ts'
import { findSubmission } from '../../db/queries/submission.ts'
import { readSettings } from '../../lib/platform/env.ts'
import { createLog } from '../../lib/platform/log.ts'
import { createMailer } from '../../lib/platform/mailer.ts'
import type { Context } from '../../lib/services/context.ts'
import { recordMail } from '../../lib/services/record.ts'
import { startWorker, type Worker } from '../../worker/run.ts'
import { testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { MAIL_SAMPLES } from '../support/mail-samples.ts'
import { testOrganization } from '../support/organization.ts'
import { testReviewMail } from '../support/review-mail.ts'
import { type TestSmtp, testSmtp } from '../support/smtp.ts'

let database: TestDatabase
let smtp: TestSmtp
let worker: Worker
let ctx: Context

beforeAll(async () => {
  database = await testDatabase()
  smtp = await testSmtp()
  ctx = testContext(database.db, { kind: 'system', job: 'test' })
  const settings = readSettings({ DATABASE_URL: database.url, SMTP_URL: smtp.url })
  const from = { settings, connection: database, log: createLog('silent') }
  worker = startWorker(from, createMailer(settings))
  await worker.ready
})
afterAll(async () => {
  await worker.stop()
  await smtp.close()
  await database.close()
})
beforeEach(() => {
  smtp.arrived.length = 0
  smtp.behaviour = { kind: 'accept' }
})

const outcomes = async (mailId: string) => (await listMailAttempts(database.db, [mailId])).map(({ outcome }) => outcome)
const jobsOf = (mailId: string) =>
  database.sql`select 1 from graphile_worker._private_jobs where payload->>'mailId' = ${mailId}`
const done = (mailId: string) => expect.poll(() => jobsOf(mailId)).toEqual([])
/**
 * Makes the next try of a deferred mail its last, now instead of at the end of its wait. Its outcome is written a moment
 * before the queue puts the job back: until then a change would be written over.
 */
const lastTryNow = (mailId: string) =>
  expect
    .poll(
      () => database.sql`
        update graphile_worker._private_jobs set attempts = max_attempts - 1, run_at = now()
        where key = ${`mail:${mailId}`} and locked_at is null and attempts > 0 returning 1`,
    )
    .toHaveLength(1)
const send = (kind: 'invitation' | 'sign_in_code', to = 'dana@sunny.example.com') =>
  ctx.transaction((tx) => recordMail(tx, ctx, { kind, to, props: MAIL_SAMPLES[kind] }))

describe('a reviewer’s message', () => {
  it('goes out as written, stops the clock, and goes out once however often the job runs', async () => {
    const sunny = await testOrganization(database.db, 'sunny.example.com', 'Sunny Health')
    const { submissionId, mailId } = await testReviewMail(ctx, sunny)
    expect((await findSubmission(database.db, submissionId))?.dueAt).not.toBeNull()
    await done(mailId)
    await database.sql`select graphile_worker.add_job('mail', json_build_object('mailId', ${mailId}::text))`
    await done(mailId)
    expect(await outcomes(mailId)).toEqual(['started', 'accepted'])
    expect((await findSubmission(database.db, submissionId))?.dueAt).toBeNull()
    expect(smtp.arrived).toHaveLength(1)
    const parsed = smtp.arrived[0]?.parsed
    expect(parsed?.messageId).toBe(`<${mailId}@mail.candor.localhost>`)
    expect(parsed?.from?.text).toBe('"BCBSKS AppSec team" <appsec@bcbsks.com>')
    expect(parsed?.subject).toMatch(/^\[C-[0-9A-F]{6}\] FitTrack/)
    expect(parsed?.headers.has('auto-submitted')).toBe(false)
    expect(smtp.arrived[0]?.recipients).toEqual(['owner@sunny.example.com'])
  })
})

describe('the mail server', () => {
  it('goes away and comes back: the mail waits, then arrives once', async () => {
    const { port } = smtp
    await smtp.close()
    const mailId = await send('invitation')
    await expect.poll(() => outcomes(mailId)).toContain('deferred')
    smtp = await testSmtp(port)
    await done(mailId)
    expect((await outcomes(mailId)).slice(-2)).toEqual(['started', 'accepted'])
    expect(smtp.arrived).toHaveLength(1)
  })
  it('refuses one and others flow; the last deferral is the end', async () => {
    smtp.behaviour = { kind: 'answer', at: 'rcpt', code: 550, sentence: '5.1.1 No such person' }
    const refused = await send('sign_in_code')
    await done(refused)
    expect(await outcomes(refused)).toEqual(['started', 'refused'])
    smtp.behaviour = { kind: 'answer', at: 'rcpt', code: 451, sentence: '4.3.0 Later' }
    const late = await send('invitation')
    await expect.poll(() => outcomes(late)).toContain('deferred')
    await lastTryNow(late)
    await expect.poll(() => outcomes(late)).toContain('refused')
    smtp.behaviour = { kind: 'accept' }
    const fine = await send('sign_in_code')
    await done(fine)
    expect(await outcomes(fine)).toEqual(['started', 'accepted'])
  })
})

describe('a mail that cannot be written', () => {
  it('is set aside, and the next one goes out', async () => {
    const poison = randomUUID()
    await database.sql`
      insert into mail (id, kind, to_address, lang, props, "references", created_at)
      values (${poison}, 'invitation', 'dana@sunny.example.com', 'en', '{"organization": ""}', '{}', ${ctx.now.toISOString()})`
    await database.sql`select graphile_worker.add_job('mail', json_build_object('mailId', ${poison}::text))`
    const fine = await send('invitation')
    await Promise.all([done(poison), done(fine)])
    expect(await outcomes(poison)).toEqual(['started', 'skipped'])
    expect(await outcomes(fine)).toEqual(['started', 'accepted'])
  })
})

describe('the database', () => {
  it('drops every connection, and mail goes on', async () => {
    await database.sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`
    const back = () =>
      database.sql`select 1`.then(
        () => true,
        () => false,
      )
    await expect.poll(back).toBe(true)
    const mailId = await send('invitation')
    await done(mailId)
    expect(await outcomes(mailId)).toEqual(['started', 'accepted'])
    expect(smtp.arrived).toHaveLength(1)
  })
  it('gives a dead worker’s job to a living one', async () => {
    const orphan = await ctx.transaction(async (tx) => {
      const mailId = await recordMail(tx, ctx, {
        kind: 'invitation',
        to: 'a@example.com',
        props: MAIL_SAMPLES.invitation,
      })
      await tx.execute(sql`
        update graphile_worker._private_jobs set locked_by = 'worker-gone', locked_at = now() - interval '1 minute'
        where key = ${`mail:${mailId}`}`)
      return mailId
    })
    await done(orphan)
    expect(await outcomes(orphan)).toEqual(['started', 'accepted'])
  })
})
