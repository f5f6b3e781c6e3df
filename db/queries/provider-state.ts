/** What node-oidc-provider keeps, one row a thing; ids are digests, made by the caller. */
import { and, eq, isNull, lt, sql } from 'drizzle-orm'
import { builtOnce } from '../prepared.ts'
import { providerState } from '../schema/grant.ts'
import type { Reader, Tx } from '../transaction.ts'

export type ProviderStateRow = typeof providerState.$inferSelect
export type Environment = ProviderStateRow['environment']
export type StateKey = Pick<ProviderStateRow, 'environment' | 'model' | 'idDigest'>

const isKey = (key: StateKey) =>
  and(
    eq(providerState.environment, key.environment),
    eq(providerState.model, key.model),
    eq(providerState.idDigest, key.idDigest),
  )

/** Writes or replaces; a consumed row stays consumed. */
export async function upsertProviderState(tx: Tx, row: Omit<ProviderStateRow, 'consumedAt'>): Promise<void> {
  const { payload, grantId, uid, userCode, expiresAt } = row
  await tx
    .insert(providerState)
    .values(row)
    .onConflictDoUpdate({
      target: [providerState.environment, providerState.model, providerState.idDigest],
      set: { payload, grantId, uid, userCode, expiresAt },
    })
}

const stateByKey = builtOnce((reader) =>
  reader
    .select()
    .from(providerState)
    .where(
      and(
        eq(providerState.environment, sql.placeholder('environment')),
        eq(providerState.model, sql.placeholder('model')),
        eq(providerState.idDigest, sql.placeholder('idDigest')),
      ),
    )
    .prepare('provider_state_by_key'),
)

export async function findProviderState(reader: Reader, key: StateKey): Promise<ProviderStateRow | undefined> {
  const [row] = await stateByKey(reader).execute(key)
  return row
}

/** @returns false when somebody else consumed it first: the one place that makes a code or token single-use */
export async function consumeProviderState(tx: Tx, key: StateKey, at: Date): Promise<boolean> {
  const rows = await tx
    .update(providerState)
    .set({ consumedAt: at })
    .where(and(isKey(key), isNull(providerState.consumedAt)))
    .returning({ model: providerState.model })
  return rows.length > 0
}

export async function deleteProviderState(tx: Tx, key: StateKey): Promise<void> {
  await tx.delete(providerState).where(isKey(key))
}

/** Everything that hangs on a grant: codes, access and refresh tokens. */
export async function deleteProviderStateOfGrant(tx: Tx, environment: Environment, grantId: string): Promise<void> {
  await tx
    .delete(providerState)
    .where(and(eq(providerState.environment, environment), eq(providerState.grantId, grantId)))
}

/** Rows whose time passed before `at`; called by the worker. */
export async function deleteExpiredProviderState(tx: Tx, at: Date): Promise<number> {
  const rows = await tx
    .delete(providerState)
    .where(lt(providerState.expiresAt, at))
    .returning({ model: providerState.model })
  return rows.length
}
