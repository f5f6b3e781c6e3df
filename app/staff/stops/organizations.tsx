/** Stops of organizations: the one that was asked for with what a stop of it touches, and those that are stopped. */
import type { OrganizationAsked, StopsView } from '../../../lib/services/stop-view.ts'
import { ReinstateWarning } from '../case-links.tsx'
import { ClientLinks } from '../client-links.tsx'
import { ImpactList } from '../impact.tsx'
import { LiftForm, StopForm } from './forms.tsx'
import { OnlyLead, StopState } from './stopped.tsx'

const EFFECT =
  'While it is stopped, none of its clients, in production and in the sandbox, gets any data. It holds at their next call, and the owners are told.'
const BUTTON = 'Stop the whole organization'

/** `posted`: the page answers a refused form, so every form is drawn. */
type Props = { view: StopsView; posted: boolean }

export function Organizations({ view, posted }: Props) {
  const { organization } = view
  return (
    <section aria-labelledby="organization">
      <h2 id="organization">Organizations</h2>
      {organization ? <Asked of={organization} view={view} posted={posted} /> : <All view={view} />}
    </section>
  )
}

function Asked({ of, view, posted }: Props & { of: OrganizationAsked }) {
  const { organizationId, name, stop, impact } = of
  const clients = { id: 'clients', term: 'Clients in production', answer: <ClientLinks clients={of.clients} /> }
  return (
    <>
      <h3>{name}</h3>
      <StopState stop={stop} />
      <p>{EFFECT}</p>
      <h4>What a stop touches</h4>
      <ImpactList label="What a stop touches" impact={impact} rows={[clients]} />
      {stop && <Lift stop={stop} view={view} />}
      {view.may.stop && (!stop || posted) && (
        <StopForm scope="organization" organizationId={organizationId} button={BUTTON} />
      )}
      {!view.may.stop && !stop && <OnlyLead act="stop an organization" leads={view.leads} />}
      <p>
        <a href="/staff/stops#organization">All organizations that are stopped</a>
      </p>
    </>
  )
}

function Lift({ stop, view }: { stop: StopsView['stops'][number]; view: StopsView }) {
  if (stop.own) return <p>You stopped it, so a second person has to lift it.</p>
  if (!view.may.liftOrganization) return <p>A reviewer or a lead who did not stop it can lift it.</p>
  return (
    <>
      <ReinstateWarning cases={stop.cases} />
      <LiftForm scope="organization" organizationId={stop.organization?.organizationId} />
    </>
  )
}

function All({ view }: { view: StopsView }) {
  const stopped = view.stops.filter((stop) => stop.organization)
  return (
    <>
      {stopped.map((stop) => (
        <div key={stop.organization?.organizationId}>
          <h3>{stop.organization?.name}</h3>
          <StopState stop={stop} />
          <Lift stop={stop} view={view} />
        </div>
      ))}
      {stopped.length === 0 && <p>No organization is stopped.</p>}
      <h3>Stop an organization</h3>
      <p>{EFFECT}</p>
      {view.may.stop ? (
        <>
          <p>“{BUTTON}” on the page of one of its clients shows first what that touches.</p>
          <StopForm scope="organization" organizations={view.organizations} button={BUTTON} />
        </>
      ) : (
        <OnlyLead act="stop an organization" leads={view.leads} />
      )}
    </>
  )
}
