'use client'
/** Asks for the address of a new webhook and shows its secret on the answer, once. */
import { ActionForm, FormField } from '../../../../components/ui/action-form.tsx'
import { Button, ButtonRow } from '../../../../components/ui/button.tsx'
import type { FormState } from '../../../../components/ui/form-state.ts'
import { EventChoice } from '../events.tsx'
import { ShownWebhookSecret } from '../shown-secret.tsx'

type Props = {
  action: (state: FormState, form: FormData) => Promise<FormState>
  organizationId: string
  /** Where to go once the secret is stored. */
  next: string
}

export function NewWebhook({ action, organizationId, next }: Props) {
  return (
    <ActionForm action={action} hidden={{ organizationId }} label="Add a webhook">
      {(state) =>
        state.shown ? (
          <ShownWebhookSecret secret={state.shown} next={next} />
        ) : (
          <>
            <FormField
              name="url"
              type="url"
              inputMode="url"
              width="wide"
              autoComplete="off"
              spellCheck={false}
              label="Address"
              hint="Where your server listens, like https://hooks.example.com/candor. It starts with https:// and can be reached from the internet."
            />
            <EventChoice chosen={null} />
            <ButtonRow>
              <Button>Add the webhook</Button>
            </ButtonRow>
          </>
        )
      }
    </ActionForm>
  )
}
