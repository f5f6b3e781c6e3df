/** Webhooks out (Standard Webhooks): where an organization wants to be told, what was told, and what came of each try. */
import { bigserial, index, integer, pgTable, text } from 'drizzle-orm/pg-core'
import { id, instant } from './columns.ts'
import { organization } from './organization.ts'
import { person } from './person.ts'

export const webhook = pgTable(
  'webhook',
  {
    id: id().primaryKey(),
    organizationId: id('organization_id')
      .notNull()
      .references(() => organization.id),
    url: text('url').notNull(),
    /** What it is told; null for everything there is and will be. */
    events: text('events').array(),
    createdBy: id('created_by').references(() => person.id),
    createdAt: instant('created_at').notNull(),
    disabledAt: instant('disabled_at'),
    disabledReason: text('disabled_reason').notNull().default(''),
  },
  (t) => [index('webhook_organization').on(t.organizationId)],
)

/** Signing secrets, sealed; two or more are live while one is being replaced. */
export const webhookSecret = pgTable(
  'webhook_secret',
  {
    id: id().primaryKey(),
    webhookId: id('webhook_id')
      .notNull()
      .references(() => webhook.id),
    sealed: text('sealed').notNull(),
    createdAt: instant('created_at').notNull(),
    retiredAt: instant('retired_at'),
  },
  (t) => [index('webhook_secret_webhook').on(t.webhookId)],
)

/** One message to one webhook: ids only, the exact bytes that are signed. */
export const webhookMessage = pgTable(
  'webhook_message',
  {
    id: text('id').primaryKey(),
    seq: bigserial('seq', { mode: 'number' }).notNull(),
    webhookId: id('webhook_id')
      .notNull()
      .references(() => webhook.id),
    kind: text('kind').notNull(),
    body: text('body').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [index('webhook_message_webhook').on(t.webhookId, t.seq)],
)

export const webhookAttempt = pgTable(
  'webhook_attempt',
  {
    id: id().primaryKey(),
    seq: bigserial('seq', { mode: 'number' }).notNull(),
    messageId: text('message_id')
      .notNull()
      .references(() => webhookMessage.id),
    at: instant('at').notNull(),
    /** `started` stands before each attempt, so that whatever dies in between leaves a trace. */
    outcome: text('outcome', {
      enum: ['started', 'delivered', 'failed', 'gone', 'refused', 'skipped'],
    }).notNull(),
    status: integer('status'),
    detail: text('detail').notNull().default(''),
  },
  (t) => [index('webhook_attempt_message').on(t.messageId, t.seq)],
)
