/** Organizations, who belongs to them, and invitations to join. */
import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm'
import { invitation, membership, organization } from '../schema/organization.ts'
import { person } from '../schema/person.ts'
import type { Reader, Tx } from '../transaction.ts'

export type OrganizationRow = typeof organization.$inferSelect
export type MembershipRow = typeof membership.$inferSelect
export type InvitationRow = typeof invitation.$inferSelect

/** Nothing once it was erased. */
export async function findOrganization(reader: Reader, organizationId: string): Promise<OrganizationRow | undefined> {
  const [row] = await reader
    .select()
    .from(organization)
    .where(and(eq(organization.id, organizationId), isNull(organization.erasedAt)))
  return row
}

/** Holds the organization's row until the transaction ends: first in the lock order. */
export async function lockOrganization(tx: Tx, organizationId: string): Promise<void> {
  await tx.select({ id: organization.id }).from(organization).where(eq(organization.id, organizationId)).for('update')
}

export async function insertOrganization(tx: Tx, row: OrganizationRow): Promise<void> {
  await tx.insert(organization).values(row)
}

export type OrganizationChange = Omit<OrganizationRow, 'id' | 'createdAt' | 'createdBy' | 'erasedAt'>

export async function updateOrganization(
  tx: Tx,
  organizationId: string,
  change: Partial<OrganizationChange>,
): Promise<void> {
  await tx.update(organization).set(change).where(eq(organization.id, organizationId))
}

/** Somebody's place in an organization now; nothing for a stranger or after leaving. */
export async function findMembership(
  reader: Reader,
  organizationId: string,
  personId: string,
): Promise<MembershipRow | undefined> {
  const [row] = await reader
    .select({ membership })
    .from(membership)
    .innerJoin(organization, eq(organization.id, membership.organizationId))
    .where(
      and(
        eq(membership.organizationId, organizationId),
        eq(membership.personId, personId),
        isNull(membership.endedAt),
        isNull(organization.erasedAt),
      ),
    )
  return row?.membership
}

/** Who belongs to an organization now, in the order in which they came. */
export function listMembers(reader: Reader, organizationId: string) {
  return reader
    .select({
      personId: person.id,
      name: person.name,
      email: person.email,
      role: membership.role,
      since: membership.createdAt,
    })
    .from(membership)
    .innerJoin(person, eq(person.id, membership.personId))
    .where(and(eq(membership.organizationId, organizationId), isNull(membership.endedAt)))
    .orderBy(asc(membership.createdAt), asc(person.email))
}

/** Somebody joins, or comes back after having left. */
export async function upsertMembership(tx: Tx, row: Omit<MembershipRow, 'endedAt'>): Promise<void> {
  const { role, createdAt } = row
  await tx
    .insert(membership)
    .values({ ...row, endedAt: null })
    .onConflictDoUpdate({
      target: [membership.organizationId, membership.personId],
      set: { role, createdAt, endedAt: null },
    })
}

export async function updateMembership(
  tx: Tx,
  organizationId: string,
  personId: string,
  change: Partial<Pick<MembershipRow, 'role' | 'endedAt'>>,
): Promise<void> {
  await tx
    .update(membership)
    .set(change)
    .where(and(eq(membership.organizationId, organizationId), eq(membership.personId, personId)))
}

export async function insertInvitation(tx: Tx, row: InvitationRow): Promise<void> {
  await tx.insert(invitation).values(row)
}

export async function findInvitation(reader: Reader, invitationId: string): Promise<InvitationRow | undefined> {
  const [row] = await reader.select().from(invitation).where(eq(invitation.id, invitationId))
  return row
}

export async function findInvitationByToken(reader: Reader, tokenDigest: string): Promise<InvitationRow | undefined> {
  const [row] = await reader.select().from(invitation).where(eq(invitation.tokenDigest, tokenDigest))
  return row
}

/** Newest first, accepted, revoked and expired ones included. */
export function listInvitations(reader: Reader, organizationId: string): Promise<InvitationRow[]> {
  return reader
    .select()
    .from(invitation)
    .where(eq(invitation.organizationId, organizationId))
    .orderBy(desc(invitation.createdAt), desc(invitation.id))
}

/** Invitations to somebody's mailbox that nobody answered yet, with the organization. @param mailbox in small letters */
export function listInvitationsTo(reader: Reader, mailbox: string) {
  return reader
    .select({ invitation, organization: organization.legalName })
    .from(invitation)
    .innerJoin(organization, eq(organization.id, invitation.organizationId))
    .where(
      and(
        eq(sql`lower(${invitation.email})`, mailbox),
        isNull(invitation.acceptedAt),
        isNull(invitation.revokedAt),
        isNull(organization.erasedAt),
      ),
    )
    .orderBy(desc(invitation.createdAt))
}

/** Single use: one conditional write. @returns false when it was accepted or revoked before */
export async function markInvitation(
  tx: Tx,
  invitationId: string,
  change: { acceptedAt: Date } | { revokedAt: Date },
): Promise<boolean> {
  const rows = await tx
    .update(invitation)
    .set(change)
    .where(and(eq(invitation.id, invitationId), isNull(invitation.acceptedAt), isNull(invitation.revokedAt)))
    .returning({ id: invitation.id })
  return rows.length > 0
}

/** Takes back what somebody had invited and nobody accepted yet. */
export async function revokeInvitationsOf(tx: Tx, organizationId: string, personId: string, at: Date): Promise<void> {
  await tx
    .update(invitation)
    .set({ revokedAt: at })
    .where(
      and(
        eq(invitation.organizationId, organizationId),
        eq(invitation.invitedBy, personId),
        isNull(invitation.acceptedAt),
        isNull(invitation.revokedAt),
      ),
    )
}
