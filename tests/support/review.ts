/** A submission on AppSec's desk, and the people who look at it, put straight into a test's database. */
import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { Database } from '../../db/client.ts'
import { insertAnswer } from '../../db/queries/answer.ts'
import { appendMailAttempt, type MailAttemptRow } from '../../db/queries/mail.ts'
import { listReviewEvents } from '../../db/queries/submission.ts'
import { confirmedAddress } from '../../db/schema/organization.ts'
import { staff } from '../../db/schema/person.ts'
import { answer } from '../../db/schema/submission.ts'
import type { Answers } from '../../lib/domain/answers.ts'
import { currentEdition } from '../../lib/domain/questionnaire.ts'
import type { Staff, StaffRole } from '../../lib/services/context.ts'
import { refreshClock } from '../../lib/services/review-clock.ts'
import { statementsOf } from '../../lib/services/submission-problems.ts'
import { submit } from '../../lib/services/submission-send.ts'
import { startSubmission } from '../../lib/services/submission-start.ts'
import { acceptTerms, currentTerms, ensureTerms } from '../../lib/services/terms.ts'
import { MONDAY_MORNING, testContext } from './context.ts'
import { filledAnswers } from './filled-answers.ts'
import { type TestOrganization, testOrganization } from './organization.ts'

const statements = statementsOf(currentEdition()).map(({ input }) => input)
export const SIGNATURE = { name: 'Dana Diaz', title: 'Director', authority: true, statements }

/** Somebody of the payer's staff. */
export async function testStaff(
  db: Database,
  role: StaffRole,
  name: string,
  domain = 'payer.example.com',
): Promise<Staff> {
  const staffId = randomUUID()
  const email = `${name.toLowerCase().replaceAll(' ', '.')}@${domain}`
  await db
    .insert(staff)
    .values({ id: staffId, issuer: 'test', subject: staffId, email, name, role, lastSignInAt: MONDAY_MORNING })
  return { kind: role, staffId, email, name }
}

export type TestSubmission = TestOrganization & { submissionId: string; primary: string }

export type TestSubmissionOptions = {
  now?: Date
  /** Over the answers that fill every question. */
  answers?: Answers
  /** Whether the address of the main contact is proven; yes unless told. */
  confirmed?: boolean
  /** Whether the organization accepted the terms; yes unless told. */
  terms?: boolean
}

/** An app of its own organization whose questionnaire was just submitted. */
export async function testSubmission(
  db: Database,
  domain: string,
  appName: string,
  options: TestSubmissionOptions = {},
): Promise<TestSubmission> {
  const { now = MONDAY_MORNING, confirmed = true, terms = true } = options
  const organization = await testOrganization(db, domain, appName)
  const primary = `contact@${domain}`
  if (confirmed) await confirmAddress(db, organization.organizationId, primary)
  const ctx = testContext(db, organization.owner, now)
  await ensureTerms(testContext(db, { kind: 'system', job: 'test' }, new Date('2026-01-01T00:00:00Z')))
  const { submissionId } = await startSubmission(ctx, { appId: organization.appId })
  await fillAnswers(db, submissionId, appName, domain, options.answers)
  await submit(ctx, { submissionId, ...SIGNATURE })
  if (terms) await acceptTestTerms(db, organization, now)
  return { ...organization, submissionId, primary }
}

export async function confirmAddress(db: Database, organizationId: string, email: string): Promise<void> {
  const at = MONDAY_MORNING
  const row = { id: randomUUID(), organizationId, email, tokenDigest: randomUUID(), requestedAt: at, expiresAt: at }
  await db.insert(confirmedAddress).values({ ...row, confirmedAt: at })
}

export async function acceptTestTerms(
  db: Database,
  organization: TestOrganization,
  now = MONDAY_MORNING,
): Promise<void> {
  const ctx = testContext(db, organization.owner, now)
  const { version } = await currentTerms(ctx)
  const { organizationId } = organization
  const input = { organizationId, version, name: 'Dana Diaz', title: 'Director', authority: 'yes' as const }
  await acceptTerms(ctx, input)
}

/** Writes the answers of a draft over whatever it holds. */
export async function fillAnswers(
  db: Database,
  submissionId: string,
  appName: string,
  domain: string,
  given: Answers = {},
): Promise<void> {
  const filled = filledAnswers()
  const named = {
    ...filled,
    'app.identity': { ...(filled['app.identity'] as object), name: appName },
    'org.identity': { ...(filled['org.identity'] as object), legalName: `${appName} Incorporated` },
    'contact.primary': { ...(filled['contact.primary'] as object), email: `contact@${domain}` },
    ...given,
  }
  await db.delete(answer).where(eq(answer.submissionId, submissionId))
  await db.transaction(async (tx) => {
    for (const [questionId, value] of Object.entries(named)) {
      if (value === null || value === undefined) continue
      await insertAnswer(tx, {
        submissionId,
        questionId,
        value,
        version: 1,
        updatedAt: MONDAY_MORNING,
        updatedBy: null,
      })
    }
  })
}

/** What the mail server said to the newest mail of a review. @returns that mail's id */
export async function mailOutcome(
  db: Database,
  submissionId: string,
  outcome: MailAttemptRow['outcome'],
  now: Date,
): Promise<string> {
  const mailId = (await listReviewEvents(db, submissionId)).findLast((event) => event.mailId)?.mailId
  if (!mailId) throw new Error('nothing was mailed')
  const ctx = testContext(db, { kind: 'system', job: 'mail' }, now)
  await ctx.transaction(async (tx) => {
    await appendMailAttempt(tx, { id: randomUUID(), mailId, at: now, outcome, detail: '' })
    await refreshClock(tx, ctx, submissionId)
  })
  return mailId
}
