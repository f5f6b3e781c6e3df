/** An app that another organization wants to hand over: take it for an organization, or say no. */
import type { Metadata } from 'next'
import { ActionForm, FormRadios } from '../../../../components/ui/action-form.tsx'
import { Button, ButtonRow } from '../../../../components/ui/button.tsx'
import { PageHeading } from '../../../../components/ui/page-heading.tsx'
import { SummaryList } from '../../../../components/ui/summary-list.tsx'
import { orNotFound, requireDeveloper } from '../../../../lib/platform/web/request.ts'
import { transferView } from '../../../../lib/services/client-transfer.ts'
import { answerTransferAction } from './actions.ts'

export const metadata: Metadata = { title: 'An app for you' }

export default async function TransferPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const view = await orNotFound(transferView(await requireDeveloper(), id))
  const { changeId, app, from, reason, organizations } = view
  return (
    <>
      <PageHeading back={{ href: '/developer', text: 'Your apps' }} caption={from} title={`Take over ${app}?`} />
      <SummaryList
        label="The offer"
        rows={[
          { id: 'app', term: 'App', answer: app },
          { id: 'from', term: 'From', answer: from },
          { id: 'why', term: 'Why', answer: <span className="candor-lines">{reason}</span> },
        ]}
      />
      <h2>What it means</h2>
      <ul>
        <li>AppSec looks at it first. Until they have decided, nothing changes.</li>
        <li>Then the app, its answers and its clients are yours, with the same client id.</li>
        <li>The secrets and keys of before stop, and what members allowed ends. They decide anew.</li>
        <li>
          Your organization must have accepted <a href="/developer/terms">the terms of service</a> before AppSec can
          approve. You can do that after you have said yes here.
        </li>
        <li>Members read the answers of {from} until AppSec has approved your own.</li>
      </ul>
      <ActionForm action={answerTransferAction} hidden={{ changeId }} label="Your answer">
        <FormRadios
          name="organizationId"
          legend="Which organization takes it?"
          options={organizations.map(({ organizationId, name, termsAccepted }) => ({
            value: organizationId,
            label: name,
            hint: termsAccepted ? 'Has accepted the terms.' : 'Has not accepted the current terms yet.',
          }))}
          value={organizations.length === 1 ? organizations[0]?.organizationId : undefined}
        />
        <FormRadios
          name="answer"
          legend="Do you take it?"
          options={[
            { value: 'accepted', label: 'Yes, we take it over' },
            { value: 'refused', label: 'No' },
          ]}
        />
        <ButtonRow>
          <Button>Send the answer</Button>
        </ButtonRow>
      </ActionForm>
    </>
  )
}
