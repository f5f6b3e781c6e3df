/** A member's permission to a client, with exactly what was shown; what happened to it is appended. Provider state of the authorization servers. */
import { bigserial, index, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { attestation } from './attestation.ts'
import { client } from './client.ts'
import { id, instant } from './columns.ts'

export const grant = pgTable(
  'grant',
  {
    id: id().primaryKey(),
    clientId: text('client_id')
      .notNull()
      .references(() => client.id),
    environment: text('environment', { enum: ['sandbox', 'production'] }).notNull(),
    /** The member's subject at the authorization server; no name is kept. */
    subject: text('subject').notNull(),
    /** FHIR id of the person whose records are shared. */
    patient: text('patient').notNull(),
    scopes: text('scopes').array().notNull(),
    attestationId: id('attestation_id').references(() => attestation.id),
    labelDigest: text('label_digest').notNull(),
    lang: text('lang', { enum: ['en', 'es'] }).notNull(),
    /** Canonical JSON of everything that was shown. */
    shown: text('shown').notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    /** Grant id inside the provider. */
    providerGrantId: text('provider_grant_id'),
    lastUsedAt: instant('last_used_at'),
    notifyEmail: text('notify_email'),
  },
  (t) => [index('grant_subject').on(t.environment, t.subject), index('grant_client').on(t.clientId)],
)

export const grantEvent = pgTable(
  'grant_event',
  {
    id: id().primaryKey(),
    seq: bigserial('seq', { mode: 'number' }).notNull(),
    grantId: id('grant_id')
      .notNull()
      .references(() => grant.id),
    kind: text('kind', { enum: ['granted', 'stopped', 'revoked', 'ended'] }).notNull(),
    at: instant('at').notNull(),
    reason: text('reason').notNull().default(''),
  },
  (t) => [index('grant_event_grant').on(t.grantId, t.seq)],
)

/** State of node-oidc-provider; ids are kept as digests. */
export const providerState = pgTable(
  'provider_state',
  {
    environment: text('environment', { enum: ['sandbox', 'production'] }).notNull(),
    model: text('model').notNull(),
    idDigest: text('id_digest').notNull(),
    payload: jsonb('payload').$type<Record<string, unknown>>().notNull(),
    grantId: text('grant_id'),
    uid: text('uid'),
    userCode: text('user_code'),
    expiresAt: instant('expires_at'),
    consumedAt: instant('consumed_at'),
  },
  (t) => [
    primaryKey({ columns: [t.environment, t.model, t.idDigest] }),
    index('provider_state_grant').on(t.grantId),
    index('provider_state_uid').on(t.uid),
    index('provider_state_expiry').on(t.expiresAt),
  ],
)
