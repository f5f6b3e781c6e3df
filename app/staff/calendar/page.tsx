/** Which days count for the clocks of AppSec, for whoever wonders why something is due when it is. */
import type { Metadata } from 'next'
import { PageHeading } from '../../../components/ui/page-heading.tsx'
import { SummaryList } from '../../../components/ui/summary-list.tsx'
import { weekdayText } from '../../../lib/domain/calendar.ts'
import { orNotFound, requireStaff } from '../../../lib/platform/web/request.ts'
import { businessDays } from '../../../lib/services/business-days.ts'

export const metadata: Metadata = { title: 'Business days' }

export default async function Calendar() {
  const ctx = await requireStaff()
  const { today, open, hours, due, closed } = await orNotFound(businessDays(ctx))
  return (
    <>
      <PageHeading
        back={{ href: '/staff/reports', text: 'Reports' }}
        title="Business days"
        lead="First contact is due at the close of the second business day after the day on which a submission comes in, whatever its hour. So is the answer to a developer’s reply."
      />
      <SummaryList
        rows={[
          {
            id: 'today',
            term: 'Today',
            answer: `${weekdayText(today)}: ${open ? 'a business day' : 'not a business day'}`,
          },
          { id: 'hours', term: 'Business hours', answer: `${hours.from} to ${hours.to}, Monday to Friday` },
          {
            id: 'due',
            term: 'What comes in now is due',
            answer: <time dateTime={due.at.toISOString()}>{due.when}</time>,
          },
        ]}
      />
      <section aria-labelledby="closed">
        <h2 id="closed">Weekdays that do not count</h2>
        {closed.length === 0 ? (
          <p className="candor-empty">None is set.</p>
        ) : (
          <ul>
            {closed.map((day) => (
              <li key={day}>
                <time dateTime={day}>{weekdayText(day)}</time>
              </li>
            ))}
          </ul>
        )}
        <p className="candor-muted">
          Federal holidays as they are observed, and the payer’s own days, in the year to come. They are a setting; a
          change of it moves what is due.
        </p>
      </section>
    </>
  )
}
