/** Webhooks for tests: one with its secret, what was written for it, and a receiver in the test's own process. */
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
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

export type Received = { headers: Record<string, string>; body: string }

export type TestReceiver = {
  url: string
  received: Received[]
  /** What it answers from now on; `hang` never does. */
  answer: { status: number; headers?: Record<string, string>; body?: string } | 'hang'
  close: () => void
}

export async function testReceiver(): Promise<TestReceiver> {
  const receiver: TestReceiver = { url: '', received: [], answer: { status: 204 }, close: () => {} }
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
    receiver.received.push({ headers, body: Buffer.concat(chunks).toString('utf8') })
    const { answer } = receiver
    if (answer !== 'hang') response.writeHead(answer.status, answer.headers).end(answer.body)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
  receiver.close = () => {
    server.closeAllConnections()
    server.close()
  }
  return receiver
}

/** Proves a received message with the scheme's own library. @throws when no signature is by this secret */
export const verified = ({ headers, body }: Received, secret: string): unknown =>
  new Webhook(secret).verify(body, headers)
