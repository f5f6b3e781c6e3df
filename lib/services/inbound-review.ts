/** A mail that answers AppSec about a submission. Steps for taking mail. */
import { appendReviewEvent, lockSubmission } from '../../db/queries/submission.ts'
import type { Tx } from '../../db/transaction.ts'
import { isOpen, reviewStatus } from '../domain/review.ts'
import type { Context } from './context.ts'
import type { MailReply } from './inbound-episode.ts'
import { recordAudit } from './record.ts'
import { refreshClock } from './review-clock.ts'
import { appendDeveloperEvent } from './submission-event.ts'
import { type SubmissionFacts, submissionFacts } from './submission-facts.ts'

/** Mails without effect that the history of one submission shows; further ones are kept and not shown. */
const SHOWN_MAX = 20

export async function holdSubmission(tx: Tx, ctx: Context, submissionId: string): Promise<SubmissionFacts> {
  await lockSubmission(tx, submissionId)
  return submissionFacts(tx, submissionId, ctx.now)
}

/**
 * From somebody who could write the same in the portal, or a contact, it is a reply and starts the next-reply clock. From
 * anybody else, or when the review is over, staff read it and nothing starts.
 */
export async function replyToSubmission(
  tx: Tx,
  ctx: Context,
  { submission, organization, events }: SubmissionFacts,
  { mail, sender }: MailReply,
): Promise<'answered' | 'shown'> {
  const { id: submissionId } = submission
  const data = { how: 'mail', inboundMailId: mail.id }
  if (isOpen(reviewStatus(events)) && sender?.mayReply && mail.text !== '') {
    const by = { personId: sender.personId }
    // The words stay in the mail: an event can never be changed, and people may be erased.
    const reply = { submissionId, kind: 'reply' as const, actor: by, data }
    const eventId = await appendDeveloperEvent(tx, ctx, reply)
    await refreshClock(tx, ctx, submissionId)
    await recordAudit(tx, ctx, {
      ...{ act: 'submission.replied', noun: 'submission', nounId: submissionId, organizationId: organization.id },
      data: { eventId, how: 'mail' },
    })
    return 'answered'
  }
  if (events.filter((event) => event.kind === 'note' && event.data.inboundMailId).length < SHOWN_MAX) {
    await appendReviewEvent(tx, {
      ...{ id: ctx.randomId(), submissionId, kind: 'note', at: ctx.now, actorKind: 'system', actorId: null },
      ...{ human: false, publicText: '', internalText: '', data, mailId: null },
    })
  }
  return 'shown'
}
