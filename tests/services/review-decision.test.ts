/** Approval, denial, exceptions: what each needs, what it leaves behind, and who wins a race. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listDocuments } from '../../db/queries/document.ts'
import { findMail } from '../../db/queries/mail.ts'
import { listReviewEvents } from '../../db/queries/submission.ts'
import { CONFLICT_SENTENCE } from '../../lib/domain/review-verdict.ts'
import type { Actor, Staff } from '../../lib/services/context.ts'
import { approve } from '../../lib/services/review-approve.ts'
import { requestChanges } from '../../lib/services/review-changes.ts'
import { deny } from '../../lib/services/review-deny.ts'
import { writeMessage } from '../../lib/services/review-message.ts'
import { recordException } from '../../lib/services/review-record.ts'
import { reviewView } from '../../lib/services/review-view.ts'
import { submit } from '../../lib/services/submission-send.ts'
import { startSubmission } from '../../lib/services/submission-start.ts'
import { withdraw } from '../../lib/services/submission-turn.ts'
import { submissionTasks } from '../../lib/services/submission-view.ts'
import { testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import {
  fillAnswers,
  mailOutcome,
  SIGNATURE,
  type TestSubmission,
  type TestSubmissionOptions,
  testStaff,
  testSubmission,
} from '../support/review.ts'
import { publishedStatements } from '../support/statements.ts'

let database: TestDatabase
let rita: Staff
let remy: Staff
let lena: Staff
const TUESDAY = new Date('2026-11-24T15:00:00Z')
const context = (actor: Actor, now = TUESDAY) => testContext(database.db, actor, now)
const eventsOf = (of: TestSubmission) => listReviewEvents(database.db, of.submissionId)
const kindsOf = async (of: TestSubmission) => (await eventsOf(of)).map(({ kind }) => kind)
const rows = async (query: Promise<readonly Record<string, unknown>[]>) => (await query).map((row) => ({ ...row }))

let count = 0
/** A submission of its own. */
async function submission(options: TestSubmissionOptions = {}, contact = true): Promise<TestSubmission> {
  count += 1
  const made = await testSubmission(database.db, `app${count}.example.com`, `Number ${count}`, options)
  if (contact) await contacted(made)
  return made
}
/** First contact was made. */
async function contacted({ submissionId }: TestSubmission): Promise<void> {
  await writeMessage(context(rita), { submissionId, text: 'We are reading.' })
  await mailOutcome(database.db, submissionId, 'accepted', TUESDAY)
}
const publicReason = 'The redirect address belongs to somebody else.'
const denial = { criterion: 'identity_not_proven', publicReason }

beforeAll(async () => {
  database = await testDatabase()
  rita = await testStaff(database.db, 'reviewer', 'Rita Reyes')
  remy = await testStaff(database.db, 'reviewer', 'Remy Roth')
  lena = await testStaff(database.db, 'lead', 'Lena Long')
})
afterAll(() => database.close())

