/** What is new with a submission, in one sentence for a row of the queue. */
import type { ReviewEvent } from './review.ts'

const QUOTE_MAX = 90

/** The start of a text on one line. */
function quote(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim()
  const signs = [...line]
  return signs.length <= QUOTE_MAX ? `“${line}”` : `“${signs.slice(0, QUOTE_MAX).join('').trimEnd()}…”`
}

const DELIVERY = {
  waiting: 'Our message is on its way',
  accepted: 'We wrote',
  deferred: 'Our message was not taken by a mail server yet',
  refused: 'Our message was refused by a mail server',
  bounced: 'Our message came back',
} as const

const quantity = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`

export type NewsFacts = {
  /** Questions asked, and how many of them carry an answer, in the last document. */
  asked: number
  answered: number
  /** Answers that differ from the round before; null for a first round. */
  changed: number | null
}

/** @param events oldest first @returns a sentence without its full stop */
export function newsOf(events: readonly ReviewEvent[], facts: NewsFacts): string {
  for (const event of events.toReversed()) {
    const sentence = newsOfEvent(event, facts)
    if (sentence) return sentence
  }
  return 'Nothing was sent yet'
}

function newsOfEvent(event: ReviewEvent, { asked, answered, changed }: NewsFacts): string | null {
  switch (event.kind) {
    case 'submitted':
      if (changed !== null) return `Applies again, ${quantity(changed, 'answer')} changed since the last approval`
      return `New, ${answered} of ${quantity(asked, 'question')} answered`
    case 'resubmitted':
      return `${changed ?? 0} of ${quantity(asked, 'answer')} changed`
    case 'reply':
      return `Wrote: ${quote(event.publicText)}`
    case 'answer_stands':
      return `Says the answers stand: ${quote(event.publicText)}`
    case 'message':
      return `${DELIVERY[event.delivery ?? 'waiting']}: ${quote(event.publicText)}`
    case 'changes_requested':
      return event.delivery === 'accepted'
        ? 'Changes asked for'
        : `Changes asked for. ${DELIVERY[event.delivery ?? 'waiting']}`
    case 'approved':
      return 'Approved'
    case 'denied':
      return 'Denied'
    case 'withdrawn':
      return 'Withdrawn by the developer'
    case 'closed':
      return event.data.why === 'removed'
        ? 'Closed, the organization was removed'
        : 'Closed, the terms stayed unanswered'
    default:
      return null
  }
}
