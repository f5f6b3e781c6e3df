/** Findings that members read, and closing for unanswered terms: both after the developer was heard. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listReviewEvents } from '../../db/queries/submission.ts'
import { labelOfApp } from '../../lib/services/attestation.ts'
import type { Actor, Staff } from '../../lib/services/context.ts'
import { replyToReview } from '../../lib/services/developer-reply.ts'
import { approve } from '../../lib/services/review-approve.ts'
import { closeUnanswered } from '../../lib/services/review-deny.ts'
import { writeMessage } from '../../lib/services/review-message.ts'
import { recordFinding } from '../../lib/services/review-record.ts'
import { submissionTasks } from '../../lib/services/submission-view.ts'
import { testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import {
  acceptTestTerms,
  mailOutcome,
  type TestSubmission,
  type TestSubmissionOptions,
  testStaff,
  testSubmission,
} from '../support/review.ts'

let database: TestDatabase
let rita: Staff
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

beforeAll(async () => {
  database = await testDatabase()
  rita = await testStaff(database.db, 'reviewer', 'Rita Reyes')
})
afterAll(() => database.close())

describe('findings', () => {
  const find = (one: TestSubmission, more: Partial<Parameters<typeof recordFinding>[1]> = {}, now = TUESDAY) =>
    recordFinding(context(rita, now), {
      submissionId: one.submissionId,
      finding: 'could_not_confirm',
      questionId: 'policy.url',
      text: 'The page was gone on three days.',
      ...more,
    })
  it('wait until the developer was heard, and are checked', async () => {
    const one = await submission()
    await expect(find(one)).rejects.toMatchObject({ code: 'not_heard' })
    await replyToReview(context(one.owner), { submissionId: one.submissionId, text: 'It is there.' })
    await expect(find(one, { finding: 'nonsense' })).rejects.toMatchObject({ code: 'finding', field: 'finding' })
    await expect(find(one, { questionId: 'contact.primary' })).rejects.toMatchObject({ field: 'findingQuestion' })
    await expect(find(one, { finding: 'finding', questionId: 'sec.transit' })).rejects.toMatchObject({
      field: 'findingQuestion',
    })
    await expect(find(one, { text: '' })).rejects.toMatchObject({ code: 'text', field: 'findingText' })
  })
  it('stand in the label from the approval on, and in a new rendering when found later', async () => {
    const one = await submission()
    await replyToReview(context(one.owner), { submissionId: one.submissionId, text: 'It is there.' })
    await Promise.all([find(one), find(one)])
    expect((await kindsOf(one)).filter((kind) => kind === 'finding')).toHaveLength(1)
    await approve(context(rita), { submissionId: one.submissionId })
    const label = async () => JSON.stringify((await labelOfApp(context(rita), one.appId, 'en'))?.label)
    expect(await label()).toContain('could not confirm this answer')
    const later = new Date(TUESDAY.getTime() + 86_400_000)
    await find(one, { finding: 'finding', questionId: 'org.identity', text: 'No such company.' }, later)
    expect(await label()).toContain('could not confirm who makes')
    const renderings = await rows(database.sql`
      select r.wording_version from label_rendering r join attestation a on a.id = r.attestation_id
      where a.app_id = ${one.appId} and r.lang = 'es' order by r.created_at`)
    expect(renderings).toHaveLength(2)
    const developers = JSON.stringify(await submissionTasks(context(one.owner), one.submissionId))
    expect(developers).not.toContain('three days')
  })
})

describe('closing after notice', () => {
  it('needs a notice that ran out and terms that stayed unanswered', async () => {
    const one = await submission({ terms: false })
    const { submissionId } = one
    const close = (now: Date) => closeUnanswered(context(rita, now), { submissionId })
    await expect(close(TUESDAY)).rejects.toMatchObject({ code: 'not_closable' })
    await writeMessage(context(rita), { submissionId, text: 'Please accept the terms.', closeNotice: true })
    expect((await eventsOf(one)).at(-1)?.publicText).toContain('Tue Dec 8')
    await mailOutcome(database.db, submissionId, 'accepted', TUESDAY)
    await expect(close(new Date('2026-12-08T14:59:00Z'))).rejects.toMatchObject({ code: 'not_closable' })
    // The terms are new by then: the old notice gave no time for them.
    const at = '2026-12-02T15:00:00Z'
    await database.sql`
      insert into terms (version, title, body, digest, effective_at)
      select version || ' new', title, body, digest, ${at}::timestamptz from terms`
    await expect(close(new Date('2026-12-08T15:00:00Z'))).rejects.toMatchObject({
      message: expect.stringContaining('Give notice first'),
    })
    await writeMessage(context(rita, new Date(at)), { submissionId, text: 'The terms are new.', closeNotice: true })
    await mailOutcome(database.db, submissionId, 'accepted', new Date(at))
    await close(new Date('2026-12-16T15:00:00Z'))
    expect(await submissionTasks(context(one.owner), submissionId)).toMatchObject({ status: 'closed', turn: 'nobody' })
    expect(
      (
        await rows(
          database.sql`select kind from mail where submission_id = ${submissionId} order by created_at desc limit 1`,
        )
      )[0],
    ).toEqual({ kind: 'review_message' })
  })
  it('gives no notice of what is accepted', async () => {
    const one = await submission({ terms: false })
    await acceptTestTerms(database.db, one, TUESDAY)
    const notice = writeMessage(context(rita), { submissionId: one.submissionId, text: 'x', closeNotice: true })
    await expect(notice).rejects.toMatchObject({ code: 'terms_accepted', field: 'closeNotice' })
  })
})