describe('approve', () => {
  it('waits for first contact and terms, and says all of it', async () => {
    const bare = await submission({ terms: false, confirmed: false }, false)
    const refused = approve(context(rita), { submissionId: bare.submissionId })
    await expect(refused).rejects.toMatchObject({
      code: 'not_approvable',
      details: { reasons: [expect.stringContaining('First contact'), expect.stringContaining('terms')] },
    })
    expect(await kindsOf(bare)).toEqual(['submitted'])
  })
  it('publishes, makes the client, mails and audits in one transaction', async () => {
    const one = await submission()
    const { submissionId } = one
    await approve(context(rita), { submissionId, internalText: 'Looked at DNS.' })
    const event = (await eventsOf(one)).at(-1)
    expect(event).toMatchObject({
      kind: 'approved',
      internalText: 'Looked at DNS.',
      publicText: expect.stringContaining('required answers'),
    })
    const clientId = String(event?.data.clientId)
    const mail = await findMail(database.db, event?.mailId ?? '')
    expect(mail).toMatchObject({ kind: 'submission_approved', toAddress: one.primary, props: { clientId } })
    expect(mail?.references.length).toBeGreaterThan(0)
    const attestation = await publishedStatements(context(rita), clientId)
    expect(attestation).toMatchObject({ version: 1, app: one.appName })
    expect(await context(rita).verify(attestation.jws)).not.toBeNull()
    const acts = await rows(database.sql`select act, noun_id from audit order by seq desc limit 3`)
    expect(acts.map(({ act }) => act)).toEqual(['submission.approved', 'client.created', 'attestation.published'])
    const view = await reviewView(context(rita), { submissionId })
    expect(view).toMatchObject({ status: 'approved', turn: 'nobody', due: null, client: { clientId, status: 'live' } })
    const developers = JSON.stringify(await submissionTasks(context(one.owner), submissionId))
    expect(developers).not.toMatch(/Looked at DNS|Rita/)
  })
  it('leaves nothing when a step of it fails', async () => {
    const one = await submission()
    const ctx = context(rita)
    const broken = { ...ctx, sign: () => Promise.reject(new Error('no key')) }
    const before = await rows(
      database.sql`select (select count(*) from mail)::int as mails, (select count(*) from audit)::int as audits`,
    )
    await expect(approve(broken, { submissionId: one.submissionId })).rejects.toThrow('no key')
    expect(
      await rows(
        database.sql`select (select count(*) from mail)::int as mails, (select count(*) from audit)::int as audits`,
      ),
    ).toEqual(before)
    expect(await kindsOf(one)).toEqual(['submitted', 'message'])
  })
  it('is held by a missed expectation until a lead records an exception, once', async () => {
    const one = await submission({ answers: { 'sec.saved-login': 'ordinary-storage' } })
    const view = await reviewView(context(lena), { submissionId: one.submissionId })
    const expectation = view.expectations[0]
    expect(expectation).toMatchObject({ id: 'no-unsecured-saved-sign-in', exception: null })
    await expect(approve(context(rita), { submissionId: one.submissionId })).rejects.toMatchObject({
      code: 'not_approvable',
    })
    const except = (actor: Staff, expectationId: string, reason: string) =>
      recordException(context(actor), { submissionId: one.submissionId, expectationId, reason })
    const id = expectation?.id ?? ''
    await expect(except(rita, id, 'Fine.')).rejects.toMatchObject({ code: 'lead_only' })
    await expect(except(lena, 'tls-for-all-communication', 'Fine.')).rejects.toMatchObject({ code: 'not_missed' })
    await expect(except(lena, id, ' ')).rejects.toMatchObject({ code: 'text', field: `reason.${id}` })
    await Promise.all([except(lena, id, 'They move to the key store in May.'), except(lena, id, 'Twice.')])
    expect((await kindsOf(one)).filter((kind) => kind === 'exception')).toHaveLength(1)
    await approve(context(rita), { submissionId: one.submissionId })
    expect((await kindsOf(one)).at(-1)).toBe('approved')
  })
  it('refuses a document that was not the one read', async () => {
    const one = await submission()
    const stale = approve(context(rita), { submissionId: one.submissionId, documentId: randomUUID() })
    await expect(stale).rejects.toMatchObject({ code: 'document_changed' })
    const [document] = await listDocuments(database.db, one.submissionId)
    await approve(context(rita), { submissionId: one.submissionId, documentId: document?.id })
  })
  it('of changed answers keeps the client and publishes the next version; the page shows only what changed', async () => {
    const one = await submission()
    await approve(context(rita), { submissionId: one.submissionId })
    const { submissionId } = await startSubmission(context(one.owner), { appId: one.appId })
    await fillAnswers(database.db, submissionId, one.appName, one.primary.split('@')[1] ?? '', {
      'app.purpose': 'Sorts claims by year.',
    })
    await submit(context(one.owner), { submissionId, ...SIGNATURE })
    const next = { ...one, submissionId }
    const { documents } = await reviewView(context(rita), { submissionId })
    expect(documents.changes).toMatchObject({ since: 'the last approval', answers: [{ questionId: 'app.purpose' }] })
    await contacted(next)
    await approve(context(rita), { submissionId })
    const clients = await rows(database.sql`select id from client where app_id = ${one.appId}`)
    expect(clients).toHaveLength(1)
    expect(await publishedStatements(context(rita), String(clients[0]?.id))).toMatchObject({ version: 2 })
  })
})

