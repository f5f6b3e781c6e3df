/** Appends what a developer did to the history of a submission. A step for the acts of a developer. */
import { appendReviewEvent } from '../../db/queries/submission.ts'
import type { Tx } from '../../db/transaction.ts'
import type { ReviewEventKind } from '../domain/review.ts'
import type { Context } from './context.ts'

export type DeveloperEvent = {
  submissionId: string
  kind: Extract<ReviewEventKind, 'submitted' | 'resubmitted' | 'reply' | 'answer_stands' | 'withdrawn'>
  /** A contact who answered by mail has no account. */
  actor: { personId: string | null }
  publicText?: string
  data?: Record<string, unknown>
}

/** @returns the event's id */
export async function appendDeveloperEvent(tx: Tx, ctx: Context, event: DeveloperEvent): Promise<string> {
  const id = ctx.randomId()
  await appendReviewEvent(tx, {
    id,
    submissionId: event.submissionId,
    kind: event.kind,
    at: ctx.now,
    actorKind: 'developer',
    actorId: event.actor.personId,
    human: true,
    publicText: event.publicText ?? '',
    internalText: '',
    data: event.data ?? {},
    mailId: null,
  })
  return id
}
