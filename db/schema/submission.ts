/** Submissions, the answers of a draft (one versioned row a question) and the frozen document of each round. */
import { index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { app } from './app.ts'
import { id, instant } from './columns.ts'
import { organization } from './organization.ts'
import { person } from './person.ts'

export const submission = pgTable(
  'submission',
  {
    id: id().primaryKey(),
    appId: id('app_id')
      .notNull()
      .references(() => app.id),
    /** Whose answers these are; it stays so when the app changes hands. */
    organizationId: id('organization_id')
      .notNull()
      .references(() => organization.id),
    edition: text('edition').notNull(),
    /** Short public reference such as `C-7KQ2M9`, used in mail subjects. */
    reference: text('reference').notNull().unique(),
    createdAt: instant('created_at').notNull(),
    createdBy: id('created_by').references(() => person.id),
    /** First submission; null while it is a draft. The clock's day 0. */
    submittedAt: instant('submitted_at'),
    /** Kept in the same transaction as the events, so that the queue needs no scan; a test proves it never drifts. */
    dueAt: instant('due_at'),
    openTurn: text('open_turn', { enum: ['appsec', 'developer', 'nobody'] }),
  },
  (t) => [
    index('submission_app').on(t.appId),
    index('submission_organization').on(t.organizationId),
    index('submission_queue').on(t.dueAt, t.id),
  ],
)

export const answer = pgTable(
  'answer',
  {
    submissionId: id('submission_id')
      .notNull()
      .references(() => submission.id),
    questionId: text('question_id').notNull(),
    /** Canonical answer value of lib/domain/answers; null is a blank. */
    value: jsonb('value'),
    version: integer('version').notNull(),
    updatedAt: instant('updated_at').notNull(),
    updatedBy: id('updated_by').references(() => person.id),
  },
  (t) => [primaryKey({ columns: [t.submissionId, t.questionId] })],
)

/** What was submitted, question by question, as the developer saw it. Append-only; names of people stand beside the digest. */
export const document = pgTable(
  'document',
  {
    id: id().primaryKey(),
    submissionId: id('submission_id')
      .notNull()
      .references(() => submission.id),
    round: integer('round').notNull(),
    edition: text('edition').notNull(),
    /** Canonical JSON of the frozen questions and answers, without names of people. */
    content: text('content').notNull(),
    digest: text('digest').notNull(),
    /** Answers that name people (contacts, signature), outside the digest so that they can be erased. */
    people: jsonb('people'),
    signerName: text('signer_name'),
    signerTitle: text('signer_title').notNull(),
    signedBy: id('signed_by').references(() => person.id),
    signedAt: instant('signed_at').notNull(),
    origin: text('origin').notNull(),
  },
  (t) => [uniqueIndex('document_round').on(t.submissionId, t.round)],
)
