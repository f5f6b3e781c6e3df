/** The append-only, hash-chained record of who did what, when; one chain for the portal, one for the member side. */
import { bigint, index, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { id, instant } from './columns.ts'

export const audit = pgTable(
  'audit',
  {
    chain: text('chain', { enum: ['portal', 'member'] }).notNull(),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    at: instant('at').notNull(),
    actorKind: text('actor_kind').notNull(),
    actorId: text('actor_id').notNull(),
    act: text('act').notNull(),
    noun: text('noun').notNull(),
    nounId: text('noun_id').notNull(),
    organizationId: id('organization_id'),
    data: jsonb('data').$type<Record<string, unknown>>().notNull(),
    previousDigest: text('previous_digest').notNull(),
    digest: text('digest').notNull(),
  },
  (t) => [primaryKey({ columns: [t.chain, t.seq] }), index('audit_noun').on(t.noun, t.nounId, t.seq)],
)

/** The head of each chain; locked last and briefly. */
export const auditHead = pgTable('audit_head', {
  chain: text('chain', { enum: ['portal', 'member'] }).primaryKey(),
  seq: bigint('seq', { mode: 'number' }).notNull(),
  digest: text('digest').notNull(),
})
