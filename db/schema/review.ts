/** Everything AppSec and the developer did with a submission, appended; status, turn and clocks are computed from it. */
import { bigserial, boolean, index, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { id, instant } from './columns.ts'
import { mail } from './mail.ts'
import { submission } from './submission.ts'

export const reviewEvent = pgTable(
  'review_event',
  {
    id: id().primaryKey(),
    seq: bigserial('seq', { mode: 'number' }).notNull(),
    submissionId: id('submission_id')
      .notNull()
      .references(() => submission.id),
    /** One of ReviewEvent['kind'] of lib/domain/review. */
    kind: text('kind').notNull(),
    at: instant('at').notNull(),
    actorKind: text('actor_kind', { enum: ['developer', 'staff', 'system'] }).notNull(),
    actorId: id('actor_id'),
    human: boolean('human').notNull(),
    /** What the developer may read: message, public reason, what to change. */
    publicText: text('public_text').notNull().default(''),
    /** What only staff may read. */
    internalText: text('internal_text').notNull().default(''),
    /** Small facts of the kind: criterion, reason kind, question ids, round. */
    data: jsonb('data').$type<Record<string, unknown>>().notNull(),
    mailId: id('mail_id').references(() => mail.id),
  },
  (t) => [index('review_event_submission').on(t.submissionId, t.seq)],
)
