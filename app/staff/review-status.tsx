/** State and turn of a review in words and shapes, as payer staff see them. */
import { Status, type StatusTone } from '../../components/ui/status.tsx'
import type { ClientStatus } from '../../lib/domain/client.ts'
import type { ReviewStatus, Turn } from '../../lib/domain/review.ts'

const STATES: Record<ReviewStatus, { tone: StatusTone; text: string }> = {
  draft: { tone: 'none', text: 'Draft' },
  submitted: { tone: 'turn', text: 'New' },
  in_review: { tone: 'turn', text: 'In review' },
  changes_requested: { tone: 'waiting', text: 'Changes asked for' },
  approved: { tone: 'done', text: 'Approved' },
  denied: { tone: 'stopped', text: 'Denied' },
  withdrawn: { tone: 'stopped', text: 'Withdrawn' },
  closed: { tone: 'stopped', text: 'Closed' },
}

/**
 * One mark for both: while a review is open, whose turn it is says more than its state.
 * @param due whether our clock runs; it does although we wrote last while no mail server took our message
 */
export function ReviewState({ status, turn, due }: { status: ReviewStatus; turn: Turn; due: boolean }) {
  const { tone, text } = STATES[status]
  if (turn === 'nobody') return <Status tone={tone}>{text}</Status>
  if (turn === 'developer' && due) return <Status tone="turn">Not delivered</Status>
  if (turn === 'developer')
    return <Status tone="waiting">{status === 'changes_requested' ? text : 'Developer’s turn'}</Status>
  return <Status tone="turn">Our turn</Status>
}

const CLIENTS: Record<ClientStatus, { tone: StatusTone; text: string }> = {
  live: { tone: 'done', text: 'Live' },
  suspended: { tone: 'stopped', text: 'Suspended' },
  removed: { tone: 'stopped', text: 'Removed' },
}

export function ClientState({ status }: { status: ClientStatus }) {
  const { tone, text } = CLIENTS[status]
  return <Status tone={tone}>{text}</Status>
}
