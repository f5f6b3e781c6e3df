/** Developers, payer staff, their sessions and the typed sign-in codes. Developers and staff never share a row. */
import { integer, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { id, instant } from './columns.ts'

export const person = pgTable('person', {
  id: id().primaryKey(),
  email: text('email').notNull().unique(),
  name: text('name').notNull().default(''),
  zone: text('zone'),
  createdAt: instant('created_at').notNull(),
  erasedAt: instant('erased_at'),
})

export const staff = pgTable(
  'staff',
  {
    id: id().primaryKey(),
    issuer: text('issuer').notNull(),
    subject: text('subject').notNull(),
    email: text('email').notNull(),
    name: text('name').notNull(),
    role: text('role', { enum: ['reviewer', 'lead', 'auditor'] }).notNull(),
    lastSignInAt: instant('last_sign_in_at').notNull(),
    disabledAt: instant('disabled_at'),
  },
  (t) => [uniqueIndex('staff_issuer_subject').on(t.issuer, t.subject)],
)

/** One row a browser session; the token itself is never kept, only its digest. Exactly one of person and staff is set. */
export const session = pgTable('session', {
  tokenDigest: text('token_digest').primaryKey(),
  personId: id('person_id').references(() => person.id),
  staffId: id('staff_id').references(() => staff.id),
  createdAt: instant('created_at').notNull(),
  lastSeenAt: instant('last_seen_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  revokedAt: instant('revoked_at'),
  origin: text('origin').notNull().default(''),
})

export const signInCode = pgTable('sign_in_code', {
  id: id().primaryKey(),
  email: text('email').notNull(),
  codeDigest: text('code_digest').notNull(),
  createdAt: instant('created_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  tries: integer('tries').notNull().default(0),
  consumedAt: instant('consumed_at'),
})

/** Counters of a fixed window, for example `code:ip:203.0.113.7`. */
export const rateLimit = pgTable(
  'rate_limit',
  {
    key: text('key').notNull(),
    windowStart: instant('window_start').notNull(),
    count: integer('count').notNull(),
  },
  (t) => [primaryKey({ columns: [t.key, t.windowStart] })],
)
