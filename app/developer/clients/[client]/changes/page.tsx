/** Changes of a client: what waits, what was decided, and the forms to ask for one. What is live stays live meanwhile. */
import type { Metadata } from 'next'
import { Notice } from '../../../../../components/ui/notice.tsx'
import { PageHeading } from '../../../../../components/ui/page-heading.tsx'
import { orNotFound, requireDeveloper } from '../../../../../lib/platform/web/request.ts'
import { clientChanges } from '../../../../../lib/services/client-change-view.ts'
import { Keys } from '../keys.tsx'
import { Changes } from './changes.tsx'
import { KeysForm, LookForm, NameForm, RedirectsForm, TransferForm } from './forms.tsx'

type Props = {
  params: Promise<{ client: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export const metadata: Metadata = { title: 'Changes of a client' }

const DONE: Record<string, string> = {
  live: 'The keys work from the next call on.',
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
  const said = typeof done === 'string' && Object.hasOwn(DONE, done) ? DONE[done] : undefined
  return (
    <>
      <PageHeading
        back={{ href: `/developer/clients/${view.clientId}`, text: view.name }}
        caption={view.environment === 'production' ? 'Production client' : 'Sandbox client'}
        title={view.reviewed ? 'Changes' : 'Keys'}
      />
      {said && (
        <Notice tone="success" role="status">
          <p>{said}</p>
        </Notice>
      )}
      {view.reviewed && <Changes view={view} zone={zone} />}
      <Keys view={view} zone={zone} />
      {view.mayEdit && (
        <>
          {view.asymmetric && view.keys.jwksUri && <LookForm clientId={view.clientId} />}
          {view.asymmetric && <KeysForm view={view} />}
          {view.reviewed && <RedirectsForm view={view} />}
          {view.reviewed && <NameForm view={view} />}
          {view.mayTransfer && <TransferForm clientId={view.clientId} />}
        </>
      )}
    </>
  )
}
