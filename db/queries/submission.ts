/** Submissions: drafts and what became of them, with the organization each belongs to. */
import { and, asc, desc, eq, getTableColumns, inArray, isNotNull, isNull, ne, sql } from 'drizzle-orm'
import { mailboxKey } from '../../lib/domain/email-address.ts'
import { app } from '../schema/app.ts'
import { confirmedAddress, contact, membership, organization } from '../schema/organization.ts'
import { person } from '../schema/person.ts'
import { reviewEvent } from '../schema/review.ts'
import { inboundMail } from '../schema/signal.ts'
import { submission } from '../schema/submission.ts'
import type { Reader, Tx } from '../transaction.ts'

export type SubmissionRow = typeof submission.$inferSelect
export type ReviewEventRow = typeof reviewEvent.$inferSelect
export type SubmissionClock = Pick<SubmissionRow, 'dueAt' | 'openTurn'>

export async function findSubmission(reader: Reader, submissionId: string): Promise<SubmissionRow | undefined> {
  const [row] = await reader.select().from(submission).where(eq(submission.id, submissionId))
  return row
}

/** Holds the submission's row until the transaction ends. */
export async function lockSubmission(tx: Tx, submissionId: string): Promise<SubmissionRow | undefined> {
  const [row] = await tx.select().from(submission).where(eq(submission.id, submissionId)).for('update')
  return row
}

/** Holds the app's row until the transaction ends, so that two first drafts cannot start at once. */
export async function lockAppOfSubmissions(tx: Tx, appId: string): Promise<void> {
  await tx.select({ id: app.id }).from(app).where(eq(app.id, appId)).for('update')
}

/** The app behind a submission, and the organization whose answers they are; the app may be another one's by now. */
export async function findSubmissionOwner(reader: Reader, submissionId: string) {
  const [row] = await reader
    .select({ app, organization })
    .from(submission)
    .innerJoin(app, eq(app.id, submission.appId))
    .innerJoin(organization, eq(organization.id, submission.organizationId))
    .where(eq(submission.id, submissionId))
  return row
}

/** The organization of an app. */
export async function findOrganizationOfApp(reader: Reader, appId: string) {
  const [row] = await reader
    .select({ organization })
    .from(app)
    .innerJoin(organization, eq(organization.id, app.organizationId))
    .where(eq(app.id, appId))
  return row?.organization
}

export async function findSubmissionByReference(reader: Reader, reference: string): Promise<SubmissionRow | undefined> {
  const [row] = await reader.select().from(submission).where(eq(submission.reference, reference))
  return row
}

/**
 * The role a person has in the organization of a submission, and whether the app has gone to another organization since;
 * nothing for a stranger.
 */
export async function findRoleForSubmission(reader: Reader, submissionId: string, personId: string) {
  const [row] = await reader
    .select({
      role: membership.role,
      organizationId: submission.organizationId,
      moved: sql<boolean>`${app.organizationId} <> ${submission.organizationId}`,
    })
    .from(submission)
    .innerJoin(app, eq(app.id, submission.appId))
    .innerJoin(organization, eq(organization.id, submission.organizationId))
    .innerJoin(membership, eq(membership.organizationId, submission.organizationId))
    .where(
      and(
        eq(submission.id, submissionId),
        isNull(app.deletedAt),
        isNull(organization.erasedAt),
        eq(membership.personId, personId),
        isNull(membership.endedAt),
      ),
    )
  return row
}

/** Newest first, of whichever organization had the app. */
export function listSubmissionsOfApp(reader: Reader, appId: string): Promise<SubmissionRow[]> {
  return reader
    .select()
    .from(submission)
    .where(eq(submission.appId, appId))
    .orderBy(desc(submission.createdAt), desc(submission.id))
}

/** Newest first, also of apps that have gone to another organization. */
export function listSubmissionsOfOrganization(reader: Reader, organizationId: string): Promise<SubmissionRow[]> {
  return reader
    .select()
    .from(submission)
    .where(eq(submission.organizationId, organizationId))
    .orderBy(desc(submission.createdAt), desc(submission.id))
}

export async function insertSubmission(tx: Tx, row: SubmissionRow): Promise<void> {
  await tx.insert(submission).values(row)
}

