/**
 * What a review is, computed from what happened: status, whose turn it is, and the two clocks. Nothing here is stored.
 *
 * First contact (the payer's page: within 2 business days) stops only when a person's message to the primary contact
 * was accepted by a mail server, or by a decision; a later bounce of that message opens it again. A reply of the
 * developer starts a next-reply clock of the same length, which a reviewer may close as "no reply needed".
 */
import { type BusinessCalendar, firstContactDue, nextReplyDue } from './calendar.ts'

export const REVIEW_EVENT_KINDS = [
  'submitted',
  'resubmitted',
  'claimed',
  'released',
  'message',
  'reply',
  'note',
  'changes_requested',
  'answer_stands',
  'no_reply_needed',
  'exception',
  'finding',
  'finding_lifted',
  'approved',
  'denied',
  'withdrawn',
  'closed',
] as const

export type ReviewEventKind = (typeof REVIEW_EVENT_KINDS)[number]

/** Where a mail is on its way; `waiting` also when nothing was tried yet. */
export type MailDelivery = 'waiting' | 'accepted' | 'deferred' | 'refused' | 'bounced'

export type ReviewEvent = {
  kind: ReviewEventKind
  at: Date
  actorKind: 'developer' | 'staff' | 'system'
  actorId: string | null
  /** Whether a person wrote it; automatic mails never stop a clock. */
  human: boolean
  data: Record<string, unknown>
  publicText: string
  internalText: string
  mailId: string | null
  delivery?: MailDelivery
  /** When the mail server accepted the mail. */
  deliveredAt?: Date | null
}

export type ReviewStatus =
  | 'draft'
  | 'submitted'
  | 'in_review'
  | 'changes_requested'
  | 'approved'
  | 'denied'
  | 'withdrawn'
  | 'closed'

export type Turn = 'appsec' | 'developer' | 'nobody'

const ENDS: Partial<Record<ReviewEventKind, ReviewStatus>> = {
  approved: 'approved',
  denied: 'denied',
  withdrawn: 'withdrawn',
  closed: 'closed',
}

/** @param events in the order in which they happened */
export function reviewStatus(events: readonly ReviewEvent[]): ReviewStatus {
  let status: ReviewStatus = 'draft'
  for (const { kind } of events) {
    const end = ENDS[kind]
    if (end) return end
    if (kind === 'submitted') status = 'submitted'
    else if (kind === 'changes_requested') status = 'changes_requested'
    else if (kind === 'resubmitted' || kind === 'answer_stands') status = 'in_review'
    else if (status === 'submitted' && (kind === 'claimed' || kind === 'message')) status = 'in_review'
  }
  return status
}

/** Whether AppSec and the developer can still do something with it. */
export function isOpen(status: ReviewStatus): boolean {
  return status === 'submitted' || status === 'in_review' || status === 'changes_requested'
}

/** What a developer does that AppSec has to answer. */
const ASKS_APPSEC: ReadonlySet<ReviewEventKind> = new Set(['reply', 'resubmitted', 'answer_stands'])

/** Whether the developer did something that waits for an answer of AppSec. */
export const asksAppsec = ({ kind }: ReviewEvent): boolean => ASKS_APPSEC.has(kind)

/** Whether a person of AppSec wrote to the developer with this event. */
const speaks = (event: ReviewEvent) =>
  event.actorKind === 'staff' && event.human && (event.kind === 'message' || event.kind === 'changes_requested')

/** Whether that message reached a mail server and did not come back. */
const arrived = (event: ReviewEvent) => speaks(event) && event.delivery === 'accepted'

/** Whether a person's message was accepted by a mail server and did not bounce. */
export const wasContacted = (events: readonly ReviewEvent[]): boolean => events.some(arrived)

const decides = (event: ReviewEvent) => event.kind === 'approved' || event.kind === 'denied'

/** Whose turn it is: after a request for changes or a question, the developer's; after an answer, AppSec's. */
export function turn(events: readonly ReviewEvent[]): Turn {
  const status = reviewStatus(events)
  if (status === 'draft') return 'developer'
  if (!isOpen(status)) return 'nobody'
  let whose: Turn = 'appsec'
  for (const event of events) {
    if (event.kind === 'submitted' || asksAppsec(event)) whose = 'appsec'
    else if (speaks(event)) whose = 'developer'
  }
  return whose
}

export type FirstContact = { due: Date; stoppedAt: Date | null }

/**
 * The first-contact clock of a submission.
 * @param submittedAt the first submission: day 0 @returns when it is due, and when it stopped (null while it runs)
 */
export function firstContact(
  events: readonly ReviewEvent[],
  submittedAt: Date,
  calendar: BusinessCalendar,
): FirstContact {
  const due = firstContactDue(submittedAt, calendar)
  let stoppedAt: Date | null = null
  for (const event of events) {
    const at = decides(event) ? event.at : arrived(event) ? (event.deliveredAt ?? event.at) : null
    if (at && (!stoppedAt || at.getTime() < stoppedAt.getTime())) stoppedAt = at
  }
  return { due, stoppedAt }
}

/**
 * The next-reply clock: runs from the developer's oldest act that nobody answered yet.
 * @returns when an answer is due, or null when nothing waits for one
 */
export function nextReply(events: readonly ReviewEvent[], calendar: BusinessCalendar): { due: Date } | null {
  if (!isOpen(reviewStatus(events))) return null
  let asked: Date | null = null
  for (const event of events) {
    if (asksAppsec(event)) asked ??= event.at
    else if (arrived(event) || event.kind === 'no_reply_needed') asked = null
  }
  return asked && { due: nextReplyDue(asked, calendar) }
}

/** The earliest instant by which AppSec must do something; null when no clock runs. */
export function openDue(
  events: readonly ReviewEvent[],
  submittedAt: Date | null,
  calendar: BusinessCalendar,
): Date | null {
  if (!submittedAt || !isOpen(reviewStatus(events))) return null
  const first = firstContact(events, submittedAt, calendar)
  const dues = [first.stoppedAt ? null : first.due, nextReply(events, calendar)?.due ?? null].filter(
    (due) => due !== null,
  )
  return dues.reduce<Date | null>((least, due) => (!least || due.getTime() < least.getTime() ? due : least), null)
}

/**
 * How our last words stand while the developer has the turn and a clock of ours runs all the same, because no mail server
 * took them: nothing was answered about them yet, or something that is no yes.
 */
export type Unheard = 'on_its_way' | 'not_delivered'

/** @param due from `openDue` @returns null while no clock runs, and while it is our turn anyway */
export function unheard(events: readonly ReviewEvent[], due: Date | null): Unheard | null {
  if (!due || turn(events) !== 'developer') return null
  const last = events.findLast(speaks)?.delivery ?? 'waiting'
  return last === 'waiting' ? 'on_its_way' : 'not_delivered'
}

/** Who took the submission last and did not let go; advice to colleagues, no lock. */
export function claimedBy(events: readonly ReviewEvent[]): string | null {
  let staffId: string | null = null
  for (const { kind, actorId } of events) {
    if (kind === 'claimed') staffId = actorId
    else if (kind === 'released') staffId = null
  }
  return staffId
}

/** When it was approved, denied, withdrawn or closed; null while it is open. */
export const endedAt = (events: readonly ReviewEvent[]): Date | null =>
  events.find(({ kind }) => ENDS[kind])?.at ?? null

/** Who decided, when and how; null while it is open. */
export function decisionOf(events: readonly ReviewEvent[]): ReviewEvent | null {
  return events.find(decides) ?? null
}
