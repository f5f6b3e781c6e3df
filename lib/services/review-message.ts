/**
 * Words of a reviewer: a message that is mailed to the main contact of the form, a note that only staff read, and
 * "no reply needed". A message stops the first-contact clock when a mail server accepts it, not when it is written.
 */
import { datedText } from '../domain/calendar.ts'
import { Refusal } from '../domain/refusal.ts'
import { asksAppsec, nextReply } from '../domain/review.ts'
import { CLOSE_NOTICE_DAYS } from '../domain/review-heard.ts'
import { reviewText } from '../domain/review-text.ts'
import type { Context } from './context.ts'
import { type ActInput, type ActResult, appendStaffEvent, reviewAct } from './review-act.ts'
import type { ReviewFacts } from './review-facts.ts'
import { mailPrimary } from './review-mail.ts'

const DAY = 24 * 60 * 60 * 1000

export type MessageInput = ActInput & {
  text: string
  /** Gives notice that the submission is closed when its terms stay unanswered. */
  closeNotice?: boolean
}

/**
 * Writes to the developer. Refuses `text` (field `message`), `address_unconfirmed` (field `message`), and `terms_accepted`
 * for a notice of closing when there is nothing left to give notice of.
 */
export function writeMessage(ctx: Context, input: MessageInput): Promise<ActResult> {
  return reviewAct(ctx, input, 'message', async (tx, facts) => {
    const typed = reviewText(input.text, { field: 'message', ask: 'Write a message.' })
    const text = input.closeNotice ? `${typed}\n\n${noticeOf(ctx, facts)}` : typed
    const mailId = await mailPrimary(tx, ctx, facts, { kind: 'review_message', props: { text }, field: 'message' })
    const data = input.closeNotice ? { notice: 'close', terms: facts.terms?.version } : {}
    const eventId = await appendStaffEvent(tx, ctx, input, facts.staff, {
      kind: 'message',
      publicText: text,
      data,
      mailId,
    })
    return { act: 'submission.messaged', data: { eventId, mailId, ...data } }
  })
}

function noticeOf(ctx: Context, facts: ReviewFacts): string {
  if (facts.termsAccepted) {
    throw new Refusal('terms_accepted', 'The terms are accepted, so there is nothing to give notice of.', {
      field: 'closeNotice',
    })
  }
  const until = datedText(new Date(ctx.now.getTime() + CLOSE_NOTICE_DAYS * DAY), ctx.settings.calendar.zone)
  return `If nobody of your organization accepts the terms of service by ${until}, we close this submission. That is no denial: you can start a new one at any time.`
}

/** Adds a note that only staff read; also after the review is over. Refuses `text` (field `note`). */
export function addNote(ctx: Context, input: ActInput & { text: string }): Promise<ActResult> {
  return reviewAct(
    ctx,
    input,
    'note',
    async (tx, { staff }) => {
      const internalText = reviewText(input.text, { field: 'note', ask: 'Write a note.' })
      const eventId = await appendStaffEvent(tx, ctx, input, staff, { kind: 'note', internalText })
      return { act: 'submission.noted', data: { eventId } }
    },
    { afterEnd: true },
  )
}

/**
 * Closes the next-reply clock without writing. Refuses `nothing_asked` when none runs, and `written_meanwhile`.
 * @param input.seen id of the last event on the page: what the developer did after it was not read
 */
export function noReplyNeeded(ctx: Context, input: { submissionId: string; seen?: string }): Promise<ActResult> {
  return reviewAct(ctx, input, 'no_reply_needed', async (tx, { events, staff }) => {
    const after = events.slice(events.findIndex(({ id }) => id === input.seen) + 1)
    if (input.seen !== undefined && after.some(asksAppsec)) {
      throw new Refusal('written_meanwhile', 'The developer has written meanwhile. Read it first.')
    }
    if (!nextReply(events, ctx.settings.calendar)) {
      throw new Refusal('nothing_asked', 'The developer waits for no reply now.')
    }
    const eventId = await appendStaffEvent(tx, ctx, input, staff, { kind: 'no_reply_needed' })
    return { act: 'submission.no_reply_needed', data: { eventId } }
  })
}
