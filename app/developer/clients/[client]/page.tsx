/** One client: its id and addresses, secrets, commands to copy, and why it is stopped when it is. */
import type { Metadata } from 'next'
import { CopyCode } from '../../../../components/ui/copy-code.tsx'
import { Notice } from '../../../../components/ui/notice.tsx'
import { PageHeading } from '../../../../components/ui/page-heading.tsx'
import { SummaryList } from '../../../../components/ui/summary-list.tsx'
import { datedText } from '../../../../lib/domain/calendar.ts'
import type { ClientType } from '../../../../lib/domain/client.ts'
import { isOpenChange } from '../../../../lib/domain/client-change.ts'
import { clientCommands } from '../../../../lib/domain/client-commands.ts'
import { OAUTH_PATHS } from '../../../../lib/domain/oauth-paths.ts'
import { answersForm, orNotFound, requireDeveloper } from '../../../../lib/platform/web/request.ts'
import { type ClientChangesView, clientChanges } from '../../../../lib/services/client-change-view.ts'
import { type ClientView, clientView } from '../../../../lib/services/client-view.ts'
import { openCasesOfClient } from '../../../../lib/services/episode-developer.ts'
import { developerProvisionView } from '../../../../lib/services/provisioning-view.ts'
import { ladderOfClient } from '../../../../lib/services/still-in-use.ts'
import { ClientState } from '../../next-step.tsx'
import { Cases } from './cases.tsx'
import { Inactivity } from './inactivity.tsx'
import { Keys } from './keys.tsx'
import { Provisioned } from './provisioning.tsx'
import { Secrets } from './secrets.tsx'
import { OrganizationStopped, Stopped } from './stopped.tsx'

type Props = { params: Promise<{ client: string }> }

async function load({ params }: Props) {
  const { client } = await params
  const ctx = await requireDeveloper()
  return { ctx, view: await orNotFound(clientView(ctx, client)) }
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { view } = await load(props)
  return { title: `Client ${view.name}` }
}

export default async function ClientPage(props: Props) {
  const { ctx, view } = await load(props)
  const { zone, appsecEmail } = ctx.settings.payer
  const [ladder, changes, cases, there] = await Promise.all([
    ladderOfClient(ctx, view.clientId),
    clientChanges(ctx, view.clientId),
    openCasesOfClient(ctx, view.clientId),
    developerProvisionView(ctx, view.clientId),
  ])
  const place = { clientId: view.clientId, symmetric: view.type === 'confidential-symmetric', mayEdit: view.mayEdit }
  const stop = { view, zone, appsecEmail, elsewhere: there !== null }
  const posted = await answersForm()
  return (
    <>
      <PageHeading
        back={{ href: `/developer/apps/${view.appId}`, text: view.appName }}
        caption={view.environment === 'production' ? 'Production client' : 'Sandbox client'}
        title={view.name}
        status={
          <ClientState
            status={view.organizationStopped && view.status === 'live' ? 'suspended' : view.status}
            there={there}
            waitsForOwnAnswers={view.waitsForOwnAnswers}
          />
        }
      />
      <OrganizationStopped {...stop} />
      <Stopped {...stop} />
      {view.waitsForOwnAnswers && (
        <Notice tone="warn" heading="No member can connect this app yet">
          <p>
            It came to you from another organization, and members must read answers of the company that gets their data.{' '}
            <a href={`/developer/apps/${view.appId}`}>Answer the questionnaire for your organization</a>
          </p>
        </Notice>
      )}
      <Cases cases={cases} />
      <OpenChanges changes={changes} />
      <Inactivity ladder={ladder} clientId={view.clientId} zone={zone} />
      {there && <Provisioned view={there} {...place} posted={posted} />}
      <h2>{there ? 'Client id in this portal' : 'Client id'}</h2>
      <CopyCode label="client id" code={view.clientId} />
      <p>
        <a href={`/developer/clients/${view.clientId}/health`}>Health: calls, errors, last activity</a>
      </p>
      <Addresses view={view} elsewhere={there !== null} />
      {changes.asymmetric ? <Keys view={changes} zone={zone} /> : !there && <Secrets view={view} zone={zone} />}
      {view.environment === 'sandbox' && view.status === 'live' && <TryIt view={view} />}
      {view.environment === 'production' && <Published view={view} zone={zone} />}
    </>
  )
}

