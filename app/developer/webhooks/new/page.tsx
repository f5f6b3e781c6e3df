/** A new webhook. */
import type { Metadata } from 'next'
import { PageHeading } from '../../../../components/ui/page-heading.tsx'
import { orNotFound, requireDeveloper } from '../../../../lib/platform/web/request.ts'
import { webhooksView } from '../../../../lib/services/webhook-view.ts'
import { chosenOrganization, type Of } from '../../organization/chosen.ts'
import { createWebhookAction } from '../actions.ts'
import { webhooksPath } from '../paths.ts'
import { NewWebhook } from './new-webhook.tsx'

export const metadata: Metadata = { title: 'Add a webhook' }

export default async function NewWebhookPage({ searchParams }: { searchParams: Of }) {
  const ctx = await requireDeveloper()
  const { chosen } = await chosenOrganization(ctx, searchParams)
  const { organizationId, mayEdit } = await orNotFound(webhooksView(ctx, chosen.organizationId))
  const list = webhooksPath(organizationId)
  return (
    <>
      <PageHeading
        back={{ href: list, text: 'Webhooks' }}
        title="Add a webhook"
        lead="It is told what you choose, from now on. You get a secret to verify messages with."
      />
      {mayEdit ? (
        <NewWebhook action={createWebhookAction} organizationId={organizationId} next={list} />
      ) : (
        <p>Only an owner or an editor can add a webhook. Ask an owner of your organization to change your role.</p>
      )}
    </>
  )
}
