/** The versioned terms of service, the evidence that somebody accepted a version, and links for people without an account. */
import { boolean, index, pgTable, text } from 'drizzle-orm/pg-core'
import { id, instant } from './columns.ts'
import { organization } from './organization.ts'
import { person } from './person.ts'

export const terms = pgTable('terms', {
  version: text('version').primaryKey(),
  title: text('title').notNull(),
  body: text('body').notNull(),
  digest: text('digest').notNull(),
  effectiveAt: instant('effective_at').notNull(),
})

export const acceptance = pgTable(
  'acceptance',
  {
    id: id().primaryKey(),
    organizationId: id('organization_id')
      .notNull()
      .references(() => organization.id),
    termsVersion: text('terms_version')
      .notNull()
      .references(() => terms.version),
    termsDigest: text('terms_digest').notNull(),
    name: text('name'),
    title: text('title').notNull(),
    authority: boolean('authority').notNull(),
    personId: id('person_id').references(() => person.id),
    /** Address the signed link was sent to, when accepted without an account. */
    linkEmail: text('link_email'),
    at: instant('at').notNull(),
    origin: text('origin').notNull(),
  },
  (t) => [index('acceptance_organization').on(t.organizationId, t.termsVersion)],
)

export const termsLink = pgTable('terms_link', {
  id: id().primaryKey(),
  organizationId: id('organization_id')
    .notNull()
    .references(() => organization.id),
  email: text('email').notNull(),
  tokenDigest: text('token_digest').notNull().unique(),
  createdBy: id('created_by')
    .notNull()
    .references(() => person.id),
  createdAt: instant('created_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  usedAt: instant('used_at'),
})
