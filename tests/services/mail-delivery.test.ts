/** Attempts and outcomes: what stops a clock, what starts it again, and what can never be sent twice. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listAuditChain } from '../../db/queries/audit.ts'
import { findMail, listMailAttempts } from '../../db/queries/mail.ts'
import { findSubmission } from '../../db/queries/submission.ts'
import type { MailKind } from '../../emails/catalogue.ts'
import { STUCK_AFTER } from '../../lib/domain/mail.ts'
import type { Actor, Context } from '../../lib/services/context.ts'
import { beginAttempt, bounceStep, recordOutcome } from '../../lib/services/mail-delivery.ts'
import { lateMail, mailTrouble } from '../../lib/services/mail-trouble.ts'
import { recordMail } from '../../lib/services/record.ts'
import { mailCommand } from '../../scripts/portal-mail.ts'
import { MONDAY_MORNING, testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { MAIL_SAMPLES } from '../support/mail-samples.ts'
import { type TestOrganization, testOrganization } from '../support/organization.ts'
import { testReviewMail } from '../support/review-mail.ts'

let database: TestDatabase
let sunny: TestOrganization
let ctx: Context
const SYSTEM: Actor = { kind: 'system', job: 'mail' }
const STAFF = { staffId: randomUUID(), email: 'r@payer.example', name: 'R' }
const TUESDAY = new Date('2026-11-24T15:00:00Z')
const WEDNESDAY = new Date('2026-11-25T15:00:00Z')
const at = (now: Date) => testContext(database.db, SYSTEM, now)

beforeAll(async () => {
  database = await testDatabase()
  sunny = await testOrganization(database.db, 'sunny.example.com', 'Sunny Health')
})
afterAll(() => database.close())
beforeEach(() => {
  ctx = at(MONDAY_MORNING)
})

const mailOf = (kind: MailKind, submissionId?: string) =>
  ctx.transaction((tx) =>
    recordMail(tx, ctx, { kind, to: 'dana@sunny.example.com', props: MAIL_SAMPLES[kind], submissionId }),
  )

const messaged = (kind?: 'message' | 'submitted') => testReviewMail(ctx, sunny, kind)

const outcomes = async (mailId: string) => (await listMailAttempts(database.db, [mailId])).map(({ outcome }) => outcome)
const dueAt = async (submissionId: string) => (await findSubmission(database.db, submissionId))?.dueAt ?? null
const audited = async (mailId: string, chain: 'portal' | 'member' = 'portal') =>
  (await listAuditChain(database.db, chain, 0)).filter(({ nounId }) => nounId === mailId).map(({ act }) => act)

describe('a person’s message', () => {
  it('stops the first-contact clock when a server accepts it, at that instant', async () => {
    const { submissionId, mailId } = await messaged()
    const due = await dueAt(submissionId)
    expect(await beginAttempt(ctx, { mailId })).toMatchObject({ mailId, kind: 'review_message', lang: 'en' })
    expect(await dueAt(submissionId)).toEqual(due)
    await recordOutcome(at(TUESDAY), { mailId, outcome: 'deferred', detail: '451 later' })
    expect(await dueAt(submissionId)).toEqual(due)
    await beginAttempt(at(TUESDAY), { mailId })
    await recordOutcome(at(TUESDAY), { mailId, outcome: 'accepted', detail: '250 taken' })
    expect(await dueAt(submissionId)).toBeNull()
    expect(await outcomes(mailId)).toEqual(['started', 'deferred', 'started', 'accepted'])
    expect(await audited(mailId)).toEqual(['mail.deferred', 'mail.accepted'])
  })
  it('lets it run when the server refuses', async () => {
    const { submissionId, mailId } = await messaged()
    const due = await dueAt(submissionId)
    await beginAttempt(ctx, { mailId })
    await recordOutcome(ctx, { mailId, outcome: 'refused', detail: '550 nobody' })
    expect(await dueAt(submissionId)).toEqual(due)
    expect(await beginAttempt(ctx, { mailId })).toBeNull()
  })
  it('starts it again when it comes back, told once or twice', async () => {
    const { submissionId, mailId } = await messaged()
    const due = await dueAt(submissionId)
    const cameBack = (detail: string) => ctx.transaction((tx) => bounceStep(tx, at(WEDNESDAY), { mailId, detail }))
    expect(await cameBack('')).toBe('not_sent')
    await beginAttempt(ctx, { mailId })
    await recordOutcome(ctx, { mailId, outcome: 'accepted', detail: '250' })
    expect(await cameBack('Mailbox is gone')).toBe('bounced')
    expect(await dueAt(submissionId)).toEqual(due)
    expect(await cameBack('again')).toBe('known')
    expect(await outcomes(mailId)).toEqual(['started', 'accepted', 'bounced'])
    expect(await beginAttempt(ctx, { mailId })).toBeNull()
  })
})

describe('an automatic mail', () => {
  it('stops no clock', async () => {
    const { submissionId, mailId } = await messaged('submitted')
    const due = await dueAt(submissionId)
    await beginAttempt(ctx, { mailId })
    await recordOutcome(ctx, { mailId, outcome: 'accepted', detail: '250' })
    expect(await dueAt(submissionId)).toEqual(due)
  })
})

describe('an accepted mail', () => {
  it('is never begun again, and a late outcome changes nothing', async () => {
    const mailId = await mailOf('invitation')
    await beginAttempt(ctx, { mailId })
    await recordOutcome(ctx, { mailId, outcome: 'accepted', detail: '250' })
    expect(await beginAttempt(ctx, { mailId })).toBeNull()
    for (const outcome of ['accepted', 'deferred', 'refused', 'skipped'] as const) {
      await recordOutcome(ctx, { mailId, outcome, detail: 'late' })
    }
    expect(await outcomes(mailId)).toEqual(['started', 'accepted'])
    expect(await audited(mailId)).toEqual(['mail.accepted'])
  })
  it('forgets what opens something', async () => {
    for (const kind of ['sign_in_code', 'invitation', 'confirm_address', 'terms_link'] as const) {
      const mailId = await mailOf(kind)
      await beginAttempt(ctx, { mailId })
      await recordOutcome(ctx, { mailId, outcome: 'deferred', detail: '451' })
      expect((await findMail(database.db, mailId))?.props).toEqual(MAIL_SAMPLES[kind])
      await recordOutcome(ctx, { mailId, outcome: 'accepted', detail: '250' })
      const kept = Object.keys((await findMail(database.db, mailId))?.props ?? {})
      expect(kept).not.toContain(kind === 'sign_in_code' ? 'code' : 'url')
      expect(kept).toHaveLength(Object.keys(MAIL_SAMPLES[kind]).length - 1)
    }
  })
  it('to a member stands in the members’ audit', async () => {
    const mailId = await mailOf('grant_stopped')
    await beginAttempt(ctx, { mailId })
    await recordOutcome(ctx, { mailId, outcome: 'accepted', detail: '250' })
    expect(await audited(mailId)).toEqual([])
    expect(await audited(mailId, 'member')).toEqual(['mail.accepted'])
  })
})

describe('many deferrals', () => {
  it('are rows each, and one fact for the audit; what the server said is cut to a line', async () => {
    const mailId = await mailOf('client_suspended')
    for (let tries = 0; tries < 3; tries += 1) {
      await beginAttempt(ctx, { mailId })
      await recordOutcome(ctx, { mailId, outcome: 'deferred', detail: `451 later\r\n${'x'.repeat(1000)}` })
    }
    expect(await audited(mailId)).toEqual(['mail.deferred'])
    const [, first] = await listMailAttempts(database.db, [mailId])
    expect(first?.detail).toMatch(/^451 later x+$/)
    expect(first?.detail).toHaveLength(300)
  })
})

describe('who may', () => {
  const strangers: Actor[] = [{ kind: 'anonymous' }, { kind: 'member', subject: 'm' }, { kind: 'auditor', ...STAFF }]
  it('nobody but jobs begins or ends an attempt', async () => {
    const mailId = await mailOf('sign_in_code')
    for (const actor of [...strangers, sunny.owner, { kind: 'lead', ...STAFF } as const]) {
      const other = testContext(database.db, actor)
      await expect(beginAttempt(other, { mailId })).rejects.toMatchObject({ code: 'not_found' })
      const end = recordOutcome(other, { mailId, outcome: 'accepted', detail: '' })
      await expect(end).rejects.toMatchObject({ code: 'not_found' })
    }
    expect(await outcomes(mailId)).toEqual([])
  })
  it('staff and operators see trouble', async () => {
    for (const actor of [{ kind: 'anonymous' } as const, { kind: 'member', subject: 'm' } as const, sunny.owner]) {
      await expect(mailTrouble(testContext(database.db, actor))).rejects.toMatchObject({ code: 'not_found' })
      await expect(lateMail(testContext(database.db, actor))).rejects.toMatchObject({ code: 'not_found' })
    }
    expect(await beginAttempt(ctx, { mailId: randomUUID() })).toBeNull()
  })
})

describe('mailTrouble', () => {
  it('lists what failed or is late, hides members, and counts possible doubles', async () => {
    const fresh = await testDatabase()
    try {
      const own = testContext(fresh.db, SYSTEM)
      const add = (kind: MailKind) =>
        own.transaction((tx) => recordMail(tx, own, { kind, to: 'maria@example.com', props: MAIL_SAMPLES[kind] }))
      const [refused, fine, waiting, doubled] = await Promise.all(
        (['grant_connected', 'invitation', 'review_message', 'client_reinstated'] as const).map(add),
      )
      for (const mailId of [refused, fine, doubled, doubled]) await beginAttempt(own, { mailId: mailId as string })
      await recordOutcome(own, {
        mailId: refused as string,
        outcome: 'refused',
        detail: '550 <Maria@example.com>: nobody',
      })
      for (const mailId of [fine, doubled]) {
        await recordOutcome(own, { mailId: mailId as string, outcome: 'accepted', detail: '250' })
      }
      expect((await mailTrouble(own)).mails).toMatchObject([
        { mailId: refused, to: 'm…@example.com', state: 'refused', tries: 1, detail: '550 <M…@example.com>: nobody' },
      ])
      const later = testContext(fresh.db, SYSTEM, new Date(MONDAY_MORNING.getTime() + STUCK_AFTER + 1))
      const trouble = await mailTrouble(later)
      expect(new Set(trouble.mails.map(({ mailId }) => mailId))).toEqual(new Set([refused, waiting]))
      expect(trouble.mails.find(({ mailId }) => mailId === waiting)).toMatchObject({
        to: 'maria@example.com',
        tries: 0,
      })
      expect(trouble.possibleDoubles).toBe(1)
      expect(await lateMail(own)).toBeNull()
      // The queue itself is not running here, so the jobs of the others are taken away by hand.
      await fresh.sql`select graphile_worker.remove_job(key) from graphile_worker.jobs where key <> ${`mail:${waiting}`}`
      expect(await lateMail(later)).toEqual({
        count: 1,
        since: { at: MONDAY_MORNING, when: 'Mon Nov 23, 2026, 9:00 a.m. CT' },
      })
      const muchLater = testContext(fresh.db, SYSTEM, new Date(MONDAY_MORNING.getTime() + 31 * 24 * 60 * 60 * 1000))
      expect((await mailTrouble(muchLater)).mails).toEqual([])
      const lines: string[] = []
      expect(await mailCommand(later, (line) => lines.push(line))).toBe(1)
      expect(lines.join('\n')).toMatch(
        /refused +2026-11-23T15:00:00Z .*grant_connected {2}m…@example.com {2}1 try {2}550/,
      )
      expect(lines.at(-1)).toBe('1 failed, 1 late, 1 possibly sent twice')
    } finally {
      await fresh.close()
    }
  })
})