function OpenChanges({ changes: { changes, clientId } }: { changes: ClientChangesView }) {
  const open = changes.filter(({ state }) => isOpenChange(state))
  if (open.length === 0) return null
  return (
    <Notice tone="info" heading="A change waits">
      <p>
        {open.map(({ title }) => title).join(', ')}: what is live stays live until it is decided.{' '}
        <a href={`/developer/clients/${clientId}/changes`}>See the changes</a>
      </p>
    </Notice>
  )
}

const TYPES: Record<ClientType, string> = {
  public: 'Public: it has no secret, and proves itself with PKCE',
  'confidential-symmetric': 'Confidential: it proves itself with a secret',
  'confidential-asymmetric': 'Confidential: it proves itself with keys of its own',
}

/** `elsewhere`: the payer's own authorization server serves the members; its addresses stand in the configuration. */
function Addresses({ view, elsewhere }: { view: ClientView; elsewhere: boolean }) {
  const { issuer, fhirUrl, redirectUris, scopes } = view
  const code = (text: string) => <code>{text}</code>
  const own = [
    { id: 'issuer', term: 'Issuer', answer: code(issuer) },
    { id: 'authorization', term: 'Authorization endpoint', answer: code(issuer + OAUTH_PATHS.authorization) },
    { id: 'token', term: 'Token endpoint', answer: code(issuer + OAUTH_PATHS.token) },
  ]
  const list = (texts: readonly string[]) => (
    <ul>
      {texts.map((text) => (
        <li key={text}>{code(text)}</li>
      ))}
    </ul>
  )
  return (
    <section aria-labelledby="addresses">
      <h2 id="addresses">Addresses and scopes</h2>
      <SummaryList
        label="Addresses and scopes"
        rows={[
          { id: 'type', term: 'Kind', answer: TYPES[view.type] },
          { id: 'fhir', term: 'FHIR base (aud)', answer: code(fhirUrl) },
          { id: 'configuration', term: 'Configuration', answer: code(`${fhirUrl}/.well-known/smart-configuration`) },
          ...(elsewhere ? [] : own),
          { id: 'redirects', term: 'Redirect addresses', answer: list(redirectUris) },
          { id: 'scopes', term: 'Scopes', answer: list(scopes) },
        ]}
      />
      <p className="candor-muted">
        {view.environment === 'production' ? (
          <>
            They come from the approved answers.
            {view.status !== 'removed' && (
              <>
                {' '}
                <a href={`/developer/clients/${view.clientId}/changes`}>Change the redirect addresses or the name</a>.
                For other scopes, start a new submission of the app.
              </>
            )}
          </>
        ) : (
          'A redirect address must match exactly; only the port of 127.0.0.1 and [::1] may vary. For another one, make another client.'
        )}
      </p>
    </section>
  )
}

function TryIt({ view }: { view: ClientView }) {
  const [redirectUri] = view.redirectUris
  if (redirectUri === undefined) return null
  return (
    <section aria-labelledby="try">
      <h2 id="try">Try it now</h2>
      <p>
        From a shell with curl and openssl{view.type === 'confidential-asymmetric' && ', and Node.js for the keys'}.
        Your client id and addresses are filled in.
      </p>
      {clientCommands({ ...view, redirectUri }).map(({ title, note, command }, index) => (
        <div key={title}>
          <h3>
            {index + 1}. {title}
          </h3>
          <p>{note}</p>
          <CopyCode label={title} code={command} />
        </div>
      ))}
    </section>
  )
}

function Published({ view, zone }: { view: ClientView; zone: string }) {
  if (!view.attestation) return null
  const { version, publishedAt, digest } = view.attestation
  return (
    <section aria-labelledby="published">
      <h2 id="published">What members read</h2>
      {view.waitsForOwnAnswers ? (
        <p>Nothing now. Version {version} are the answers of the organization that had the app before.</p>
      ) : (
        <>
          <p>
            Version {version} of your answers, published {datedText(publishedAt, zone)}.{' '}
            <a href={`${view.issuer}/v1/attestations/${view.clientId}`}>The signed attestation</a>
          </p>
          <p>
            Digest <code>{digest}</code>
          </p>
        </>
      )}
    </section>
  )
}
