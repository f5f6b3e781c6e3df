/** The developer's reply to AppSec, written in the portal; it starts the next-reply clock. */
import { normalForm } from '../domain/normal-form.ts'
import { Refusal } from '../domain/refusal.ts'
import { isOpen, reviewStatus } from '../domain/review.ts'
import type { Context } from './context.ts'
import { wasPosted } from './form-once.ts'
import { recordAudit } from './record.ts'
import { refreshClock } from './review-clock.ts'
import { lockedSubmissionAccess } from './submission-access.ts'
import { appendDeveloperEvent } from './submission-event.ts'
import { submissionFacts } from './submission-facts.ts'

export const REPLY_MAX_LENGTH = 8000

/** Text as it is kept: one kind of line end, nothing invisible at the ends. Refuses `reply` for none or too much. */
export function developerText(typed: string, ask: string): string {
  const text = normalForm(typed.replace(/\r\n?/g, '\n'), 'NFC').trim()
  if (text === '') throw new Refusal('reply', ask, { field: 'text' })
  if (text.length > REPLY_MAX_LENGTH) {
    const max = REPLY_MAX_LENGTH.toLocaleString('en-US')
    const typedLength = text.length.toLocaleString('en-US')
    throw new Refusal('reply', `Enter a message of ${max} characters or less. You entered ${typedLength}.`, {
      field: 'text',
    })
  }
  // PostgreSQL keeps no NUL in a text; other control characters have no place in a message either.
  return text.replace(/[^\P{Cc}\n\t]/gu, '')
}

export type ReplyInput = {
  submissionId: string
  text: string
  /** Made with the form; the same one posted twice writes once. */
  once?: string
}

/** Writes a reply. Refuses `not_open` (nothing is under review), `reply` (field), `form`, `not_found`, `role_too_low`. */
export function replyToReview(ctx: Context, input: ReplyInput): Promise<{ submissionId: string }> {
  return ctx.transaction(async (tx) => {
    const { submissionId, once } = input
    const { actor, organizationId } = await lockedSubmissionAccess(tx, ctx, submissionId, 'reply')
    const { events } = await submissionFacts(tx, submissionId, ctx.now)
    if (wasPosted(events, 'reply', once)) return { submissionId }
    if (!isOpen(reviewStatus(events))) {
      throw new Refusal('not_open', 'This submission is not under review, so nobody waits for a message here.')
    }
    const publicText = developerText(input.text, 'Write a message.')
    const data = once === undefined ? {} : { once }
    const eventId = await appendDeveloperEvent(tx, ctx, { submissionId, kind: 'reply', actor, publicText, data })
    await refreshClock(tx, ctx, submissionId)
    await recordAudit(tx, ctx, {
      act: 'submission.replied',
      noun: 'submission',
      nounId: submissionId,
      organizationId,
      data: { eventId },
    })
    return { submissionId }
  })
}
