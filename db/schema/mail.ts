/** The outbox: one row a mail, written in the transaction of what it speaks of; attempts are appended. */
import { bigserial, index, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { id, instant } from './columns.ts'

export const mail = pgTable(
  'mail',
  {
    id: id().primaryKey(),
    /** Name in emails/catalogue. */
    kind: text('kind').notNull(),
    toAddress: text('to_address').notNull(),
    lang: text('lang', { enum: ['en', 'es'] }).notNull(),
    props: jsonb('props').$type<Record<string, unknown>>().notNull(),
    /** Root Message-ID of the thread (without angle brackets); this mail's own is `<id@host>`. */
    threadRoot: text('thread_root'),
    references: text('references').array().notNull(),
    submissionId: id('submission_id'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [index('mail_submission').on(t.submissionId), index('mail_created').on(t.createdAt)],
)

export const mailAttempt = pgTable(
  'mail_attempt',
  {
    id: id().primaryKey(),
    seq: bigserial('seq', { mode: 'number' }).notNull(),
    mailId: id('mail_id')
      .notNull()
      .references(() => mail.id),
    at: instant('at').notNull(),
    outcome: text('outcome', { enum: ['started', 'accepted', 'deferred', 'refused', 'bounced', 'skipped'] }).notNull(),
    detail: text('detail').notNull().default(''),
  },
  (t) => [index('mail_attempt_mail').on(t.mailId, t.seq)],
)
