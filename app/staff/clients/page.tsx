/** Finding a client: by app, company or client id. */
import type { Metadata } from 'next'
import { Button, ButtonLink, ButtonRow } from '../../../components/ui/button.tsx'
import { DataTable } from '../../../components/ui/data-table.tsx'
import { Field } from '../../../components/ui/field.tsx'
import { Notice } from '../../../components/ui/notice.tsx'
import { PageHeading } from '../../../components/ui/page-heading.tsx'
import type { Environment } from '../../../lib/domain/client.ts'
import { orNotFound, requireStaff } from '../../../lib/platform/web/request.ts'
import { type ClientListRow, clientList } from '../../../lib/services/client-list.ts'
import { provisionAlert } from '../../../lib/services/provisioning-view.ts'
import { ClientState } from '../review-status.tsx'
import { Tabs } from '../tabs.tsx'

export const metadata: Metadata = { title: 'Clients' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

function address(environment: Environment, text: string, after?: string): string {
  const query = {
    ...(environment === 'sandbox' ? { environment } : {}),
    ...(text ? { q: text } : {}),
    ...(after ? { after } : {}),
  }
  const search = new URLSearchParams(query).toString()
  return search ? `/staff/clients?${search}` : '/staff/clients'
}

export default async function Clients({ searchParams }: Props) {
  const query = await searchParams
  const one = (name: string) => (typeof query[name] === 'string' ? query[name] : undefined)
  const environment = one('environment') === 'sandbox' ? 'sandbox' : 'production'
  const page = await orNotFound(clientList(await requireStaff(), { environment, text: one('q'), after: one('after') }))
  return (
    <>
      <PageHeading title="Clients" lead="What an approved app, or a developer’s sandbox, signs in with." />
      <Provisioning />
      <Tabs
        label="Environment"
        tabs={[
          { href: address('production', page.text), text: 'Production', current: environment === 'production' },
          { href: address('sandbox', page.text), text: 'Sandbox', current: environment === 'sandbox' },
        ]}
      />
      <form method="get" action="/staff/clients" className="candor-form">
        {environment === 'sandbox' && <input type="hidden" name="environment" value="sandbox" />}
        <Field name="q" type="search" label="App, company or client id" value={page.text} />
        <ButtonRow>
          <Button variant="secondary">Search</Button>
        </ButtonRow>
      </form>
      <DataTable<ClientListRow>
        caption="Clients, newest first"
        captionHidden
        rows={page.rows}
        rowId={(row) => row.clientId}
        empty={page.text ? 'No client matches.' : 'There is no client yet.'}
        columns={[
          {
            id: 'name',
            heading: 'App',
            rowHeader: true,
            cell: (row) => (
              <>
                <a href={`/staff/clients/${row.clientId}`}>{row.name}</a>
                <span className="staff-sub">{row.organization}</span>
              </>
            ),
          },
          { id: 'status', heading: 'State', cell: (row) => <ClientState status={row.status} /> },
          { id: 'id', heading: 'Client id', cell: (row) => <code>{row.clientId}</code> },
          {
            id: 'created',
            heading: 'Created',
            cell: (row) => <time dateTime={row.created.at.toISOString()}>{row.created.when}</time>,
          },
        ]}
      />
      {page.next && (
        <ButtonRow>
          <ButtonLink href={address(environment, page.text, page.next)} variant="secondary">
            Next page
          </ButtonLink>
        </ButtonRow>
      )}
    </>
  )
}

/** Only where the payer's own authorization server serves the members; loud when a client that must stop has not. */
async function Provisioning() {
  const alert = await orNotFound(provisionAlert(await requireStaff()))
  if (!alert) return null
  const { notWell, running, more } = alert
  const link = <a href="/staff/provisioning">Provisioning</a>
  if (notWell === 0 && !more) return <p>All production clients are well in the authorization server: {link}.</p>
  const some = more ? 'At least ' : ''
  const one = !more && (running || notWell) === 1
  return (
    <Notice tone={running > 0 ? 'error' : 'warn'}>
      <p>
        {some}
        {running > 0
          ? `${running} must stop and ${one ? 'is' : 'are'} still in the authorization server`
          : `${notWell} ${one ? 'is not as it shall' : 'are not as they shall'} be in the authorization server`}
        : {link}.
      </p>
    </Notice>
  )
}
