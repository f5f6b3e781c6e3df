/** Keys that sign attestations and tokens, private parts sealed by the caller. */
import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { signingKey } from '../schema/attestation.ts'
import type { Reader, Tx } from '../transaction.ts'

export type SigningKeyRow = typeof signingKey.$inferSelect
export type KeyUse = SigningKeyRow['use']

/** Every key of a use that was not retired, oldest first; the last one signs. */
export function listSigningKeys(reader: Reader, use: KeyUse): Promise<SigningKeyRow[]> {
  return reader
    .select()
    .from(signingKey)
    .where(and(eq(signingKey.use, use), isNull(signingKey.retiredAt)))
    .orderBy(asc(signingKey.createdAt))
}

/** Lets one process at a time make the first key of a use. */
export async function lockKeyMaking(tx: Tx, use: KeyUse): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`signing-key:${use}`}))`)
}

export async function insertSigningKey(tx: Tx, row: SigningKeyRow): Promise<void> {
  await tx.insert(signingKey).values(row)
}
