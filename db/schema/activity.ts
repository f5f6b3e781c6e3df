/**
 * What the authorization server and the payer's gateway saw of a client, folded into one row a client and one count a
 * day and kind, so that the tables do not grow with traffic; which batches were taken in; and when the feed was silent.
 */
import { sql } from 'drizzle-orm'
import { bigint, bigserial, date, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { client } from './client.ts'
import { instant } from './columns.ts'

/** `greatest(old, new)` of what was seen; duplicates and late deliveries change nothing. */
export const activity = pgTable(
  'activity',
  {
    clientId: text('client_id')
      .primaryKey()
      .references(() => client.id),
    lastSignInAt: instant('last_sign_in_at'),
    lastCallAt: instant('last_call_at'),
  },
  // Finds the quiet ones without reading the busy ones.
  (t) => [index('activity_last').on(sql`greatest(${t.lastSignInAt}, ${t.lastCallAt})`)],
)

/** Events of a client on one day (UTC) by kind, for the health page. */
export const activityCount = pgTable(
  'activity_count',
  {
    clientId: text('client_id')
      .notNull()
      .references(() => client.id),
    day: date('day', { mode: 'string' }).notNull(),
    kind: text('kind', { enum: ['sign_in', 'sign_in_failed', 'call', 'call_refused', 'call_failed'] }).notNull(),
    count: bigint('count', { mode: 'number' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.clientId, t.day, t.kind] })],
)

/** Batches by the sender's id: the same id is taken once, and again only with the same body. */
export const activityBatch = pgTable(
  'activity_batch',
  {
    id: text('id').primaryKey(),
    digest: text('digest').notNull(),
    receivedAt: instant('received_at').notNull(),
    events: integer('events').notNull(),
    unknown: integer('unknown').notNull(),
  },
  (t) => [index('activity_batch_received').on(t.receivedAt)],
)

/** The newest event of each source; a silent source pauses the judging of inactivity. */
export const activityFeed = pgTable('activity_feed', {
  source: text('source', { enum: ['gateway', 'authserver'] }).primaryKey(),
  lastEventAt: instant('last_event_at').notNull(),
  lastReceivedAt: instant('last_received_at').notNull(),
})

/** When judging was paused and went on, and why. */
export const activityGap = pgTable('activity_gap', {
  seq: bigserial('seq', { mode: 'number' }).primaryKey(),
  kind: text('kind', { enum: ['silent', 'back'] }).notNull(),
  at: instant('at').notNull(),
  /** The newest event before the silence, or the first after it. */
  lastEventAt: instant('last_event_at'),
})
