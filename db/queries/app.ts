/** Apps, by organization and by person. */
import { and, asc, count, eq, inArray, isNull, ne, notExists, or } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { app } from '../schema/app.ts'
import { client } from '../schema/client.ts'
import { membership, organization } from '../schema/organization.ts'
import { submission } from '../schema/submission.ts'
import type { Reader, Tx } from '../transaction.ts'

export type AppRow = typeof app.$inferSelect

const other = alias(app, 'other')

export async function findApp(reader: Reader, appId: string): Promise<AppRow | undefined> {
  const [row] = await reader.select().from(app).where(eq(app.id, appId))
  return row
}

/** Whether a live app, of whichever organization, has a name that folds to this. */
export async function hasLiveFold(reader: Reader, nameFold: string): Promise<boolean> {
  const rows = await reader
    .select({ id: app.id })
    .from(app)
    .where(and(eq(app.nameFold, nameFold), isNull(app.deletedAt)))
    .limit(1)
  return rows.length > 0
}

export async function countApps(reader: Reader, organizationId: string): Promise<number> {
  const [row] = await reader
    .select({ apps: count() })
    .from(app)
    .where(and(eq(app.organizationId, organizationId), isNull(app.deletedAt)))
  return row?.apps ?? 0
}

export async function updateAppOrganization(tx: Tx, appId: string, organizationId: string): Promise<void> {
  await tx.update(app).set({ organizationId }).where(eq(app.id, appId))
}

/** @returns false when another live app has a name that folds to the same */
export async function updateAppName(tx: Tx, appId: string, name: string, nameFold: string): Promise<boolean> {
  const taken = tx
    .select({ id: other.id })
    .from(other)
    .where(and(eq(other.nameFold, nameFold), isNull(other.deletedAt), ne(other.id, appId)))
  const rows = await tx
    .update(app)
    .set({ name, nameFold })
    .where(and(eq(app.id, appId), notExists(taken)))
    .returning({ id: app.id })
  return rows.length > 0
}

/** @returns false when another live app has a name that folds to the same */
export async function insertApp(tx: Tx, row: AppRow): Promise<boolean> {
  const rows = await tx.insert(app).values(row).onConflictDoNothing().returning({ id: app.id })
  return rows.length > 0
}

/** A deleted app keeps its row: documents, attestations and audit speak of it. Its name is free again. */
export async function markAppDeleted(tx: Tx, appId: string, at: Date): Promise<void> {
  await tx.update(app).set({ deletedAt: at }).where(eq(app.id, appId))
}

/** Live apps of every organization somebody belongs to, by name. */
export async function listAppsOfPerson(reader: Reader, personId: string): Promise<AppRow[]> {
  const rows = await reader
    .select({ app })
    .from(app)
    .innerJoin(organization, eq(organization.id, app.organizationId))
    .innerJoin(membership, eq(membership.organizationId, app.organizationId))
    .where(
      and(
        eq(membership.personId, personId),
        isNull(membership.endedAt),
        isNull(organization.erasedAt),
        isNull(app.deletedAt),
      ),
    )
    .orderBy(asc(app.name), asc(app.id))
  return rows.map((row) => row.app)
}

/** Every app an organization has or answered for, deleted and given away ones too, in the order of their registration. */
export function listAppsOfOrganization(reader: Reader, organizationId: string): Promise<AppRow[]> {
  const answered = reader
    .select({ id: submission.appId })
    .from(submission)
    .where(eq(submission.organizationId, organizationId))
  return reader
    .select()
    .from(app)
    .where(or(eq(app.organizationId, organizationId), inArray(app.id, answered)))
    .orderBy(asc(app.createdAt), asc(app.id))
}

/** An organization's own submissions of its live apps, oldest first. */
export async function listSubmissionsByApp(reader: Reader, organizationId: string) {
  const rows = await reader
    .select({ submission })
    .from(submission)
    .innerJoin(app, and(eq(app.id, submission.appId), eq(app.organizationId, submission.organizationId)))
    .where(and(eq(submission.organizationId, organizationId), isNull(app.deletedAt)))
    .orderBy(asc(submission.createdAt), asc(submission.id))
  return rows.map((row) => row.submission)
}

/** Clients of every live app of an organization, oldest first. */
export async function listClientsByApp(reader: Reader, organizationId: string) {
  const rows = await reader
    .select({ client })
    .from(client)
    .innerJoin(app, eq(app.id, client.appId))
    .where(and(eq(app.organizationId, organizationId), isNull(app.deletedAt)))
    .orderBy(asc(client.createdAt), asc(client.id))
  return rows.map((row) => row.client)
}
