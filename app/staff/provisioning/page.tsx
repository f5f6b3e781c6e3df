/** Clients that are not as they shall be in the payer's own authorization server. */
import type { Metadata } from 'next'
import { ButtonLink, ButtonRow } from '../../../components/ui/button.tsx'
import { DataTable } from '../../../components/ui/data-table.tsx'
import { Notice } from '../../../components/ui/notice.tsx'
import { PageHeading } from '../../../components/ui/page-heading.tsx'
import { orNotFound, requireStaff } from '../../../lib/platform/web/request.ts'
import {
  type ProvisionAlert,
  type ProvisionPage,
  type ProvisionRow,
  provisionAlert,
  provisionPage,
} from '../../../lib/services/provisioning-view.ts'
import { endText, ProvisionState } from './standing.tsx'

export const metadata: Metadata = { title: 'Provisioning' }

type Props = { searchParams: Promise<{ after?: string | string[] }> }

export default async function Provisioning({ searchParams }: Props) {
  const { after } = await searchParams
  const ctx = await requireStaff()
  const page = await orNotFound(provisionPage(ctx, typeof after === 'string' ? { after } : {}))
  const alert = await orNotFound(provisionAlert(ctx))
  return (
    <>
      <PageHeading
        back={{ href: '/staff/clients', text: 'Clients' }}
        title="Provisioning"
        lead="What the payer’s own authorization server has not confirmed, longest wait first. It is asked about every client once a day."
      />
      {alert && <Running alert={alert} />}
      {page ? (
        <Open page={page} />
      ) : (
        <Notice tone="info">
          <p>No other server is set up: Candor’s own authorization server serves the members.</p>
        </Notice>
      )}
    </>
  )
}

function Running({ alert: { running, more } }: { alert: ProvisionAlert }) {
  if (running === 0) return null
  const one = running === 1 && !more
  const heading = one
    ? 'A client must stop, and is still there'
    : `${more ? 'At least ' : ''}${running} clients must stop, and are still there`
  return (
    <Notice tone="error" heading={heading}>
      <p>
        {one ? 'It' : 'They'} may still get tokens and data. If the server does not answer, call its administrators.
      </p>
    </Notice>
  )
}

function Open({ page }: { page: ProvisionPage }) {
  return (
    <>
      <DataTable<ProvisionRow>
        caption="Clients that are not as they shall be"
        captionHidden
        rows={page.rows}
        rowId={(row) => row.clientId}
        empty="All is well: every client is there as it shall be."
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
          { id: 'last', heading: 'Last call', cell: (row) => (row.last ? endText(row.last) : 'None yet') },
          {
            id: 'remote',
            heading: 'Client id there',
            cell: (row) => (row.remoteId ? <code>{row.remoteId}</code> : 'None'),
          },
        ]}
      />
      {page.next && (
        <ButtonRow>
          <ButtonLink href={`/staff/provisioning?after=${page.next}`} variant="secondary">
            Next page
          </ButtonLink>
        </ButtonRow>
      )}
      {page.leftBehind.length > 0 && <LeftBehind rows={page.leftBehind} />}
    </>
  )
}

function LeftBehind({ rows }: { rows: ProvisionPage['leftBehind'] }) {
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
