/** Somebody loses a role, or an app leaves, while an act of theirs waits its turn: what holds is what is so under the lock. */
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listReviewEvents, lockSubmission } from '../../db/queries/submission.ts'
import { findAcceptance } from '../../db/queries/terms.ts'
import { mail } from '../../db/schema/mail.ts'
import type { Actor, Staff } from '../../lib/services/context.ts'
import { replyToReview } from '../../lib/services/developer-reply.ts'
import { changeRole, endMembership } from '../../lib/services/organization-people.ts'
import { requestChanges } from '../../lib/services/review-changes.ts'
import { writeMessage } from '../../lib/services/review-message.ts'
import { saveSection } from '../../lib/services/submission-draft.ts'
import { submit } from '../../lib/services/submission-send.ts'
import { answerStands, withdraw } from '../../lib/services/submission-turn.ts'
import { acceptTerms, currentTerms } from '../../lib/services/terms.ts'
import { sendTermsLink } from '../../lib/services/terms-link.ts'
import { untilBlocked } from '../support/blocked.ts'
import { testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { mailOutcome, SIGNATURE, testStaff, testSubmission } from '../support/review.ts'

const TUESDAY = new Date('2026-11-24T15:00:00Z')

let database: TestDatabase
let rita: Staff
const context = (actor: Actor) => testContext(database.db, actor, TUESDAY)

beforeAll(async () => {
  database = await testDatabase()
  rita = await testStaff(database.db, 'reviewer', 'Rita Reyes')
})
afterAll(() => database.close())

describe('an editor who is removed while the act waits', () => {
  it('accepts no terms and sends no link', async () => {
    const made = await testSubmission(database.db, 'race1.example.com', 'Race 1', { terms: false })
    const { organizationId, owner, editor } = made
    const { version } = await currentTerms(context(owner))
    const statement = { name: 'Ed Editor', title: 'Director', authority: 'yes' as const }
    const late: Promise<unknown>[] = []
    await database.db.transaction(async (tx) => {
      const within = { ...context(owner), transaction: <T>(work: (inner: typeof tx) => Promise<T>) => work(tx) }
      await endMembership(within, { organizationId, personId: editor.personId })
      late.push(acceptTerms(context(editor), { organizationId, version, ...statement }))
      late.push(sendTermsLink(context(editor), { organizationId, email: 'lawyer@else.example.com' }))
      for (const act of late) act.catch(() => {})
      await untilBlocked(database, 2)
    })
    for (const act of late) await expect(act).rejects.toMatchObject({ code: 'not_found' })
    expect(await findAcceptance(database.db, organizationId, version)).toBeUndefined()
    const links = await database.db.select().from(mail).where(eq(mail.toAddress, 'lawyer@else.example.com'))
    expect(links).toEqual([])
  })

  it('changes nothing at a submission', async () => {
    const made = await testSubmission(database.db, 'race2.example.com', 'Race 2')
    const { organizationId, owner, editor, submissionId } = made
    await writeMessage(context(rita), { submissionId, text: 'We are reading.' })
    const changes = [{ questionId: 'policy.url', ground: 'incomplete', text: 'The page is empty.' }]
    await requestChanges(context(rita), { submissionId, text: '', changes })
    await mailOutcome(database.db, submissionId, 'accepted', TUESDAY)
    const before = await listReviewEvents(database.db, submissionId)
    const theirs = context(editor)
    const late: Promise<unknown>[] = []
    await database.db.transaction(async (tx) => {
      await lockSubmission(tx, submissionId)
      late.push(submit(theirs, { submissionId, ...SIGNATURE }))
      late.push(answerStands(theirs, { submissionId, text: 'It stands.' }))
      late.push(replyToReview(theirs, { submissionId, text: 'Hello.' }))
      late.push(withdraw(theirs, { submissionId }))
      const form = { 'policy.url.url': 'https://else.example.com/' }
      late.push(saveSection(theirs, { submissionId, section: 'policy', form, versions: {} }))
      for (const act of late) act.catch(() => {})
      await untilBlocked(database, late.length)
      await changeRole(context(owner), { organizationId, personId: editor.personId, role: 'viewer' })
    })
    for (const act of late) await expect(act).rejects.toMatchObject({ code: 'role_too_low' })
    expect(await listReviewEvents(database.db, submissionId)).toEqual(before)
  })
})
