/** Stopping one client, and letting it go on. */
import { ActionForm, FormField } from '../../../../components/ui/action-form.tsx'
import { Button, ButtonRow } from '../../../../components/ui/button.tsx'
import type { ClientDeskView } from '../../../../lib/services/client-desk.ts'
import { ReinstateWarning } from '../../case-links.tsx'
import { CriterionRadios } from '../../criterion-radios.tsx'
import { WhyNot } from '../../why-not.tsx'
import { reinstateAction, suspendAction } from './actions.ts'

/** `posted`: the page answers a refused form, so every form is drawn. `elsewhere`: it lives in the payer's own server. */
type Props = { view: ClientDeskView; posted: boolean; elsewhere: boolean }

export function Suspend({ view, posted, elsewhere }: Props) {
  return (
    <section aria-labelledby="suspend">
      <h2 id="suspend">Suspend</h2>
      {view.whyNot.suspend.length > 0 && !posted ? (
        <WhyNot what="You cannot suspend it:" reasons={view.whyNot.suspend} />
      ) : (
        <ActionForm action={suspendAction} hidden={{ clientId: view.clientId }} label="Suspend">
          <p>
            {elsewhere
              ? 'It is taken out of the authorization server, and its tokens end with it.'
              : 'It holds at the authorization server’s next call: no new sign-in, no token, no data.'}{' '}
            A second person can undo it.
          </p>
          <CriterionRadios />
          <FormField
            name="publicReason"
            label="Reason the developer reads"
            hint="A sentence or two."
            multiline
            rows={4}
          />
          <FormField name="internalText" label="Note and evidence for colleagues" optional multiline rows={3} />
          <ButtonRow>
            <Button variant="danger">Suspend the client</Button>
          </ButtonRow>
        </ActionForm>
      )}
    </section>
  )
}

export function Reinstate({ view, posted, elsewhere }: Props) {
  return (
    <section aria-labelledby="reinstate">
      <h2 id="reinstate">Reinstate</h2>
      <ReinstateWarning cases={view.cases} />
      {view.whyNot.reinstate.length > 0 && !posted ? (
        <WhyNot what="You cannot reinstate it:" reasons={view.whyNot.reinstate} />
      ) : (
        <ActionForm action={reinstateAction} hidden={{ clientId: view.clientId }} label="Reinstate">
          <p>
            {elsewhere
              ? 'It is put into the authorization server again, under a new id and with a new secret if it has one.'
              : 'Its grants and secrets were kept and work again at the next call.'}
          </p>
          <FormField
            name="publicReason"
            label="Reason the developer reads"
            hint="A sentence or two."
            multiline
            rows={3}
          />
          <FormField name="internalText" label="Note for colleagues" optional multiline rows={3} />
          <ButtonRow>
            <Button>Reinstate the client</Button>
          </ButtonRow>
        </ActionForm>
      )}
    </section>
  )
}
