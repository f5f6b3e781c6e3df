/** Stops that reach further than one client: of an organization, of all approvals, of all new consents. */
import type { Metadata } from 'next'
import { PageHeading } from '../../../components/ui/page-heading.tsx'
import type { StopScope } from '../../../lib/domain/stop.ts'
import { answersForm, orNotFound, requireStaff } from '../../../lib/platform/web/request.ts'
import { stopsView } from '../../../lib/services/stop-view.ts'
import { Done } from '../../done.tsx'
import { LiftForm, StopForm } from './forms.tsx'
import { Organizations } from './organizations.tsx'
import { OnlyLead, StopState } from './stopped.tsx'

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

const GLOBAL: {
  scope: Exclude<StopScope, 'organization'>
  title: string
  text: string
  button: string
  act: string
}[] = [
  {
    scope: 'consents',
    title: 'New consents of members',
    text: 'While this is stopped, no member can start to share with any app in production, and the consent page says so. Sharing that began goes on.',
    button: 'Stop all new consents',
    act: 'stop new consents, or lift such a stop',
  },
  {
    scope: 'approvals',
    title: 'Approvals',
    text: 'While this is stopped, no submission can be approved. Everything else in a review goes on.',
    button: 'Stop all approvals',
    act: 'stop approvals, or lift such a stop',
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
      {view.stops.length === 0 && <p>Nothing is stopped now.</p>}
      {GLOBAL.map(({ scope, title, text, button, act }) => {
        const stop = view.stops.find((one) => one.scope === scope) ?? null
        return (
          <section key={scope} aria-labelledby={scope}>
            <h2 id={scope}>{title}</h2>
            <StopState stop={stop} />
            <p>{text}</p>
            {!view.may.stop && <OnlyLead act={act} leads={view.leads} />}
            {view.may.stop && (stop ? <LiftForm scope={scope} /> : <StopForm scope={scope} button={button} />)}
          </section>
        )
      })}
      <Organizations view={view} posted={posted} />
    </>
  )
}
