/** Secrets of a client without their text: made, told apart by their last characters, taken back. */
import { ActionForm } from '../../../../components/ui/action-form.tsx'
import { Button } from '../../../../components/ui/button.tsx'
import { DataTable } from '../../../../components/ui/data-table.tsx'
import { Status } from '../../../../components/ui/status.tsx'
import { datedText } from '../../../../lib/domain/calendar.ts'
import type { ClientView, SecretView } from '../../../../lib/services/client-view.ts'
import { makeSecretAction, revokeSecretAction } from './actions.ts'
import { MakeSecret } from './make-secret.tsx'

export function Secrets({ view, zone }: { view: ClientView; zone: string }) {
  return (
    <section aria-labelledby="secrets">
      <h2 id="secrets">Secrets</h2>
      {view.type === 'confidential-symmetric' && (
        <>
          <p>
            Up to three work side by side, so that no call fails while you change one: make a new secret, put it into
            your servers, then take the old one back. We write to you before one ends.
          </p>
          <DataTable<SecretView>
            caption="Secrets"
            captionHidden
            rows={view.secrets}
            rowId={(secret) => secret.id}
            empty="There is none yet."
            columns={[
              {
                id: 'hint',
                heading: 'Secret',
                rowHeader: true,
                cell: (secret) => (
                  <>
                    <code>…{secret.hint}</code> {secret.label}
                  </>
                ),
              },
              { id: 'made', heading: 'Made', cell: (secret) => datedText(secret.createdAt, zone) },
              {
                id: 'used',
                heading: 'Last used',
                cell: (secret) => (secret.lastUsedAt ? datedText(secret.lastUsedAt, zone) : 'Never'),
              },
              { id: 'ends', heading: 'Ends', cell: (secret) => <Ends secret={secret} zone={zone} /> },
              { id: 'state', heading: 'State', cell: (secret) => <SecretState view={view} secret={secret} /> },
            ]}
          />
        </>
      )}
      {view.mayEdit ? (
        <MakeSecret action={makeSecretAction} clientId={view.clientId} why={view.whyNoSecret} />
      ) : (
        <p>Only an owner or an editor can make a secret.</p>
      )}
    </section>
  )
}

function Ends({ secret, zone }: { secret: SecretView; zone: string }) {
  if (secret.state === 'revoked') return '–'
  if (!secret.expiresAt) return 'Never'
  const when = <time dateTime={secret.expiresAt.toISOString()}>{datedText(secret.expiresAt, zone)}</time>
  return secret.endsSoon ? <Status tone="caution">{when}</Status> : when
}

function SecretState({ view, secret }: { view: ClientView; secret: SecretView }) {
  if (secret.state === 'revoked') return <Status tone="stopped">Taken back</Status>
  if (secret.state === 'expired') return <Status tone="stopped">Ended</Status>
  return (
    <>
      {view.stopped || view.organizationStopped ? (
        <Status tone="waiting">Waits: the client is stopped</Status>
      ) : (
        <Status tone="done">Works</Status>
      )}
      {view.mayEdit && (
        <ActionForm
          action={revokeSecretAction}
          hidden={{ clientId: view.clientId, secretId: secret.id }}
          label={`Take back the secret that ends in ${secret.hint}`}
        >
          <Button variant="secondary">Take back</Button>
        </ActionForm>
      )}
    </>
  )
}
