/** Clients, what happened to them, and the digests of their secrets. */
import { and, asc, desc, eq, gt, inArray, isNull, lte, or, sql } from 'drizzle-orm'
import { app } from '../schema/app.ts'
import { client, clientEvent, clientSecret } from '../schema/client.ts'
import { membership, organization } from '../schema/organization.ts'
import type { Reader, Tx } from '../transaction.ts'

export type ClientRow = typeof client.$inferSelect
export type ClientEventRow = typeof clientEvent.$inferSelect
export type ClientSecretRow = typeof clientSecret.$inferSelect

export async function findClient(reader: Reader, clientId: string): Promise<ClientRow | undefined> {
  const [row] = await reader.select().from(client).where(eq(client.id, clientId))
  return row
}

/** Holds the client's row until the transaction ends. */
export async function lockClient(tx: Tx, clientId: string): Promise<ClientRow | undefined> {
  const [row] = await tx.select().from(client).where(eq(client.id, clientId)).for('update')
  return row
}

export async function findProductionClientOfApp(reader: Reader, appId: string): Promise<ClientRow | undefined> {
  const [row] = await reader
    .select()
    .from(client)
    .where(and(eq(client.appId, appId), eq(client.environment, 'production')))
  return row
}

/** Newest first. */
export function listClientsOfApp(reader: Reader, appId: string): Promise<ClientRow[]> {
  return reader.select().from(client).where(eq(client.appId, appId)).orderBy(desc(client.createdAt), asc(client.id))
}

export async function insertClient(tx: Tx, row: ClientRow): Promise<void> {
  await tx.insert(client).values(row)
}

export type ClientChange = Pick<ClientRow, 'name' | 'type' | 'native' | 'redirectUris' | 'scopes'>

export async function updateClient(tx: Tx, clientId: string, change: ClientChange): Promise<void> {
  await tx.update(client).set(change).where(eq(client.id, clientId))
}

export async function updateClientKeys(
  tx: Tx,
  clientId: string,
  keys: Partial<Pick<ClientRow, 'jwks' | 'jwksUri' | 'jwksDigest'>>,
): Promise<void> {
  await tx.update(client).set(keys).where(eq(client.id, clientId))
}

export async function appendClientEvent(tx: Tx, row: Omit<ClientEventRow, 'seq'>): Promise<void> {
  await tx.insert(clientEvent).values(row)
}

/** Of one or more clients, oldest first. */
export function listClientEvents(reader: Reader, clientIds: string[]): Promise<ClientEventRow[]> {
  if (clientIds.length === 0) return Promise.resolve([])
  return reader.select().from(clientEvent).where(inArray(clientEvent.clientId, clientIds)).orderBy(asc(clientEvent.seq))
}

/** Newest first, revoked ones included. */
export function listClientSecrets(reader: Reader, clientId: string): Promise<ClientSecretRow[]> {
  return reader
    .select()
    .from(clientSecret)
    .where(eq(clientSecret.clientId, clientId))
    .orderBy(desc(clientSecret.createdAt), asc(clientSecret.id))
}

export async function findClientSecret(reader: Reader, secretId: string): Promise<ClientSecretRow | undefined> {
  const [row] = await reader.select().from(clientSecret).where(eq(clientSecret.id, secretId))
  return row
}

/** Of several clients, newest first. */
export function listSecretsOfClients(reader: Reader, clientIds: string[]): Promise<ClientSecretRow[]> {
  if (clientIds.length === 0) return Promise.resolve([])
  return reader
    .select()
    .from(clientSecret)
    .where(inArray(clientSecret.clientId, clientIds))
    .orderBy(desc(clientSecret.createdAt), asc(clientSecret.id))
}

export async function insertClientSecret(tx: Tx, row: ClientSecretRow): Promise<void> {
  await tx.insert(clientSecret).values(row)
}

/** @returns false when there is no such secret or it was taken back before */
export async function markClientSecretRevoked(tx: Tx, clientId: string, secretId: string, at: Date): Promise<boolean> {
  const rows = await tx
    .update(clientSecret)
    .set({ revokedAt: at })
    .where(and(eq(clientSecret.id, secretId), eq(clientSecret.clientId, clientId), isNull(clientSecret.revokedAt)))
    .returning({ id: clientSecret.id })
  return rows.length > 0
}

