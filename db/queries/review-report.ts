/** Submissions of a period, for the report of reviews. */
import { and, asc, eq, gte, isNotNull, lt, min } from 'drizzle-orm'
import { app } from '../schema/app.ts'
import { organization } from '../schema/organization.ts'
import { submission } from '../schema/submission.ts'
import type { Reader } from '../transaction.ts'

/** First sent at or after `from` and before `to`, oldest first. */
export function listSubmittedBetween(reader: Reader, from: Date, to: Date) {
  return reader
    .select({ submission, app: app.name, organization: organization.legalName })
    .from(submission)
    .innerJoin(app, eq(app.id, submission.appId))
    .innerJoin(organization, eq(organization.id, submission.organizationId))
    .where(and(isNotNull(submission.submittedAt), gte(submission.submittedAt, from), lt(submission.submittedAt, to)))
    .orderBy(asc(submission.submittedAt), asc(submission.id))
}

/** When the first submission of all was sent; null before that. */
export async function findFirstSubmitted(reader: Reader): Promise<Date | null> {
  const [row] = await reader.select({ at: min(submission.submittedAt) }).from(submission)
  return row?.at ?? null
}
