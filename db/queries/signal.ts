/** Signals of attacks, each taken once by the sender's message id. */
import { eq } from 'drizzle-orm'
import { signal } from '../schema/signal.ts'
import type { Reader, Tx } from '../transaction.ts'

export type SignalRow = typeof signal.$inferSelect

export async function findSignal(reader: Reader, id: string): Promise<SignalRow | undefined> {
  const [row] = await reader.select().from(signal).where(eq(signal.id, id))
  return row
}

/** @returns false when a signal of that id was kept before */
export async function insertSignal(tx: Tx, row: SignalRow): Promise<boolean> {
  const rows = await tx.insert(signal).values(row).onConflictDoNothing().returning({ id: signal.id })
  return rows.length > 0
}
