/** Asks whether a webhook shall really go, and says what that does. */
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ActionForm } from '../../../../../components/ui/action-form.tsx'
import { Button, ButtonLink, ButtonRow } from '../../../../../components/ui/button.tsx'
import { PageHeading } from '../../../../../components/ui/page-heading.tsx'
import { answersForm, orNotFound, requireDeveloper } from '../../../../../lib/platform/web/request.ts'
import { webhookView } from '../../../../../lib/services/webhook-view.ts'
import { deleteWebhookAction } from '../../actions.ts'
import { webhookPath } from '../../paths.ts'

export const metadata: Metadata = { title: 'Delete a webhook' }

type Props = { params: Promise<{ webhook: string }> }

export default async function DeleteWebhook({ params }: Props) {
  const view = await orNotFound(webhookView(await requireDeveloper(), (await params).webhook))
  // A refused form says itself why.
  if (!view.mayEdit && !(await answersForm())) notFound()
  const { webhookId, url } = view
  const { host } = new URL(url)
  const back = webhookPath(webhookId)
  return (
    <>
      <PageHeading
        back={{ href: back, text: host }}
        caption="Webhook"
        title={<span className="webhook-long">Delete {host}</span>}
      />
      <p>
        Address <code className="webhook-long">{url}</code>
      </p>
      <p>This cannot be undone. At once:</p>
      <ul>
        <li>Nothing is sent to this address any more, and what still waits is not sent.</li>
        <li>Its secrets sign nothing more. Another webhook gets a secret of its own.</li>
        <li>Its log is no longer shown.</li>
      </ul>
      {!view.off && <p>To stop it for a while only, turn it off. Then its secret and its log stay.</p>}
      <ActionForm action={deleteWebhookAction} hidden={{ webhookId }} label="Delete the webhook">
        <ButtonRow>
          <Button variant="danger">Delete the webhook</Button>
          <ButtonLink href={back} variant="secondary">
            Keep it
          </ButtonLink>
        </ButtonRow>
      </ActionForm>
    </>
  )
}
