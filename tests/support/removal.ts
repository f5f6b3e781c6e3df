/** What a removal touches, straight from a test's database. */
import { findAttestationOfClient } from '../../db/queries/attestation.ts'
import type { TestDatabase } from './database.ts'

/** The statements that members of a client read now. */
export async function currentAttestationOf({ db }: TestDatabase, clientId: string): Promise<string | null> {
  return (await findAttestationOfClient(db, clientId))?.id ?? null
}
