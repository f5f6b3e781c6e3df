/** Changes of an approved client that wait for review while the old state stays live, and transfers between organizations. */
import { sql } from 'drizzle-orm'
import { bigserial, index, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { client } from './client.ts'
import { id, instant } from './columns.ts'
import { organization } from './organization.ts'
import { person } from './person.ts'

export const clientChange = pgTable(
  'client_change',
  {
    id: id().primaryKey(),
    clientId: text('client_id')
      .notNull()
      .references(() => client.id),
    kind: text('kind', { enum: ['redirect_uris', 'name', 'keys', 'owner'] }).notNull(),
    before: jsonb('before').$type<Record<string, unknown>>().notNull(),
    proposed: jsonb('proposed').$type<Record<string, unknown>>().notNull(),
    /** Whom a transfer is offered to, in small letters; null for every other change, and once the address was erased. */
    offeredTo: text('offered_to'),
    /** Why the developer wants it; empty for what the worker found, and once the words were erased. */
    reason: text('reason').notNull().default(''),
    /** null when the worker saw other keys at the client's JWKS URL. */
    requestedBy: id('requested_by').references(() => person.id),
    requestedAt: instant('requested_at').notNull(),
  },
  (t) => [
    index('client_change_client').on(t.clientId, t.requestedAt),
    index('client_change_offered').on(t.offeredTo).where(sql`offered_to is not null`),
  ],
)

export const clientChangeEvent = pgTable(
  'client_change_event',
  {
    id: id().primaryKey(),
    seq: bigserial('seq', { mode: 'number' }).notNull(),
    changeId: id('change_id')
      .notNull()
      .references(() => clientChange.id),
    /** `accepted`: by the organization that takes the app over; `refused` by a developer is that one's no. */
    kind: text('kind', { enum: ['accepted', 'approved', 'refused', 'withdrawn'] }).notNull(),
    at: instant('at').notNull(),
    actorKind: text('actor_kind', { enum: ['developer', 'staff', 'system'] }).notNull(),
    actorId: id('actor_id'),
    publicText: text('public_text').notNull().default(''),
    internalText: text('internal_text').notNull().default(''),
    /** The organization that takes the app over; with `accepted` alone. */
    organizationId: id('organization_id').references(() => organization.id),
  },
  (t) => [index('client_change_event_change').on(t.changeId, t.seq)],
)

/** What the worker found at a client's JWKS URL. */
export const jwksFetch = pgTable(
  'jwks_fetch',
  {
    id: id().primaryKey(),
    clientId: text('client_id')
      .notNull()
      .references(() => client.id),
    at: instant('at').notNull(),
    outcome: text('outcome', { enum: ['same', 'changed', 'refused', 'unreachable'] }).notNull(),
    digest: text('digest'),
    detail: text('detail').notNull().default(''),
  },
  (t) => [index('jwks_fetch_client').on(t.clientId, t.at)],
)
