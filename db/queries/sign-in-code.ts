/** Typed sign-in codes; a plain code is never kept here. */
import { and, desc, eq, isNull, lt, sql } from 'drizzle-orm'
import { signInCode } from '../schema/person.ts'
import type { Tx } from '../transaction.ts'

export type SignInCodeRow = typeof signInCode.$inferSelect

export async function insertSignInCode(tx: Tx, row: SignInCodeRow): Promise<void> {
  await tx.insert(signInCode).values(row)
}

/** Ends every open code of an address, because a newer one takes their place. */
export async function supersedeSignInCodes(tx: Tx, email: string, at: Date): Promise<void> {
  await tx
    .update(signInCode)
    .set({ consumedAt: at })
    .where(and(eq(signInCode.email, email), isNull(signInCode.consumedAt)))
}

/** The newest code of an address, held until the transaction ends. */
export async function lockNewestSignInCode(tx: Tx, email: string): Promise<SignInCodeRow | undefined> {
  const [row] = await tx
    .select()
    .from(signInCode)
    .where(eq(signInCode.email, email))
    .orderBy(desc(signInCode.createdAt), desc(signInCode.id))
    .limit(1)
    .for('update')
  return row
}

export async function countSignInCodeTry(tx: Tx, codeId: string): Promise<void> {
  await tx
    .update(signInCode)
    .set({ tries: sql`${signInCode.tries} + 1` })
    .where(eq(signInCode.id, codeId))
}

/** @returns false when somebody used it a moment before */
export async function markSignInCodeConsumed(tx: Tx, codeId: string, at: Date): Promise<boolean> {
  const rows = await tx
    .update(signInCode)
    .set({ consumedAt: at })
    .where(and(eq(signInCode.id, codeId), isNull(signInCode.consumedAt)))
    .returning({ id: signInCode.id })
  return rows.length > 0
}

/** Forgets codes that ended before an instant. */
export async function deleteSignInCodesBefore(tx: Tx, before: Date): Promise<void> {
  await tx.delete(signInCode).where(lt(signInCode.expiresAt, before))
}
