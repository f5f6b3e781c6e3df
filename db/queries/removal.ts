/** Removing an organization, and putting it back. */
import { and, asc, desc, eq, inArray, isNull, lte, or } from 'drizzle-orm'
import { app } from '../schema/app.ts'
import { client } from '../schema/client.ts'
import { organizationEvent } from '../schema/episode.ts'
import { grant } from '../schema/grant.ts'
import { invitation, membership } from '../schema/organization.ts'
import type { Reader, Tx } from '../transaction.ts'
import { type GrantRow, isActiveGrant } from './grant.ts'

export type OrganizationEventRow = typeof organizationEvent.$inferSelect

export async function appendOrganizationEvent(tx: Tx, row: Omit<OrganizationEventRow, 'seq'>): Promise<void> {
  await tx.insert(organizationEvent).values(row)
}

/** The newest, which says whether it is removed; nothing for an organization that never was. */
export async function lastOrganizationEvent(
  reader: Reader,
  organizationId: string,
): Promise<OrganizationEventRow | undefined> {
  const [row] = await reader
    .select()
    .from(organizationEvent)
    .where(eq(organizationEvent.organizationId, organizationId))
    .orderBy(desc(organizationEvent.seq))
    .limit(1)
  return row
}

/** Organizations removed before an instant, and neither restored nor erased since. */
export async function listRemovedBefore(reader: Reader, before: Date): Promise<string[]> {
  const newest = reader.$with('newest').as(
    reader
      .selectDistinctOn([organizationEvent.organizationId], {
        organizationId: organizationEvent.organizationId,
        kind: organizationEvent.kind,
        at: organizationEvent.at,
      })
      .from(organizationEvent)
      .orderBy(organizationEvent.organizationId, desc(organizationEvent.seq)),
  )
  const rows = await reader
    .with(newest)
    .select({ organizationId: newest.organizationId })
    .from(newest)
    .where(and(eq(newest.kind, 'removed'), lte(newest.at, before)))
    .orderBy(asc(newest.organizationId))
  return rows.map(({ organizationId }) => organizationId)
}

/** Ends every membership. @returns whose */
export async function endMemberships(tx: Tx, organizationId: string, at: Date): Promise<string[]> {
  const rows = await tx
    .update(membership)
    .set({ endedAt: at })
    .where(and(eq(membership.organizationId, organizationId), isNull(membership.endedAt)))
    .returning({ personId: membership.personId })
  return rows.map(({ personId }) => personId)
}

/** Gives back the memberships that ended at an instant. @returns whose */
export async function restoreMemberships(tx: Tx, organizationId: string, endedAt: Date): Promise<string[]> {
  const rows = await tx
    .update(membership)
    .set({ endedAt: null })
    .where(and(eq(membership.organizationId, organizationId), eq(membership.endedAt, endedAt)))
    .returning({ personId: membership.personId })
  return rows.map(({ personId }) => personId)
}

export async function revokeInvitationsOfOrganization(tx: Tx, organizationId: string, at: Date): Promise<void> {
  await tx
    .update(invitation)
    .set({ revokedAt: at })
    .where(
      and(eq(invitation.organizationId, organizationId), isNull(invitation.acceptedAt), isNull(invitation.revokedAt)),
    )
}

/** Holds the clients of an organization and some others, in the order of their ids. */
export async function lockClientsOfOrganization(tx: Tx, organizationId: string, others: string[]): Promise<string[]> {
  const apps = tx.select({ id: app.id }).from(app).where(eq(app.organizationId, organizationId))
  const rows = await tx
    .select({ id: client.id })
    .from(client)
    .where(or(inArray(client.appId, apps), inArray(client.id, others)))
    .orderBy(asc(client.id))
    .for('update')
  return rows.map(({ id }) => id)
}

/** Holds the grants of a client that nothing ended and that have not run out, oldest first. */
export async function lockActiveGrants(tx: Tx, clientId: string, now: Date): Promise<GrantRow[]> {
  return tx
    .select()
    .from(grant)
    .where(and(eq(grant.clientId, clientId), isActiveGrant(tx, now)))
    .orderBy(asc(grant.createdAt), asc(grant.id))
    .for('update')
}
