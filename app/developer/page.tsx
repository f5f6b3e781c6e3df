/** Home of a developer: what to do now, and each app with its state, whose turn it is and by when. */
import type { Metadata } from 'next'
import { ButtonLink, ButtonRow } from '../../components/ui/button.tsx'
import { DataTable } from '../../components/ui/data-table.tsx'
import { Notice } from '../../components/ui/notice.tsx'
import { PageHeading } from '../../components/ui/page-heading.tsx'
import { Status } from '../../components/ui/status.tsx'
import { ROLE_WORDS } from '../../lib/domain/membership.ts'
import { orNotFound, requireDeveloper } from '../../lib/platform/web/request.ts'
import { appsGivenAway } from '../../lib/services/app-given-away.ts'
import { type AppSummary, type AppsOfOrganization, myApps } from '../../lib/services/app-view.ts'
import { type ComingApp, comingApps, myTransfers } from '../../lib/services/client-transfer-view.ts'
import { myInvitations, type OpenInvitation } from '../../lib/services/invitation.ts'
import { FirstSteps } from './first-steps.tsx'
import { GivenAway } from './given-away.tsx'
import { ClientState, seemsUnused, TURNS } from './next-step.tsx'
import { SubmissionStatus } from './submissions/[id]/state.tsx'
import { Todo } from './todo.tsx'

export const metadata: Metadata = { title: 'Your apps' }

const ANSWERED: Record<string, string> = {
  transfer_accepted: 'You said yes. AppSec looks at it now, and you get a mail once it is decided.',
  transfer_refused: 'You said no. The organization that offered the app is told, and nothing else happens.',
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function DeveloperHome({ searchParams }: Props) {
  const { done } = await searchParams
  const ctx = await requireDeveloper()
  const organizations = await orNotFound(myApps(ctx))
  const invitations = await orNotFound(myInvitations(ctx))
  const transfers = await orNotFound(myTransfers(ctx))
  const coming = await orNotFound(comingApps(ctx))
  const given = await orNotFound(appsGivenAway(ctx))
  const apps = organizations.flatMap((organization) => organization.apps)
  return (
    <>
      <PageHeading title="Your apps" />
      {done === 'deleted' && (
        <Notice tone="success" role="status">
          <p>The app is deleted. Its clients have stopped, and the owners of your organization get a mail.</p>
        </Notice>
      )}
      {typeof done === 'string' && Object.hasOwn(ANSWERED, done) && (
        <Notice tone="success" role="status">
          <p>{ANSWERED[done]}</p>
        </Notice>
      )}
      <Invitations invitations={invitations} />
      {transfers.map(({ changeId, app, from, answerBy }) => (
        <Notice key={changeId} heading={`${from} wants to hand ${app} over to you`}>
          <p>
            It waits until {answerBy}. <a href={`/developer/transfers/${changeId}`}>Read the offer and answer it</a>
          </p>
        </Notice>
      ))}
      <Coming apps={coming} />
      {apps.length > 0 && <Todo organizations={organizations} />}
      {organizations.length > 0 &&
        organizations.map((organization) => (
          <Organization key={organization.organizationId} organization={organization} />
        ))}
      <GivenAway apps={given} />
      {apps.length === 0 && <FirstSteps organization={organizations.find(({ mayRegister }) => mayRegister)} />}
    </>
  )
}

function Invitations({ invitations }: { invitations: readonly OpenInvitation[] }) {
  return invitations.map(({ organization, role, email }) => (
    <Notice key={organization} heading={`${organization} invites you`}>
      <p>
        As {ROLE_WORDS[role].one}. Open the link in the mail we sent to {email} to accept.
      </p>
    </Notice>
  ))
}

/** Apps that an organization of this person agreed to take; without the terms AppSec cannot decide. */
function Coming({ apps }: { apps: readonly ComingApp[] }) {
  return apps.map(({ changeId, app, from, to, due, termsAccepted }) => (
    <Notice key={changeId} tone={termsAccepted ? 'info' : 'warn'} heading={`${app} comes from ${from} to ${to}`}>
      <p>AppSec decides by {due}. Until then nothing changes.</p>
      {!termsAccepted && (
        <p>
          They can approve only once {to} has accepted the terms of service.{' '}
          <a href="/developer/terms">Read and accept the terms</a>
        </p>
      )}
    </Notice>
  ))
}

function Organization({ organization }: { organization: AppsOfOrganization }) {
  const { organizationId, apps, mayRegister } = organization
  return (
    <section aria-labelledby={`apps-${organizationId}`}>
      <h2 id={`apps-${organizationId}`}>Apps of {organization.organization}</h2>
      <DataTable<AppSummary>
        caption={`Apps of ${organization.organization}`}
        captionHidden
        rows={apps}
        rowId={(app) => app.appId}
        empty={mayRegister ? 'No app is registered yet.' : 'No app is registered yet. An owner or an editor can do it.'}
        columns={[
          {
            id: 'app',
            heading: 'App',
            rowHeader: true,
            cell: (app) => <a href={`/developer/apps/${app.appId}`}>{app.name}</a>,
          },
          { id: 'state', heading: 'Questionnaire', cell: (app) => <State app={app} /> },
          { id: 'turn', heading: 'Whose turn', cell: (app) => TURNS[app.submission?.turn ?? 'developer'] },
          { id: 'due', heading: 'AppSec answers by', cell: (app) => app.submission?.due?.sentence ?? 'No clock runs' },
          { id: 'client', heading: 'Production', cell: (app) => <Production app={app} /> },
        ]}
      />
      {mayRegister && apps.length > 0 && (
        <ButtonRow>
          <ButtonLink variant="secondary" href={`/developer/apps/new?of=${organizationId}`}>
            Register another app
          </ButtonLink>
        </ButtonRow>
      )}
    </section>
  )
}

function State({ app }: { app: AppSummary }) {
  if (!app.submission) return <Status tone="none">Not started</Status>
  return <SubmissionStatus status={app.submission.status} notYetLive={app.steps.includes('wait_for_live')} />
}

function Production({ app }: { app: AppSummary }) {
  const client = app.clients.find(({ environment }) => environment === 'production')
  return client ? <ClientState {...client} seemsUnused={seemsUnused(app, client.clientId)} /> : 'After approval'
}
