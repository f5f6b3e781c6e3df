/** Findings that members read beside an answer: recorded after the developer was heard, lifted by a second person. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listReviewEvents } from '../../db/queries/submission.ts'
import { currentEdition, questionOf } from '../../lib/domain/questionnaire.ts'
import { labelOfApp } from '../../lib/services/attestation.ts'
import type { Actor, Staff } from '../../lib/services/context.ts'
import { replyToReview } from '../../lib/services/developer-reply.ts'
import { approve } from '../../lib/services/review-approve.ts'
import { requestChanges } from '../../lib/services/review-changes.ts'
import { liftFinding, recordFinding } from '../../lib/services/review-finding.ts'
import { writeMessage } from '../../lib/services/review-message.ts'
import { reviewView } from '../../lib/services/review-view.ts'
import { submit } from '../../lib/services/submission-send.ts'
import { startSubmission } from '../../lib/services/submission-start.ts'
import { submissionTasks } from '../../lib/services/submission-view.ts'
import { testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import {
  fillAnswers,
  mailOutcome,
  SIGNATURE,
  type TestSubmission,
  testStaff,
  testSubmission,
} from '../support/review.ts'
import { publishedStatements } from '../support/statements.ts'

let database: TestDatabase
let rita: Staff
let remy: Staff
let lena: Staff
const TUESDAY = new Date('2026-11-24T15:00:00Z')
const hours = (count: number) => new Date(TUESDAY.getTime() + count * 3_600_000)
const context = (actor: Actor, now = TUESDAY) => testContext(database.db, actor, now)
const kindsOf = async ({ submissionId }: { submissionId: string }) =>
  (await listReviewEvents(database.db, submissionId)).map(({ kind }) => kind)
const rows = async (query: Promise<readonly Record<string, unknown>[]>) => (await query).map((row) => ({ ...row }))
const labelText = async ({ appId }: TestSubmission) =>
  JSON.stringify((await labelOfApp(context(rita), appId, 'en'))?.label)

type One = TestSubmission & { domain: string; name: string }
let count = 0
/** A submission of its own, whose developer was written to and, unless told, has answered. */
async function submission(heard = true): Promise<One> {
  count += 1
  const [domain, name] = [`found${count}.example.com`, `Number ${count}`]
  const made = await testSubmission(database.db, domain, name)
  await contacted(made, TUESDAY, heard)
  return { ...made, domain, name }
}
async function contacted({ submissionId, owner }: TestSubmission, now: Date, heard: boolean): Promise<void> {
  await writeMessage(context(rita, now), { submissionId, text: 'We are reading.' })
  await mailOutcome(database.db, submissionId, 'accepted', now)
  if (heard) await replyToReview(context(owner, now), { submissionId, text: 'It is there.' })
}

/** The next submission of the same app, approved. */
async function nextApproved(one: One, now: Date, answers = {}): Promise<One> {
  const { submissionId } = await startSubmission(context(one.owner, now), { appId: one.appId })
  const next = { ...one, submissionId }
  await fillAnswers(database.db, submissionId, one.name, one.domain, answers)
  await submit(context(one.owner, now), { submissionId, ...SIGNATURE })
  await contacted(next, now, true)
  await approve(context(rita, now), { submissionId })
  return next
}

const find = (one: TestSubmission, more: Partial<Parameters<typeof recordFinding>[1]> = {}, now = TUESDAY) =>
  recordFinding(context(rita, now), {
    submissionId: one.submissionId,
    finding: 'could_not_confirm',
    questionId: 'policy.url',
    text: 'The page was gone on three days.',
    ...more,
  })
const lift = (
  one: TestSubmission,
  actor: Actor = remy,
  now = TUESDAY,
  more: Partial<Parameters<typeof liftFinding>[1]> = {},
) =>
  liftFinding(context(actor, now), {
    submissionId: one.submissionId,
    finding: 'could_not_confirm',
    questionId: 'policy.url',
    publicReason: 'You showed us the page and its history.',
    internalText: 'Seen on a call.',
    ...more,
  })

