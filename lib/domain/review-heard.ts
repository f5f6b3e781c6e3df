/**
 * Whether the developer was heard, which recording a finding needs, and closing a submission whose terms stay
 * unanswered. Same rule for every app.
 *
 * Assumptions where the payer's page is silent: who was asked and did not answer within the two business days that we
 * give ourselves was heard; a notice of closing runs fourteen days.
 */
import { type BusinessCalendar, nextReplyDue } from './calendar.ts'
import { isOpen, type ReviewEvent, reviewStatus } from './review.ts'
import { CONFLICT_SENTENCE } from './review-verdict.ts'

export const CLOSE_NOTICE_DAYS = 14
const DAY = 24 * 60 * 60 * 1000

const ANSWERS: ReadonlySet<ReviewEvent['kind']> = new Set(['reply', 'answer_stands', 'resubmitted'])

const asked = (event: ReviewEvent) =>
  event.actorKind === 'staff' &&
  event.human &&
  (event.kind === 'message' || event.kind === 'changes_requested') &&
  event.delivery === 'accepted'

/** Whether somebody of AppSec wrote, and the developer answered or let two business days pass. */
export function wasHeard(events: readonly ReviewEvent[], now: Date, calendar: BusinessCalendar): boolean {
  const first = events.findIndex(asked)
  const question = events[first]
  if (!question) return false
  if (events.slice(first + 1).some((event) => ANSWERS.has(event.kind))) return true
  return now.getTime() > nextReplyDue(question.deliveredAt ?? question.at, calendar).getTime()
}

/** The version in force now. */
type Terms = { version: string } | null

/** When the notice of closing for these terms has run out; null while none reached a mail server. New terms want a new one. */
export function closeNoticeEnds(events: readonly ReviewEvent[], terms: Terms): Date | null {
  const notice = events.find(
    (event) => asked(event) && event.data.notice === 'close' && event.data.terms === terms?.version,
  )
  return notice ? new Date((notice.deliveredAt ?? notice.at).getTime() + CLOSE_NOTICE_DAYS * DAY) : null
}

/** @returns every reason against closing a submission for its unanswered terms */
export function whyNotClose(
  facts: { events: readonly ReviewEvent[]; conflict: boolean; terms: Terms; termsAccepted: boolean },
  now: Date,
  dayText: (at: Date) => string,
): string[] {
  if (!isOpen(reviewStatus(facts.events))) return ['It is not under review.']
  const reasons = facts.conflict ? [CONFLICT_SENTENCE] : []
  if (facts.termsAccepted) reasons.push('The terms are accepted, so there is nothing left unanswered.')
  const ends = closeNoticeEnds(facts.events, facts.terms)
  if (!ends) reasons.push('Give notice first: write a message and tick the notice of closing.')
  else if (now.getTime() < ends.getTime()) reasons.push(`The notice runs until ${dayText(ends)}.`)
  return reasons
}