/** Takes every secret of a client back. @returns how many there were */
export async function revokeClientSecrets(tx: Tx, clientId: string, at: Date): Promise<number> {
  const rows = await tx
    .update(clientSecret)
    .set({ revokedAt: at })
    .where(and(eq(clientSecret.clientId, clientId), isNull(clientSecret.revokedAt)))
    .returning({ id: clientSecret.id })
  return rows.length
}

/** Notes that a secret was used. @returns false when a use in the hour before is noted already, or there is no such secret */
export async function touchClientSecret(
  tx: Tx,
  clientId: string,
  digest: string,
  use: { at: Date; unlessSince: Date },
): Promise<boolean> {
  const rows = await tx
    .update(clientSecret)
    .set({ lastUsedAt: use.at })
    .where(
      and(
        eq(clientSecret.clientId, clientId),
        eq(clientSecret.digest, digest),
        or(isNull(clientSecret.lastUsedAt), lte(clientSecret.lastUsedAt, use.unlessSince)),
      ),
    )
    .returning({ id: clientSecret.id })
  return rows.length > 0
}

/** Secrets that end in a span of time and were not taken back, by their end. */
export function listEndingSecrets(
  reader: Reader,
  span: { from: Date; to: Date },
): Promise<{ secretId: string; clientId: string }[]> {
  return reader
    .select({ secretId: clientSecret.id, clientId: clientSecret.clientId })
    .from(clientSecret)
    .where(
      and(isNull(clientSecret.revokedAt), gt(clientSecret.expiresAt, span.from), lte(clientSecret.expiresAt, span.to)),
    )
    .orderBy(asc(clientSecret.expiresAt), asc(clientSecret.id))
}

/**
 * Sandbox clients that stand as they were made or changed before an instant, and were not used since then; removed and
 * suspended ones are left out. A page of them in the order of ids, each with its organization.
 */
export async function listUnusedSandboxClients(
  reader: Reader,
  unused: Date,
  page: { after: string; limit: number; only?: string },
): Promise<{ id: string; organizationId: string }[]> {
  const at = sql`${unused.toISOString()}::timestamptz`
  const only = page.only === undefined ? sql`` : sql`and c.id = ${page.only}`
  const rows = await reader.execute<{ id: string; organization_id: string }>(sql`
    select c.id, a.organization_id from client c join app a on a.id = c.app_id
    left join lateral (
      select e.kind from client_event e
      where e.client_id = c.id and e.kind in ('suspended', 'reinstated', 'removed', 'restored')
      order by e.seq desc limit 1
    ) state on true
    where c.environment = 'sandbox' and c.created_at <= ${at} and c.id > ${page.after} ${only}
      and not exists (
        select from activity u where u.client_id = c.id and greatest(u.last_sign_in_at, u.last_call_at) > ${at}
      )
      and coalesce(state.kind, 'reinstated') in ('reinstated', 'restored')
      and not exists (select from client_event e where e.client_id = c.id and e.at > ${at})
    order by c.id
    limit ${page.limit}`)
  return rows.map(({ id, organization_id }) => ({ id, organizationId: organization_id }))
}

/** Holds every client of an app, in the order of their ids. */
export async function lockClientsOfApp(tx: Tx, appId: string): Promise<void> {
  await tx.select({ id: client.id }).from(client).where(eq(client.appId, appId)).orderBy(asc(client.id)).for('update')
}

/** An app with its organization, and the role a person has there; nothing for a stranger. */
export async function findAppForPerson(reader: Reader, appId: string, personId: string) {
  const [row] = await reader
    .select({
      id: app.id,
      name: app.name,
      organizationId: app.organizationId,
      company: organization.legalName,
      role: membership.role,
    })
    .from(app)
    .innerJoin(organization, eq(organization.id, app.organizationId))
    .innerJoin(membership, eq(membership.organizationId, app.organizationId))
    .where(
      and(
        eq(app.id, appId),
        isNull(app.deletedAt),
        isNull(organization.erasedAt),
        eq(membership.personId, personId),
        isNull(membership.endedAt),
      ),
    )
  return row
}
