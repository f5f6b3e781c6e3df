/** Flagging a client as the source of an attack: opens its case, or adds to the open one. */
import { ActionForm, FormField, FormRadios } from '../../../../components/ui/action-form.tsx'
import { Button, ButtonRow } from '../../../../components/ui/button.tsx'
import { ATTACKS } from '../../../../lib/domain/attack.ts'
import { flagAction } from './actions.ts'

export function Flag({ clientId }: { clientId: string }) {
  return (
    <section aria-labelledby="flag">
      <h2 id="flag">Flag malicious activity</h2>
      <ActionForm action={flagAction} hidden={{ clientId }} label="Flag malicious activity">
        <p>Opens an episode and tells AppSec. It stops nothing.</p>
        <FormRadios
          name="attack"
          legend="What was seen"
          options={ATTACKS.map(({ code, title }) => ({ value: code, label: title }))}
        />
        <FormField
          name="evidence"
          label="Evidence"
          hint="Addresses, accounts, times. Only staff read it."
          multiline
          rows={4}
        />
        <ButtonRow>
          <Button variant="secondary">Flag the client</Button>
        </ButtonRow>
      </ActionForm>
    </section>
  )
}
