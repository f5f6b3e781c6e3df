/** The decision about a change: approve or refuse; where one is not possible, why not. */
import { ActionForm, FormField, FormRadios } from '../../../../components/ui/action-form.tsx'
import { Button, ButtonRow } from '../../../../components/ui/button.tsx'
import type { ClientStatus } from '../../../../lib/domain/client.ts'
import type { ChangeDeskView } from '../../../../lib/services/client-change-desk.ts'
import { WhyNot } from '../../why-not.tsx'
import { decideAction } from './actions.ts'

const LIVE = 'The new state is live from the next call on.'
const PUT_THERE = 'The new state is put into the authorization server. It is live once that has confirmed it.'
const HANDED_OVER =
  'The app and its clients go to the other organization. Secrets, keys and what members allowed end at once; the members are told. Nobody can connect the app until answers of the new company are approved.'

function approvalHint({ kind, elsewhere, client }: ChangeDeskView): string {
  if (kind === 'owner') return HANDED_OVER
  if (client.status !== 'live')
    return 'The client stays stopped. The new state is live once somebody lets it work again.'
  return elsewhere ? PUT_THERE : LIVE
}

/** A refusal changes nothing: what is stopped stays stopped. */
const REFUSAL_HINTS: Record<ClientStatus, string> = {
  live: 'The client stays as it is, and works.',
  suspended: 'The client stays as it is, and stopped.',
  removed: 'The client stays removed.',
}

/** @param posted the page answers a refused form, so both decisions are drawn whatever stands against one */
export function Decide({ view, posted }: { view: ChangeDeskView; posted: boolean }) {
  const { approve, decide } = view.whyNot
  const approvable = approve.length === 0 || posted
  return (
    <section aria-labelledby="decide" className="staff-decisions">
      <h2 id="decide">Decide</h2>
      {decide.length > 0 && <WhyNot what="You cannot decide this." reasons={decide} />}
      {approve.length > 0 && <WhyNot what="It cannot be approved now." reasons={approve} />}
      {decide.length === 0 && (
        <ActionForm action={decideAction} hidden={{ changeId: view.changeId }} label="Decide">
          <FormRadios
            name="decision"
            legend="Decision"
            options={[
              ...(approvable ? [{ value: 'approved', label: 'Approve', hint: approvalHint(view) }] : []),
              { value: 'refused', label: 'Refuse', hint: REFUSAL_HINTS[view.client.status] },
            ]}
          />
          <FormField
            name="publicReason"
            label={view.kind === 'owner' ? 'Reason for both organizations' : 'Reason for the developer'}
            hint={
              approvable
                ? 'Signed “AppSec team”. A refusal needs one; an approval gets a standard sentence without.'
                : 'Signed “AppSec team”.'
            }
            multiline
            rows={4}
          />
          <FormField name="internalText" label="Note that only staff read" optional multiline rows={3} />
          <ButtonRow>
            <Button>Decide</Button>
          </ButtonRow>
        </ActionForm>
      )}
    </section>
  )
}
