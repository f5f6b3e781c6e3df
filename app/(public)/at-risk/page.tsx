/** What "at risk" means and what follows, with the dates computed by the same rule that acts on them. */
import type { Metadata } from 'next'
import { PageHeading } from '../../../components/ui/page-heading.tsx'
import { Timeline } from '../../../components/ui/timeline.tsx'
import { ladderDates } from '../../../lib/domain/ladder.ts'
import { dateText } from '../../../lib/domain/wording/pages.ts'
import { pageContext } from '../../../lib/platform/web/request.ts'
import { UNDO_DAYS } from '../../../lib/services/removal-verdict.ts'

const plural = (count: number, unit: string) => `${count} ${unit}${count === 1 ? '' : 's'}`

export const metadata: Metadata = { title: 'At risk' }

export default async function AtRisk() {
  const { now, settings } = await pageContext()
  const { payer, ladder } = settings
  const dates = ladderDates(now, ladder)
  const entry = (id: string, title: string, at: Date, body: string) => ({
    id,
    title,
    at: at.toISOString(),
    when: dateText('en', at, payer.zone),
    body: <p>{body}</p>,
    tone: 'ahead' as const,
  })
  return (
    <>
      <PageHeading
        title="At risk"
        lead="An app is flagged for one of three reasons. You are told which, what happens next, and how to end it."
      />
      <h2>No activity</h2>
      <p>
        We count an app as quiet when nobody signed in through it and it made no successful API call for{' '}
        {plural(ladder.inactiveMonths, 'month')}. Both the sign-in service and the APIs are looked at; refused or failed
        calls do not count. If your app went quiet today, this would follow:
      </p>
      <Timeline
        label="If an app goes quiet today"
        entries={[
          entry(
            'flagged',
            'First mail',
            dates.flaggedAt,
            'Your main contact gets a mail. From here on you see these dates in the portal.',
          ),
          entry(
            'second',
            'Second mail',
            dates.secondMailAt,
            `${ladder.secondMailDays} days after the first mail, without an answer: the same contact gets a second one.`,
          ),
          entry(
            'others',
            'Mail to other people',
            dates.otherStaffAt,
            `${plural(ladder.otherStaffMonths, 'month')} after the first mail, without an answer: the other people of your organization get one.`,
          ),
          entry(
            'removal',
            'Suspended',
            dates.removalAt,
            `${plural(ladder.removalDays, 'day')} later, without an answer: the client is suspended and a lead is asked to confirm the removal.`,
          ),
        ]}
      />
      <p>
        Any answer from a person ends this: a reply to the mail, the “still in use” button, or simply using the API.
        Sandbox clients never start it.
      </p>
      <p>
        A removal ends what members allowed. If no other app of yours is active, it covers the whole organization: its
        accounts are closed, and it starts again at step 1 of getting started. A lead can undo a removal for {UNDO_DAYS}{' '}
        days; after that the names and addresses of the people of a removed organization are erased.
      </p>
      <h2>Malicious activity</h2>
      <p>
        When API calls from your app are the source of an attack, it is flagged at once and the Computer Incident
        Response Team may open a case. Examples are brute force, password guessing, cracking or spraying, and credential
        stuffing. A person decides whether to suspend the client. You are told the reason and what to put right; then a
        second person looks at it and lets the client work again.
      </p>
      <h2>A breach at your organization</h2>
      <p>
        {payer.shortName} watches security ratings with {settings.rating.service}. When it raises an alert about your
        organization of severity {settings.rating.opensAt} or more, you get its own invitation to look at the details,
        and a mail from us that says it is coming and why.
      </p>
      <p>
        Say for each finding, on the page of the case, whether it is yours and by when it is put right. Where others may
        know tokens or secrets of ours, the client is suspended until they are replaced. The case ends when a person has
        seen that all of it is put right. What you find out yourself, report in the portal within 24 hours.
      </p>
      <h2>Something looks wrong?</h2>
      <p>
        Write to <a href={`mailto:${payer.appsecEmail}`}>{payer.appsecEmail}</a>. For help with the APIs write to{' '}
        <a href={`mailto:${payer.supportEmail}`}>{payer.supportEmail}</a>.
      </p>
    </>
  )
}
