/** The outbox and its attempts. */
import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm'
import { mail, mailAttempt } from '../schema/mail.ts'
import type { Reader, Tx } from '../transaction.ts'

export type MailRow = typeof mail.$inferSelect
export type MailAttemptRow = typeof mailAttempt.$inferSelect

/** Writes the mail and its job in the caller's transaction, so that a mail that speaks of a change cannot exist without the change. */
export async function insertMail(tx: Tx, row: MailRow): Promise<void> {
  await tx.insert(mail).values(row)
  await tx.execute(
    sql`select graphile_worker.add_job('mail', json_build_object('mailId', ${row.id}::text), job_key := ${`mail:${row.id}`}, max_attempts := 48)`,
  )
}

export async function findMail(reader: Reader, mailId: string): Promise<MailRow | undefined> {
  const [row] = await reader.select().from(mail).where(eq(mail.id, mailId))
  return row
}

export async function lockMail(tx: Tx, mailId: string): Promise<MailRow | undefined> {
  const [row] = await tx.select().from(mail).where(eq(mail.id, mailId)).for('update')
  return row
}

export async function appendMailAttempt(tx: Tx, row: Omit<MailAttemptRow, 'seq'>): Promise<void> {
  await tx.insert(mailAttempt).values(row)
}

export function listMailAttempts(reader: Reader, mailIds: string[]): Promise<MailAttemptRow[]> {
  if (mailIds.length === 0) return Promise.resolve([])
  return reader.select().from(mailAttempt).where(inArray(mailAttempt.mailId, mailIds)).orderBy(asc(mailAttempt.seq))
}

/** Newest first. */
export function listMailOfSubmission(reader: Reader, submissionId: string): Promise<MailRow[]> {
  return reader
    .select()
    .from(mail)
    .where(and(eq(mail.submissionId, submissionId)))
    .orderBy(desc(mail.createdAt))
}