describe('deny', () => {
  it.each([
    ['no criterion', { ...denial, criterion: '' }, 'denial', 'criterion'],
    ['a privacy ground', { ...denial, criterion: 'sells_data' }, 'denial', 'criterion'],
    ['hardly a reason', { ...denial, publicReason: 'No.' }, 'denial', 'publicReason'],
    ['2 MB', { ...denial, publicReason: 'x'.repeat(2_000_000) }, 'text', 'publicReason'],
  ])('refuses %s', async (_what, input, code, field) => {
    const one = await submission({}, false)
    await expect(deny(context(rita), { submissionId: one.submissionId, ...input })).rejects.toMatchObject({
      code,
      field,
    })
    expect(await kindsOf(one)).toEqual(['submitted'])
  })
  it('needs no first contact, mails the reason with the way back, and keeps internal words inside', async () => {
    const one = await submission({ confirmed: false }, false)
    await deny(context(rita), { submissionId: one.submissionId, ...denial, internalText: 'WHOIS says otherwise.' })
    const event = (await eventsOf(one)).at(-1)
    expect(event).toMatchObject({ kind: 'denied', data: { criterion: 'identity_not_proven' } })
    // The main contact is not proven, so the owner is told.
    expect(await findMail(database.db, event?.mailId ?? '')).toMatchObject({
      kind: 'submission_denied',
      toAddress: one.owner.email,
    })
    const developers = JSON.stringify(await submissionTasks(context(one.owner), one.submissionId))
    expect(developers).toContain(publicReason)
    expect(developers).not.toMatch(/WHOIS|Rita/)
    const view = () => submissionTasks(context(one.owner), one.submissionId)
    expect(await view()).toMatchObject({
      may: { applyAgain: true },
      document: { signer: expect.stringContaining(', ') },
    })
    const again = await startSubmission(context(one.owner), { appId: one.appId })
    expect(again.submissionId).not.toBe(one.submissionId)
    expect((await view()).may.applyAgain).toBe(false)
  })
})

describe('conflict of interest', () => {
  it('lets nobody decide on an organization of their own mail domain, subdomains included', async () => {
    const one = await submission()
    const domain = one.primary.split('@')[1] ?? ''
    for (const own of [domain, `mail.${domain}`]) {
      const cousin = await testStaff(database.db, 'lead', `Cousin ${own}`, own)
      const { submissionId } = one
      await expect(deny(context(cousin), { submissionId, ...denial })).rejects.toMatchObject({
        code: 'not_deniable',
        message: CONFLICT_SENTENCE,
      })
      await expect(approve(context(cousin), { submissionId })).rejects.toMatchObject({ code: 'not_approvable' })
      const changes = [{ questionId: 'app.purpose', ground: 'incomplete', text: 'More.' }]
      await expect(requestChanges(context(cousin), { submissionId, text: '', changes })).rejects.toMatchObject({
        code: 'not_now',
      })
      const view = await reviewView(context(cousin), { submissionId })
      expect(view.whyNot.approve).toContain(CONFLICT_SENTENCE)
      expect(view.may.except).toBe(false)
    }
  })
})

describe('two at once', () => {
  const ends = ['approved', 'denied', 'withdrawn', 'closed']
  const acts = {
    'approve by Rita': (one: TestSubmission) => approve(context(rita), { submissionId: one.submissionId }),
    'approve by Remy': (one: TestSubmission) => approve(context(remy), { submissionId: one.submissionId }),
    'deny by Remy': (one: TestSubmission) => deny(context(remy), { submissionId: one.submissionId, ...denial }),
    withdraw: (one: TestSubmission) => withdraw(context(one.owner), { submissionId: one.submissionId }),
  }
  it.each<[keyof typeof acts, keyof typeof acts]>([
    ['approve by Rita', 'approve by Remy'],
    ['approve by Rita', 'deny by Remy'],
    ['approve by Rita', 'withdraw'],
    ['deny by Remy', 'withdraw'],
    ['deny by Remy', 'deny by Remy'],
  ])('%s and %s: one end, one client at most, one mail', async (first, second) => {
    const one = await submission()
    const results = await Promise.allSettled([acts[first](one), acts[second](one)])
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const lost = results.find((result) => result.status === 'rejected')
    expect(['decided_meanwhile', 'not_withdrawable']).toContain(lost?.reason.code)
    if (lost?.reason.code === 'decided_meanwhile')
      expect(lost.reason.message).toMatch(/Rita Reyes|Remy Roth|The developer|You/)
    expect((await kindsOf(one)).filter((kind) => ends.includes(kind))).toHaveLength(1)
    const end = (await kindsOf(one)).at(-1)
    const clients = await rows(database.sql`select id from client where app_id = ${one.appId}`)
    expect(clients).toHaveLength(end === 'approved' ? 1 : 0)
    const mails = await rows(
      database.sql`select id from mail where submission_id = ${one.submissionId} and kind in ('submission_approved', 'submission_denied')`,
    )
    expect(mails).toHaveLength(end === 'withdrawn' ? 0 : 1)
  })
  it('tells the loser who won and when, for every act', async () => {
    const one = await submission()
    const { submissionId } = one
    await approve(context(rita), { submissionId })
    const late = writeMessage(context(remy), { submissionId, text: 'Hello' })
    await expect(late).rejects.toMatchObject({
      code: 'decided_meanwhile',
      message: expect.stringMatching(/^Rita Reyes approved it on Tue Nov 24, 2026, 9:00 a\.m\. CT\./),
    })
    await expect(approve(context(rita), { submissionId })).rejects.toMatchObject({
      message: expect.stringMatching(/^You approved it/),
    })
  })
})