beforeAll(async () => {
  database = await testDatabase()
  rita = await testStaff(database.db, 'reviewer', 'Rita Reyes')
  remy = await testStaff(database.db, 'reviewer', 'Remy Roth')
  lena = await testStaff(database.db, 'lead', 'Lena Long')
})
afterAll(() => database.close())

describe('findings', () => {
  it('wait until the developer was heard, and are checked', async () => {
    const one = await submission(false)
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
    await Promise.all([find(one), find(one)])
    expect((await kindsOf(one)).filter((kind) => kind === 'finding')).toHaveLength(1)
    await approve(context(rita), { submissionId: one.submissionId })
    expect(await labelText(one)).toContain('could not confirm this answer')
    const later = new Date(TUESDAY.getTime() + 86_400_000)
    await find(one, { finding: 'finding', questionId: 'org.identity', text: 'No such company.' }, later)
    expect(await labelText(one)).toContain('could not confirm who makes')
    const renderings = await rows(database.sql`
      select r.wording_version from label_rendering r join attestation a on a.id = r.attestation_id
      where a.app_id = ${one.appId} and r.lang = 'es' order by r.created_at`)
    expect(renderings).toHaveLength(2)
    const developers = JSON.stringify(await submissionTasks(context(one.owner), one.submissionId))
    expect(developers).not.toContain('three days')
  })

  it('fall with the answer: one that was changed before the approval is not the one that was found', async () => {
    const one = await submission()
    await find(one)
    await find(one, { questionId: 'org.identity' })
    const change = { questionId: 'policy.url', ground: 'incomplete', text: 'Give the page.' }
    await requestChanges(context(rita), { submissionId: one.submissionId, text: 'Please.', changes: [change] })
    await fillAnswers(database.db, one.submissionId, one.name, one.domain, {
      'policy.url': { url: 'https://sunny.example.com/new-page', effectiveDate: '2026-03-02' },
    })
    await submit(context(one.owner, hours(1)), { submissionId: one.submissionId, ...SIGNATURE })
    const view = await reviewView(context(rita, hours(2)), { submissionId: one.submissionId })
    expect(view.findings.map(({ questionId }) => questionId)).toEqual(['org.identity'])
    await approve(context(rita, hours(2)), { submissionId: one.submissionId })
    const notices = await rows(database.sql`
      select n.question_id from attestation_notice n join attestation a on a.id = n.attestation_id
      where a.app_id = ${one.appId}`)
    expect(notices).toEqual([{ question_id: 'org.identity' }])
  })
})

