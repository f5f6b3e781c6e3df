/** What an approval freezes: signed statements per app and version, their label per language, and dated notices beside them. */
import { index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { app } from './app.ts'
import { id, instant } from './columns.ts'
import { document, submission } from './submission.ts'

export const attestation = pgTable(
  'attestation',
  {
    id: id().primaryKey(),
    appId: id('app_id')
      .notNull()
      .references(() => app.id),
    version: integer('version').notNull(),
    submissionId: id('submission_id')
      .notNull()
      .references(() => submission.id),
    documentId: id('document_id')
      .notNull()
      .references(() => document.id),
    edition: text('edition').notNull(),
    /** Canonical JSON: edition, app, company, answers that members read, signedAt, signerTitle. */
    content: text('content').notNull(),
    digest: text('digest').notNull(),
    /** Compact JWS over the content. */
    jws: text('jws').notNull(),
    publishedAt: instant('published_at').notNull(),
  },
  (t) => [uniqueIndex('attestation_version').on(t.appId, t.version)],
)

export const labelRendering = pgTable(
  'label_rendering',
  {
    id: id().primaryKey(),
    attestationId: id('attestation_id')
      .notNull()
      .references(() => attestation.id),
    lang: text('lang', { enum: ['en', 'es'] }).notNull(),
    wordingVersion: text('wording_version').notNull(),
    /** Canonical JSON of the Label of lib/domain/label. */
    label: text('label').notNull(),
    digest: text('digest').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [uniqueIndex('label_rendering_version').on(t.attestationId, t.lang, t.wordingVersion)],
)

export const attestationNotice = pgTable(
  'attestation_notice',
  {
    id: id().primaryKey(),
    attestationId: id('attestation_id')
      .notNull()
      .references(() => attestation.id),
    kind: text('kind', { enum: ['withdrawn', 'lapsed', 'could_not_confirm', 'finding', 'lifted'] }).notNull(),
    questionId: text('question_id').notNull(),
    at: instant('at').notNull(),
    data: jsonb('data').$type<Record<string, unknown>>().notNull(),
  },
  (t) => [index('attestation_notice_attestation').on(t.attestationId)],
)

/** Keys that sign attestations; the private part is sealed with the installation's own secret. */
export const signingKey = pgTable('signing_key', {
  kid: text('kid').primaryKey(),
  use: text('use', { enum: ['attestation', 'provider_production', 'provider_sandbox'] }).notNull(),
  publicJwk: jsonb('public_jwk').$type<Record<string, unknown>>().notNull(),
  sealedPrivateJwk: text('sealed_private_jwk').notNull(),
  createdAt: instant('created_at').notNull(),
  retiredAt: instant('retired_at'),
})
