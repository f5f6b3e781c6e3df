/** The log of a webhook: each message with its exact body, its attempts, and a way to send it again. */
import { ActionForm } from '../../../../components/ui/action-form.tsx'
import { Button, ButtonLink, ButtonRow } from '../../../../components/ui/button.tsx'
import { CopyCode } from '../../../../components/ui/copy-code.tsx'
import { datedText } from '../../../../lib/domain/calendar.ts'
import { isTold } from '../../../../lib/domain/webhook.ts'
import type { MessageView, WebhookView } from '../../../../lib/services/webhook-view.ts'
import { redeliverAction } from '../actions.ts'
import { webhookPath } from '../paths.ts'
import { attemptText, MessageStatus } from '../state.tsx'

export function Log({ view, zone, paged }: { view: WebhookView; zone: string; paged: boolean }) {
  return (
    <section aria-labelledby="log">
      <h2 id="log">Log</h2>
      {view.messages.length === 0 && (
        <p className="candor-empty">
          {paged ? 'There are no older messages.' : 'There are no messages yet. Send a test to see one.'}
        </p>
      )}
      {view.messages.map((message) => (
        <Message key={message.messageId} view={view} message={message} zone={zone} />
      ))}
      <ButtonRow>
        {paged && (
          <ButtonLink href={webhookPath(view.webhookId)} variant="secondary">
            Newest
          </ButtonLink>
        )}
        {view.older && (
          <ButtonLink href={`${webhookPath(view.webhookId)}?before=${view.older}`} variant="secondary">
            Older
          </ButtonLink>
        )}
      </ButtonRow>
    </section>
  )
}

function Message({ view, message, zone }: { view: WebhookView; message: MessageView; zone: string }) {
  const { messageId, event, about, createdAt, state, body } = message
  return (
    <details className="webhook-message">
      <summary>
        <code>{event}</code> {about && <span className="webhook-long">{about} </span>}
        <MessageStatus state={state} />{' '}
        <span className="candor-muted webhook-message__when">{datedText(createdAt, zone)}</span>
      </summary>
      <Attempts message={message} zone={zone} />
      <p>
        Id <code>{messageId}</code>, the same for every attempt.
      </p>
      <CopyCode label={`body of ${event}`} code={body} />
      {view.mayEdit && !view.off && isTold(view.events, event) && (
        <ActionForm
          action={redeliverAction}
          hidden={{ webhookId: view.webhookId, messageId }}
          label={`Redeliver ${event} of ${datedText(createdAt, zone)}`}
        >
          <Button variant="secondary">Redeliver</Button>
        </ActionForm>
      )}
    </details>
  )
}

function Attempts({ message, zone }: { message: MessageView; zone: string }) {
  const { attempts, nextAt, state } = message
  return (
    <>
      {attempts.length > 0 ? (
        <ol>
          {attempts.map((attempt) => (
            <li key={`${attempt.at.toISOString()} ${attempt.outcome}`} className="webhook-long">
              {datedText(attempt.at, zone)}: {attemptText(attempt)}
            </li>
          ))}
        </ol>
      ) : (
        <p>No attempt was made yet; the first comes in a moment.</p>
      )}
      {state === 'waiting' && nextAt && <p>We try again on {datedText(nextAt, zone)} or soon after.</p>}
    </>
  )
}
