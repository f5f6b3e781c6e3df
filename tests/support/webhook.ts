/** Webhooks for tests: one with its secret, and what was written for it. */
import { contextOn } from '../../lib/platform/context.ts'
import { readSettings } from '../../lib/platform/env.ts'
import type { Actor, Context, Developer } from '../../lib/services/context.ts'
import { createWebhook } from '../../lib/services/webhook.ts'
import type { TestDatabase } from './database.ts'

/** Settings under which webhooks may lead to this machine. */
export const LOOPBACK = readSettings({ OUTBOUND_LOOPBACK: 'yes' })
const origin = { ip: '203.0.113.7', userAgent: 'test', requestId: 'test' }

export const loopbackContext = ({ db }: TestDatabase, actor: Actor, now = new Date()): Context =>
  contextOn(db, LOOPBACK, actor, origin, now)

export async function testWebhook(
  database: TestDatabase,
  of: { organizationId: string; owner: Developer },
  url: string,
  now = new Date(),
): Promise<{ webhookId: string; secret: string }> {
  return createWebhook(loopbackContext(database, of.owner, now), { organizationId: of.organizationId, url })
}

export type Written = { id: string; kind: string; body: { type: string; data: Record<string, unknown> }; text: string }

/** Messages written to a webhook, oldest first. */
export async function messagesOf({ sql }: TestDatabase, webhookId: string): Promise<Written[]> {
  const rows = await sql<{ id: string; kind: string; body: string }[]>`
    select id, kind, body from webhook_message where webhook_id = ${webhookId} order by seq`
  return rows.map(({ id, kind, body }) => ({ id, kind, body: JSON.parse(body), text: body }))
}

export type Job = { attempt: number; runAt: Date }

/** Jobs that wait for a message. */
export async function webhookJobsOf({ sql }: TestDatabase, messageId: string): Promise<Job[]> {
  const rows = await sql<{ attempt: number; run_at: Date }[]>`
    select (payload->>'attempt')::int as attempt, run_at from graphile_worker._private_jobs
    where payload->>'messageId' = ${messageId} and attempts < max_attempts`
  return rows.map(({ attempt, run_at }) => ({ attempt, runAt: new Date(run_at) }))
}

export async function attemptsOf({ sql }: TestDatabase, messageId: string) {
  return sql<{ outcome: string; status: number | null; detail: string }[]>`
    select outcome, status, detail from webhook_attempt where message_id = ${messageId} order by seq`
}
