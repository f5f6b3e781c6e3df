/** The outbox and its attempts. */
import { and, asc, desc, eq, exists, gt, gte, inArray, lt, min, notExists, or, sql } from 'drizzle-orm'
import { mail, mailAttempt } from '../schema/mail.ts'
import { submission } from '../schema/submission.ts'
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

/** Takes values out of a mail's props once it is on its way, because they open something. */
export async function forgetMailProps(tx: Tx, mailId: string, names: readonly string[]): Promise<void> {
  let props = sql`${mail.props}`
  for (const name of names) props = sql`${props} - ${name}::text`
  await tx.update(mail).set({ props }).where(eq(mail.id, mailId))
}

const attemptWith = (reader: Reader, outcomes: MailAttemptRow['outcome'][]) =>
  reader
    .select({ id: mailAttempt.id })
    .from(mailAttempt)
    .where(and(eq(mailAttempt.mailId, mail.id), inArray(mailAttempt.outcome, outcomes)))

/** Newest first, of those written since an instant: what failed for good, and what is from before another and not accepted. */
export function listTroubledMail(
  reader: Reader,
  { lateBefore, since, limit }: { lateBefore: Date; since: Date; limit: number },
): Promise<MailRow[]> {
  const late = and(lt(mail.createdAt, lateBefore), notExists(attemptWith(reader, ['accepted'])))
  return reader
    .select()
    .from(mail)
    .where(and(gte(mail.createdAt, since), or(late, exists(attemptWith(reader, ['refused', 'bounced', 'skipped'])))))
    .orderBy(desc(mail.createdAt), desc(mail.id))
    .limit(limit)
}

/** How many mails from before an instant still wait for a server to take them, and since when. Reads the queue alone. */
export async function findLateMail(reader: Reader, before: Date): Promise<{ count: number; since: Date | null }> {
  const [row] = await reader
    .select({ count: sql<number>`count(*)::int`, since: min(mail.createdAt) })
    .from(mail)
    .innerJoin(sql`graphile_worker.jobs`, sql`jobs.key = 'mail:' || ${mail.id}`)
    .where(lt(mail.createdAt, before))
  return { count: row?.count ?? 0, since: row?.since ?? null }
}

/** Ids of mails that were tried more than once, newest first. */
export async function listMailTriedAgain(reader: Reader, limit: number): Promise<string[]> {
  const rows = await reader
    .select({ mailId: mailAttempt.mailId })
    .from(mailAttempt)
    .where(eq(mailAttempt.outcome, 'started'))
    .groupBy(mailAttempt.mailId)
    .having(gt(sql`count(*)`, 1))
    .orderBy(desc(sql`max(${mailAttempt.seq})`))
    .limit(limit)
  return rows.map(({ mailId }) => mailId)
}

/** Who was written to about the last approval of an app. */
export async function listApprovalAddresses(reader: Reader, appId: string): Promise<string[]> {
  const rows = await reader
    .select({ to: mail.toAddress, at: mail.createdAt })
    .from(mail)
    .innerJoin(submission, eq(submission.id, mail.submissionId))
    .where(and(eq(submission.appId, appId), eq(mail.kind, 'submission_approved')))
    .orderBy(desc(mail.createdAt))
  return rows.filter(({ at }) => at.getTime() === rows[0]?.at.getTime()).map(({ to }) => to)
}
