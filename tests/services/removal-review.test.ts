/** What a removal means for reviews: open submissions are closed with the organization, a removed client's app starts anew. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { app } from '../../db/schema/app.ts'
import { foldAppName } from '../../lib/domain/app-name.ts'
import {
  REGISTER_ANEW,
  REMOVED_CLIENT,
  REMOVED_ORGANIZATION,
  whyRemovalStopsApproval,
} from '../../lib/domain/removal.ts'
import { clientForProvider } from '../../lib/services/client.ts'
import type { Actor, Staff } from '../../lib/services/context.ts'
import { confirmRemoval, undoRemoval } from '../../lib/services/removal.ts'
import { approve } from '../../lib/services/review-approve.ts'
import { writeMessage } from '../../lib/services/review-message.ts'
import { reviewView } from '../../lib/services/review-view.ts'
import { submit } from '../../lib/services/submission-send.ts'
import { startSubmission } from '../../lib/services/submission-start.ts'
import { ensureTerms } from '../../lib/services/terms.ts'
import { testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { episodeIdOf, type LadderTest, QUIET, quietClient, STEPS, STOP, sweepAt, system } from '../support/ladder.ts'
import { acceptTestTerms, confirmAddress, fillAnswers, mailOutcome, SIGNATURE, testStaff } from '../support/review.ts'

let database: TestDatabase
let rita: Staff
let lena: Staff
const context = (actor: Actor, now: Date) => testContext(database.db, actor, now)
const days = (n: number) => new Date(STOP.getTime() + n * 86_400_000)
const statusOf = async (clientId: string, now: Date) =>
  (await clientForProvider(database.db, 'production', clientId, now))?.status

/** Another app of the same organization. */
async function secondApp({ organization }: LadderTest, name: string): Promise<string> {
  const id = randomUUID()
  const { organizationId } = organization
  await database.db.insert(app).values({ id, organizationId, name, nameFold: foldAppName(name), createdAt: QUIET })
  return id
}

/** A submission that only waits for its approval. */
async function inReview(test: LadderTest, appId: string, name: string, now: Date): Promise<string> {
  const { organization, domain } = test
  const ctx = context(organization.owner, now)
  const { submissionId } = await startSubmission(ctx, { appId })
  await fillAnswers(database.db, submissionId, name, domain)
  await confirmAddress(database.db, organization.organizationId, `contact@${domain}`)
  await submit(ctx, { submissionId, ...SIGNATURE })
  await writeMessage(context(rita, now), { submissionId, text: 'We are reading.' })
  await mailOutcome(database.db, submissionId, 'accepted', now)
  return submissionId
}

beforeAll(async () => {
  database = await testDatabase()
  rita = await testStaff(database.db, 'reviewer', 'Rita Reyes')
  lena = await testStaff(database.db, 'lead', 'Lena Long')
  await ensureTerms(context(system, new Date('2026-01-01T00:00:00Z')))
})
afterAll(() => database.close())

describe('whyRemovalStopsApproval', () => {
  it.each([
    [false, false, []],
    [true, false, [REMOVED_ORGANIZATION]],
    [false, true, [REMOVED_CLIENT]],
    [true, true, [REMOVED_ORGANIZATION, REMOVED_CLIENT]],
  ])('organization %s, client %s', (organization, client, reasons) => {
    expect(whyRemovalStopsApproval({ organization, client })).toEqual(reasons)
  })
})

describe('a removal of the whole organization', () => {
  it('closes what waits for a review; nothing of it is approved, and undoing lets it start again', async () => {
    const test = await quietClient(database, 'whole.example.com', QUIET)
    await acceptTestTerms(database.db, test.organization, QUIET)
    const appId = await secondApp(test, 'Second One')
    const submissionId = await inReview(test, appId, 'Second One', STEPS[2] as Date)
    for (const at of STEPS) await sweepAt(database, at)
    const episodeId = await episodeIdOf(database, test.clientId)
    expect(await confirmRemoval(context(lena, days(1)), { episodeId })).toMatchObject({ whole: true })
    await expect(approve(context(rita, days(2)), { submissionId })).rejects.toMatchObject({
      code: 'decided_meanwhile',
      message: expect.stringMatching(/^The portal closed it on/),
    })
    const view = await reviewView(context(rita, days(2)), { submissionId })
    expect(view).toMatchObject({ status: 'closed' })
    expect(await database.sql`select 1 from client where app_id = ${appId}`).toHaveLength(0)
    const [row] = await database.sql`select due_at, open_turn from submission where id = ${submissionId}`
    expect(row).toEqual({ due_at: null, open_turn: 'nobody' })
    const closed = await database.sql`select noun_id from audit where act = 'submission.closed'`
    expect(closed.map((row) => row.noun_id)).toContain(submissionId)
    await undoRemoval(context(lena, days(3)), { episodeId, publicReason: 'You wrote to us.' })
    const again = await startSubmission(context(test.organization.owner, days(4)), { appId })
    expect(again.submissionId).not.toBe(submissionId)
  })
})

describe('a removal of one client', () => {
  it('lets its app neither start, submit nor be approved; the sentence says what to do', async () => {
    const test = await quietClient(database, 'one.example.com', QUIET)
    await acceptTestTerms(database.db, test.organization, QUIET)
    await database.sql`
      insert into review_event (id, submission_id, kind, at, actor_kind, human, public_text, internal_text, data)
      select gen_random_uuid(), s.id, 'approved', ${QUIET.toISOString()}, 'staff', false, '', '', '{}'
      from submission s where s.app_id = ${test.organization.appId}`
    const other = await quietClient(database, 'other.example.com', days(0))
    const { organizationId, appId, appName, owner } = test.organization
    await database.sql`update app set organization_id = ${organizationId} where id = ${other.organization.appId}`
    const reviewed = await inReview(test, appId, appName, STEPS[2] as Date)
    for (const at of STEPS) await sweepAt(database, at)
    const episodeId = await episodeIdOf(database, test.clientId)
    expect(await confirmRemoval(context(lena, days(1)), { episodeId })).toMatchObject({ whole: false })
    await expect(approve(context(rita, days(2)), { submissionId: reviewed })).rejects.toMatchObject({
      code: 'not_approvable',
      message: expect.stringContaining(REMOVED_CLIENT),
    })
    await expect(startSubmission(context(owner, days(2)), { appId })).rejects.toMatchObject({
      code: 'client_removed',
      message: REGISTER_ANEW,
    })
    expect(await statusOf(test.clientId, days(2))).toBe('removed')
    await undoRemoval(context(lena, days(3)), { episodeId, publicReason: 'You wrote to us.' })
    await approve(context(rita, days(4)), { submissionId: reviewed })
    expect(await statusOf(test.clientId, days(4))).toBe('live')
  })
})
