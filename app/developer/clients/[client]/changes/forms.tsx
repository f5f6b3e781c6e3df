/** The forms that ask for a change. Each is whole without JavaScript; what is wrong stands beside its field. */
import { ActionForm, FormField, FormRadios } from '../../../../../components/ui/action-form.tsx'
import { Button, ButtonRow } from '../../../../../components/ui/button.tsx'
import { OFFER_DAYS } from '../../../../../lib/domain/client-change.ts'
import type { ClientChangesView } from '../../../../../lib/services/client-change-view.ts'
import {
  lookAtKeysAction,
  offerTransferAction,
  proposeNameAction,
  proposeRedirectsAction,
  setKeysAction,
} from './actions.ts'

type Props = { view: ClientChangesView }

/** In place of a form while a change of its kind is open. */
export function Waits({ id, title }: { id: string; title: string }) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <p>One that you asked for waits. Take it back above before you ask for another.</p>
    </section>
  )
}

/** In place of the offer's form while the app cannot change hands. */
export function WhyNoTransfer({ reasons }: { reasons: readonly string[] }) {
  return (
    <section aria-labelledby="transfer">
      <h2 id="transfer">Hand the app over</h2>
      <p>The app cannot change hands now:</p>
      <ul>
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    </section>
  )
}

const reason = <FormField name="reason" label="Why" hint="AppSec reads it. A sentence or two." multiline rows={3} />

export function LookForm({ clientId }: { clientId: string }) {
  return (
    <ActionForm action={lookAtKeysAction} hidden={{ clientId }} label="Look at the address now">
      <p>We look at the address every hour.</p>
      <Button variant="secondary">Look at it now</Button>
    </ActionForm>
  )
}

export function KeysForm({ view: { clientId, keys, elsewhere } }: Props) {
  return (
    <section aria-labelledby="new-keys">
      <h2 id="new-keys">Other keys</h2>
      <p>
        {keys.atOnce
          ? elsewhere
            ? 'They are put into the authorization server at once.'
            : 'They work at once.'
          : 'AppSec looks at them first; the live ones stay until then. To rotate without a break, give the old and the new key together.'}
      </p>
      <ActionForm action={setKeysAction} hidden={{ clientId }} label="Other keys">
        <FormRadios
          name="from"
          legend="Where are the public keys?"
          options={[
            { value: 'pasted', label: 'I paste them', hint: 'A JSON Web Key Set.' },
            { value: 'address', label: 'At an address of mine', hint: 'We look there every hour.' },
          ]}
          value={keys.jwksUri ? 'address' : 'pasted'}
        />
        <FormField
          name="jwks"
          label="Key set"
          hint="Only public keys: RSA from 2048 bits (RS384) or EC P-384 (ES384), each with a kid. Like {&quot;keys&quot;: [ … ]}."
          optional
          multiline
          rows={8}
          spellCheck={false}
          autoComplete="off"
        />
        <FormField
          name="jwksUri"
          label="Address of the key set"
          hint="An https address that anybody can open."
          optional
          inputMode="url"
          width="wide"
          value={keys.jwksUri ?? ''}
          autoComplete="off"
          spellCheck={false}
        />
        {!keys.atOnce && reason}
        <ButtonRow>
          <Button>{keys.atOnce ? 'Use these keys' : 'Ask for this change'}</Button>
        </ButtonRow>
      </ActionForm>
    </section>
  )
}

export function RedirectsForm({ view: { clientId, redirectUris } }: Props) {
  return (
    <section aria-labelledby="new-redirects">
      <h2 id="new-redirects">Other redirect addresses</h2>
      <ActionForm action={proposeRedirectsAction} hidden={{ clientId }} label="Other redirect addresses">
        <FormField
          name="redirectUris"
          label="Redirect addresses"
          hint="All of them, one a line, in full. An address that you leave out stops working when the change is approved."
          multiline
          rows={Math.max(4, redirectUris.length + 1)}
          value={redirectUris.join('\n')}
          autoComplete="off"
          spellCheck={false}
        />
        {reason}
        <ButtonRow>
          <Button>Ask for this change</Button>
        </ButtonRow>
      </ActionForm>
    </section>
  )
}

export function NameForm({ view: { clientId, name } }: Props) {
  return (
    <section aria-labelledby="new-name">
      <h2 id="new-name">Another name</h2>
      <p>Members see it when they are asked to share. Your answers keep the name they were signed with.</p>
      <ActionForm action={proposeNameAction} hidden={{ clientId }} label="Another name">
        <FormField name="name" label="Name of the app" value={name} autoComplete="off" />
        {reason}
        <ButtonRow>
          <Button>Ask for this change</Button>
        </ButtonRow>
      </ActionForm>
    </section>
  )
}

export function TransferForm({ clientId, elsewhere }: Pick<ClientChangesView, 'clientId' | 'elsewhere'>) {
  return (
    <section aria-labelledby="transfer">
      <h2 id="transfer">Hand the app over</h2>
      <p>
        To another organization on this portal. An owner there agrees within {OFFER_DAYS} days, then AppSec decides.
        Until then nothing changes. Once they have approved:
      </p>
      <ul>
        <li>
          Your people do not see the app any more, but what you sent and what AppSec wrote you stays yours to read.
        </li>
        <li>The other organization starts from the approved answers about the app.</li>
        <li>No member can connect the app until AppSec has approved answers of the other organization.</li>
        <li>
          {elsewhere
            ? 'Its secret, its keys and the client id to sign in with stop. The other organization gets new ones.'
            : 'Its secrets and keys stop. The client id stays.'}
        </li>
        <li>What members allowed ends, because another company would get their data.</li>
      </ul>
      <ActionForm action={offerTransferAction} hidden={{ clientId }} label="Hand the app over">
        <FormField
          name="email"
          label="Email address of an owner there"
          hint="The one they sign in with. We do not say whether anybody has it."
          type="email"
          inputMode="email"
          autoComplete="off"
          spellCheck={false}
        />
        {reason}
        <ButtonRow>
          <Button>Offer the app</Button>
        </ButtonRow>
      </ActionForm>
    </section>
  )
}
