/** What the people of an organization see of its webhooks: state, secrets without their text, and the log. */
import { listClientsByApp } from '../../db/queries/app.ts'
import type { ClientRow } from '../../db/queries/client.ts'
import { listLiveSecrets, listWebhooks, type WebhookRow, type WebhookSecretRow } from '../../db/queries/webhook.ts'
import {
  listWebhookAttempts,
  listWebhookMessages,
  type WebhookAttemptRow,
  type WebhookMessageRow,
} from '../../db/queries/webhook-message.ts'
import { may } from '../domain/organization.ts'
import type { OffReason, WebhookEvent } from '../domain/webhook.ts'
import {
  type AttemptLine,
  attemptLines,
  type MessageState,
  messageState,
  nextAttemptAt,
} from '../domain/webhook-delivery.ts'
import type { Context } from './context.ts'
import { organizationAccess } from './organization-access.ts'
import { whyNoWebhook } from './webhook.ts'
import { webhookAccess } from './webhook-access.ts'

export type WebhookSummary = {
  webhookId: string
  url: string
  createdAt: Date
  /** What it is told; null for everything. */
  events: string[] | null
  /** null while it is on. */
  off: { at: Date; reason: OffReason } | null
  /** What came of the newest message; null when there was none. */
  newest: { at: Date; state: MessageState } | null
}

export type WebhooksView = {
  organizationId: string
  mayEdit: boolean
  whyNone: string | null
  webhooks: WebhookSummary[]
}

const offOf = ({ disabledAt, disabledReason }: WebhookRow): WebhookSummary['off'] =>
  disabledAt && { at: disabledAt, reason: disabledReason as OffReason }

/** The webhooks of an organization, newest first, for any of its people. Refuses `not_found`. */
export async function webhooksView(ctx: Context, organizationId: string): Promise<WebhooksView> {
  const { role } = await organizationAccess(ctx.reader, ctx, organizationId, 'read')
  const rows = await listWebhooks(ctx.reader, organizationId)
  const webhooks = await Promise.all(
    rows.map(async (row): Promise<WebhookSummary> => {
      const [message] = await listWebhookMessages(ctx.reader, row.id, null, 1)
      const attempts = message ? await listWebhookAttempts(ctx.reader, [message.id]) : []
      const newest = message && { at: message.createdAt, state: messageState(message.kind as WebhookEvent, attempts) }
      const { id: webhookId, url, createdAt, events } = row
      return { webhookId, url, createdAt, events, off: offOf(row), newest: newest ?? null }
    }),
  )
  return { organizationId, mayEdit: may(role, 'manage_webhooks'), whyNone: whyNoWebhook(rows.length), webhooks }
}

export type MessageView = {
  messageId: string
  event: WebhookEvent
  /** The client or case that it tells of, in words; null for a test, and for what is no longer the organization’s. */
  about: string | null
  body: string
  createdAt: Date
  state: MessageState
  /** Not before; null when no further attempt is planned, or the first is about to be made. */
  nextAt: Date | null
  attempts: AttemptLine[]
}

export type WebhookView = Omit<WebhookSummary, 'newest'> & {
  organizationId: string
  organization: string
  mayEdit: boolean
  /** That sign now, newest first; one that ends has `until`. */
  secrets: { id: string; createdAt: Date; until: Date | null }[]
  messages: MessageView[]
  /** Give it as `before` for the next page; null on the last one. */
  older: string | null
}

/** Messages on one page of the log. */
export const LOG_PAGE = 20

/** One webhook with a page of its log, newest first. @param before `older` of the page before. Refuses `not_found`. */
export async function webhookView(ctx: Context, webhookId: string, before?: string): Promise<WebhookView> {
  const { webhook, organization, role } = await webhookAccess(ctx.reader, ctx, webhookId)
  const from = before !== undefined && /^\d{1,15}$/.test(before) ? Number(before) : null
  const rows = await listWebhookMessages(ctx.reader, webhook.id, from, LOG_PAGE + 1)
  const page = rows.slice(0, LOG_PAGE)
  const ids = page.map(({ id }) => id)
  const attempts = await listWebhookAttempts(ctx.reader, ids)
  const secrets = await listLiveSecrets(ctx.reader, [webhook.id], ctx.now)
  const clients = await listClientsByApp(ctx.reader, webhook.organizationId)
  const last = page.at(-1)
  return {
    webhookId: webhook.id,
    url: webhook.url,
    createdAt: webhook.createdAt,
    events: webhook.events,
    off: offOf(webhook),
    organizationId: webhook.organizationId,
    organization,
    mayEdit: may(role, 'manage_webhooks'),
    secrets: secrets.map((row: WebhookSecretRow) => ({ id: row.id, createdAt: row.createdAt, until: row.retiredAt })),
    messages: page.map((row) => messageOf(ctx, row, { all: attempts, clients })),
    older: rows.length > LOG_PAGE && last ? String(last.seq) : null,
  }
}

/** Bodies hold ids only; the people of the organization know its own clients by name. */
function aboutOf(body: string, clients: readonly ClientRow[]): string | null {
  const { data } = JSON.parse(body) as { data: Record<string, unknown> }
  const client = clients.find(({ id }) => id === data.clientId)
  const name = client && (client.environment === 'sandbox' ? `${client.name} (sandbox)` : client.name)
  return [data.reference, name].filter((part) => typeof part === 'string').join(', ') || null
}

type MessageFacts = { all: readonly WebhookAttemptRow[]; clients: readonly ClientRow[] }

function messageOf(ctx: Context, row: WebhookMessageRow, { all, clients }: MessageFacts): MessageView {
  const event = row.kind as WebhookEvent
  const attempts = all.filter(({ messageId }) => messageId === row.id)
  return {
    messageId: row.id,
    event,
    about: aboutOf(row.body, clients),
    body: row.body,
    createdAt: row.createdAt,
    state: messageState(event, attempts),
    nextAt: nextAttemptAt(event, attempts),
    attempts: attemptLines(attempts, ctx.now),
  }
}
