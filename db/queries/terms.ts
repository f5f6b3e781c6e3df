/** Versions of the terms of service, who accepted them, and links for people without an account. */
import { and, asc, desc, eq, gt, isNotNull, isNull, lte } from 'drizzle-orm'
import { clientChangeEvent } from '../schema/client-change.ts'
import { membership, organization } from '../schema/organization.ts'
import { submission } from '../schema/submission.ts'
import { acceptance, terms, termsLink } from '../schema/terms.ts'
import type { Reader, Tx } from '../transaction.ts'

export type TermsRow = typeof terms.$inferSelect
export type AcceptanceRow = typeof acceptance.$inferSelect
export type TermsLinkRow = typeof termsLink.$inferSelect

/** The version in force at an instant. */
export async function findTermsAt(reader: Reader, at: Date): Promise<TermsRow | undefined> {
  const [row] = await reader
    .select()
    .from(terms)
    .where(lte(terms.effectiveAt, at))
    .orderBy(desc(terms.effectiveAt), desc(terms.version))
    .limit(1)
  return row
}

export async function findTerms(reader: Reader, version: string): Promise<TermsRow | undefined> {
  const [row] = await reader.select().from(terms).where(eq(terms.version, version))
  return row
}

/** Every version, newest first; the ones that are not in force yet included. */
export function listTerms(reader: Reader) {
  return reader
    .select({ version: terms.version, title: terms.title, effectiveAt: terms.effectiveAt })
    .from(terms)
    .orderBy(desc(terms.effectiveAt), desc(terms.version))
}

/** @returns false when the version is kept already */
export async function insertTerms(tx: Tx, row: TermsRow): Promise<boolean> {
  const rows = await tx.insert(terms).values(row).onConflictDoNothing().returning({ version: terms.version })
  return rows.length > 0
}

/** Of an organization, oldest first. */
export function listAcceptances(reader: Reader, organizationId: string): Promise<AcceptanceRow[]> {
  return reader
    .select()
    .from(acceptance)
    .where(eq(acceptance.organizationId, organizationId))
    .orderBy(asc(acceptance.at), asc(acceptance.id))
}

/** The first acceptance of a version by an organization. */
export async function findAcceptance(
  reader: Reader,
  organizationId: string,
  version: string,
): Promise<AcceptanceRow | undefined> {
  const [row] = await reader
    .select()
    .from(acceptance)
    .where(and(eq(acceptance.organizationId, organizationId), eq(acceptance.termsVersion, version)))
    .orderBy(asc(acceptance.at))
    .limit(1)
  return row
}

export async function appendAcceptance(tx: Tx, row: AcceptanceRow): Promise<void> {
  await tx.insert(acceptance).values(row)
}

export async function insertTermsLink(tx: Tx, row: TermsLinkRow): Promise<void> {
  await tx.insert(termsLink).values(row)
}

export async function findTermsLink(reader: Reader, tokenDigest: string): Promise<TermsLinkRow | undefined> {
  const [row] = await reader.select().from(termsLink).where(eq(termsLink.tokenDigest, tokenDigest))
  return row
}

/** Newest first, used and expired ones included. */
export function listTermsLinks(reader: Reader, organizationId: string): Promise<TermsLinkRow[]> {
  return reader
    .select()
    .from(termsLink)
    .where(eq(termsLink.organizationId, organizationId))
    .orderBy(desc(termsLink.createdAt), desc(termsLink.id))
}

/** Single use: one conditional write. @returns false when the link was used before */
export async function markTermsLinkUsed(tx: Tx, linkId: string, at: Date): Promise<boolean> {
  const rows = await tx
    .update(termsLink)
    .set({ usedAt: at })
    .where(and(eq(termsLink.id, linkId), isNull(termsLink.usedAt)))
    .returning({ id: termsLink.id })
  return rows.length > 0
}

/** Ends the unused links that somebody sent for an organization. */
export async function endTermsLinksOf(tx: Tx, organizationId: string, personId: string, at: Date): Promise<void> {
  await tx
    .update(termsLink)
    .set({ expiresAt: at })
    .where(
      and(
        eq(termsLink.organizationId, organizationId),
        eq(termsLink.createdBy, personId),
        isNull(termsLink.usedAt),
        gt(termsLink.expiresAt, at),
      ),
    )
}

/** Organizations somebody belongs to now, with the role there; by name. */
export function listOrganizationsOfPerson(reader: Reader, personId: string) {
  return reader
    .select({ organizationId: organization.id, organization: organization.legalName, role: membership.role })
    .from(membership)
    .innerJoin(organization, eq(organization.id, membership.organizationId))
    .where(and(eq(membership.personId, personId), isNull(membership.endedAt), isNull(organization.erasedAt)))
    .orderBy(asc(organization.legalName), asc(organization.id))
}

export async function findTermsOrganization(reader: Reader, organizationId: string) {
  const [row] = await reader
    .select({ legalName: organization.legalName })
    .from(organization)
    .where(and(eq(organization.id, organizationId), isNull(organization.erasedAt)))
  return row
}

/** Whether the organization ever submitted answers, or it has agreed to take one over. */
export async function hasSubmitted(reader: Reader, organizationId: string): Promise<boolean> {
  const rows = await reader
    .select({ id: submission.id })
    .from(submission)
    .where(and(eq(submission.organizationId, organizationId), isNotNull(submission.submittedAt)))
    .limit(1)
  if (rows.length > 0) return true
  const taken = await reader
    .select({ id: clientChangeEvent.id })
    .from(clientChangeEvent)
    .where(eq(clientChangeEvent.organizationId, organizationId))
    .limit(1)
  return taken.length > 0
}
