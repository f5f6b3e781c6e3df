/** State and turn of a review in words and shapes, as payer staff see them. */
import { Status, type StatusTone } from '../../components/ui/status.tsx'
import type { ClientStatus } from '../../lib/domain/client.ts'
import type { ReviewStatus, Turn, Unheard } from '../../lib/domain/review.ts'

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

const UNHEARD: Record<Unheard, { tone: StatusTone; text: string }> = {
  on_its_way: { tone: 'waiting', text: 'On its way' },
  not_delivered: { tone: 'turn', text: 'Not delivered' },
}

type Review = { status: ReviewStatus; turn: Turn; unheard: Unheard | null }

/** One mark for all: while a review is open, whose turn it is says more than its state, and what became of our words more still. */
export function ReviewState({ status, turn, unheard }: Review) {
  const { tone, text } = STATES[status]
  if (turn === 'nobody') return <Status tone={tone}>{text}</Status>
  if (unheard) return <Status tone={UNHEARD[unheard].tone}>{UNHEARD[unheard].text}</Status>
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
