/** At-risk cases of clients: what opened one, what happened in it, and which steps and reminders were taken, each once. */
import { sql } from 'drizzle-orm'
import { bigserial, boolean, index, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { client } from './client.ts'
import { id, instant } from './columns.ts'
import { mail } from './mail.ts'
import { organization } from './organization.ts'

export const episode = pgTable(
  'episode',
  {
    id: id().primaryKey(),
    /** null for a breach of the organization as a whole. */
    clientId: text('client_id').references(() => client.id),
    organizationId: id('organization_id')
      .notNull()
      .references(() => organization.id),
    kind: text('kind', { enum: ['malicious', 'inactive', 'breach'] }).notNull(),
    /** What makes it this case and no other, such as the last activity of an idle stretch; opens one case only. */
    key: text('key').notNull(),
    /** Short public reference such as `E-7KQ2M9`, used in mail subjects. */
    reference: text('reference').notNull().unique(),
    openedAt: instant('opened_at').notNull(),
    evidence: jsonb('evidence').$type<Record<string, unknown>>().notNull(),
  },
  (t) => [
    uniqueIndex('episode_key').on(t.organizationId, t.kind, t.key),
    index('episode_client').on(t.clientId),
    index('episode_opened').on(t.openedAt, t.id),
  ],
)

export const episodeEvent = pgTable(
  'episode_event',
  {
    id: id().primaryKey(),
    seq: bigserial('seq', { mode: 'number' }).notNull(),
    episodeId: id('episode_id')
      .notNull()
      .references(() => episode.id),
    /** One of EpisodeEvent['kind'] of lib/domain/episode. */
    kind: text('kind').notNull(),
    at: instant('at').notNull(),
    actorKind: text('actor_kind', { enum: ['developer', 'staff', 'system', 'sender'] }).notNull(),
    actorId: id('actor_id'),
    human: boolean('human').notNull(),
    /** What the developer may read. */
    publicText: text('public_text').notNull().default(''),
    /** What only staff may read. */
    internalText: text('internal_text').notNull().default(''),
    data: jsonb('data').$type<Record<string, unknown>>().notNull(),
    mailId: id('mail_id').references(() => mail.id),
  },
  (t) => [
    index('episode_event_episode').on(t.episodeId, t.seq),
    index('episode_event_mail').on(t.mailId).where(sql`mail_id is not null`),
  ],
)

/** A step of a ladder or a reminder claims itself by its row, so that two workers cannot take it twice. */
export const reminder = pgTable(
  'reminder',
  {
    /** Episode, secret or whatever the reminder is about. */
    subjectId: text('subject_id').notNull(),
    step: text('step').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.subjectId, t.step] })],
)

/** An organization-wide stop, and the global stops of approvals and of consents: the last event counts. */
export const stopEvent = pgTable(
  'stop_event',
  {
    id: id().primaryKey(),
    seq: bigserial('seq', { mode: 'number' }).notNull(),
    scope: text('scope', { enum: ['organization', 'approvals', 'consents'] }).notNull(),
    organizationId: id('organization_id').references(() => organization.id),
    kind: text('kind', { enum: ['stopped', 'lifted'] }).notNull(),
    at: instant('at').notNull(),
    staffId: id('staff_id').notNull(),
    publicReason: text('public_reason').notNull().default(''),
    internalText: text('internal_text').notNull().default(''),
  },
  (t) => [index('stop_event_scope').on(t.scope, t.organizationId, t.seq)],
)

/** Removal of an organization and its undoing; names are erased when the time to undo is over. */
export const organizationEvent = pgTable(
  'organization_event',
  {
    id: id().primaryKey(),
    seq: bigserial('seq', { mode: 'number' }).notNull(),
    organizationId: id('organization_id')
      .notNull()
      .references(() => organization.id),
    kind: text('kind', { enum: ['removed', 'restored', 'erased'] }).notNull(),
    at: instant('at').notNull(),
    actorKind: text('actor_kind', { enum: ['developer', 'staff', 'system'] }).notNull(),
    actorId: id('actor_id'),
    episodeId: id('episode_id').references(() => episode.id),
    publicReason: text('public_reason').notNull().default(''),
    internalText: text('internal_text').notNull().default(''),
    data: jsonb('data').$type<Record<string, unknown>>().notNull(),
  },
  (t) => [index('organization_event_organization').on(t.organizationId, t.seq)],
)
