/** Secrets of a webhook without their text: which sign now, until when, and replacing one. */
import { ActionForm } from '../../../../components/ui/action-form.tsx'
import { Button } from '../../../../components/ui/button.tsx'
import { datedText } from '../../../../lib/domain/calendar.ts'
import type { WebhookView } from '../../../../lib/services/webhook-view.ts'
import { endOldSecretAction, rotateSecretAction } from '../actions.ts'
import { webhookPath } from '../paths.ts'
import { Rotate } from './rotate.tsx'

export function Secrets({ view, zone }: { view: WebhookView; zone: string }) {
  const { webhookId } = view
  const ends = view.secrets.some(({ until }) => until !== null)
  return (
    <section aria-labelledby="secret">
      <h2 id="secret">Secret</h2>
      <ul>
        {view.secrets.map(({ id, createdAt, until }) => (
          <li key={id}>
            Made {datedText(createdAt, zone)}.{' '}
            {until ? `It signs until ${datedText(until, zone)}.` : 'It signs every message.'}
          </li>
        ))}
      </ul>
      {view.mayEdit && (
        <>
          <p>
            {ends
              ? 'Both sign now, so either one verifies. One more new secret ends the older one at once.'
              : 'When you make a new one, both sign for 24 hours, so that you can put it in place without losing a message.'}
          </p>
          <Rotate action={rotateSecretAction} webhookId={webhookId} next={webhookPath(webhookId)} />
        </>
      )}
      {view.mayEdit && ends && (
        <ActionForm action={endOldSecretAction} hidden={{ webhookId }} label="End the old secret">
          <p>Did the old one leak? End it now; your server must know the new one.</p>
          <Button variant="secondary">End the old secret now</Button>
        </ActionForm>
      )}
    </section>
  )
}
