/** Frozen documents, one a round; appended, never changed. */
import { asc, eq } from 'drizzle-orm'
import { document } from '../schema/submission.ts'
import type { Reader, Tx } from '../transaction.ts'

export type DocumentRow = typeof document.$inferSelect

/** Round 1 first. */
export function listDocuments(reader: Reader, submissionId: string): Promise<DocumentRow[]> {
  return reader.select().from(document).where(eq(document.submissionId, submissionId)).orderBy(asc(document.round))
}

export async function insertDocument(tx: Tx, row: DocumentRow): Promise<void> {
  await tx.insert(document).values(row)
}
