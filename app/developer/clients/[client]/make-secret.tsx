'use client'
/** Makes a secret and shows it on the answer to the post, once. It stands in no address and on no later page. */
import { ActionForm, FormField } from '../../../../components/ui/action-form.tsx'
import { Button, ButtonRow } from '../../../../components/ui/button.tsx'
import { CopyCode } from '../../../../components/ui/copy-code.tsx'
import type { FormState } from '../../../../components/ui/form-state.ts'
import { Notice } from '../../../../components/ui/notice.tsx'

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
          <Notice tone="success" role="status" heading="Copy the secret now" headingLevel={3}>
            <p>We keep no copy and never show it again. Put it where only your server can read it.</p>
            <CopyCode label="client secret" code={state.shown} />
            <p>
              <a href={`/developer/clients/${clientId}`}>I have stored it</a>
            </p>
          </Notice>
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
