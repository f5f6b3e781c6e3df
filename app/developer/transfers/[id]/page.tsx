/** An app that another organization wants to hand over: take it for an organization, or say no; and what became of it. */
import type { Metadata } from 'next'
import { ActionForm, FormRadios } from '../../../../components/ui/action-form.tsx'
import { Button, ButtonRow } from '../../../../components/ui/button.tsx'
import { LongText } from '../../../../components/ui/long-text.tsx'
import { Notice } from '../../../../components/ui/notice.tsx'
import { PageHeading } from '../../../../components/ui/page-heading.tsx'
import { SummaryList } from '../../../../components/ui/summary-list.tsx'
import { datedText } from '../../../../lib/domain/calendar.ts'
import { ended } from '../../../../lib/domain/organization.ts'
import { answersForm, orNotFound, requireDeveloper } from '../../../../lib/platform/web/request.ts'
import { type TransferView, transferView } from '../../../../lib/services/client-transfer-view.ts'
import { answerTransferAction } from './actions.ts'

export const metadata: Metadata = { title: 'An app for you' }

export default async function TransferPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const ctx = await requireDeveloper()
  const view = await orNotFound(transferView(ctx, id))
  const open = view.state === 'offered'
  return (
    <>
      <PageHeading
        back={{ href: '/developer', text: 'Your apps' }}
        caption={view.from}
        title={open ? `Take over ${view.app}?` : `The offer of ${view.app}`}
      />
      <Became view={view} zone={ctx.settings.payer.zone} />
      <SummaryList label="The offer" rows={rows(view)} />
      {(open || (await answersForm())) && <Answer view={view} />}
    </>
  )
}

function rows({ app, from, reason, state, answerBy, organizations }: TransferView) {
  const [only, ...others] = organizations
  return [
    { id: 'app', term: 'App', answer: app },
    { id: 'from', term: 'From', answer: from },
    ...(only && others.length === 0 ? [{ id: 'to', term: 'To', answer: only.name }] : []),
    { id: 'why', term: 'Why they hand it over', answer: <LongText text={reason} /> },
    ...(state === 'offered' ? [{ id: 'until', term: 'Answer by', answer: answerBy }] : []),
  ]
}

/** What became of an offer that waits for no answer any more. */
function Became({ view, zone }: { view: TransferView; zone: string }) {
  const { state, from, due, answerBy, end } = view
  if (state === 'offered') return null
  if (state === 'in_review') {
    return (
      <Notice heading="You said yes">
        <p>AppSec decides by {due}. Until then nothing changes.</p>
      </Notice>
    )
  }
  if (state === 'approved') {
    return (
      <Notice tone="success" heading="The app has changed hands">
        <p>
          You find it among <a href="/developer">your apps</a>.
        </p>
      </Notice>
    )
  }
  if (state === 'expired') {
    return (
      <Notice heading="This offer is over">
        <p>
          Nobody answered it by {answerBy}. The app stays with {from}, who can offer it again.
        </p>
      </Notice>
    )
  }
  const when = end && datedText(end.at, zone)
  if (state === 'refused' && end?.byTeam) {
    return (
      <Notice tone="error" heading="AppSec did not approve it">
        <p>
          {when}. The app stays with {ended(from)}
        </p>
        <LongText text={end.publicText} />
        <p className="candor-muted">AppSec team</p>
      </Notice>
    )
  }
  return (
    <Notice heading="This offer is over">
      <p>
        {state === 'refused'
          ? `You said no, ${when}. The app stays with ${ended(from)}`
          : end?.byTeam
            ? `It was closed, ${when}. The app is not handed over.`
            : `${from} took it back, ${when}. The app stays with ${ended(from)}`}
      </p>
    </Notice>
  )
}

function Answer({ view: { changeId, app, from, organizations } }: { view: TransferView }) {
  const [only, ...others] = organizations
  const one = only && others.length === 0 ? only : null
  const ready = organizations.every(({ termsAccepted }) => termsAccepted)
  return (
    <>
      <h2>What it means</h2>
      <ul>
        <li>AppSec looks at it first. Until they have decided, nothing changes.</li>
        <li>Then the app and its clients are yours, with the same client id.</li>
        <li>
          You start from the approved answers about the app. What {from} and AppSec wrote each other stays with{' '}
          {ended(from)}
        </li>
        <li>The secrets and keys of {from} stop. You make your own.</li>
        <li>What members allowed ends. Each of them decides anew.</li>
        <li>No member can connect the app until AppSec has approved answers of your own.</li>
        {!ready && (
          <li>
            {one
              ? 'Your organization has not accepted the current terms of service.'
              : 'Not each of your organizations has accepted the current terms of service.'}{' '}
            AppSec can approve only after that. You can do it once you have said yes here.
          </li>
        )}
      </ul>
      <ActionForm
        action={answerTransferAction}
        hidden={{ changeId, ...(one ? { organizationId: one.organizationId } : {}) }}
        label="Your answer"
      >
        <FormRadios
          name="answer"
          legend={`Do you take ${app} over?`}
          options={[
            { value: 'accepted', label: one ? `Yes, for ${one.name}` : 'Yes' },
            { value: 'refused', label: 'No', hint: `${from} is told. It can offer the app again.` },
          ]}
        />
        {!one && (
          <FormRadios
            name="organizationId"
            legend="If yes, for which organization?"
            options={organizations.map(({ organizationId, name, termsAccepted }) => ({
              value: organizationId,
              label: name,
              hint: termsAccepted ? 'Has accepted the terms.' : 'Has not accepted the current terms yet.',
            }))}
          />
        )}
        <ButtonRow>
          <Button>Send the answer</Button>
        </ButtonRow>
      </ActionForm>
    </>
  )
}
