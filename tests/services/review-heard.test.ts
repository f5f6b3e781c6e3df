/** Closing for unanswered terms, after the developer was heard. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listReviewEvents } from '../../db/queries/submission.ts'
import type { Actor, Staff } from '../../lib/services/context.ts'
import { closeUnanswered } from '../../lib/services/review-deny.ts'
import { writeMessage } from '../../lib/services/review-message.ts'
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
