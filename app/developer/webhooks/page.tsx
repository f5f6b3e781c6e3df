/** The webhooks of an organization. */
import type { Metadata } from 'next'
import { ButtonLink, ButtonRow } from '../../../components/ui/button.tsx'
import { DataTable } from '../../../components/ui/data-table.tsx'
import { PageHeading } from '../../../components/ui/page-heading.tsx'
import { datedText } from '../../../lib/domain/calendar.ts'
import { orNotFound, requireDeveloper } from '../../../lib/platform/web/request.ts'
import { type WebhookSummary, type WebhooksView, webhooksView } from '../../../lib/services/webhook-view.ts'
import { chosenOrganization, type Of, organizationPath } from '../organization/chosen.ts'
import { ChosenEvents } from './events.tsx'
import { webhookPath, webhooksPath } from './paths.ts'
import { MessageStatus, WebhookState } from './state.tsx'

export const metadata: Metadata = { title: 'Webhooks' }

export default async function WebhooksPage({ searchParams }: { searchParams: Of }) {
  const ctx = await requireDeveloper()
  const { chosen } = await chosenOrganization(ctx, searchParams)
  const view = await orNotFound(webhooksView(ctx, chosen.organizationId))
  return (
    <>
      <PageHeading
        back={{ href: organizationPath(view.organizationId), text: chosen.organization }}
        title="Webhooks"
        lead="We tell your server when something happens to your clients, answers, cases and terms. Messages are signed and hold ids only."
      />
      <Webhooks view={view} zone={ctx.settings.payer.zone} />
      <New view={view} />
      <p>
        <a href="/apis/webhooks">How to receive and verify messages</a>
      </p>
    </>
  )
}

function Webhooks({ view, zone }: { view: WebhooksView; zone: string }) {
  return (
    <DataTable<WebhookSummary>
      caption="Webhooks"
      captionHidden
      rows={view.webhooks}
      rowId={({ webhookId }) => webhookId}
      empty="There is none yet."
      columns={[
        {
          id: 'url',
          heading: 'Address',
          rowHeader: true,
          cell: ({ webhookId, url }) => (
            <a className="webhook-long" href={webhookPath(webhookId)}>
              {url}
            </a>
          ),
        },
        { id: 'events', heading: 'Told', cell: ({ events }) => <ChosenEvents chosen={events} /> },
        { id: 'state', heading: 'State', cell: ({ off }) => <WebhookState off={off} /> },
        {
          id: 'newest',
          heading: 'Newest message',
          cell: ({ newest }) =>
            newest ? (
              <>
                <MessageStatus state={newest.state} />{' '}
                <span className="candor-muted">{datedText(newest.at, zone)}</span>
              </>
            ) : (
              'None yet'
            ),
        },
      ]}
    />
  )
}

function New({ view }: { view: WebhooksView }) {
  if (!view.mayEdit) return <p>Only an owner or an editor can add one.</p>
  if (view.whyNone) return <p>{view.whyNone}</p>
  return (
    <ButtonRow>
      <ButtonLink href={webhooksPath(view.organizationId, '/new')}>Add a webhook</ButtonLink>
    </ButtonRow>
  )
}
