/** Organization-wide and global stops: the last event of each counts. Read at every call, so never kept anywhere else. */
import { and, asc, desc, eq, inArray, isNull, or, type SQL, sql } from 'drizzle-orm'
import { app } from '../schema/app.ts'
import { client } from '../schema/client.ts'
import { stopEvent } from '../schema/episode.ts'
import { organization } from '../schema/organization.ts'
import type { Reader, Tx } from '../transaction.ts'

export type StopRow = typeof stopEvent.$inferSelect

export async function appendStopEvent(tx: Tx, row: Omit<StopRow, 'seq'>): Promise<void> {
  await tx.insert(stopEvent).values(row)
}

/** Stopping and lifting wait for each other; readers wait for nobody. */
export async function lockStops(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('stop_event'))`)
}

const lastOf = (reader: Reader, where: SQL | undefined): Promise<StopRow[]> =>
  reader
    .selectDistinctOn([stopEvent.scope, stopEvent.organizationId])
    .from(stopEvent)
    .where(where)
    .orderBy(stopEvent.scope, stopEvent.organizationId, desc(stopEvent.seq))

/** The last event of each stop that touches an organization, the global ones included. */
export function listStops(reader: Reader, organizationId: string): Promise<StopRow[]> {
  return lastOf(reader, or(isNull(stopEvent.organizationId), eq(stopEvent.organizationId, organizationId)))
}

/** The same for the organization behind a client. */
export function listStopsOfClient(reader: Reader, clientId: string): Promise<StopRow[]> {
  const owner = sql`(select a.organization_id from client c join app a on a.id = c.app_id where c.id = ${clientId})`
  return lastOf(reader, or(isNull(stopEvent.organizationId), eq(stopEvent.organizationId, owner)))
}

/** The last stop or lifting of the organizations behind clients; one that was never stopped is missing. */
export function listOrganizationStops(reader: Reader, clientIds: readonly string[]) {
  if (clientIds.length === 0) return Promise.resolve([])
  return reader
    .selectDistinctOn([client.id], { clientId: client.id, kind: stopEvent.kind, at: stopEvent.at })
    .from(client)
    .innerJoin(app, eq(app.id, client.appId))
    .innerJoin(stopEvent, and(eq(stopEvent.scope, 'organization'), eq(stopEvent.organizationId, app.organizationId)))
    .where(inArray(client.id, [...clientIds]))
    .orderBy(client.id, desc(stopEvent.seq))
}

/** The last stop or lifting of each of some organizations; one that was never stopped is missing. */
export function listStopsOfOrganizations(reader: Reader, organizationIds: string[]): Promise<StopRow[]> {
  if (organizationIds.length === 0) return Promise.resolve([])
  return lastOf(reader, and(eq(stopEvent.scope, 'organization'), inArray(stopEvent.organizationId, organizationIds)))
}

/** Every stop of an organization and its lifting, oldest first; global stops are not among them. */
export function listStopEvents(reader: Reader, organizationId: string): Promise<StopRow[]> {
  return reader.select().from(stopEvent).where(eq(stopEvent.organizationId, organizationId)).orderBy(asc(stopEvent.seq))
}

/** Which of some clients stand still with everything of their organization. */
export async function listClientsOfStopped(reader: Reader, clientIds: string[]): Promise<Set<string>> {
  if (clientIds.length === 0) return new Set()
  const last = sql`(select e.kind from stop_event e
    where e.organization_id = ${app.organizationId} and e.scope = 'organization' order by e.seq desc limit 1)`
  const rows = await reader
    .select({ id: client.id })
    .from(client)
    .innerJoin(app, eq(app.id, client.appId))
    .where(and(inArray(client.id, clientIds), sql`${last} = 'stopped'`))
  return new Set(rows.map(({ id }) => id))
}

/** The last event of every stop there ever was, with the organization's name. */
export async function listAllStops(reader: Reader): Promise<(StopRow & { organization: string | null })[]> {
  const [rows, names] = await Promise.all([
    lastOf(reader, undefined),
    reader
      .selectDistinct({ id: organization.id, name: organization.legalName })
      .from(organization)
      .innerJoin(stopEvent, eq(stopEvent.organizationId, organization.id)),
  ])
  const nameOf = new Map(names.map(({ id, name }) => [id, name]))
  return rows.map((row) => ({ ...row, organization: nameOf.get(row.organizationId ?? '') ?? null }))
}

/** Clients of an organization with their apps, in one order. */
export function listClientsOfOrganization(reader: Reader, organizationId: string) {
  return reader
    .select({ client, app })
    .from(client)
    .innerJoin(app, eq(app.id, client.appId))
    .where(eq(app.organizationId, organizationId))
    .orderBy(asc(client.id))
}
