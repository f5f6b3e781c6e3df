/** Keeps the columns that the queue is ordered by: computed from the events, in the transaction that appended one. */
import { findSubmission, updateSubmissionClock } from '../../db/queries/submission.ts'
import type { Tx } from '../../db/transaction.ts'
import { notFound } from '../domain/refusal.ts'
import { openDue, turn } from '../domain/review.ts'
import type { Context } from './context.ts'
import { submissionEvents } from './submission-facts.ts'

/** Call it after each event of a submission and after each outcome of its mails. */
export async function refreshClock(tx: Tx, ctx: Context, submissionId: string): Promise<void> {
  const submission = await findSubmission(tx, submissionId)
  if (!submission) throw notFound('submission')
  const events = await submissionEvents(tx, submissionId)
  await updateSubmissionClock(tx, submissionId, {
    dueAt: openDue(events, submission.submittedAt, ctx.settings.calendar),
    openTurn: turn(events),
  })
}
