/** Where a client stands in the payer's own authorization server, and what staff can do about it. */
import { ActionForm } from '../../../../components/ui/action-form.tsx'
import { Button } from '../../../../components/ui/button.tsx'
import { Notice, type NoticeTone } from '../../../../components/ui/notice.tsx'
import { SummaryList } from '../../../../components/ui/summary-list.tsx'
import type { ProvisionView } from '../../../../lib/services/provisioning-view.ts'
import { endText, PROVISION_STANDINGS } from '../../provisioning/standing.tsx'
import { removedThereAction, retryProvisioningAction } from './actions.ts'

type Props = { view: ProvisionView; clientId: string }

const TONES: Record<ProvisionView['standing'], NoticeTone> = {
  live: 'success',
  not_yet_live: 'info',
  waits_for_keys: 'info',
  refused: 'error',
  lost: 'error',
  drifted: 'error',
  not_yet_stopped: 'error',
  stopped: 'info',
}

export function Provisioning({ view, clientId }: Props) {
  const { title, text } = PROVISION_STANDINGS[view.standing]
  const retry = view.may.overwrite ? 'Put it right there' : 'Try again now'
  return (
    <section aria-labelledby="provisioning">
      <h2 id="provisioning">In the authorization server</h2>
      <Notice tone={TONES[view.standing]} heading={title} headingLevel={3}>
        <p>{text}</p>
      </Notice>
      <Facts view={view} />
      {view.may.retry && (
        <ActionForm action={retryProvisioningAction} hidden={{ clientId }} label={retry}>
          <Button variant="secondary">{retry}</Button>
        </ActionForm>
      )}
      {view.may.tellRemoved && (
        <ActionForm action={removedThereAction} hidden={{ clientId }} label="Say that it was removed there">
          <p>
            The administrators of that server have to remove <code>{view.remoteId}</code> by hand. When they have, say
            so here.
          </p>
          <Button variant="secondary">It was removed there by hand</Button>
        </ActionForm>
      )}
    </section>
  )
}

function Facts({ view }: { view: ProvisionView }) {
  const { remoteId, confirmed, last, nextTry, leftBehind } = view
  const rows = [
    { id: 'remote', term: 'Client id there', answer: remoteId ? <code>{remoteId}</code> : 'None' },
    ...(confirmed ? [{ id: 'confirmed', term: 'Last read back and well', answer: confirmed.when }] : []),
    ...(last
      ? [
          {
            id: 'last',
            term: 'Last call',
            answer: `${last.when}: ${endText(last)}`,
          },
        ]
      : []),
    ...(nextTry ? [{ id: 'next', term: 'Next try', answer: nextTry.when }] : []),
    ...(leftBehind > 0
      ? [
          {
            id: 'left',
            term: 'May be left there',
            answer: `${leftBehind} with no address to go to: registrations whose answer was lost. They can do nothing.`,
          },
        ]
      : []),
  ]
  return <SummaryList label="In the authorization server" rows={rows} />
}
