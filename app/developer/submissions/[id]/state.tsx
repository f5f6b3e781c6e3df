/** A submission's state, whose turn it is and by when, in words; shared by its page and its receipt. */
import { LongText } from '../../../../components/ui/long-text.tsx'
import { Status, type StatusTone } from '../../../../components/ui/status.tsx'
import { Timeline } from '../../../../components/ui/timeline.tsx'
import type { ReviewStatus } from '../../../../lib/domain/review.ts'
import type { SubmissionView } from '../../../../lib/services/submission-view.ts'

const STATES: Record<ReviewStatus, { tone: StatusTone; text: string }> = {
  draft: { tone: 'none', text: 'Draft' },
  submitted: { tone: 'waiting', text: 'Submitted' },
  in_review: { tone: 'waiting', text: 'In review' },
  changes_requested: { tone: 'turn', text: 'Changes asked for' },
  approved: { tone: 'done', text: 'Approved' },
  denied: { tone: 'stopped', text: 'Denied' },
  withdrawn: { tone: 'stopped', text: 'Withdrawn' },
  closed: { tone: 'stopped', text: 'Closed' },
}

/** `notYetLive`: the payer's own authorization server has not confirmed the client yet. */
export function SubmissionStatus({ status, notYetLive = false }: { status: ReviewStatus; notYetLive?: boolean }) {
  if (notYetLive) return <Status tone="waiting">Approved, not yet live</Status>
  const { tone, text } = STATES[status]
  return <Status tone={tone}>{text}</Status>
}

/** Whose turn it is, as a sentence with the due time. */
export function Turn({ view }: { view: Pick<SubmissionView, 'status' | 'turn' | 'due'> }) {
  if (view.turn === 'nobody') return null
  if (view.status === 'draft') return <p>It is your turn. Nothing was sent yet.</p>
  return (
    <>
      {view.turn === 'developer' && <p>It is your turn.</p>}
      {view.turn === 'appsec' && !view.due && <p>It is the application security team’s turn.</p>}
      {view.due && (
        <p>
          The application security team answers by <strong>{view.due.sentence}</strong>.
        </p>
      )}
    </>
  )
}

const DELIVERY: Record<string, string> = {
  waiting: 'The mail is on its way.',
  deferred: 'The mail was not taken yet; we try again.',
  accepted: 'Mailed to your main contact.',
  refused: 'The mail was refused by your mail server. Check the address of your main contact.',
  bounced: 'The mail came back. Check the address of your main contact.',
}

const BY = { developer: 'your organization', team: 'AppSec team', portal: 'the portal' } as const

/** What happened, oldest first. */
export function SubmissionTimeline({ view }: { view: Pick<SubmissionView, 'timeline'> }) {
  return (
    <Timeline
      label="What happened"
      entries={view.timeline.map((event, index) => ({
        id: `${event.at.toISOString()}-${index}`,
        title: event.title,
        at: event.at.toISOString(),
        when: event.when,
        by: BY[event.by],
        tone: index === view.timeline.length - 1 ? 'now' : 'past',
        body: (event.text || event.delivery) && (
          <>
            {event.about && <p>{event.about}</p>}
            {event.text && <LongText text={event.text} />}
            {event.delivery && <p className="candor-muted">{DELIVERY[event.delivery]}</p>}
          </>
        ),
      }))}
    />
  )
}
