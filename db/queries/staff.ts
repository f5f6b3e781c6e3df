/** Payer staff, as their identity provider names them. */
import { and, eq } from 'drizzle-orm'
import { staff } from '../schema/person.ts'
import type { Reader, Tx } from '../transaction.ts'

export type StaffRow = typeof staff.$inferSelect

export async function findStaff(reader: Reader, staffId: string): Promise<StaffRow | undefined> {
  const [row] = await reader.select().from(staff).where(eq(staff.id, staffId))
  return row
}

export async function findStaffBySubject(
  reader: Reader,
  issuer: string,
  subject: string,
): Promise<StaffRow | undefined> {
  const [row] = await reader
    .select()
    .from(staff)
    .where(and(eq(staff.issuer, issuer), eq(staff.subject, subject)))
  return row
}

/** Everybody of the staff who signed in at least once. */
export function listStaff(reader: Reader): Promise<StaffRow[]> {
  return reader.select().from(staff)
}

/** Writes what the identity provider said last; the id and a disabled mark of the first row stay. @returns the row kept */
export async function upsertStaff(tx: Tx, row: StaffRow): Promise<StaffRow> {
  const { email, name, role, lastSignInAt } = row
  const [kept] = await tx
    .insert(staff)
    .values(row)
    .onConflictDoUpdate({ target: [staff.issuer, staff.subject], set: { email, name, role, lastSignInAt } })
    .returning()
  return kept ?? row
}
