/** Changes of a client: what waits, what was decided, and the forms to ask for one. What is live stays live meanwhile. */
import type { Metadata } from 'next'
import { PageHeading } from '../../../../../components/ui/page-heading.tsx'
import type { ChangeKind } from '../../../../../lib/domain/client-change.ts'
import { answersForm, orNotFound, requireDeveloper } from '../../../../../lib/platform/web/request.ts'
import { type ClientChangesView, clientChanges } from '../../../../../lib/services/client-change-view.ts'
import { Done } from '../../../../done.tsx'
import { Keys } from '../keys.tsx'
import { Changes } from './changes.tsx'
import { KeysForm, LookForm, NameForm, RedirectsForm, TransferForm, Waits, WhyNoTransfer } from './forms.tsx'

type Props = {
  params: Promise<{ client: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export const metadata: Metadata = { title: 'Changes of a client' }

const DONE: Record<string, string> = {
  live: 'The keys work from the next call on.',
  live_there:
    'They are put into the authorization server now. The client’s page says when it is live, and we mail you.',
  looking: 'We look at the address now. Load this page again in a few seconds to see what we found.',
  proposed: 'AppSec has it. What is live stays live until they have decided.',
  offered:
    'If an owner of an organization here has this address, they get a mail. AppSec looks at it once they have agreed.',
  withdrawn: 'Taken back. Nothing was changed.',
}

export default async function ChangesPage({ params, searchParams }: Props) {
  const { client } = await params
  const ctx = await requireDeveloper()
  const view = await orNotFound(clientChanges(ctx, client))
  const { zone } = ctx.settings.payer
  const { done } = await searchParams
  const key = done === 'live' && view.elsewhere ? 'live_there' : done
  return (
    <>
      <PageHeading
        back={{ href: `/developer/clients/${view.clientId}`, text: view.name }}
        caption={view.environment === 'production' ? 'Production client' : 'Sandbox client'}
        title={view.reviewed ? 'Changes' : 'Keys'}
      />
      <Done what={key} words={DONE} />
      {view.reviewed && <Changes view={view} zone={zone} />}
      <Keys view={view} zone={zone} />
      <Forms view={view} posted={await answersForm()} />
    </>
  )
}

/** @param posted whether this answers a refused form: then all of them are drawn, for it says why */
function Forms({ view, posted }: { view: ClientChangesView; posted: boolean }) {
  if (!view.mayEdit) return <p>Only an owner or an editor can ask for changes.</p>
  if (view.removed && !posted) return <p>This client was removed, so nothing of it changes any more.</p>
  const waits = (kind: ChangeKind) => view.waiting.includes(kind) && !posted
  return (
    <>
      {view.asymmetric && view.keys.jwksUri && <LookForm clientId={view.clientId} />}
      {view.asymmetric && (waits('keys') ? <Waits id="new-keys" title="Other keys" /> : <KeysForm view={view} />)}
      {view.reviewed && (waits('redirect_uris') ? <Waits {...REDIRECTS} /> : <RedirectsForm view={view} />)}
      {view.reviewed && (waits('name') ? <Waits id="new-name" title="Another name" /> : <NameForm view={view} />)}
      {view.mayTransfer && <Transfer view={view} posted={posted} />}
    </>
  )
}

const REDIRECTS = { id: 'new-redirects', title: 'Other redirect addresses' }

function Transfer({ view, posted }: { view: ClientChangesView; posted: boolean }) {
  if (posted) return <TransferForm {...view} />
  if (view.waiting.includes('owner')) return <Waits id="transfer" title="Hand the app over" />
  if (view.whyNotTransfer.length > 0) return <WhyNoTransfer reasons={view.whyNotTransfer} />
  return <TransferForm {...view} />
}
