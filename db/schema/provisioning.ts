/** Clients in a payer's own authorization server (RFC 7591, 7592): the intent before each call, what came of it, and where it stands. */
import { sql } from 'drizzle-orm'
import { bigint, bigserial, boolean, index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { client } from './client.ts'
import { id, instant } from './columns.ts'

export const provisionIntent = pgTable(
  'provision_intent',
  {
    /** Also the key that repeats of the call carry. */
    id: id().primaryKey(),
    seq: bigserial('seq', { mode: 'number' }).notNull(),
    clientId: text('client_id')
      .notNull()
      .references(() => client.id),
    action: text('action', { enum: ['register', 'update', 'delete'] }).notNull(),
    /** Client metadata as it shall be there. */
    metadata: jsonb('metadata').$type<Record<string, unknown>>().notNull(),
    at: instant('at').notNull(),
  },
  (t) => [index('provision_intent_client').on(t.clientId, t.seq)],
)

/**
 * What follows from the intents and attempts of a client, kept in the transaction of whatever changes it, so that a list
 * of what is not well reads nothing else.
 */
export const provisionState = pgTable(
  'provision_state',
  {
    clientId: text('client_id')
      .primaryKey()
      .references(() => client.id),
    /** Of the newest intent. */
    seq: bigint('seq', { mode: 'number' }).notNull(),
    /** Whether what it asks for is not so, or was not read back. */
    open: boolean('open').notNull(),
    /** Registrations that may have left a client there that can do nothing. */
    leftBehind: integer('left_behind').notNull().default(0),
  },
  (t) => [
    index('provision_state_open').on(t.seq).where(sql`${t.open}`),
    index('provision_state_left').on(t.seq).where(sql`${t.leftBehind} > 0`),
  ],
)

export const provisionAttempt = pgTable(
  'provision_attempt',
  {
    id: id().primaryKey(),
    seq: bigserial('seq', { mode: 'number' }).notNull(),
    intentId: id('intent_id')
      .notNull()
      .references(() => provisionIntent.id),
    at: instant('at').notNull(),
    call: text('call', { enum: ['register', 'update', 'read', 'delete'] }).notNull(),
    /** `started` is written before the call; what came of it is a row of its own. */
    outcome: text('outcome', {
      enum: ['started', 'answered', 'confirmed', 'refused', 'unreachable', 'unanswered', 'mismatch', 'lost'],
    }).notNull(),
    detail: text('detail').notNull().default(''),
  },
  (t) => [index('provision_attempt_intent').on(t.intentId, t.seq)],
)

/** Where a client is managed there; the registration access token is sealed with the installation's own secret. */
export const provisionedClient = pgTable('provisioned_client', {
  clientId: text('client_id')
    .primaryKey()
    .references(() => client.id),
  remoteId: text('remote_id').notNull(),
  registrationUri: text('registration_uri').notNull(),
  sealedToken: text('sealed_token').notNull(),
  /** The secret that was given there, sealed, until the developer has seen it. */
  sealedSecret: text('sealed_secret'),
  /** Of the last secret that server told, so that a new one is seen. */
  secretDigest: text('secret_digest'),
  /** When that secret ends, as that server told; null when it never does or nothing was told. */
  secretEndsAt: instant('secret_ends_at'),
  /** When that secret was first told; null when none was. */
  secretSince: instant('secret_since'),
  confirmedDigest: text('confirmed_digest'),
  confirmedAt: instant('confirmed_at'),
})
