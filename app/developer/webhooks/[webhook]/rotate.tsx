'use client'
/** Makes a new secret of a webhook and shows it on the answer, once. */
import { ActionForm } from '../../../../components/ui/action-form.tsx'
import { Button, ButtonRow } from '../../../../components/ui/button.tsx'
import type { FormState } from '../../../../components/ui/form-state.ts'
import { ShownWebhookSecret } from '../shown-secret.tsx'

type Props = {
  action: (state: FormState, form: FormData) => Promise<FormState>
  webhookId: string
  next: string
}

export function Rotate({ action, webhookId, next }: Props) {
  return (
    <ActionForm action={action} hidden={{ webhookId }} label="Replace the secret">
      {(state) =>
        state.shown ? (
          <ShownWebhookSecret secret={state.shown} next={next} />
        ) : (
          <ButtonRow>
            <Button variant="secondary">Make a new secret</Button>
          </ButtonRow>
        )
      }
    </ActionForm>
  )
}
