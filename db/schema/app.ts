/** What a developer registers. A live app's folded name is unique, so that no look-alike can stand beside it. */
import { sql } from 'drizzle-orm'
import { index, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { id, instant } from './columns.ts'
import { organization } from './organization.ts'
import { person } from './person.ts'

export const app = pgTable(
  'app',
  {
    id: id().primaryKey(),
    organizationId: id('organization_id')
      .notNull()
      .references(() => organization.id),
    name: text('name').notNull(),
    nameFold: text('name_fold').notNull(),
    createdAt: instant('created_at').notNull(),
    createdBy: id('created_by').references(() => person.id),
    deletedAt: instant('deleted_at'),
  },
  (t) => [
    index('app_organization').on(t.organizationId),
    uniqueIndex('app_live_name').on(t.nameFold).where(sql`deleted_at is null`),
  ],
)
