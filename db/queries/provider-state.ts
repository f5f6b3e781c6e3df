/** What node-oidc-provider keeps, one row a thing; ids are digests, made by the caller. */
import { and, eq, isNull, lt, sql } from 'drizzle-orm'
import { builtOnce } from '../built-once.ts'
import { gathered } from '../gathered.ts'
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

/** @returns false when it was there before */
export async function insertProviderState(tx: Tx, row: Omit<ProviderStateRow, 'consumedAt'>): Promise<boolean> {
  const rows = await tx
    .insert(providerState)
    .values(row)
    .onConflictDoNothing()
    .returning({ model: providerState.model })
  return rows.length > 0
}

const statesByKeys = builtOnce((reader) =>
  reader
    .select()
    .from(providerState)
    .where(
      sql`(${providerState.environment}, ${providerState.model}, ${providerState.idDigest}) in (
        select * from unnest(${sql.placeholder('environments')}::text[], ${sql.placeholder('models')}::text[],
          ${sql.placeholder('digests')}::text[]))`,
    )
    .prepare('provider_states'),
)

const nameOf = ({ environment, model, idDigest }: StateKey) => `${environment} ${model} ${idDigest}`

export const findProviderState: (reader: Reader, key: StateKey) => Promise<ProviderStateRow | undefined> = gathered(
  (reader, keys: StateKey[]) =>
    statesByKeys(reader).execute({
      environments: keys.map((key) => key.environment),
      models: keys.map((key) => key.model),
      digests: keys.map((key) => key.idDigest),
    }),
  nameOf,
  nameOf,
)

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
