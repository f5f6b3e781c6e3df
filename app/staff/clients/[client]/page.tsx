/** One client for payer staff: state, history, and stopping it or letting it go on. */
import type { Metadata } from 'next'
import { LongText } from '../../../../components/ui/long-text.tsx'
import { Notice } from '../../../../components/ui/notice.tsx'
import { PageHeading } from '../../../../components/ui/page-heading.tsx'
import { SummaryList } from '../../../../components/ui/summary-list.tsx'
import { Timeline } from '../../../../components/ui/timeline.tsx'
import { answersForm, orNotFound, requireStaff } from '../../../../lib/platform/web/request.ts'
import { type ClientDeskView, clientDesk } from '../../../../lib/services/client-desk.ts'
import { clientImpact } from '../../../../lib/services/client-impact.ts'
import { provisionView } from '../../../../lib/services/provisioning-view.ts'
import { Done } from '../../../done.tsx'
import { AuditLink } from '../../audit-link.tsx'
import { Internal } from '../../internal.tsx'
import { ProvisionState } from '../../provisioning/standing.tsx'
import { ClientState } from '../../review-status.tsx'
import { StopLink } from '../../stop-link.tsx'
import { Flag } from './flag.tsx'
import { Impact } from './impact.tsx'
import { Provisioning } from './provisioning.tsx'
import { Standing } from './standing.tsx'
import { Reinstate, Suspend } from './stop.tsx'

type Props = {
  params: Promise<{ client: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}
type ViewProps = { view: ClientDeskView }

async function load({ params }: Props): Promise<ClientDeskView> {
  const { client } = await params
  return orNotFound(clientDesk(await requireStaff(), client))
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: `Client of ${(await load(props)).name}` }
}

const DONE: Record<string, string> = {
  suspend: 'Suspended. The authorization server refuses its next call, and the developer is told.',
  suspend_there:
    'Suspended, and the developer is told. Whether the authorization server has confirmed it stands below.',
  reinstate: 'Reinstated. Its grants and secrets work again, and the developer is told.',
  reinstate_there:
    'Reinstated, and the developer is told. It is put into the authorization server again; where that stands is below.',
  retry: 'It is tried again now. Load this page again in a moment.',
  'removed-there': 'Noted. A client that shall be live is registered anew now.',
}

export default async function ClientPage(props: Props) {
  const view = await load(props)
  const { done } = await props.searchParams
  const posted = await answersForm()
  const provision = await provisionView(await requireStaff(), view.clientId)
  const impact = await clientImpact(await requireStaff(), view.clientId)
  const key = provision && (done === 'suspend' || done === 'reinstate') ? `${done}_there` : done
  const forms = { view, posted, elsewhere: provision !== null }
  return (
    <>
      <PageHeading
        back={{ href: '/staff/clients', text: 'Clients' }}
        caption={`${view.organization} · ${view.environment}`}
        title={view.name}
        status={
          provision && view.statusNow === 'live' ? (
            <ProvisionState standing={provision.standing} />
          ) : (
            <ClientState status={view.statusNow} />
          )
        }
      />
      <Done what={key} words={DONE} />
      {view.waitsForOwnAnswers && (
        <Notice tone="info" heading="No member can connect this app now">
          <p>The app came to {view.organization}. What was approved are the answers of the company before.</p>
          <p>It goes on by itself once answers of {view.organization} are approved.</p>
        </Notice>
      )}
      <Standing view={view} />
      {provision && <Provisioning view={provision} clientId={view.clientId} />}
      <Registration view={view} elsewhere={forms.elsewhere} />
      <section aria-labelledby="history">
        <h2 id="history">What happened</h2>
        <History view={view} />
      </section>
      {view.status !== 'removed' && <Impact impact={impact} />}
      {view.mayAct && (view.status === 'suspended' || posted) && <Reinstate {...forms} />}
      {view.mayAct && (view.status === 'live' || posted) && <Suspend {...forms} />}
      <StopLink organizationId={view.organizationId} stopped={view.organizationStopped} mayStop={view.mayStop} />
      {view.mayAct && (view.status !== 'removed' || posted) && <Flag clientId={view.clientId} />}
    </>
  )
}

const TYPES: Record<ClientDeskView['type'], string> = {
  public: 'Public, with PKCE alone',
  'confidential-symmetric': 'Confidential, with a secret',
  'confidential-asymmetric': 'Confidential, with keys of its own',
}

function Registration({ view, elsewhere }: ViewProps & { elsewhere: boolean }) {
  const { attestation } = view
  const rows = [
    {
      id: 'id',
      term: elsewhere ? 'Client id here, and software_id there' : 'Client id',
      answer: <code>{view.clientId}</code>,
    },
    { id: 'type', term: 'Type', answer: TYPES[view.type] },
    { id: 'created', term: 'Created', answer: view.created },
    { id: 'redirects', term: 'Redirect addresses', answer: view.redirectUris.join('\n') },
    { id: 'scopes', term: 'Scopes', answer: view.scopes.join(' ') },
    { id: 'audit', term: 'Audit', answer: <AuditLink id={view.clientId} noun="client" /> },
  ]
  const statements = attestation && {
    id: 'statements',
    term: 'What members read',
    answer: (
      <a href={`/staff/submissions/${attestation.submissionId}`}>
        Version {attestation.version}, published {attestation.published}
      </a>
    ),
  }
  return (
    <section aria-labelledby="registration">
      <h2 id="registration">Registration</h2>
      <SummaryList label="Registration" rows={statements ? [...rows, statements] : rows} />
    </section>
  )
}

const TITLES: Record<ClientDeskView['events'][number]['kind'], string> = {
  created: 'Created',
  changed: 'Changed by an approval',
  suspended: 'Suspended',
  reinstated: 'Reinstated',
  removed: 'Removed',
  restored: 'Restored after its removal',
  organization_stopped: 'Whole organization stopped',
  organization_lifted: 'Stop of the whole organization lifted',
}

function History({ view }: ViewProps) {
  return (
    <Timeline
      label="What happened"
      entries={view.events.map((event, index) => ({
        id: event.id,
        title: TITLES[event.kind],
        at: event.at.toISOString(),
        when: event.when,
        by: event.by,
        tone: index === view.events.length - 1 ? 'now' : 'past',
        body: (
          <>
            {event.criterion && <p>{event.criterion}</p>}
            {event.publicReason && <LongText text={event.publicReason} />}
            <Internal texts={[event.internalText]} />
          </>
        ),
      }))}
    />
  )
}
