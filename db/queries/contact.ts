/** Contacts of an organization, and the addresses whose readers confirmed them. */
import { and, asc, eq, gt, isNull } from 'drizzle-orm'
import { confirmedAddress, contact } from '../schema/organization.ts'
import type { Reader, Tx } from '../transaction.ts'

export type ContactRow = typeof contact.$inferSelect
export type ConfirmationRow = typeof confirmedAddress.$inferSelect

export async function upsertContact(tx: Tx, row: ContactRow): Promise<void> {
  const { name, email, phone, updatedAt } = row
  await tx
    .insert(contact)
    .values(row)
    .onConflictDoUpdate({ target: [contact.organizationId, contact.kind], set: { name, email, phone, updatedAt } })
}

/** Every confirmation an organization asked for, oldest first. */
export function listConfirmations(reader: Reader, organizationId: string): Promise<ConfirmationRow[]> {
  return reader
    .select()
    .from(confirmedAddress)
    .where(eq(confirmedAddress.organizationId, organizationId))
    .orderBy(asc(confirmedAddress.requestedAt), asc(confirmedAddress.id))
}

export async function insertConfirmation(tx: Tx, row: ConfirmationRow): Promise<void> {
  await tx.insert(confirmedAddress).values(row)
}

export async function findConfirmationByToken(
  reader: Reader,
  tokenDigest: string,
): Promise<ConfirmationRow | undefined> {
  const [row] = await reader.select().from(confirmedAddress).where(eq(confirmedAddress.tokenDigest, tokenDigest))
  return row
}

/** Single use: one conditional write. @returns false when it was confirmed before or is too old */
export async function markConfirmed(tx: Tx, confirmationId: string, at: Date): Promise<boolean> {
  const rows = await tx
    .update(confirmedAddress)
    .set({ confirmedAt: at })
    .where(
      and(
        eq(confirmedAddress.id, confirmationId),
        isNull(confirmedAddress.confirmedAt),
        gt(confirmedAddress.expiresAt, at),
      ),
    )
    .returning({ id: confirmedAddress.id })
  return rows.length > 0
}
