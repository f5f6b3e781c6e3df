/** Organizations, who belongs to them, invitations, contacts and addresses whose owner confirmed them. */
import { index, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { id, instant } from './columns.ts'
import { person } from './person.ts'

export const organization = pgTable('organization', {
  id: id().primaryKey(),
  legalName: text('legal_name').notNull(),
  dba: text('dba').notNull().default(''),
  kind: text('kind').notNull(),
  address: text('address').notNull(),
  country: text('country').notNull(),
  website: text('website').notNull(),
  domains: text('domains').array().notNull(),
  createdAt: instant('created_at').notNull(),
  createdBy: id('created_by').references(() => person.id),
  erasedAt: instant('erased_at'),
})

export const membership = pgTable(
  'membership',
  {
    organizationId: id('organization_id')
      .notNull()
      .references(() => organization.id),
    personId: id('person_id')
      .notNull()
      .references(() => person.id),
    role: text('role', { enum: ['owner', 'editor', 'viewer'] }).notNull(),
    createdAt: instant('created_at').notNull(),
    endedAt: instant('ended_at'),
  },
  (t) => [primaryKey({ columns: [t.organizationId, t.personId] }), index('membership_person').on(t.personId)],
)

export const invitation = pgTable('invitation', {
  id: id().primaryKey(),
  organizationId: id('organization_id')
    .notNull()
    .references(() => organization.id),
  email: text('email').notNull(),
  role: text('role', { enum: ['owner', 'editor', 'viewer'] }).notNull(),
  tokenDigest: text('token_digest').notNull().unique(),
  invitedBy: id('invited_by')
    .notNull()
    .references(() => person.id),
  createdAt: instant('created_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  acceptedAt: instant('accepted_at'),
  revokedAt: instant('revoked_at'),
})

export const contact = pgTable(
  'contact',
  {
    organizationId: id('organization_id')
      .notNull()
      .references(() => organization.id),
    kind: text('kind', { enum: ['primary', 'backup', 'security'] }).notNull(),
    name: text('name').notNull(),
    email: text('email').notNull(),
    phone: text('phone').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.organizationId, t.kind] })],
)

/** An address that somebody asked to confirm for an organization; confirmed when its reader typed the code or opened the link and pressed the button. */
export const confirmedAddress = pgTable(
  'confirmed_address',
  {
    id: id().primaryKey(),
    organizationId: id('organization_id')
      .notNull()
      .references(() => organization.id),
    email: text('email').notNull(),
    tokenDigest: text('token_digest').notNull().unique(),
    requestedAt: instant('requested_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    confirmedAt: instant('confirmed_at'),
  },
  (t) => [uniqueIndex('confirmed_address_token').on(t.organizationId, t.email, t.tokenDigest)],
)
