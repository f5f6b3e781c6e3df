/** One app: what to do next, its submissions and clients, and what happened. */
import type { Metadata } from 'next'
import { ActionForm } from '../../../../components/ui/action-form.tsx'
import { Button } from '../../../../components/ui/button.tsx'
import { DataTable } from '../../../../components/ui/data-table.tsx'
import { LongText } from '../../../../components/ui/long-text.tsx'
import { PageHeading } from '../../../../components/ui/page-heading.tsx'
import { References } from '../../../../components/ui/references.tsx'
import { Status } from '../../../../components/ui/status.tsx'
import { Timeline } from '../../../../components/ui/timeline.tsx'
import { orNotFound, requireDeveloper } from '../../../../lib/platform/web/request.ts'
import { type AppView, appView, type ClientSummary, type SubmissionSummary } from '../../../../lib/services/app-view.ts'
import { ClientState, seemsUnused, TURNS } from '../../next-step.tsx'
import { SubmissionStatus } from '../../submissions/[id]/state.tsx'
import { startSubmissionAction } from '../actions.ts'
import { SandboxForm } from './sandbox-form.tsx'
import { Steps } from './steps.tsx'

type Props = { params: Promise<{ app: string }> }

async function load({ params }: Props): Promise<AppView> {
  const { app } = await params
  return orNotFound(appView(await requireDeveloper(), app))
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await load(props)).name }
}

export default async function AppPage(props: Props) {
  const view = await load(props)
  const production = view.clients.find(({ environment }) => environment === 'production')
  return (
    <>
      <PageHeading
        back={{ href: '/developer', text: 'Your apps' }}
        caption={view.company}
        title={view.name}
        status={
          view.submission ? (
            <SubmissionStatus status={view.submission.status} notYetLive={view.steps.includes('wait_for_live')} />
          ) : (
            <Status tone="none">Questionnaire not started</Status>
          )
        }
      />
      <Steps view={view} />
      <Submissions view={view} />
      <Clients view={view} />
      <section aria-labelledby="history">
        <h2 id="history">What happened</h2>
        <Timeline label="What happened" entries={view.history.map(entry)} />
      </section>
      {view.may.transfer && production && (
        <p>
          <a href={`/developer/clients/${production.clientId}/changes#transfer`}>
            Hand this app over to another organization
          </a>
        </p>
      )}
      {view.may.delete && (
        <p>
          <a href={`/developer/apps/${view.appId}/delete`}>Delete this app</a>
        </p>
      )}
    </>
  )
}

function Submissions({ view }: { view: AppView }) {
  const { submissions, steps, may, appId } = view
  return (
    <section aria-labelledby="submissions">
      <h2 id="submissions">Submissions</h2>
      <DataTable<SubmissionSummary>
        caption="Submissions"
        captionHidden
        rows={submissions}
        rowId={(row) => row.submissionId}
        empty="None yet."
        columns={[
          {
            id: 'reference',
            heading: 'Reference',
            rowHeader: true,
            cell: (row) => <a href={`/developer/submissions/${row.submissionId}`}>{row.reference}</a>,
          },
          { id: 'state', heading: 'State', cell: (row) => <SubmissionStatus status={row.status} /> },
          { id: 'turn', heading: 'Whose turn', cell: (row) => TURNS[row.turn] },
          { id: 'due', heading: 'AppSec answers by', cell: (row) => row.due?.sentence ?? 'No clock runs' },
        ]}
      />
      {steps.includes('done') && may.edit && (
        <ActionForm action={startSubmissionAction} hidden={{ appId }} label="Change the answers">
          <p>
            Something changes? Start a new submission from your answers. What members read stays until the new one is
            approved.
          </p>
          <Button variant="secondary">Change the answers</Button>
        </ActionForm>
      )}
    </section>
  )
}

function Clients({ view }: { view: AppView }) {
  return (
    <section aria-labelledby="clients">
      <h2 id="clients">Clients</h2>
      <DataTable<ClientSummary>
        caption="Clients"
        captionHidden
        rows={view.clients}
        rowId={(client) => client.clientId}
        empty="None yet. The production client comes with the approval; a sandbox client you make yourself, here."
        columns={[
          {
            id: 'name',
            heading: 'Name',
            rowHeader: true,
            cell: (client) => <a href={`/developer/clients/${client.clientId}`}>{client.name}</a>,
          },
          {
            id: 'environment',
            heading: 'Environment',
            cell: (client) => (client.environment === 'production' ? 'Production' : 'Sandbox'),
          },
          {
            id: 'state',
            heading: 'State',
            cell: (client) => <ClientState {...client} seemsUnused={seemsUnused(view, client.clientId)} />,
          },
          { id: 'id', heading: 'Client id to sign in with', cell: (client) => <SignInId client={client} /> },
        ]}
      />
      {view.may.manageClients && <SandboxForm appId={view.appId} appName={view.name} />}
    </section>
  )
}

/** In the payer's own authorization server it is another than here, and known only once confirmed. */
function SignInId({ client: { clientId, there } }: { client: ClientSummary }) {
  if (!there) return <code>{clientId}</code>
  return there.remoteId ? <code>{there.remoteId}</code> : 'None now'
}

const BY = { developer: 'your organization', team: 'AppSec team', portal: 'the portal' } as const

function entry(moment: AppView['history'][number], index: number, all: AppView['history']) {
  const { about } = moment
  const href =
    about === null
      ? null
      : 'submissionId' in about
        ? `/developer/submissions/${about.submissionId}`
        : `/developer/clients/${about.clientId}`
  return {
    id: `${moment.at.toISOString()}-${index}`,
    title: href ? (
      <a href={href}>
        <References text={moment.title} />
      </a>
    ) : (
      moment.title
    ),
    at: moment.at.toISOString(),
    when: moment.when,
    by: typeof moment.by === 'string' ? BY[moment.by] : moment.by.company,
    body: moment.text && <LongText text={moment.text} />,
    tone: index === all.length - 1 ? ('now' as const) : ('past' as const),
  }
}
