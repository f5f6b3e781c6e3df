/** How reviews went: the proof that first contact keeps its time and that denials have their grounds. */
import type { Metadata } from 'next'
import { ButtonLink, ButtonRow } from '../../../components/ui/button.tsx'
import { DataTable } from '../../../components/ui/data-table.tsx'
import { PageHeading } from '../../../components/ui/page-heading.tsx'
import { SummaryList } from '../../../components/ui/summary-list.tsx'
import { datedText } from '../../../lib/domain/calendar.ts'
import type { ReportMonth } from '../../../lib/domain/review-report.ts'
import { runtime } from '../../../lib/platform/runtime.ts'
import { orNotFound, requireStaff } from '../../../lib/platform/web/request.ts'
import { type ReportRow, type YearOfReviews, yearOfReviews } from '../../../lib/services/review-report.ts'
import { Tabs } from '../tabs.tsx'

export const metadata: Metadata = { title: 'Reports' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function Reports({ searchParams }: Props) {
  const { year: asked } = await searchParams
  const ctx = await requireStaff()
  const report = await orNotFound(yearOfReviews(ctx, { year: typeof asked === 'string' ? asked : undefined }))
  const { year, years } = report
  const tabs = years.map((one) => ({
    href: `/staff/reports?year=${one}`,
    text: String(one),
    current: one === year,
  }))
  return (
    <>
      <PageHeading title="Reports" lead="How reviews went, by the year in which a submission was first sent." />
      <p>
        <a href="/staff/calendar">Which days are business days</a>
      </p>
      <Tabs tabs={tabs} label="Years" />
      <FirstContact report={report} />
      <Decisions report={report} />
      <ButtonRow>
        <ButtonLink href={`/staff/reports/file?year=${year}`} variant="secondary">
          Download every submission of {year} (CSV)
        </ButtonLink>
      </ButtonRow>
    </>
  )
}

const submissions = (count: number) => (count === 1 ? '1 submission' : `${count} submissions`)

function FirstContact({ report: { months, total, rows } }: { report: YearOfReviews }) {
  const answered = total.in_time + total.late
  return (
    <section aria-labelledby="first-contact">
      <h2 id="first-contact">First contact within 2 business days</h2>
      {answered > 0 && (
        <p>
          <strong>
            {total.in_time} of {submissions(answered)}
          </strong>{' '}
          {answered === 1 ? 'was' : 'were'} answered in time, by a person’s message that arrived or by a decision.
        </p>
      )}
      <DataTable<ReportMonth>
        caption="First contact by month, newest first"
        captionHidden
        rows={months}
        rowId={(row) => row.month}
        empty="Nothing was submitted in this year."
        columns={[
          { id: 'month', heading: 'Month', rowHeader: true, cell: (row) => monthName(row.month) },
          { id: 'submitted', heading: 'Submitted', numeric: true, cell: (row) => row.submitted },
          { id: 'in-time', heading: 'In time', numeric: true, cell: (row) => row.in_time },
          { id: 'late', heading: 'Late', numeric: true, cell: (row) => row.late },
          { id: 'running', heading: 'Clock runs', numeric: true, cell: (row) => row.running },
          { id: 'none', heading: 'Ended before', numeric: true, cell: (row) => row.none },
        ]}
      />
      {total.late > 0 && <Late rows={rows.filter(({ contact }) => contact === 'late')} />}
    </section>
  )
}

const monthName = (month: string) =>
  new Intl.DateTimeFormat('en-US', { month: 'long', timeZone: 'UTC' }).format(Date.parse(`${month}-01T00:00:00Z`))

function Late({ rows }: { rows: ReportRow[] }) {
  const { zone } = runtime().settings.payer
  const when = (at: Date | null) => (at ? <time dateTime={at.toISOString()}>{datedText(at, zone)}</time> : 'Not yet')
  return (
    <>
      <h3>Late</h3>
      <DataTable<ReportRow>
        caption="Submissions whose first contact was late, oldest first"
        captionHidden
        rows={rows}
        rowId={(row) => row.submissionId}
        empty=""
        columns={[
          {
            id: 'app',
            heading: 'App',
            rowHeader: true,
            cell: (row) => (
              <>
                <a href={`/staff/submissions/${row.submissionId}`}>{row.app}</a>
                <span className="staff-sub">
                  {row.organization} · <span className="staff-reference">{row.reference}</span>
                </span>
              </>
            ),
          },
          { id: 'due', heading: 'Was due', cell: (row) => when(row.contactDue) },
          { id: 'contacted', heading: 'First contact', cell: (row) => when(row.contactedAt) },
        ]}
      />
    </>
  )
}

const days = (count: number) => (count === 1 ? '1 day' : `${count} days`)

function Decisions({ report }: { report: YearOfReviews }) {
  const { decided } = report
  return (
    <section aria-labelledby="decisions">
      <h2 id="decisions">Decisions</h2>
      {report.days && (
        <p>
          Half of the decisions took {days(report.days.half)} or less from the first submission, nine of ten{' '}
          {days(report.days.nineOfTen)} or less.
        </p>
      )}
      <SummaryList
        label="Decisions"
        rows={[
          { id: 'approved', term: 'Approved', answer: decided.approved },
          { id: 'denied', term: 'Denied', answer: decided.denied },
          { id: 'ended', term: 'Withdrawn or closed', answer: decided.ended },
          { id: 'open', term: 'Open', answer: decided.open },
        ]}
      />
      <h3>Grounds of denials</h3>
      <p>An app is denied on one of these grounds alone, the same for everybody (42 CFR 422.119(e)).</p>
      <SummaryList
        label="Grounds of denials"
        rows={report.denials.map(({ code, title, count }) => ({ id: code, term: title, answer: count }))}
      />
    </section>
  )
}
