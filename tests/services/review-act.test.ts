/** Claims, messages, notes and requests for changes: who may, what is refused, what is written beside it. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findMail } from '../../db/queries/mail.ts'
import { findSubmission, listReviewEvents } from '../../db/queries/submission.ts'
import { firstContactDue, nextReplyDue } from '../../lib/domain/calendar.ts'
import type { Actor, Context, Staff } from '../../lib/services/context.ts'
import { replyToReview } from '../../lib/services/developer-reply.ts'
import { approve } from '../../lib/services/review-approve.ts'
import { requestChanges } from '../../lib/services/review-changes.ts'
import { claim, release } from '../../lib/services/review-claim.ts'
import { closeUnanswered, deny } from '../../lib/services/review-deny.ts'
import { liftFinding, recordFinding } from '../../lib/services/review-finding.ts'
import { addNote, noReplyNeeded, writeMessage } from '../../lib/services/review-message.ts'
import { recordException } from '../../lib/services/review-record.ts'
import { reviewView } from '../../lib/services/review-view.ts'
import { startSubmission } from '../../lib/services/submission-start.ts'
import { submissionTasks } from '../../lib/services/submission-view.ts'
import { MONDAY_MORNING, testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { testOrganization } from '../support/organization.ts'
import { mailOutcome, type TestSubmission, testStaff, testSubmission } from '../support/review.ts'

let database: TestDatabase
let rita: Staff
let remy: Staff
let lena: Staff
let audra: Staff
let sunny: TestSubmission
let bare: TestSubmission
const context = (actor: Actor, now = MONDAY_MORNING) => testContext(database.db, actor, now)
const TUESDAY = new Date('2026-11-24T15:00:00Z')
const WEDNESDAY = new Date('2026-11-25T15:00:00Z')
const eventsOf = (of: TestSubmission) => listReviewEvents(database.db, of.submissionId)
const lastOf = async (of: TestSubmission) => (await eventsOf(of)).at(-1)
const auditActs = async (nounId: string) =>
  (await database.sql`select act from audit where noun_id = ${nounId} order by seq`).map((row) => row.act as string)

beforeAll(async () => {
  database = await testDatabase()
  rita = await testStaff(database.db, 'reviewer', 'Rita Reyes')
  remy = await testStaff(database.db, 'reviewer', 'Remy Roth')
  lena = await testStaff(database.db, 'lead', 'Lena Long')
  audra = await testStaff(database.db, 'auditor', 'Audra Ames')
  sunny = await testSubmission(database.db, 'sunny.example.com', 'Sunny Health')
  bare = await testSubmission(database.db, 'bare.example.com', 'Bare App', { confirmed: false, terms: false })
})
afterAll(() => database.close())

describe('every act', () => {
  const acts: [string, (ctx: Context, submissionId: string) => Promise<unknown>][] = [
    ['claim', (ctx, submissionId) => claim(ctx, { submissionId })],
    ['release', (ctx, submissionId) => release(ctx, { submissionId })],
    ['writeMessage', (ctx, submissionId) => writeMessage(ctx, { submissionId, text: 'Hello' })],
    ['addNote', (ctx, submissionId) => addNote(ctx, { submissionId, text: 'Note' })],
    ['noReplyNeeded', (ctx, submissionId) => noReplyNeeded(ctx, { submissionId })],
    ['requestChanges', (ctx, submissionId) => requestChanges(ctx, { submissionId, text: '', changes: [] })],
    ['approve', (ctx, submissionId) => approve(ctx, { submissionId })],
    [
      'deny',
      (ctx, submissionId) => deny(ctx, { submissionId, criterion: 'impersonation', publicReason: 'x'.repeat(30) }),
    ],
    ['closeUnanswered', (ctx, submissionId) => closeUnanswered(ctx, { submissionId })],
    ['recordException', (ctx, submissionId) => recordException(ctx, { submissionId, expectationId: 'x', reason: 'y' })],
    [
      'recordFinding',
      (ctx, submissionId) =>
        recordFinding(ctx, { submissionId, finding: 'could_not_confirm', questionId: 'org.identity', text: 'y' }),
    ],
    [
      'liftFinding',
      (ctx, submissionId) =>
        liftFinding(ctx, {
          ...{ submissionId, finding: 'could_not_confirm', questionId: 'org.identity' },
          publicReason: 'Proven.',
        }),
    ],
  ]
  it.each(acts)('%s refuses strangers, developers and auditors, and changes nothing', async (_name, act) => {
    const before = await eventsOf(sunny)
    const member: Actor = { kind: 'member', subject: 'm' }
    for (const actor of [{ kind: 'anonymous' } as const, member, sunny.owner, { kind: 'system', job: 'x' } as const]) {
      await expect(act(context(actor), sunny.submissionId)).rejects.toMatchObject({ code: 'not_found' })
    }
    await expect(act(context(audra), sunny.submissionId)).rejects.toMatchObject({ code: 'read_only' })
    for (const id of [randomUUID(), 'x', "'; drop table submission; --"]) {
      await expect(act(context(lena), id)).rejects.toMatchObject({ code: 'not_found' })
    }
    expect(await eventsOf(sunny)).toEqual(before)
  })
  it.each(acts)('%s does not know a draft', async (_name, act) => {
    const draft = await testOrganization(database.db, `${randomUUID()}.example.com`, `Draft ${randomUUID()}`)
    const { submissionId } = await startSubmission(context(draft.owner), { appId: draft.appId })
    await expect(act(context(lena), submissionId)).rejects.toMatchObject({ code: 'not_found' })
    await expect(reviewView(context(lena), { submissionId })).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('claim and release', () => {
  const { submissionId } = { submissionId: () => sunny.submissionId }
  it('takes it once, however often pressed, and stops no clock', async () => {
    await claim(context(rita), { submissionId: submissionId() })
    await claim(context(rita), { submissionId: submissionId() })
    expect((await eventsOf(sunny)).filter(({ kind }) => kind === 'claimed')).toHaveLength(1)
    const view = await reviewView(context(rita), { submissionId: submissionId() })
    expect(view.claim).toEqual({ staffId: rita.staffId, name: 'Rita Reyes', mine: true })
    expect(view).toMatchObject({ status: 'in_review', turn: 'appsec' })
    expect(view.due?.at).toEqual(firstContactDue(MONDAY_MORNING, context(rita).settings.calendar))
  })
  it('is taken over only from whom the page showed, and let go by its holder or a lead', async () => {
    await expect(claim(context(remy), { submissionId: submissionId() })).rejects.toMatchObject({
      code: 'claimed_meanwhile',
      message: expect.stringContaining('Rita Reyes'),
    })
    await claim(context(remy), { submissionId: submissionId(), over: rita.staffId })
    await expect(release(context(rita), { submissionId: submissionId() })).rejects.toMatchObject({ code: 'not_yours' })
    await release(context(lena), { submissionId: submissionId() })
    await release(context(rita), { submissionId: submissionId() })
    expect((await reviewView(context(rita), { submissionId: submissionId() })).claim).toBeNull()
  })
  it('goes to one of two who press at once', async () => {
    const both = [rita, remy].map((staff) => claim(context(staff), { submissionId: submissionId() }))
    const results = await Promise.allSettled(both)
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    await release(context(lena), { submissionId: submissionId() })
  })
})

describe('writeMessage', () => {
  const write = (text: string, more = {}, now = TUESDAY) =>
    writeMessage(context(rita, now), { submissionId: sunny.submissionId, text, ...more })
  it('waits for a confirmed address, and says what is missing', async () => {
    const late = writeMessage(context(rita), { submissionId: bare.submissionId, text: 'Hello' })
    await expect(late).rejects.toMatchObject({ code: 'address_unconfirmed', field: 'message' })
    const view = await reviewView(context(rita), { submissionId: bare.submissionId })
    expect(view.whyNot.message.join()).toContain('contact@bare.example.com')
    expect((await eventsOf(bare)).map(({ kind }) => kind)).toEqual(['submitted'])
  })
  it('refuses nothing and 2 MB', async () => {
    for (const text of ['', ' \n\u0000 ', 'x'.repeat(2_000_000)]) {
      await expect(write(text)).rejects.toMatchObject({ code: 'text', field: 'message' })
    }
  })
  it('is mailed to the main contact in one thread, with its event and audit row', async () => {
    await write('<script>alert(1)</script>\r\nPlease look at {app} =1+1')
    const event = await lastOf(sunny)
    expect(event).toMatchObject({ kind: 'message', publicText: '<script>alert(1)</script>\nPlease look at {app} =1+1' })
    const mail = await findMail(database.db, event?.mailId ?? '')
    expect(mail).toMatchObject({ kind: 'review_message', toAddress: sunny.primary, submissionId: sunny.submissionId })
    expect(mail?.references[0]).toMatch(/@/)
    expect(mail?.threadRoot).toBe(mail?.references[0])
    expect(mail?.props).toMatchObject({ app: 'Sunny Health', text: event?.publicText })
    expect((await auditActs(sunny.submissionId)).at(-1)).toBe('submission.messaged')
    const [job] =
      await database.sql`select count(*)::int as n from graphile_worker._private_jobs where key = ${`mail:${mail?.id}`}`
    expect(job?.n).toBe(1)
  })
  it('acts once for a form posted twice', async () => {
    const once = randomUUID()
    const before = (await eventsOf(sunny)).length
    await Promise.all([write('Twice?', { once }), write('Twice?', { once })])
    expect(await eventsOf(sunny)).toHaveLength(before + 1)
    await expect(write('Again', { once: 'x' })).rejects.toMatchObject({ code: 'form' })
  })
  it('stops the clock when a mail server takes it, not when it is written; a bounce opens it again', async () => {
    const due = async () => (await findSubmission(database.db, sunny.submissionId))?.dueAt ?? null
    const first = firstContactDue(MONDAY_MORNING, context(rita).settings.calendar)
    expect(await due()).toEqual(first)
    await mailOutcome(database.db, sunny.submissionId, 'started', TUESDAY)
    await mailOutcome(database.db, sunny.submissionId, 'deferred', TUESDAY)
    expect(await due()).toEqual(first)
    await mailOutcome(database.db, sunny.submissionId, 'accepted', WEDNESDAY)
    expect(await due()).toBeNull()
    const view = await reviewView(context(rita, WEDNESDAY), { submissionId: sunny.submissionId })
    expect(view.firstContact.sentence).toContain('Made on Wed Nov 25, 2026, 9:00 a.m. CT')
    expect(view.timeline.at(-1)).toMatchObject({ delivery: 'accepted', by: 'Rita Reyes' })
    await mailOutcome(database.db, sunny.submissionId, 'bounced', WEDNESDAY)
    expect(await due()).toEqual(first)
    await mailOutcome(database.db, sunny.submissionId, 'accepted', WEDNESDAY)
  })
})

describe('notes and replies', () => {
  it('keeps a note from the developer', async () => {
    await addNote(context(rita), { submissionId: sunny.submissionId, text: 'Secret thought' })
    expect(await lastOf(sunny)).toMatchObject({ kind: 'note', publicText: '', internalText: 'Secret thought' })
    const developers = await submissionTasks(context(sunny.owner), sunny.submissionId)
    expect(JSON.stringify(developers)).not.toMatch(/Secret thought|Rita/)
    for (const text of [' ', 'x'.repeat(9000)]) {
      const note = addNote(context(rita), { submissionId: sunny.submissionId, text })
      await expect(note).rejects.toMatchObject({ code: 'text', field: 'note' })
    }
  })
  it('closes a next-reply clock with "no reply needed"', async () => {
    const no = () => noReplyNeeded(context(rita, WEDNESDAY), { submissionId: sunny.submissionId })
    await expect(no()).rejects.toMatchObject({ code: 'nothing_asked' })
    await replyToReview(context(sunny.owner, WEDNESDAY), { submissionId: sunny.submissionId, text: 'Thanks.' })
    const row = () => findSubmission(database.db, sunny.submissionId)
    expect((await row())?.dueAt).toEqual(nextReplyDue(WEDNESDAY, context(rita).settings.calendar))
    await no()
    expect((await row())?.dueAt).toBeNull()
  })
})

describe('requestChanges', () => {
  const one = { questionId: 'app.purpose', ground: 'incomplete', text: 'Say what happens to claims.' }
  const ask = (changes: (typeof one)[], more = {}) =>
    requestChanges(context(rita, WEDNESDAY), {
      submissionId: sunny.submissionId,
      text: 'Please look.',
      changes,
      ...more,
    })
  it.each([
    ['nothing chosen', [], 'no_changes', undefined],
    ['an unknown question', [{ ...one, questionId: 'org.nothing' }], 'unknown_question', undefined],
    ['no ground', [{ ...one, ground: '' }], 'ground', 'ground.app.purpose'],
    ['privacy as a ground', [{ ...one, ground: 'privacy' }], 'ground', 'ground.app.purpose'],
    ['no words', [{ ...one, text: ' ' }], 'text', 'change.app.purpose'],
    ['too many words', [{ ...one, text: 'x'.repeat(2001) }], 'text', 'change.app.purpose'],
    ['2 MB', [{ ...one, text: 'x'.repeat(2_000_000) }], 'text', 'change.app.purpose'],
    ['too many', Array.from({ length: 61 }, () => one), 'no_changes', undefined],
  ])('refuses %s', async (_what, changes, code, field) => {
    await expect(ask(changes)).rejects.toMatchObject({ code, ...(field ? { field } : {}) })
  })
  it('takes a blank privacy answer as an answer', async () => {
    const blank = await testSubmission(database.db, 'blank.example.com', 'Blank App', {
      answers: { 'choice.how-to-stop': null },
    })
    const changes = [{ questionId: 'choice.how-to-stop', ground: 'incomplete', text: 'Fill it.' }]
    const refused = requestChanges(context(rita), { submissionId: blank.submissionId, text: '', changes })
    await expect(refused).rejects.toMatchObject({ code: 'blank_is_an_answer' })
  })
  it('mails the list once and gives the developer the turn', async () => {
    await ask([one])
    const event = await lastOf(sunny)
    expect(event).toMatchObject({ kind: 'changes_requested', data: { items: [one] } })
    const mail = await findMail(database.db, event?.mailId ?? '')
    expect(mail).toMatchObject({ kind: 'changes_requested', toAddress: sunny.primary })
    expect(mail?.props).toMatchObject({ changes: [{ ground: 'Incomplete', text: one.text }] })
    const view = await submissionTasks(context(sunny.owner, WEDNESDAY), sunny.submissionId)
    expect(view).toMatchObject({ status: 'changes_requested', changes: [{ questionId: 'app.purpose' }] })
    await expect(ask([one])).rejects.toMatchObject({ code: 'not_now' })
    expect((await auditActs(sunny.submissionId)).at(-1)).toBe('submission.changes_requested')
  })
})