describe('lifting a finding', () => {
  it('takes a second person, whatever their role, and a reason; the developer is told, and it is on record', async () => {
    const one = await submission()
    await find(one)
    await expect(lift(one, rita)).rejects.toMatchObject({ code: 'second_person', field: 'lift' })
    await expect(lift(one, { ...rita, kind: 'lead' })).rejects.toMatchObject({ code: 'second_person' })
    const colleague = await testStaff(database.db, 'reviewer', 'Own Oscar', one.domain)
    await expect(lift(one, colleague)).rejects.toMatchObject({ code: 'conflict' })
    await expect(lift(one, remy, TUESDAY, { publicReason: ' ' })).rejects.toMatchObject({
      code: 'text',
      field: 'liftReason',
    })
    for (const other of [{ questionId: 'org.identity' }, { finding: 'finding' }, { finding: '', questionId: '' }]) {
      await expect(lift(one, remy, TUESDAY, other)).rejects.toMatchObject({ code: 'not_standing', field: 'lift' })
    }
    const before = await reviewView(context(rita), { submissionId: one.submissionId })
    expect(before.findings).toMatchObject([
      { kind: 'could_not_confirm', questionId: 'policy.url', by: 'Rita Reyes', whyNotLift: [expect.any(String)] },
    ])
    const both = await Promise.allSettled([lift(one), lift(one, lena)])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect((await kindsOf(one)).filter((kind) => kind === 'finding_lifted')).toHaveLength(1)
    expect((await reviewView(context(rita), { submissionId: one.submissionId })).findings).toEqual([])
    const mails = await rows(
      database.sql`select to_address, props from mail where submission_id = ${one.submissionId} and kind = 'finding_lifted'`,
    )
    const question = questionOf(currentEdition(), 'policy.url')?.prompt
    expect(mails).toMatchObject([
      { to_address: one.primary, props: { question, publicReason: 'You showed us the page and its history.' } },
    ])
    expect(
      await rows(database.sql`select data from audit where act = 'submission.finding_lifted'
        and noun_id = ${one.submissionId}`),
    ).toMatchObject([{ data: { finding: 'could_not_confirm', questionId: 'policy.url' } }])
    const told = await submissionTasks(context(one.owner), one.submissionId)
    expect(told.timeline.at(-1)).toMatchObject({ kind: 'finding_lifted', by: 'team', about: question })
    expect(JSON.stringify(told)).not.toContain('Seen on a call')
    await approve(context(rita), { submissionId: one.submissionId })
    expect(await labelText(one)).not.toContain('could not confirm')
  })

  it('ends it for members at once, and keeps what they were shown before', async () => {
    const one = await submission()
    await approve(context(rita), { submissionId: one.submissionId })
    const clean = await labelText(one)
    await find(one, {}, hours(1))
    expect(await labelText(one)).toContain('could not confirm this answer')
    const [client] =
      await database.sql`select id from client where app_id = ${one.appId} and environment = 'production'`
    const clientId = String(client?.id)
    const published = () => publishedStatements(context(rita), clientId)
    const first = await published()
    expect(first).toMatchObject({ notices: [{ kind: 'could_not_confirm' }] })
    await lift(one, remy, hours(2))
    expect(await labelText(one)).toBe(clean)
    const lifted = await published()
    expect(lifted.notices).toEqual([])
    // Found again: a finding of its own.
    await find(one, { text: 'Gone again.' }, hours(3))
    expect(await labelText(one)).toContain('could not confirm this answer')
    const again = await published()
    expect(again).toMatchObject({ notices: [{ kind: 'could_not_confirm' }] })
    expect(new Set([first.etag, lifted.etag, again.etag]).size).toBe(3)
    const kept = await rows(database.sql`
      select r.label from label_rendering r join attestation a on a.id = r.attestation_id
      where a.app_id = ${one.appId} and r.lang = 'en' order by r.created_at`)
    expect(kept.map(({ label }) => String(label).includes('could not confirm this answer'))).toEqual([
      false,
      true,
      false,
      true,
    ])
  })

  it('holds for the answers that follow, and is done where members read it now', async () => {
    const one = await submission()
    await find(one)
    await find(one, { questionId: 'org.identity' })
    await approve(context(rita), { submissionId: one.submissionId })
    await lift(one, remy, hours(1))
    const two = await nextApproved(one, hours(24))
    expect((await labelText(one)).match(/could not confirm/g)).toHaveLength(2)
    await expect(lift(one, remy, hours(25), { questionId: 'org.identity' })).rejects.toMatchObject({
      code: 'not_standing',
    })
    await expect(find(one, {}, hours(25))).rejects.toMatchObject({ code: 'not_heard' })
    const view = await reviewView(context(remy, hours(25)), { submissionId: two.submissionId })
    expect(view.findings).toMatchObject([{ questionId: 'org.identity', by: 'Rita Reyes', whyNotLift: [] }])
    await expect(lift(two, rita, hours(25), { questionId: 'org.identity' })).rejects.toMatchObject({
      code: 'second_person',
    })
    await lift(two, remy, hours(26), { questionId: 'org.identity' })
    expect(await labelText(one)).not.toContain('could not confirm')
    await nextApproved(one, hours(48))
    expect(await labelText(one)).not.toContain('could not confirm')
  })
})
