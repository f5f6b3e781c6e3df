/** One alert: what was found, whom it is about, and matching or dismissing its domain by hand. */
import type { Metadata } from 'next'
import { ActionForm, FormField, FormSelect } from '../../../../components/ui/action-form.tsx'
import { Button, ButtonRow } from '../../../../components/ui/button.tsx'
import { LongText } from '../../../../components/ui/long-text.tsx'
import { PageHeading } from '../../../../components/ui/page-heading.tsx'
import { SummaryList } from '../../../../components/ui/summary-list.tsx'
import { answersForm, orNotFound, requireStaff } from '../../../../lib/platform/web/request.ts'
import { type RatingAlertPage, ratingAlertPage } from '../../../../lib/services/rating-desk.ts'
import { Done } from '../../../done.tsx'
import { dismissAction, matchAction } from '../actions.ts'
import { About, AlertSeverity } from '../alert-table.tsx'

type Props = {
  params: Promise<{ alert: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const load = async ({ params }: Props) => orNotFound(ratingAlertPage(await requireStaff(), (await params).alert))

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: `Alert about ${(await load(props)).domain}` }
}

const DONE: Record<string, string> = {
  match: 'Matched. If it is significant, a case is open and the organization is told.',
  dismiss: 'Dismissed, with the reason.',
}

export default async function Alert(props: Props) {
  const view = await load(props)
  const { done } = await props.searchParams
  const posted = await answersForm()
  return (
    <>
      <PageHeading
        back={{ href: '/staff/ratings', text: 'Security ratings' }}
        caption={`Alert of ${view.service} · ${view.vendor}`}
        title={view.domain}
        status={<AlertSeverity alert={view} />}
      />
      <Done what={done} words={DONE} />
      <SummaryList
        label="Alert"
        rows={[
          { id: 'rating', term: 'Rating', answer: view.rating },
          { id: 'findings', term: 'Findings', answer: <span className="candor-lines">{view.findings}</span> },
          { id: 'at', term: 'Came in', answer: <time dateTime={view.at.toISOString()}>{view.when}</time> },
          { id: 'about', term: 'About', answer: <About alert={view} /> },
          ...view.events.map(({ id, kind, by, internalText }) => ({
            id,
            term: kind === 'matched' ? 'Matched by' : 'Dismissed by',
            answer: <LongText text={internalText ? `${by}: ${internalText}` : by} />,
          })),
        ]}
      />
      {view.mayAct && (view.open > 0 || posted) && <Acts view={view} />}
    </>
  )
}

function Acts({ view }: { view: RatingAlertPage }) {
  const { alertId, open, domain } = view
  const all = open > 1 ? `All ${open} open alerts about ${domain} go together.` : ''
  return (
    <>
      <section aria-labelledby="match">
        <h2 id="match">Whose domain is it?</h2>
        <p>
          No organization here has {domain} among its website, addresses, redirect addresses and approved domains. {all}
        </p>
        <ActionForm action={matchAction} hidden={{ alertId }} label="Match">
          <FormSelect
            name="organizationId"
            label="Organization"
            options={[
              { value: '', label: 'Choose' },
              ...view.organizations.map(({ organizationId, name, website }) => ({
                value: organizationId,
                label: `${name} (${website})`,
              })),
            ]}
          />
          <FormField name="note" label="How you know that it is theirs" hint="Only staff read it." multiline rows={2} />
          <ButtonRow>
            <Button>Match</Button>
          </ButtonRow>
        </ActionForm>
      </section>
      <section aria-labelledby="dismiss">
        <h2 id="dismiss">About nobody here</h2>
        <ActionForm action={dismissAction} hidden={{ alertId }} label="Dismiss">
          <FormField name="reason" label="Why" hint="Only staff read it." multiline rows={2} />
          <ButtonRow>
            <Button variant="secondary">{open > 1 ? `Dismiss all ${open}` : 'Dismiss'}</Button>
          </ButtonRow>
        </ActionForm>
      </section>
    </>
  )
}
