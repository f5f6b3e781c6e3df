/** A client in the payer's own authorization server: whether it works there, under which id, and its secret, once. */
import { CopyCode } from '../../../../components/ui/copy-code.tsx'
import { Notice, type NoticeTone } from '../../../../components/ui/notice.tsx'
import type { DeveloperProvisionView } from '../../../../lib/services/provisioning-facts.ts'
import { takeSecretAction } from './actions.ts'
import { TakeSecret } from './take-secret.tsx'

type Words = { tone: NoticeTone; title: string; text: string }

const STANDINGS: Record<Exclude<DeveloperProvisionView['standing'], 'stopped'>, Words> = {
  live: { tone: 'success', title: 'Live', text: 'The authorization server confirmed the client as it was approved.' },
  not_yet_live: {
    tone: 'info',
    title: 'Approved, not yet live',
    text: 'The authorization server has not confirmed the client yet. You need to do nothing: we mail you when it is live, and AppSec sees when it takes long.',
  },
  waits_for_keys: {
    tone: 'warn',
    title: 'Approved, not yet live: give its keys',
    text: 'The client proves itself by keys. It is put into the authorization server as soon as it has some, and we mail you when it is live.',
  },
  in_question: {
    tone: 'warn',
    title: 'AppSec looks into this client',
    text: 'The authorization server says something else of it than what was approved, so it may not work.',
  },
}

type Props = { view: DeveloperProvisionView; clientId: string; symmetric: boolean; mayEdit: boolean }

export function Provisioned({ view, clientId, symmetric, mayEdit }: Props) {
  if (view.standing === 'stopped') return null
  const { tone, title, text } = STANDINGS[view.standing]
  return (
    <>
      <Notice tone={tone} heading={title}>
        <p>{text}</p>
      </Notice>
      {view.remoteId && (
        <section aria-labelledby="client-there">
          <h2 id="client-there">Client id to sign in with</h2>
          <CopyCode label="client id to sign in with" code={view.remoteId} />
          <p className="candor-muted">
            The authorization server chose it. A client that was stopped and goes on gets a new one, and a new secret.
          </p>
          {symmetric && <Secret view={view} clientId={clientId} mayEdit={mayEdit} />}
        </section>
      )}
    </>
  )
}

function Secret({ view, clientId, mayEdit }: Omit<Props, 'symmetric'>) {
  if (!view.secretWaits) return <p>Its secret was shown to somebody of your organization.</p>
  if (!mayEdit) return <p>Its secret waits for an owner or an editor.</p>
  return <TakeSecret action={takeSecretAction} clientId={clientId} />
}
