'use client'
/** Makes a secret and shows it on the answer to the post, once. It stands in no address and on no later page. */
import { ActionForm, FormField } from '../../../../components/ui/action-form.tsx'
import { Button, ButtonRow } from '../../../../components/ui/button.tsx'
import type { FormState } from '../../../../components/ui/form-state.ts'
import { ShownSecret } from '../../../../components/ui/shown-secret.tsx'

type Props = {
  action: (state: FormState, form: FormData) => Promise<FormState>
  clientId: string
  /** Why no further secret may be made; null when one may. */
  why: string | null
}

export function MakeSecret({ action, clientId, why }: Props) {
  return (
    <ActionForm action={action} hidden={{ clientId }} label="Make a secret">
      {(state) =>
        state.shown ? (
          <ShownSecret
            label="client secret"
            secret={state.shown}
            words="We keep no copy and never show it again. Put it where only your server can read it."
            next={`/developer/clients/${clientId}`}
            headingLevel={3}
          />
        ) : why ? (
          <p>{why}</p>
        ) : (
          <>
            <FormField
              name="label"
              label="Note"
              hint="To tell two secrets apart, like “server in Topeka”."
              optional
              autoComplete="off"
            />
            <ButtonRow>
              <Button>Make a secret</Button>
            </ButtonRow>
          </>
        )
      }
    </ActionForm>
  )
}
