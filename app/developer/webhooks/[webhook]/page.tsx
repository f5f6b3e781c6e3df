/** One webhook: whether it is on, a test, its secret, its log, turning it off and deleting it. */
import type { Metadata } from 'next'
import { ActionForm } from '../../../../components/ui/action-form.tsx'
import { Button, ButtonRow } from '../../../../components/ui/button.tsx'
import { Notice } from '../../../../components/ui/notice.tsx'
import { PageHeading } from '../../../../components/ui/page-heading.tsx'
import { datedText } from '../../../../lib/domain/calendar.ts'
import { OFF_SENTENCES } from '../../../../lib/domain/webhook.ts'
import { orNotFound, requireDeveloper } from '../../../../lib/platform/web/request.ts'
import { type WebhookView, webhookView } from '../../../../lib/services/webhook-view.ts'
import { chooseEventsAction, sendTestAction, turnOffAction, turnOnAction } from '../actions.ts'
import { ChosenEvents, EventChoice } from '../events.tsx'
import { webhookPath, webhooksPath } from '../paths.ts'
import { WebhookState } from '../state.tsx'
import { Log } from './log.tsx'
import { Secrets } from './secrets.tsx'

type Props = { params: Promise<{ webhook: string }>; searchParams: Promise<{ before?: string | string[] }> }

export const metadata: Metadata = { title: 'Webhook' }

export default async function WebhookPage({ params, searchParams }: Props) {
  const { webhook } = await params
  const { before } = await searchParams
  const ctx = await requireDeveloper()
  const page = typeof before === 'string' ? before : undefined
  const view = await orNotFound(webhookView(ctx, webhook, page))
  const { zone } = ctx.settings.payer
  return (
    <>
      <PageHeading
        back={{ href: webhooksPath(view.organizationId), text: `Webhooks of ${view.organization}` }}
        caption="Webhook"
        title={<span className="webhook-long">{new URL(view.url).host}</span>}
        status={<WebhookState off={view.off} />}
      />
      <p>
        Address <code className="webhook-long">{view.url}</code>, added {datedText(view.createdAt, zone)}.
      </p>
      <Off view={view} zone={zone} />
      {view.mayEdit && !view.off && <Test webhookId={view.webhookId} />}
      <Log view={view} zone={zone} paged={page !== undefined} />
      <Secrets view={view} zone={zone} />
      <Events view={view} />
      {view.mayEdit && <End view={view} />}
      {!view.mayEdit && <p>Only an owner or an editor can change this webhook.</p>}
    </>
  )
}

function Off({ view: { off, mayEdit, webhookId }, zone }: { view: WebhookView; zone: string }) {
  if (!off) return null
  return (
    <Notice tone={off.reason === 'paused' ? 'info' : 'error'} heading="This webhook is off">
      <p>
        Since {datedText(off.at, zone)}. {OFF_SENTENCES[off.reason]} What happens meanwhile is not sent later.
      </p>
      {mayEdit && (
        <ActionForm action={turnOnAction} hidden={{ webhookId }} label="Turn the webhook on">
          <Button>Turn it on</Button>
        </ActionForm>
      )}
    </Notice>
  )
}

function Test({ webhookId }: { webhookId: string }) {
  return (
    <section aria-labelledby="test">
      <h2 id="test">Test</h2>
      <ActionForm action={sendTestAction} hidden={{ webhookId }} label="Send a test">
        <p>
          Sends a <code>ping</code>, signed like every message. It is tried once.
        </p>
        <Button variant="secondary">Send a test</Button>
      </ActionForm>
    </section>
  )
}

function Events({ view: { webhookId, events, mayEdit } }: { view: WebhookView }) {
  return (
    <section aria-labelledby="told">
      <h2 id="told">What it is told</h2>
      {mayEdit ? (
        <ActionForm action={chooseEventsAction} hidden={{ webhookId }} label="Choose what it is told">
          <EventChoice chosen={events} />
          <ButtonRow>
            <Button variant="secondary">Save what it is told</Button>
          </ButtonRow>
        </ActionForm>
      ) : (
        <p>
          <ChosenEvents chosen={events} />
        </p>
      )}
    </section>
  )
}

function End({ view: { webhookId, off } }: { view: WebhookView }) {
  return (
    <section aria-labelledby="end">
      <h2 id="end">{off ? 'Delete' : 'Turn off or delete'}</h2>
      {!off && (
        <ActionForm action={turnOffAction} hidden={{ webhookId }} label="Turn the webhook off">
          <p>Turned off, nothing is sent to it, and what happens meanwhile is not sent later.</p>
          <Button variant="secondary">Turn it off</Button>
        </ActionForm>
      )}
      <p>Deleted, it is off for ever, and its secrets sign nothing more.</p>
      <p>
        <a href={`${webhookPath(webhookId)}/delete`}>Delete this webhook</a>
      </p>
    </section>
  )
}
