/** What a developer sees of a submission's history: public words only, signed by the team and never by a reviewer. */
import type { MailDelivery, ReviewEvent, ReviewEventKind } from './review.ts'

export type PublicEvent = {
  kind: ReviewEventKind | 'live'
  at: Date
  title: string
  by: 'developer' | 'team' | 'portal'
  /** Public words of the event; empty when there are none. */
  text: string
  /** For what was mailed. */
  delivery: MailDelivery | null
  /** The question that it is about; null when it is about none. */
  questionId: string | null
}

/** Kinds without a title are for staff only. */
const TITLES: Partial<Record<ReviewEventKind, string>> = {
  submitted: 'You submitted the answers',
  resubmitted: 'You submitted changed answers',
  claimed: 'A reviewer started reading',
  message: 'The application security team wrote to you',
  reply: 'You wrote to the application security team',
  changes_requested: 'The application security team asked for changes',
  answer_stands: 'You said that your answers stand',
  no_reply_needed: 'The application security team read your message',
  finding_lifted: 'The application security team lifted a finding about an answer',
  approved: 'Approved',
  denied: 'Denied',
  withdrawn: 'You withdrew the submission',
  closed: 'Closed',
}

const BY: Record<ReviewEvent['actorKind'], PublicEvent['by']> = {
  developer: 'developer',
  staff: 'team',
  system: 'portal',
}

/** When what was approved at an instant worked in the payer's own authorization server; null while it does not. */
export type LiveAt = (approvedAt: Date) => Date | null

/**
 * The public part of a history, oldest first. Internal notes, findings and exceptions are left out; that a finding was lifted is told.
 * @param liveAt only where the payer's own authorization server serves the members
 */
export function publicEvents(events: readonly ReviewEvent[], liveAt?: LiveAt): PublicEvent[] {
  const told = events.flatMap(publicEvent)
  if (!liveAt) return told
  const lived = told.flatMap((event) => (event.kind === 'approved' ? withLive(event, liveAt(event.at)) : [event]))
  return lived.toSorted((a, b) => a.at.getTime() - b.at.getTime())
}

const LIVE = { kind: 'live', title: 'Live', by: 'portal', delivery: null, questionId: null } as const

/** Approved is not live where another server has to confirm the client first. */
function withLive(approved: PublicEvent, live: Date | null): PublicEvent[] {
  if (live && live <= approved.at) return [approved]
  const waiting = { ...approved, title: 'Approved, not yet live' }
  const text = 'The authorization server confirmed the client as it was approved.'
  return live ? [waiting, { ...LIVE, at: live, text }] : [waiting]
}

function publicEvent(event: ReviewEvent): PublicEvent[] {
  const byMail = event.kind === 'reply' && event.data.how === 'mail'
  const title = byMail ? 'You answered the application security team by mail' : TITLES[event.kind]
  if (!title) return []
  return [
    {
      kind: event.kind,
      at: event.at,
      title,
      by: BY[event.actorKind],
      text: event.publicText,
      delivery: event.mailId ? (event.delivery ?? 'waiting') : null,
      questionId: event.kind === 'finding_lifted' ? String(event.data.questionId) : null,
    },
  ]
}

export type RequestedChange = { questionId: string; ground: string; text: string }

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What AppSec asked to change and nobody answered yet; empty when the developer has answered. */
export function openChanges(events: readonly ReviewEvent[]): RequestedChange[] {
  let items: RequestedChange[] = []
  for (const event of events) {
    if (event.kind === 'changes_requested') items = changesOf(event.data.items)
    else if (event.kind === 'resubmitted' || event.kind === 'answer_stands') items = []
  }
  return items
}

function changesOf(items: unknown): RequestedChange[] {
  if (!Array.isArray(items)) return []
  return items.filter(isRecord).map((item) => ({
    questionId: String(item.questionId ?? ''),
    ground: String(item.ground ?? ''),
    text: String(item.text ?? ''),
  }))
}
