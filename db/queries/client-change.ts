/** Changes of approved clients that wait for review, and what the worker found at the clients' JWKS addresses. */
import {
  and,
  asc,
  desc,
  eq,
  getTableColumns,
  gt,
  inArray,
  isNotNull,
  isNull,
  lte,
  not,
  type SQL,
  sql,
} from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { app } from '../schema/app.ts'
import { client } from '../schema/client.ts'
import { clientChange, clientChangeEvent, jwksFetch } from '../schema/client-change.ts'
import { organization } from '../schema/organization.ts'
import type { Reader, Tx } from '../transaction.ts'

const accepted = alias(clientChangeEvent, 'accepted')

export type ClientChangeRow = typeof clientChange.$inferSelect
export type ClientChangeEventRow = typeof clientChangeEvent.$inferSelect
export type JwksFetchRow = typeof jwksFetch.$inferSelect

export async function insertClientChange(tx: Tx, row: ClientChangeRow): Promise<void> {
  await tx.insert(clientChange).values(row)
}

export async function appendClientChangeEvent(tx: Tx, row: Omit<ClientChangeEventRow, 'seq'>): Promise<void> {
  await tx.insert(clientChangeEvent).values(row)
}

export async function findClientChange(reader: Reader, changeId: string): Promise<ClientChangeRow | undefined> {
  const [row] = await reader.select().from(clientChange).where(eq(clientChange.id, changeId))
  return row
}

/** Newest first. */
export function listClientChanges(reader: Reader, clientId: string): Promise<ClientChangeRow[]> {
  return reader
    .select()
    .from(clientChange)
    .where(eq(clientChange.clientId, clientId))
    .orderBy(desc(clientChange.requestedAt), asc(clientChange.id))
}

/** Of several changes, oldest first. */
export function listClientChangeEvents(reader: Reader, changeIds: string[]): Promise<ClientChangeEventRow[]> {
  if (changeIds.length === 0) return Promise.resolve([])
  return reader
    .select()
    .from(clientChangeEvent)
    .where(inArray(clientChangeEvent.changeId, changeIds))
    .orderBy(asc(clientChangeEvent.seq))
}

const unanswered = sql`not exists (select from client_change_event e where e.change_id = ${clientChange.id})`

/** Changes that nobody ended, oldest first. @param oldestOffer those that were offered before and not answered are over */
export function listOpenClientChanges(reader: Reader, oldestOffer: Date, limit: number): Promise<ClientChangeRow[]> {
  return reader
    .select()
    .from(clientChange)
    .where(
      and(
        sql`not exists (select from client_change_event e where e.change_id = ${clientChange.id} and e.kind <> 'accepted')`,
        not(and(eq(clientChange.kind, 'owner'), lte(clientChange.requestedAt, oldestOffer), unanswered) as SQL),
      ),
    )
    .orderBy(asc(clientChange.requestedAt), asc(clientChange.id))
    .limit(limit)
}

/** Offers of an app since an instant to whoever has this address, that nobody answered, oldest first. @param email in small letters */
export function listOffersTo(reader: Reader, email: string, oldestOffer: Date): Promise<ClientChangeRow[]> {
  return reader
    .select()
    .from(clientChange)
    .where(
      and(
        eq(clientChange.offeredTo, email),
        eq(clientChange.kind, 'owner'),
        gt(clientChange.requestedAt, oldestOffer),
        unanswered,
      ),
    )
    .orderBy(asc(clientChange.requestedAt), asc(clientChange.id))
}

/** Offers of an app that nobody answered, made at an instant or before, whose end nobody told yet (see `reminder`); oldest first. */
export function listUntoldOffers(reader: Reader, oldestOffer: Date, step: string): Promise<ClientChangeRow[]> {
  const told = sql`exists (select from reminder r where r.subject_id = ${clientChange.id}::text and r.step = ${step})`
  return reader
    .select()
    .from(clientChange)
    .where(
      and(eq(clientChange.kind, 'owner'), lte(clientChange.requestedAt, oldestOffer), unanswered, not(told as SQL)),
    )
    .orderBy(asc(clientChange.requestedAt), asc(clientChange.id))
}

