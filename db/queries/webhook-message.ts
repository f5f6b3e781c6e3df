/** Messages to webhooks, their jobs, and what came of each attempt. */
import { and, asc, desc, eq, gte, inArray, lt, sql } from 'drizzle-orm'
import { webhookAttempt, webhookMessage } from '../schema/webhook.ts'
import type { Reader, Tx } from '../transaction.ts'

export type WebhookMessageRow = typeof webhookMessage.$inferSelect
export type WebhookAttemptRow = typeof webhookAttempt.$inferSelect

export async function insertWebhookMessage(tx: Tx, row: Omit<WebhookMessageRow, 'seq'>): Promise<void> {
  await tx.insert(webhookMessage).values(row)
}

/**
 * Puts an attempt into the queue, in the caller's transaction; one that waits for the same message is replaced. Attempts
 * to one webhook run one after the other, so that a slow receiver holds one worker at most, and mail goes before.
 * @param attempt how many came to an end before it @param runAt null: at once
 */
export async function queueAttempt(
  tx: Tx,
  { id, webhookId }: Pick<WebhookMessageRow, 'id' | 'webhookId'>,
  attempt: number,
  runAt: Date | null,
): Promise<void> {
  await tx.execute(
    sql`select graphile_worker.add_job(
      'webhook', json_build_object('messageId', ${id}::text, 'attempt', ${attempt}::int),
      queue_name := ${`webhook:${webhookId}`}, job_key := ${`webhook:${id}`}, priority := 10,
      run_at := ${runAt?.toISOString() ?? null}::timestamptz)`,
  )
}

export async function findWebhookMessage(reader: Reader, messageId: string): Promise<WebhookMessageRow | undefined> {
  const [row] = await reader.select().from(webhookMessage).where(eq(webhookMessage.id, messageId))
  return row
}

/** One page, newest first. @param before seq of the last message of the page before */
export function listWebhookMessages(
  reader: Reader,
  webhookId: string,
  before: number | null,
  limit: number,
): Promise<WebhookMessageRow[]> {
  const older = before === null ? undefined : lt(webhookMessage.seq, before)
  return reader
    .select()
    .from(webhookMessage)
    .where(and(eq(webhookMessage.webhookId, webhookId), older))
    .orderBy(desc(webhookMessage.seq))
    .limit(limit)
}

export async function appendWebhookAttempt(tx: Tx, row: Omit<WebhookAttemptRow, 'seq'>): Promise<void> {
  await tx.insert(webhookAttempt).values(row)
}

/** Of one or more messages, oldest first. */
export function listWebhookAttempts(reader: Reader, messageIds: string[]): Promise<WebhookAttemptRow[]> {
  if (messageIds.length === 0) return Promise.resolve([])
  return reader
    .select()
    .from(webhookAttempt)
    .where(inArray(webhookAttempt.messageId, messageIds))
    .orderBy(asc(webhookAttempt.seq))
}

/** Whether anything arrived at a webhook since an instant. */
export async function hasArrivedSince(reader: Reader, webhookId: string, since: Date): Promise<boolean> {
  const rows = await reader
    .select({ id: webhookAttempt.id })
    .from(webhookAttempt)
    .innerJoin(webhookMessage, eq(webhookMessage.id, webhookAttempt.messageId))
    .where(
      and(
        eq(webhookMessage.webhookId, webhookId),
        eq(webhookAttempt.outcome, 'delivered'),
        gte(webhookAttempt.at, since),
      ),
    )
    .limit(1)
  return rows.length > 0
}
