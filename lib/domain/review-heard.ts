/**
 * Acts that need the developer to have been heard: recording what a reviewer found about an answer, and closing a
 * submission whose terms stay unanswered. Same rule for every app.
 *
 * Assumptions where the payer's page is silent: who was asked and did not answer within the two business days that we
 * give ourselves was heard; a notice of closing runs fourteen days.
 */
import { type BusinessCalendar, nextReplyDue } from './calendar.ts'
import { isOpen, type ReviewEvent, reviewStatus } from './review.ts'
import { CONFLICT_SENTENCE } from './review-verdict.ts'

export const CLOSE_NOTICE_DAYS = 14
const DAY = 24 * 60 * 60 * 1000

export const FINDING_KINDS = ['could_not_confirm', 'finding'] as const
export type FindingKind = (typeof FINDING_KINDS)[number]

/** What only a reviewer can find, with a sentence of its own for members: who makes the app, and the policy page. */
export const FINDING_QUESTIONS: readonly string[] = ['org.identity', 'policy.url']

/**
 * Why this finding cannot be about this answer, as a sentence; null when it can.
 * @param question `row` is null when members read nothing of it; `blank` when it was not answered
 */
export function findingFault(
  kind: FindingKind,
  question: { id: string; row: string | null; blank: boolean } | null,
): string | null {
  if (!question || question.row === null) return 'Choose an answer that members read.'
  if (kind === 'finding') {
    return FINDING_QUESTIONS.includes(question.id) ? null : 'Only the company and its policy page can be missing proof.'
  }
  return question.blank ? 'A blank says nothing that could be confirmed.' : null
}

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

/** @returns every reason against recording a finding now */
export function whyNotFinding(
  facts: { events: readonly ReviewEvent[]; conflict: boolean },
  now: Date,
  calendar: BusinessCalendar,
): string[] {
  const status = reviewStatus(facts.events)
  if (!isOpen(status) && status !== 'approved')
    return ['Only a submission under review or an approved one can have findings.']
  const reasons = facts.conflict ? [CONFLICT_SENTENCE] : []
  if (!wasHeard(facts.events, now, calendar)) {
    reasons.push('The developer was not heard yet. Write first; an answer or two business days without one is enough.')
  }
  return reasons
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
