/** Registrations with the authorization server, one environment each; what happened to them is appended. */

import { sql } from 'drizzle-orm'
import { bigserial, index, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { app } from './app.ts'
import { id, instant } from './columns.ts'

export const client = pgTable(
  'client',
  {
    /** The OAuth client_id. */
    id: text('id').primaryKey(),
    appId: id('app_id')
      .notNull()
      .references(() => app.id),
    environment: text('environment', { enum: ['sandbox', 'production'] }).notNull(),
    name: text('name').notNull(),
    type: text('type', { enum: ['public', 'confidential-symmetric', 'confidential-asymmetric'] }).notNull(),
    native: text('native', { enum: ['yes', 'no'] }).notNull(),
    redirectUris: text('redirect_uris').array().notNull(),
    scopes: text('scopes').array().notNull(),
    jwks: jsonb('jwks').$type<Record<string, unknown>>(),
    /** Where the worker looks for other keys; what it finds goes to review before it counts. */
    jwksUri: text('jwks_uri'),
    /** Digest of the canonical `jwks`, to which the address is pinned. */
    jwksDigest: text('jwks_digest'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    index('client_app').on(t.appId),
    index('client_production_created').on(t.createdAt, t.id).where(sql`environment = 'production'`),
    uniqueIndex('client_production_app').on(t.appId).where(sql`environment = 'production'`),
  ],
)

export const clientEvent = pgTable(
  'client_event',
  {
    id: id().primaryKey(),
    seq: bigserial('seq', { mode: 'number' }).notNull(),
    clientId: text('client_id')
      .notNull()
      .references(() => client.id),
    kind: text('kind', { enum: ['created', 'suspended', 'reinstated', 'removed', 'restored', 'changed'] }).notNull(),
    at: instant('at').notNull(),
    actorKind: text('actor_kind', { enum: ['developer', 'staff', 'system'] }).notNull(),
    actorId: id('actor_id'),
    criterion: text('criterion'),
    publicReason: text('public_reason').notNull().default(''),
    internalText: text('internal_text').notNull().default(''),
  },
  (t) => [index('client_event_client').on(t.clientId, t.seq)],
)

/** Digest only; the secret is shown once when made. */
export const clientSecret = pgTable(
  'client_secret',
  {
    id: id().primaryKey(),
    clientId: text('client_id')
      .notNull()
      .references(() => client.id),
    label: text('label').notNull(),
    digest: text('digest').notNull(),
    hint: text('hint').notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at'),
    revokedAt: instant('revoked_at'),
    lastUsedAt: instant('last_used_at'),
  },
  (t) => [index('client_secret_client').on(t.clientId)],
)