/** Apps that some organizations agreed to take and nobody has decided yet, oldest first. */
export function listComingTo(reader: Reader, organizationIds: string[]): Promise<ClientChangeRow[]> {
  if (organizationIds.length === 0) return Promise.resolve([])
  const open = sql`not exists (select from client_change_event e where e.change_id = ${clientChange.id} and e.kind <> 'accepted')`
  return reader
    .select(getTableColumns(clientChange))
    .from(clientChange)
    .innerJoin(accepted, and(eq(accepted.changeId, clientChange.id), eq(accepted.kind, 'accepted')))
    .where(and(eq(clientChange.kind, 'owner'), inArray(accepted.organizationId, organizationIds), open))
    .orderBy(asc(clientChange.requestedAt), asc(clientChange.id))
}

/** Apps that some organizations gave to another one and have not got back, newest first; not those that were deleted since. */
export function listGivenAway(reader: Reader, organizationIds: string[]) {
  if (organizationIds.length === 0) return Promise.resolve([])
  const from = sql<string>`${clientChange.before} ->> 'organizationId'`
  return reader
    .select({ appId: app.id, name: app.name, from, to: organization.legalName, at: clientChangeEvent.at })
    .from(clientChange)
    .innerJoin(
      clientChangeEvent,
      and(eq(clientChangeEvent.changeId, clientChange.id), eq(clientChangeEvent.kind, 'approved')),
    )
    .innerJoin(accepted, and(eq(accepted.changeId, clientChange.id), eq(accepted.kind, 'accepted')))
    .innerJoin(organization, eq(organization.id, accepted.organizationId))
    .innerJoin(client, eq(client.id, clientChange.clientId))
    .innerJoin(app, eq(app.id, client.appId))
    .where(
      and(
        eq(clientChange.kind, 'owner'),
        inArray(from, organizationIds),
        sql`${app.organizationId}::text <> ${from}`,
        isNull(app.deletedAt),
      ),
    )
    .orderBy(desc(clientChangeEvent.seq))
}

export type HandoverRow = { clientId: string; at: Date; from: string; to: string; publicReason: string }

/** When the apps of some clients came from one organization to another, oldest first; named as they were offered and are now. */
export function listHandovers(reader: Reader, clientIds: string[]): Promise<HandoverRow[]> {
  if (clientIds.length === 0) return Promise.resolve([])
  return reader
    .select({
      clientId: clientChange.clientId,
      at: clientChangeEvent.at,
      from: sql<string>`${clientChange.before} ->> 'organization'`,
      to: organization.legalName,
      publicReason: clientChangeEvent.publicText,
    })
    .from(clientChange)
    .innerJoin(
      clientChangeEvent,
      and(eq(clientChangeEvent.changeId, clientChange.id), eq(clientChangeEvent.kind, 'approved')),
    )
    .innerJoin(accepted, and(eq(accepted.changeId, clientChange.id), eq(accepted.kind, 'accepted')))
    .innerJoin(organization, eq(organization.id, accepted.organizationId))
    .where(and(eq(clientChange.kind, 'owner'), inArray(clientChange.clientId, clientIds)))
    .orderBy(asc(clientChangeEvent.seq))
}

/** Newest first. */
export async function lastJwksFetch(reader: Reader, clientId: string): Promise<JwksFetchRow | undefined> {
  const [row] = await reader
    .select()
    .from(jwksFetch)
    .where(eq(jwksFetch.clientId, clientId))
    .orderBy(desc(jwksFetch.at), desc(jwksFetch.id))
    .limit(1)
  return row
}

export async function appendJwksFetch(tx: Tx, row: JwksFetchRow): Promise<void> {
  await tx.insert(jwksFetch).values(row)
}

/** Clients with an address where their keys are; of one client only when it is named. */
export async function listJwksUris(
  reader: Reader,
  clientId?: string,
): Promise<{ clientId: string; jwksUri: string }[]> {
  const rows = await reader
    .select({ clientId: client.id, jwksUri: client.jwksUri })
    .from(client)
    .where(
      and(
        isNotNull(client.jwksUri),
        eq(client.type, 'confidential-asymmetric'),
        clientId === undefined ? undefined : eq(client.id, clientId),
      ),
    )
    .orderBy(asc(client.id))
  return rows.flatMap((row) => (row.jwksUri === null ? [] : [{ clientId: row.clientId, jwksUri: row.jwksUri }]))
}

/** Has the worker look at a client's address now; a look that waits already is the same one. */
export async function askForJwks(tx: Tx, clientId: string): Promise<void> {
  await tx.execute(
    sql`select graphile_worker.add_job('jwks', json_build_object('clientId', ${clientId}::text), job_key := ${`jwks:${clientId}`}, max_attempts := 3)`,
  )
}
