/** Clients that are not as they shall be in the payer's own authorization server. */
import type { Metadata } from 'next'
import { DataTable } from '../../../components/ui/data-table.tsx'
import { Notice } from '../../../components/ui/notice.tsx'
import { PageHeading } from '../../../components/ui/page-heading.tsx'
import type { DriftReport } from '../../../lib/domain/provision-drift.ts'
import { orNotFound, requireStaff } from '../../../lib/platform/web/request.ts'
import { provisionReport } from '../../../lib/services/provisioning-view.ts'
import { ProvisionState } from './standing.tsx'

export const metadata: Metadata = { title: 'Provisioning' }

type Row = DriftReport['notWell'][number]

export default async function Provisioning() {
  const report = await orNotFound(provisionReport(await requireStaff()))
  return (
    <>
      <PageHeading
        back={{ href: '/staff/clients', text: 'Clients' }}
        title="Provisioning"
        lead="What the payer’s own authorization server has not confirmed. It is asked about every client once a day."
      />
      {report ? (
        <Report report={report} />
      ) : (
        <Notice tone="info">
          <p>No other server is set up: Candor’s own authorization server serves the members.</p>
        </Notice>
      )}
    </>
  )
}

function Report({ report }: { report: DriftReport }) {
  const running = report.notWell.filter(({ standing }) => standing === 'not_yet_stopped').length
  return (
    <>
      {running > 0 && (
        <Notice
          tone="error"
          heading={
            running === 1
              ? 'A client must stop, and is still there'
              : `${running} clients must stop, and are still there`
          }
        >
          <p>They may still get tokens and data. If the server does not answer, call its administrators.</p>
        </Notice>
      )}
      <p>
        {report.well} of {report.clients} production clients are as they shall be.
      </p>
      <DataTable<Row>
        caption="Clients that are not as they shall be"
        captionHidden
        rows={report.notWell}
        rowId={(row) => row.clientId}
        empty="All is well."
        columns={[
          {
            id: 'name',
            heading: 'App',
            rowHeader: true,
            cell: (row) => (
              <>
                <a href={`/staff/clients/${row.clientId}#provisioning`}>{row.name}</a>
                <span className="staff-sub">{row.company}</span>
              </>
            ),
          },
          { id: 'standing', heading: 'State there', cell: (row) => <ProvisionState standing={row.standing} /> },
          { id: 'detail', heading: 'What the server said', cell: (row) => row.detail || 'Nothing yet' },
          {
            id: 'remote',
            heading: 'Client id there',
            cell: (row) => (row.remoteId ? <code>{row.remoteId}</code> : 'None'),
          },
        ]}
      />
      {report.leftBehind.length > 0 && <LeftBehind rows={report.leftBehind} />}
    </>
  )
}

function LeftBehind({ rows }: { rows: DriftReport['leftBehind'] }) {
  return (
    <section aria-labelledby="left-behind">
      <h2 id="left-behind">May be left there</h2>
      <p>
        The answers to these registrations were lost. A client without an address may be left there; it can do nothing.
        The administrators of that server find it by its software_id, which is our client id.
      </p>
      <ul>
        {rows.map(({ clientId, registrations }) => (
          <li key={clientId}>
            <a href={`/staff/clients/${clientId}#provisioning`}>
              <code>{clientId}</code>
            </a>
            : {registrations}
          </li>
        ))}
      </ul>
    </section>
  )
}
