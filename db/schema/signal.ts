/** What comes in from outside about a client or a company: attack signals, security ratings, incident reports, mail. */
import { bigserial, boolean, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { client } from './client.ts'
import { id, instant } from './columns.ts'
import { episode } from './episode.ts'
import { organization } from './organization.ts'
import { person } from './person.ts'

/** Signed signals of the gateway or SIEM by environment and the sender's message id: the same one is taken once in each. */
export const signal = pgTable('signal', {
  id: text('id').primaryKey(),
  digest: text('digest').notNull(),
  kind: text('kind').notNull(),
  clientId: text('client_id'),
  receivedAt: instant('received_at').notNull(),
  data: jsonb('data').$type<Record<string, unknown>>().notNull(),
  episodeId: id('episode_id').references(() => episode.id),
})

/** One message or one uploaded file of the security-rating service, with what came of it. */
export const ratingBatch = pgTable(
  'rating_batch',
  {
    id: id().primaryKey(),
    source: text('source', { enum: ['webhook', 'csv'] }).notNull(),
    /** The sender's id of the message; of an upload its own id. */
    externalId: text('external_id').notNull(),
    /** Of the exact body or file. */
    digest: text('digest').notNull(),
    /** Of the file; empty for a message. */
    name: text('name').notNull(),
    receivedAt: instant('received_at').notNull(),
    staffId: id('staff_id'),
    /** Right ones in it, those that had come before included. */
    alerts: integer('alerts').notNull(),
    /** What was wrong with a file, by line. */
    faults: jsonb('faults').$type<{ line: number; column: string; value: string; problem: string }[]>().notNull(),
  },
  (t) => [
    uniqueIndex('rating_batch_external').on(t.source, t.externalId),
    index('rating_batch_received').on(t.receivedAt, t.id),
  ],
)

/** Alerts of the security-rating service as they came; whom they are about stands in rating_event. */
export const ratingAlert = pgTable(
  'rating_alert',
  {
    id: id().primaryKey(),
    batchId: id('batch_id')
      .notNull()
      .references(() => ratingBatch.id),
    source: text('source').notNull(),
    /** The service's own id, or a digest of the row when it has none. */
    externalId: text('external_id').notNull(),
    vendor: text('vendor').notNull(),
    domain: text('domain').notNull(),
    rating: text('rating').notNull(),
    severity: text('severity').notNull(),
    findings: text('findings').notNull(),
    receivedAt: instant('received_at').notNull(),
  },
  (t) => [
    uniqueIndex('rating_alert_external').on(t.source, t.externalId),
    index('rating_alert_received').on(t.receivedAt, t.id),
    index('rating_alert_domain').on(t.domain),
    index('rating_alert_batch').on(t.batchId),
  ],
)

/** An alert belongs to an organization (to several, when each has the domain), or a colleague dismissed it. */
export const ratingEvent = pgTable(
  'rating_event',
  {
    id: id().primaryKey(),
    seq: bigserial('seq', { mode: 'number' }).notNull(),
    alertId: id('alert_id')
      .notNull()
      .references(() => ratingAlert.id),
    kind: text('kind', { enum: ['matched', 'dismissed'] }).notNull(),
    at: instant('at').notNull(),
    /** null when the portal matched it by the domain. */
    staffId: id('staff_id'),
    organizationId: id('organization_id').references(() => organization.id),
    episodeId: id('episode_id').references(() => episode.id),
    internalText: text('internal_text').notNull().default(''),
  },
  (t) => [
    index('rating_event_alert').on(t.alertId, t.seq),
    index('rating_event_organization').on(t.organizationId, t.seq),
  ],
)

/** A developer's own report of an incident; the terms ask for notice within 24 hours. Append-only; its words can be emptied. */
export const incidentReport = pgTable(
  'incident_report',
  {
    id: id().primaryKey(),
    organizationId: id('organization_id')
      .notNull()
      .references(() => organization.id),
    clientId: text('client_id').references(() => client.id),
    reportedBy: id('reported_by').references(() => person.id),
    reportedAt: instant('reported_at').notNull(),
    /** When the company found out. */
    discoveredAt: instant('discovered_at').notNull(),
    kind: text('kind').notNull(),
    description: text('description').notNull(),
    tokensAffected: text('tokens_affected', { enum: ['yes', 'no', 'unknown'] }).notNull(),
    membersAffected: text('members_affected').notNull(),
    contained: boolean('contained').notNull(),
    episodeId: id('episode_id').references(() => episode.id),
  },
  (t) => [index('incident_report_organization').on(t.organizationId, t.reportedAt)],
)

/** Mail that came in, by its Message-ID: taken once, matched or left for staff. */
export const inboundMail = pgTable(
  'inbound_mail',
  {
    id: id().primaryKey(),
    messageId: text('message_id').notNull().unique(),
    fromAddress: text('from_address').notNull(),
    toAddress: text('to_address').notNull(),
    subject: text('subject').notNull(),
    text: text('text').notNull(),
    receivedAt: instant('received_at').notNull(),
    automatic: boolean('automatic').notNull(),
    /** Whether the sender belongs to the organization it is about. */
    senderKnown: boolean('sender_known').notNull(),
    episodeId: id('episode_id').references(() => episode.id),
    submissionId: id('submission_id'),
  },
  (t) => [index('inbound_mail_episode').on(t.episodeId), index('inbound_mail_received').on(t.receivedAt, t.id)],
)
