/** A client in the payer's own authorization server: whether it works there, under which id, and its secret, once. */
import { CopyCode } from '../../../../components/ui/copy-code.tsx'
import { Notice, type NoticeTone } from '../../../../components/ui/notice.tsx'
import type { DeveloperProvisionView } from '../../../../lib/services/provisioning-facts.ts'
import type { OwnProvisionView } from '../../../../lib/services/provisioning-view.ts'
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

const CHANGING: Words = {
  tone: 'info',
  title: 'Your last change is not yet live',
  text: 'The authorization server has not confirmed what was approved last. Until then the client may be as it was before. You need to do nothing: we mail you when it is live.',
}

const RENEWING: Words = {
  tone: 'info',
  title: 'It is put into the authorization server anew',
  text: 'The client of before is being taken out of the authorization server; its id and secret stop working. Then it is put there again, and we mail you the new client id.',
}

function wordsOf({ standing, remoteId, renewing }: DeveloperProvisionView): Words | null {
  if (standing === 'stopped') return null
  if (renewing) return RENEWING
  return standing === 'not_yet_live' && remoteId !== null ? CHANGING : STANDINGS[standing]
}

type Props = {
  view: OwnProvisionView
  clientId: string
  symmetric: boolean
  mayEdit: boolean
  /** The page answers a form, so the form is drawn: it says what came of it. */
  posted: boolean
}

export function Provisioned(props: Props) {
  const { view, symmetric, posted } = props
  const words = wordsOf(view)
  return (
    <>
      {words && (
        <Notice tone={words.tone} heading={words.title}>
          <p>{words.text}</p>
        </Notice>
      )}
      {view.remoteId && words && <SignInId remoteId={view.remoteId} symmetric={symmetric} />}
      {symmetric && ((words && view.remoteId) || posted) && <Secret {...props} />}
    </>
  )
}

function SignInId({ remoteId, symmetric }: { remoteId: string; symmetric: boolean }) {
  return (
    <section aria-labelledby="client-there">
      <h2 id="client-there">Client id to sign in with</h2>
      <CopyCode label="client id to sign in with" code={remoteId} />
      <p className="candor-muted">
        The authorization server chose it. A client that was stopped and goes on gets a new one
        {symmetric && ', and a new secret'}.
      </p>
    </section>
  )
}

/** The form stays where it is when the secret was taken: its answer is the one place that shows it. */
function Secret({ view, clientId, mayEdit }: Props) {
  return (
    <section aria-labelledby="secret-there">
      <h2 id="secret-there">Secret</h2>
      <SecretEnd end={view.secretEnd} />
      {mayEdit ? (
        <TakeSecret action={takeSecretAction} clientId={clientId} waits={view.secret === 'waits'}>
          <NoSecret view={view} clientId={clientId} />
        </TakeSecret>
      ) : view.secret === 'waits' ? (
        <p>It waits for an owner or an editor.</p>
      ) : (
        <NoSecret view={view} clientId={clientId} />
      )}
    </section>
  )
}

function SecretEnd({ end }: { end: OwnProvisionView['secretEnd'] }) {
  if (!end) return null
  const day = <time dateTime={end.at.toISOString()}>{end.when}</time>
  return <p>{end.over ? <>It ended on {day}: the authorization server takes it no more.</> : <>It ends on {day}.</>}</p>
}

function NoSecret({ view, clientId }: Pick<Props, 'view' | 'clientId'>) {
  return (
    <>
      <p>
        {view.secret === 'seen'
          ? 'Somebody of your organization has seen it. We have forgotten it.'
          : 'The authorization server has told us none.'}
      </p>
      {view.mayRenew && (
        <p>
          <a href={`/developer/clients/${clientId}/new-secret`}>Lost it, or did it leak? Get another one</a>
        </p>
      )}
    </>
  )
}
