/** Answers of a draft: one row a question, with a version that grows with each change. */
import { and, asc, eq } from 'drizzle-orm'
import { answer } from '../schema/submission.ts'
import type { Reader, Tx } from '../transaction.ts'

export type AnswerRow = typeof answer.$inferSelect

/** Every answer that was ever written, blanks included. */
export function listAnswers(reader: Reader, submissionId: string): Promise<AnswerRow[]> {
  return reader.select().from(answer).where(eq(answer.submissionId, submissionId)).orderBy(asc(answer.questionId))
}

/** The first write of a question. @returns false when somebody wrote it before */
export async function insertAnswer(tx: Tx, row: AnswerRow): Promise<boolean> {
  const rows = await tx.insert(answer).values(row).onConflictDoNothing().returning({ version: answer.version })
  return rows.length > 0
}

export type AnswerChange = Pick<AnswerRow, 'submissionId' | 'questionId' | 'value' | 'updatedAt' | 'updatedBy'>

/** Writes over the version that was read. @returns false when it is no longer that version */
export async function updateAnswer(tx: Tx, change: AnswerChange, readVersion: number): Promise<boolean> {
  const { submissionId, questionId, ...columns } = change
  const rows = await tx
    .update(answer)
    .set({ ...columns, version: readVersion + 1 })
    .where(
      and(eq(answer.submissionId, submissionId), eq(answer.questionId, questionId), eq(answer.version, readVersion)),
    )
    .returning({ version: answer.version })
  return rows.length > 0
}
