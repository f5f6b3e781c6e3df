/** Members' grants and what happened to them. */
import { and, arrayContains, asc, desc, eq, gt, inArray, isNull, lt, or, sql } from 'drizzle-orm'
import { ONCE_SECONDS } from '../../lib/domain/grant.ts'
import { app } from '../schema/app.ts'
import { attestation } from '../schema/attestation.ts'
import { client } from '../schema/client.ts'
import { grant, grantEvent } from '../schema/grant.ts'
import { organization } from '../schema/organization.ts'
import type { Reader, Tx } from '../transaction.ts'
import { attestedCompany } from './attestation.ts'

export type GrantRow = typeof grant.$inferSelect
export type GrantEventRow = typeof grantEvent.$inferSelect
export type Environment = GrantRow['environment']

export async function insertGrant(tx: Tx, row: GrantRow): Promise<void> {
  await tx.insert(grant).values(row)
}

export async function appendGrantEvent(tx: Tx, row: Omit<GrantEventRow, 'seq'>): Promise<void> {
  await tx.insert(grantEvent).values(row)
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

/** Grants that nothing ended and whose end, as `accessEnd` of lib/domain/grant tells it, has not come. */
export const isActiveGrant = (reader: Reader, now: Date) => {
  const over = reader
    .select({ one: sql`1` })
    .from(grantEvent)
    .where(and(eq(grantEvent.grantId, grant.id), sql`${grantEvent.kind} <> 'granted'`))
  const once = new Date(now.getTime() - ONCE_SECONDS * 1000)
  const lasts = or(arrayContains(grant.scopes, ['offline_access']), gt(grant.createdAt, once))
  return and(gt(grant.expiresAt, now), lasts, sql`not exists (${over})`)
}

/** Holds all active grants by which a member lets a client see one person's data, oldest first. */
export function lockActiveGrantsOf(
  tx: Tx,
  of: Pick<GrantRow, 'clientId' | 'environment' | 'subject' | 'patient'>,
  now: Date,
): Promise<GrantRow[]> {
  const { clientId, environment, subject, patient } = of
  const same = and(eq(grant.clientId, clientId), eq(grant.environment, environment), eq(grant.subject, subject))
  return tx
    .select()
    .from(grant)
    .where(and(same, eq(grant.patient, patient), isActiveGrant(tx, now)))
    .orderBy(asc(grant.createdAt), asc(grant.id))
    .for('update')
}

const ofSubject = (environment: Environment, subject: string) =>
  and(eq(grant.environment, environment), eq(grant.subject, subject))

/** As the member was told; an app of the sandbox has no statements, so there it is the organization's own name. */
const company = sql<string>`coalesce(${attestedCompany}, ${organization.legalName})`

const withNames = (reader: Reader) =>
  reader
    .select({ grant, appId: client.appId, appName: client.name, company })
    .from(grant)
    .innerJoin(client, eq(client.id, grant.clientId))
    .innerJoin(app, eq(app.id, client.appId))
    .innerJoin(organization, eq(organization.id, app.organizationId))
    .leftJoin(attestation, eq(attestation.id, grant.attestationId))

export type NamedGrant = Awaited<ReturnType<typeof withNames>>[number]

/** A member's grants in one environment with the names of app and company, newest first: all active ones, and the newest 200. */
export function listGrantsOfSubject(
  reader: Reader,
  environment: Environment,
  subject: string,
  now: Date,
): Promise<NamedGrant[]> {
  const newest = reader
    .select({ id: grant.id })
    .from(grant)
    .where(ofSubject(environment, subject))
    .orderBy(desc(grant.createdAt), asc(grant.id))
    .limit(200)
  return withNames(reader)
    .where(and(ofSubject(environment, subject), or(isActiveGrant(reader, now), inArray(grant.id, newest))))
    .orderBy(desc(grant.createdAt), asc(grant.id))
}

/** One grant of a member with the names; undefined when it is somebody else's. */
export async function findGrantOfSubject(
  reader: Reader,
  environment: Environment,
  subject: string,
  grantId: string,
): Promise<NamedGrant | undefined> {
  const [row] = await withNames(reader).where(and(ofSubject(environment, subject), eq(grant.id, grantId)))
  return row
}

/** Notes use of a grant, forwards only and at most once a minute, so that reads do not become writes. */
export async function touchGrantRow(tx: Tx, grantId: string, at: Date, before: Date): Promise<void> {
  await tx
    .update(grant)
    .set({ lastUsedAt: at })
    .where(and(eq(grant.id, grantId), or(isNull(grant.lastUsedAt), lt(grant.lastUsedAt, before))))
}
