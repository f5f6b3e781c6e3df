/** Acts of a reviewer on a page that is older than what the developer sent since, and forms that come back from the browser's history. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listDocuments } from '../../db/queries/document.ts'
import { listReviewEvents } from '../../db/queries/submission.ts'
import type { Actor, Staff } from '../../lib/services/context.ts'
import { replyToReview } from '../../lib/services/developer-reply.ts'
import { approve } from '../../lib/services/review-approve.ts'
import { requestChanges } from '../../lib/services/review-changes.ts'
import { deny } from '../../lib/services/review-deny.ts'
import { recordFinding } from '../../lib/services/review-finding.ts'
import { addNote, noReplyNeeded, writeMessage } from '../../lib/services/review-message.ts'
import { recordException } from '../../lib/services/review-record.ts'
import { reviewView } from '../../lib/services/review-view.ts'
import { submit } from '../../lib/services/submission-send.ts'
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

const TUESDAY = new Date('2026-11-24T15:00:00Z')
const WEDNESDAY = new Date('2026-11-25T15:00:00Z')
const publicReason = 'The redirect address belongs to somebody else.'
const denial = { criterion: 'identity_not_proven', publicReason }

let database: TestDatabase
let rita: Staff
let lena: Staff
const context = (actor: Actor, now = TUESDAY) => testContext(database.db, actor, now)
const kindsOf = async ({ submissionId }: TestSubmission) =>
  (await listReviewEvents(database.db, submissionId)).map(({ kind }) => kind)

let count = 0
/** A submission of its own whose developer was written to. */
async function submission(options: TestSubmissionOptions = {}): Promise<TestSubmission> {
  count += 1
  const made = await testSubmission(database.db, `stale${count}.example.com`, `Stale ${count}`, options)
  await writeMessage(context(rita), { submissionId: made.submissionId, text: 'We are reading.' })
  await mailOutcome(database.db, made.submissionId, 'accepted', TUESDAY)
  return made
}

/** The developer sends changed answers because a colleague asked. */
async function sentAgain(of: TestSubmission, answers: TestSubmissionOptions['answers'] = {}): Promise<void> {
  const { submissionId } = of
  const changes = [{ questionId: 'policy.url', ground: 'incomplete', text: 'The page is empty.' }]
  await requestChanges(context(lena), { submissionId, text: '', changes })
  await mailOutcome(database.db, submissionId, 'accepted', TUESDAY)
  const domain = of.owner.email.slice(of.owner.email.indexOf('@') + 1)
  await fillAnswers(database.db, submissionId, of.appName, domain, answers)
  await submit(context(of.owner, WEDNESDAY), { submissionId, ...SIGNATURE })
}

beforeAll(async () => {
  database = await testDatabase()
  rita = await testStaff(database.db, 'reviewer', 'Rita Reyes')
  lena = await testStaff(database.db, 'lead', 'Lena Long')
})
afterAll(() => database.close())

describe('the developer sent changed answers after the page was drawn', () => {
  it.each(['deny', 'request changes', 'record a finding', 'record an exception'])('%s is refused', async (act) => {
    const made = await submission({ answers: { 'sec.at-rest': 'no' } })
    const { submissionId } = made
    const { documentId } = await reviewView(context(rita), { submissionId })
    await sentAgain(made, { 'sec.at-rest': 'no' })
    const before = await kindsOf(made)
    const read = { submissionId, documentId }
    const changes = [{ questionId: 'policy.url', ground: 'incomplete', text: 'The page is empty.' }]
    const acts: Record<string, () => Promise<unknown>> = {
      deny: () => deny(context(rita, WEDNESDAY), { ...read, ...denial }),
      'request changes': () => requestChanges(context(rita, WEDNESDAY), { ...read, text: '', changes }),
      'record a finding': () =>
        recordFinding(context(rita, WEDNESDAY), {
          ...read,
          finding: 'could_not_confirm',
          questionId: 'policy.url',
          text: 'The page is empty.',
        }),
      'record an exception': () =>
        recordException(context(lena, WEDNESDAY), {
          ...read,
          expectationId: 'secure-storage-of-all-app-data',
          reason: 'Synthetic data only.',
        }),
    }
    await expect(acts[act]?.()).rejects.toMatchObject({ code: 'document_changed' })
    expect(await kindsOf(made)).toEqual(before)
    const [, second] = await listDocuments(database.db, submissionId)
    expect((await reviewView(context(rita), { submissionId })).documentId).toBe(second?.id)
  })
})

describe('an exception', () => {
  it('is for the answer it was recorded about: another miss needs another one', async () => {
    const made = await submission({ answers: { 'sec.at-rest': 'member-turns-on' } })
    const { submissionId } = made
    const exception = {
      submissionId,
      expectationId: 'secure-storage-of-all-app-data',
      reason: 'The rest is a test page.',
    }
    await recordException(context(lena), exception)
    await sentAgain(made, { 'sec.at-rest': 'no' })
    const view = await reviewView(context(lena, WEDNESDAY), { submissionId })
    expect(view.expectations).toMatchObject([{ id: 'secure-storage-of-all-app-data', exception: null }])
    await expect(approve(context(rita, WEDNESDAY), { submissionId })).rejects.toMatchObject({ code: 'not_approvable' })
    await recordException(context(lena, WEDNESDAY), { ...exception, reason: 'Nothing is sent at all.' })
    await approve(context(rita, WEDNESDAY), { submissionId })
    expect((await kindsOf(made)).filter((kind) => kind === 'exception')).toHaveLength(2)
  })

  it('holds on while the answer stays the same', async () => {
    const made = await submission({ answers: { 'sec.at-rest': 'member-turns-on' } })
    const { submissionId } = made
    await recordException(context(lena), {
      submissionId,
      expectationId: 'secure-storage-of-all-app-data',
      reason: 'A test.',
    })
    await sentAgain(made, { 'sec.at-rest': 'member-turns-on' })
    await approve(context(rita, WEDNESDAY), { submissionId })
  })
})

describe('a key of a form that did something', () => {
  it('does not make another act look done', async () => {
    const made = await submission()
    const { submissionId } = made
    const once = randomUUID()
    await addNote(context(rita), { submissionId, text: 'Read.', once })
    await deny(context(rita), { submissionId, ...denial, once })
    expect((await kindsOf(made)).slice(-2)).toEqual(['note', 'denied'])
  })

  it('does the same act once', async () => {
    const made = await submission()
    const once = randomUUID()
    const note = { submissionId: made.submissionId, text: 'Read.', once }
    await addNote(context(rita), note)
    await addNote(context(rita), note)
    expect((await kindsOf(made)).filter((kind) => kind === 'note')).toHaveLength(1)
  })
})

describe('no reply needed', () => {
  it('is not said of a message that came after the page was drawn', async () => {
    const made = await submission()
    const { submissionId } = made
    await replyToReview(context(made.owner), { submissionId, text: 'Thank you.' })
    const { seen } = await reviewView(context(rita), { submissionId })
    await replyToReview(context(made.owner), { submissionId, text: 'One question: may we start on Monday?' })
    const refused = noReplyNeeded(context(rita), { submissionId, seen })
    await expect(refused).rejects.toMatchObject({ code: 'written_meanwhile' })
    const view = await reviewView(context(rita), { submissionId })
    await noReplyNeeded(context(rita), { submissionId, seen: view.seen })
    expect((await reviewView(context(rita), { submissionId })).awaitsReply).toBe(false)
  })
})
