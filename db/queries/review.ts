/** What a review asks about beyond one submission: documents of several, proven addresses of an organization, whom to tell. */
import { and, asc, desc, eq, inArray, isNotNull, isNull, lte, ne } from 'drizzle-orm'
import { app } from '../schema/app.ts'
import { attestation } from '../schema/attestation.ts'
import { confirmedAddress, membership, organization } from '../schema/organization.ts'
import { person } from '../schema/person.ts'
import { reviewEvent } from '../schema/review.ts'
import { document, submission } from '../schema/submission.ts'
import type { Reader } from '../transaction.ts'
import type { DocumentRow } from './document.ts'

/** Of one or more submissions, round 1 first. */
export function listDocumentsOf(reader: Reader, submissionIds: string[]): Promise<DocumentRow[]> {
  if (submissionIds.length === 0) return Promise.resolve([])
  return reader
    .select()
    .from(document)
    .where(inArray(document.submissionId, submissionIds))
    .orderBy(asc(document.submissionId), asc(document.round))
}

/** The document whose statements were live before another submission of the app was signed. */
export async function findDocumentApprovedBefore(
  reader: Reader,
  appId: string,
  submissionId: string,
  at: Date,
): Promise<DocumentRow | undefined> {
  const [row] = await reader
    .select({ document })
    .from(attestation)
    .innerJoin(document, eq(document.id, attestation.documentId))
    .where(
      and(eq(attestation.appId, appId), ne(attestation.submissionId, submissionId), lte(attestation.publishedAt, at)),
    )
    .orderBy(desc(attestation.version))
    .limit(1)
  return row?.document
}

/** Addresses that are proven to be an organization's: its people sign in with them, or their readers confirmed them. */
export async function listProvenAddresses(reader: Reader, organizationId: string): Promise<string[]> {
  const people = await reader
    .select({ email: person.email })
    .from(membership)
    .innerJoin(person, eq(person.id, membership.personId))
    .where(and(eq(membership.organizationId, organizationId), isNull(membership.endedAt)))
  const confirmed = await reader
    .selectDistinct({ email: confirmedAddress.email })
    .from(confirmedAddress)
    .where(and(eq(confirmedAddress.organizationId, organizationId), isNotNull(confirmedAddress.confirmedAt)))
  return [...people, ...confirmed].map((row) => row.email)
}

/** Addresses of the owners of an organization. */
export async function listOwnerEmails(reader: Reader, organizationId: string): Promise<string[]> {
  const rows = await reader
    .select({ email: person.email })
    .from(membership)
    .innerJoin(person, eq(person.id, membership.personId))
    .where(
      and(
        eq(membership.organizationId, organizationId),
        eq(membership.role, 'owner'),
        isNull(membership.endedAt),
        isNull(person.erasedAt),
      ),
    )
    .orderBy(asc(membership.createdAt), asc(person.id))
  return rows.map((row) => row.email)
}

/** Everything that reviewers found about answers of an app, in any submission, oldest first. */
export function listFindingsOfApp(reader: Reader, appId: string) {
  return reader
    .select({ at: reviewEvent.at, actorId: reviewEvent.actorId, data: reviewEvent.data })
    .from(reviewEvent)
    .innerJoin(submission, eq(submission.id, reviewEvent.submissionId))
    .where(and(eq(submission.appId, appId), eq(reviewEvent.kind, 'finding')))
    .orderBy(asc(reviewEvent.seq))
}

/** The app behind a client, with its organization. */
export async function findOwnerOfApp(reader: Reader, appId: string) {
  const [row] = await reader
    .select({ app, organization })
    .from(app)
    .innerJoin(organization, eq(organization.id, app.organizationId))
    .where(eq(app.id, appId))
  return row
}
