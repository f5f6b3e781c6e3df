/** Makes a sandbox client, at once and without a review: there are only made-up members behind it. */
import { ActionForm, FormField, FormRadios } from '../../../../components/ui/action-form.tsx'
import { Button, ButtonRow } from '../../../../components/ui/button.tsx'
import { createSandboxClientAction } from '../actions.ts'

export function SandboxForm({ appId, appName }: { appId: string; appName: string }) {
  return (
    <>
      <h3>Make a sandbox client</h3>
      <p>It works at once, with made-up members. Nobody reviews it.</p>
      <ActionForm action={createSandboxClientAction} hidden={{ appId }} label="Make a sandbox client">
        <FormField
          name="name"
          label="Name"
          hint="To tell your clients apart. The made-up members see it too."
          value={`${appName} sandbox`.slice(0, 60)}
          autoComplete="off"
        />
        <FormField
          name="redirectUri"
          label="Redirect address"
          hint="Where the browser comes back to, in full, like https://app.example.com/callback. On your own machine: http://127.0.0.1:8080/callback."
          inputMode="url"
          width="wide"
          autoComplete="off"
          spellCheck={false}
        />
        <FormRadios
          name="type"
          legend="Can the app keep a secret?"
          options={[
            { value: 'public', label: 'No', hint: 'It runs on a device or in a browser.' },
            {
              value: 'confidential-symmetric',
              label: 'Yes, a secret',
              hint: 'It has a server that nobody else can read.',
            },
            {
              value: 'confidential-asymmetric',
              label: 'Yes, a private key',
              hint: 'The server signs (private_key_jwt), and we only know its public key.',
            },
          ]}
          value="public"
        />
        <ButtonRow>
          <Button>Make the client</Button>
        </ButtonRow>
      </ActionForm>
    </>
  )
}
