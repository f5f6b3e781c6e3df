'use client'
/** Shows the secret that the authorization server gave, on the answer to the post, once. */
import type { ReactNode } from 'react'
import { ActionForm } from '../../../../components/ui/action-form.tsx'
import { Button, ButtonRow } from '../../../../components/ui/button.tsx'
import type { FormState } from '../../../../components/ui/form-state.ts'
import { ShownSecret } from '../../../../components/ui/shown-secret.tsx'

type Props = {
  action: (state: FormState, form: FormData) => Promise<FormState>
  clientId: string
  /** Whether there is one to show; without it, `children` stand in its place. */
  waits: boolean
  children: ReactNode
}

export function TakeSecret({ action, clientId, waits, children }: Props) {
  return (
    <ActionForm action={action} hidden={{ clientId }} label="Show the secret">
      {(state) =>
        state.shown ? (
          <ShownSecret
            label="client secret"
            secret={state.shown}
            words="We have forgotten it and never show it again. Put it where only your server can read it."
            next={`/developer/clients/${clientId}`}
            headingLevel={3}
          />
        ) : waits ? (
          <>
            <p>The authorization server gave the client a secret. It can be seen once, by one person.</p>
            <ButtonRow>
              <Button>Show the secret once</Button>
            </ButtonRow>
          </>
        ) : (
          children
        )
      }
    </ActionForm>
  )
}
