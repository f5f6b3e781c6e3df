/** Stops that reach further than one client: of an organization, of all approvals, of all new consents. */
import type { Metadata } from 'next'
import { LongText } from '../../../components/ui/long-text.tsx'
import { Notice } from '../../../components/ui/notice.tsx'
import { PageHeading } from '../../../components/ui/page-heading.tsx'
import type { StopScope } from '../../../lib/domain/stop.ts'
import { answersForm, orNotFound, requireStaff } from '../../../lib/platform/web/request.ts'
import { type StopsView, stopsView } from '../../../lib/services/stop.ts'
import { Done } from '../../done.tsx'
import { LiftForm, StopForm } from './forms.tsx'

export const metadata: Metadata = { title: 'Stops' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

const DONE: Record<string, string> = {
  stop: 'Stopped. It holds at the next call of every server.',
  lift: 'Lifted. It holds at the next call of every server.',
  stop_there:
    'Stopped. Clients of a stopped organization are taken out of the authorization server; “Provisioning” says which are still there.',
  lift_there:
    'Lifted. Clients of the organization are put into the authorization server again; “Provisioning” says which are not yet live.',
}

const GLOBAL: { scope: Exclude<StopScope, 'organization'>; title: string; text: string; button: string }[] = [
  {
    scope: 'consents',
    title: 'New consents of members',
    text: 'No member can start to share with any app in production; the consent page says so. Sharing that began goes on.',
    button: 'Stop all new consents',
  },
  {
    scope: 'approvals',
    title: 'Approvals',
    text: 'No submission can be approved. Everything else in a review goes on.',
    button: 'Stop all approvals',
  },
]

export default async function Stops({ searchParams }: Props) {
  const { done, organization } = await searchParams
  const wanted = typeof organization === 'string' ? organization : undefined
  const ctx = await requireStaff()
  const view = await orNotFound(stopsView(ctx, wanted))
  const posted = await answersForm()
  const key = ctx.settings.provisions ? `${done}_there` : done
  return (
    <>
      <PageHeading
        title="Stops"
        lead="For a lead, when one client is not enough. Every stop and its end stands in the audit."
      />
      <Done what={key} words={DONE} />
      {GLOBAL.map(({ scope, title, text, button }) => {
        const stop = view.stops.find((one) => one.scope === scope)
        return (
          <section key={scope} aria-labelledby={scope}>
            <h2 id={scope}>{title}</h2>
            <p>{text}</p>
            {stop && <Stopped stop={stop} />}
            {view.may.stop && (stop ? <LiftForm scope={scope} /> : <StopForm scope={scope} button={button} />)}
          </section>
        )
      })}
      <Organizations view={view} posted={posted} />
    </>
  )
}

function Stopped({ stop }: { stop: StopsView['stops'][number] }) {
  return (
    <Notice tone="warn">
      <p>
        Stopped since <time dateTime={stop.at.toISOString()}>{stop.when}</time> by {stop.by}:
      </p>
      <LongText text={stop.publicReason} />
      {stop.internalText && <LongText text={`For staff: ${stop.internalText}`} />}
    </Notice>
  )
}

function Organizations({ view, posted }: { view: StopsView; posted: boolean }) {
  const { organization, may } = view
  const stopped = view.stops.filter((stop) => stop.organization)
  const isStopped = stopped.some((stop) => stop.organization?.organizationId === organization?.organizationId)
  return (
    <section aria-labelledby="organization">
      <h2 id="organization">Organizations</h2>
      {stopped.map((stop) => (
        <div key={stop.organization?.organizationId}>
          <h3>{stop.organization?.name}</h3>
          <Stopped stop={stop} />
          {may.liftOrganization && !stop.own && (
            <LiftForm scope="organization" organizationId={stop.organization?.organizationId} />
          )}
          {stop.own && <p>You stopped it, so a second person has to lift it.</p>}
        </div>
      ))}
      {organization && may.stop && (!isStopped || posted) ? (
        <>
          <h3>{organization.name}</h3>
          <p>All its clients, in production and in the sandbox, stop at their next call. The owners are told.</p>
          <StopForm
            scope="organization"
            organizationId={organization.organizationId}
            button="Stop the whole organization"
          />
        </>
      ) : (
        <>
          {stopped.length === 0 && <p>No organization is stopped.</p>}
          {may.stop && (
            <>
              <h3>Stop an organization</h3>
              <p>All its clients, in production and in the sandbox, stop at their next call. The owners are told.</p>
              <StopForm scope="organization" organizations={view.organizations} button="Stop the whole organization" />
            </>
          )}
        </>
      )}
    </section>
  )
}
