/** Clients in a payer's own authorization server: intents, attempts, and where each is managed. */
import { and, asc, desc, eq, gt, inArray, isNotNull, lte, sql } from 'drizzle-orm'
import { app } from '../schema/app.ts'
import { client } from '../schema/client.ts'
import { organization } from '../schema/organization.ts'
import { provisionAttempt, provisionedClient, provisionIntent, provisionState } from '../schema/provisioning.ts'
import type { Reader, Tx } from '../transaction.ts'

export type ProvisionIntentRow = typeof provisionIntent.$inferSelect
export type ProvisionAttemptRow = typeof provisionAttempt.$inferSelect
export type ProvisionedClientRow = typeof provisionedClient.$inferSelect

/** @returns its place among all intents */
export async function appendProvisionIntent(tx: Tx, row: Omit<ProvisionIntentRow, 'seq'>): Promise<number> {
  const [made] = await tx.insert(provisionIntent).values(row).returning({ seq: provisionIntent.seq })
  if (!made) throw new Error('the intent was not written')
  return made.seq
}

/** @param state without `leftBehind`, what is known of that stays */
export async function upsertProvisionState(
  tx: Tx,
  state: Omit<typeof provisionState.$inferInsert, 'leftBehind'> & { leftBehind?: number },
): Promise<void> {
  const { clientId, ...change } = state
  await tx.insert(provisionState).values(state).onConflictDoUpdate({ target: provisionState.clientId, set: change })
}

/** Clients that are not there as they shall be, whoever waits longest first, each with its company. @param after a `seq` */
export function listOpenProvisioning(reader: Reader, after: number, limit: number) {
  return reader
    .select({ client, company: organization.legalName, seq: provisionState.seq })
    .from(provisionState)
    .innerJoin(client, eq(client.id, provisionState.clientId))
    .innerJoin(app, eq(app.id, client.appId))
    .innerJoin(organization, eq(organization.id, app.organizationId))
    .where(and(provisionState.open, gt(provisionState.seq, after)))
    .orderBy(asc(provisionState.seq))
    .limit(limit)
}

/** Clients of which registrations may be left there that can do nothing, the newest first. */
export function listLeftBehind(reader: Reader, limit: number): Promise<{ clientId: string; registrations: number }[]> {
  const { clientId, seq, leftBehind: registrations } = provisionState
  return reader
    .select({ clientId, registrations })
    .from(provisionState)
    .where(gt(registrations, 0))
    .orderBy(desc(seq))
    .limit(limit)
}

/** The newest intent of each client. */
export function listLastIntents(reader: Reader, clientIds: string[]): Promise<ProvisionIntentRow[]> {
  if (clientIds.length === 0) return Promise.resolve([])
  return reader
    .selectDistinctOn([provisionIntent.clientId])
    .from(provisionIntent)
    .where(inArray(provisionIntent.clientId, clientIds))
    .orderBy(provisionIntent.clientId, desc(provisionIntent.seq))
}

/** What was ever asked for of some clients, oldest first, and when it was first confirmed. */
export function listAskedFor(reader: Reader, clientIds: string[]) {
  const confirmedAt = sql<string | null>`(select min(a.at) from provision_attempt a
    where a.intent_id = provision_intent.id and a.outcome = 'confirmed')`
  const { clientId, action, at } = provisionIntent
  return reader
    .select({ clientId, action, at, confirmedAt: confirmedAt.mapWith(provisionIntent.at) })
    .from(provisionIntent)
    .where(inArray(clientId, clientIds))
    .orderBy(asc(provisionIntent.seq))
}

export async function appendProvisionAttempt(tx: Tx, row: Omit<ProvisionAttemptRow, 'seq'>): Promise<void> {
  await tx.insert(provisionAttempt).values(row)
}

/** Of every intent of some clients, oldest first. */
export async function listProvisionAttempts(
  reader: Reader,
  clientIds: string[],
): Promise<(ProvisionAttemptRow & { clientId: string })[]> {
  if (clientIds.length === 0) return []
  const rows = await reader
    .select({ attempt: provisionAttempt, clientId: provisionIntent.clientId })
    .from(provisionAttempt)
    .innerJoin(provisionIntent, eq(provisionIntent.id, provisionAttempt.intentId))
    .where(inArray(provisionIntent.clientId, clientIds))
    .orderBy(asc(provisionAttempt.seq))
  return rows.map(({ attempt, clientId }) => ({ ...attempt, clientId }))
}

export function listProvisioned(reader: Reader, clientIds: string[]): Promise<ProvisionedClientRow[]> {
  if (clientIds.length === 0) return Promise.resolve([])
  return reader.select().from(provisionedClient).where(inArray(provisionedClient.clientId, clientIds))
}

/** Clients whose secret that server ends within a span of time, whichever ends first. */
export async function listEndingThere(reader: Reader, span: { from: Date; to: Date }): Promise<string[]> {
  const { clientId, secretEndsAt, secretDigest } = provisionedClient
  const rows = await reader
    .select({ clientId })
    .from(provisionedClient)
    .where(and(isNotNull(secretDigest), gt(secretEndsAt, span.from), lte(secretEndsAt, span.to)))
    .orderBy(asc(secretEndsAt), asc(clientId))
  return rows.map((row) => row.clientId)
}

export async function insertProvisioned(tx: Tx, row: ProvisionedClientRow): Promise<void> {
  await tx.insert(provisionedClient).values(row)
}

export type ProvisionedChange = Partial<
  Pick<
    ProvisionedClientRow,
    'sealedToken' | 'sealedSecret' | 'secretDigest' | 'secretSince' | 'secretEndsAt' | 'confirmedDigest' | 'confirmedAt'
  >
>

export async function updateProvisioned(tx: Tx, clientId: string, change: ProvisionedChange): Promise<void> {
  await tx.update(provisionedClient).set(change).where(eq(provisionedClient.clientId, clientId))
}

export async function deleteProvisioned(tx: Tx, clientId: string): Promise<void> {
  await tx.delete(provisionedClient).where(eq(provisionedClient.clientId, clientId))
}

/** Takes the sealed secret out for good: whoever comes second gets nothing. */
export async function takeSealedSecret(tx: Tx, clientId: string): Promise<string | null> {
  const [row] = await tx
    .select({ sealed: provisionedClient.sealedSecret })
    .from(provisionedClient)
    .where(and(eq(provisionedClient.clientId, clientId), isNotNull(provisionedClient.sealedSecret)))
    .for('update')
  if (row) await updateProvisioned(tx, clientId, { sealedSecret: null })
  return row?.sealed ?? null
}

/** Production clients after an id, in order, each with its company. */
export function listProductionClients(reader: Reader, after: string, limit: number) {
  return reader
    .select({ client, company: organization.legalName })
    .from(client)
    .innerJoin(app, eq(app.id, client.appId))
    .innerJoin(organization, eq(organization.id, app.organizationId))
    .where(and(eq(client.environment, 'production'), sql`${client.id} > ${after}`))
    .orderBy(asc(client.id))
    .limit(limit)
}

/**
 * Puts the job of a client into the queue: one at a time for each client, and of those that wait only the newest.
 * @param cause see lib/domain/provisioning
 */
export async function enqueueProvision(tx: Tx, clientId: string, cause: string, runAt: Date): Promise<void> {
  const name = `provision:${clientId}`
  await tx.execute(
    sql`select graphile_worker.add_job('provision', json_build_object('clientId', ${clientId}::text, 'cause', ${cause}::text),
      queue_name := ${name}, run_at := ${runAt.toISOString()}::timestamptz, job_key := ${name}, max_attempts := 25)`,
  )
}
