/** Security incidents: when to report one, and what the organization reported so far. */
import type { Metadata } from 'next'
import { ButtonLink } from '../../../components/ui/button.tsx'
import { Notice } from '../../../components/ui/notice.tsx'
import { PageHeading } from '../../../components/ui/page-heading.tsx'
import { SummaryList } from '../../../components/ui/summary-list.tsx'
import { INCIDENT_NOTICE_HOURS } from '../../../lib/domain/incident.ts'
import { orNotFound, requireDeveloper } from '../../../lib/platform/web/request.ts'
import { type IncidentView, incidentsView } from '../../../lib/services/incident.ts'
import { chosenOrganization, organizationPath } from '../organization/chosen.ts'

export const metadata: Metadata = { title: 'Security incidents' }

type Props = { searchParams: Promise<{ of?: string | string[]; done?: string | string[] }> }

export default async function Incidents({ searchParams }: Props) {
  const ctx = await requireDeveloper()
  const { chosen } = await chosenOrganization(ctx, searchParams)
  const { done } = await searchParams
  const { organizationId, reports } = await orNotFound(incidentsView(ctx, chosen.organizationId))
  const { shortName, appsecEmail } = ctx.settings.payer
  const reported = reports.find(({ reference }) => reference === done)
  return (
    <>
      <PageHeading
        back={{ href: organizationPath(organizationId), text: chosen.organization }}
        title="Security incidents"
        lead={`Tell ${shortName} within ${INCIDENT_NOTICE_HOURS} hours after you find out, also when you do not know everything yet.`}
      />
      {reported && (
        <Notice tone="success" role="status" heading="We have your report">
          <p>
            Its case is{' '}
            <strong>
              <CaseLink report={reported} />
            </strong>
            . AppSec reads it now and writes to your security contact. A receipt is on its way to you.
          </p>
        </Notice>
      )}
      <p>
        Report it when somebody may have seen, taken or changed data of members, or when a secret, key or token may be
        known to others. Later reports are added to the same case. You can also write to{' '}
        <a href={`mailto:${appsecEmail}`}>{appsecEmail}</a>.
      </p>
      <ButtonLink href={`/developer/incidents/new?of=${organizationId}`}>Report an incident</ButtonLink>
      <section aria-labelledby="reports">
        <h2 id="reports">Your reports</h2>
        {reports.length === 0 && <p>None so far.</p>}
        {reports.map((report) => (
          <Report key={report.id} report={report} />
        ))}
      </section>
    </>
  )
}

const CaseLink = ({ report: { episodeId, reference } }: { report: IncidentView }) =>
  episodeId === null ? reference : <a href={`/developer/episodes/${episodeId}`}>{reference}</a>

function Report({ report }: { report: IncidentView }) {
  const rows = [
    { id: 'case', term: 'Case', answer: <CaseLink report={report} /> },
    { id: 'reported', term: 'Reported', answer: report.reported.when },
    { id: 'discovered', term: 'Found out', answer: report.discovered.when },
    { id: 'about', term: 'About', answer: report.client ?? 'The whole company' },
    { id: 'members', term: 'Members affected', answer: report.members },
    { id: 'contained', term: 'Stopped', answer: report.contained ? 'Yes' : 'Not yet, when it was reported' },
    { id: 'text', term: 'What happened', answer: <span className="candor-lines">{report.description}</span> },
  ]
  return (
    <article aria-label={`${report.title}, ${report.reported.when}`}>
      <h3>{report.title}</h3>
      <SummaryList label={report.title} rows={rows} />
    </article>
  )
}