/** Sets day 0 of the clock. @returns false when the submission was sent before */
export async function markSubmitted(tx: Tx, submissionId: string, at: Date): Promise<boolean> {
  const rows = await tx
    .update(submission)
    .set({ submittedAt: at })
    .where(and(eq(submission.id, submissionId), isNull(submission.submittedAt)))
    .returning({ id: submission.id })
  return rows.length > 0
}

/** Keeps the columns that the queue is ordered by; always computed from the events in the same transaction. */
export async function updateSubmissionClock(tx: Tx, submissionId: string, clock: SubmissionClock): Promise<void> {
  await tx.update(submission).set(clock).where(eq(submission.id, submissionId))
}

/** Events, which cannot change, with the words of replies that came by mail, which stand in the mail so that they can be erased. */
const reviewEvents = (reader: Reader) =>
  reader
    .select({
      ...getTableColumns(reviewEvent),
      publicText: sql<string>`coalesce(nullif(${reviewEvent.publicText}, ''), ${inboundMail.text}, '')`,
    })
    .from(reviewEvent)
    .leftJoin(
      inboundMail,
      and(eq(reviewEvent.kind, 'reply'), sql`${inboundMail.id} = (${reviewEvent.data} ->> 'inboundMailId')::uuid`),
    )

/** What happened to a submission, oldest first. */
export function listReviewEvents(reader: Reader, submissionId: string): Promise<ReviewEventRow[]> {
  return reviewEvents(reader).where(eq(reviewEvent.submissionId, submissionId)).orderBy(asc(reviewEvent.seq))
}

/** What happened to several submissions, oldest first. */
export function listReviewEventsOf(reader: Reader, submissionIds: string[]): Promise<ReviewEventRow[]> {
  if (submissionIds.length === 0) return Promise.resolve([])
  return reviewEvents(reader).where(inArray(reviewEvent.submissionId, submissionIds)).orderBy(asc(reviewEvent.seq))
}

export async function appendReviewEvent(tx: Tx, row: Omit<ReviewEventRow, 'seq'>): Promise<void> {
  await tx.insert(reviewEvent).values(row)
}

/** Primary, backup and security contact, as far as the organization named them. */
export function listContactsOfOrganization(reader: Reader, organizationId: string) {
  return reader.select().from(contact).where(eq(contact.organizationId, organizationId)).orderBy(asc(contact.kind))
}

/**
 * When an address was proven for an organization: its reader pressed the button of a confirmation mail, or signs in
 * with it (by a code typed from a mail) as somebody of that organization.
 */
export async function findAddressConfirmation(
  reader: Reader,
  organizationId: string,
  email: string,
): Promise<Date | undefined> {
  // Mail systems do not tell capital letters apart, and neither does a confirmation.
  const mailbox = mailboxKey(email)
  const [confirmed] = await reader
    .select({ at: confirmedAddress.confirmedAt })
    .from(confirmedAddress)
    .where(
      and(
        eq(confirmedAddress.organizationId, organizationId),
        eq(sql`lower(${confirmedAddress.email})`, mailbox),
        isNotNull(confirmedAddress.confirmedAt),
      ),
    )
    .orderBy(asc(confirmedAddress.confirmedAt))
    .limit(1)
  if (confirmed?.at) return confirmed.at
  const [member] = await reader
    .select({ at: membership.createdAt })
    .from(membership)
    .innerJoin(person, eq(person.id, membership.personId))
    .where(
      and(
        eq(membership.organizationId, organizationId),
        isNull(membership.endedAt),
        eq(sql`lower(${person.email})`, mailbox),
      ),
    )
  return member?.at
}

/** The zone a developer reads times in, as their browser told it; null when unknown. */
export async function findPersonZone(reader: Reader, personId: string): Promise<string | null> {
  const [row] = await reader.select({ zone: person.zone }).from(person).where(eq(person.id, personId))
  return row?.zone ?? null
}

/** Folded names of every other live app. */
export async function listOtherNameFolds(reader: Reader, appId: string): Promise<string[]> {
  const rows = await reader
    .select({ fold: app.nameFold })
    .from(app)
    .where(and(ne(app.id, appId), isNull(app.deletedAt)))
  return rows.map((row) => row.fold)
}
