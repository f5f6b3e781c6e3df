/** Members' grants and what happened to them. */
import { and, asc, desc, eq, inArray, isNull, lt, or } from 'drizzle-orm'
import { app } from '../schema/app.ts'
import { client } from '../schema/client.ts'
import { grant, grantEvent } from '../schema/grant.ts'
import { organization } from '../schema/organization.ts'
import type { Reader, Tx } from '../transaction.ts'

export type GrantRow = typeof grant.$inferSelect
export type GrantEventRow = typeof grantEvent.$inferSelect
export type Environment = GrantRow['environment']

export async function insertGrant(tx: Tx, row: GrantRow): Promise<void> {
  await tx.insert(grant).values(row)
}

export async function appendGrantEvent(tx: Tx, row: Omit<GrantEventRow, 'seq'>): Promise<void> {
  await tx.insert(grantEvent).values(row)
}

/** Holds the grant's row until the transaction ends. */
export async function lockGrant(tx: Tx, grantId: string): Promise<GrantRow | undefined> {
  const [row] = await tx.select().from(grant).where(eq(grant.id, grantId)).for('update')
  return row
}

export async function lockGrantOfProvider(
  tx: Tx,
  environment: Environment,
  providerGrantId: string,
): Promise<GrantRow | undefined> {
  const [row] = await tx
    .select()
    .from(grant)
    .where(and(eq(grant.environment, environment), eq(grant.providerGrantId, providerGrantId)))
    .for('update')
  return row
}

export async function findGrantOfProvider(
  reader: Reader,
  environment: Environment,
  providerGrantId: string,
): Promise<GrantRow | undefined> {
  const [row] = await reader
    .select()
    .from(grant)
    .where(and(eq(grant.environment, environment), eq(grant.providerGrantId, providerGrantId)))
  return row
}

/** Oldest first. */
export function listGrantEvents(reader: Reader, grantIds: string[]): Promise<GrantEventRow[]> {
  if (grantIds.length === 0) return Promise.resolve([])
  return reader.select().from(grantEvent).where(inArray(grantEvent.grantId, grantIds)).orderBy(asc(grantEvent.seq))
}

/** A member's grants in one environment with the names of app and company, newest first; the newest 200. */
export function listGrantsOfSubject(reader: Reader, environment: Environment, subject: string) {
  return reader
    .select({ grant, appId: client.appId, appName: client.name, company: organization.legalName })
    .from(grant)
    .innerJoin(client, eq(client.id, grant.clientId))
    .innerJoin(app, eq(app.id, client.appId))
    .innerJoin(organization, eq(organization.id, app.organizationId))
    .where(and(eq(grant.environment, environment), eq(grant.subject, subject)))
    .orderBy(desc(grant.createdAt), asc(grant.id))
    .limit(200)
}

/** Notes use of a grant, forwards only and at most once a minute, so that reads do not become writes. */
export async function touchGrantRow(tx: Tx, grantId: string, at: Date, before: Date): Promise<void> {
  await tx
    .update(grant)
    .set({ lastUsedAt: at })
    .where(and(eq(grant.id, grantId), or(isNull(grant.lastUsedAt), lt(grant.lastUsedAt, before))))
}
