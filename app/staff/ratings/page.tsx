/** Alerts of the security-rating service: upload a file, and see which organization each alert is about. */
import type { Metadata } from 'next'
import { ActionForm } from '../../../components/ui/action-form.tsx'
import { Button, ButtonLink, ButtonRow } from '../../../components/ui/button.tsx'
import { DataTable } from '../../../components/ui/data-table.tsx'
import { Field } from '../../../components/ui/field.tsx'
import { PageHeading } from '../../../components/ui/page-heading.tsx'
import { orNotFound, requireStaff } from '../../../lib/platform/web/request.ts'
import {
  RATING_STATES,
  type RatingListView,
  type RatingState,
  ratingList,
  type UploadSummary,
} from '../../../lib/services/rating-desk.ts'
import { Tabs } from '../tabs.tsx'
import { uploadAction } from './actions.ts'
import { AlertTable } from './alert-table.tsx'
import { FileField } from './file-field.tsx'

export const metadata: Metadata = { title: 'Security ratings' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

const STATE_TEXT: Record<RatingState, string> = {
  unmatched: 'About nobody yet',
  matched: 'Matched',
  dismissed: 'Dismissed',
}

function address(of: Pick<RatingListView, 'state' | 'lower' | 'text'>, after?: string): string {
  const query = {
    ...(of.state === 'unmatched' ? {} : { state: of.state }),
    ...(of.lower ? { lower: 'yes' } : {}),
    ...(of.text ? { text: of.text } : {}),
    ...(after ? { after } : {}),
  }
  const search = new URLSearchParams(query).toString()
  return search ? `/staff/ratings?${search}` : '/staff/ratings'
}

export default async function Ratings({ searchParams }: Props) {
  const query = await searchParams
  const one = (name: string) => (typeof query[name] === 'string' ? query[name] : undefined)
  const input = { state: one('state'), lower: one('lower') === 'yes', text: one('text'), after: one('after') }
  const view = await orNotFound(ratingList(await requireStaff(), input))
  return (
    <>
      <PageHeading
        back={{ href: '/staff/episodes?kind=breach', text: 'Episodes' }}
        title="Security ratings"
        lead={`Alerts of ${view.service}. From severity ${view.opensAt} on, one about an organization here opens an episode.`}
      />
      <Tabs
        label="State"
        tabs={RATING_STATES.map((state) => ({
          href: address({ ...view, state }),
          text: STATE_TEXT[state],
          current: state === view.state,
        }))}
      />
      <Filter view={view} />
      <AlertTable caption="Alerts, newest first" rows={view.rows} empty={emptyOf(view)} />
      {view.next && (
        <ButtonRow>
          <ButtonLink href={address(view, view.next)} variant="secondary">
            Next page
          </ButtonLink>
        </ButtonRow>
      )}
      {view.mayAct && <Upload />}
      <Uploads rows={view.uploads} />
    </>
  )
}

function emptyOf({ state, text }: RatingListView): string {
  if (text) return 'No alert fits. Try a shorter text, or another tab.'
  if (state === 'unmatched') return 'Nothing waits: every alert is matched or dismissed.'
  return state === 'matched' ? 'No alert is about an organization here.' : 'Nobody has dismissed an alert.'
}

function Filter({ view }: { view: RatingListView }) {
  const { state, lower, opensAt, text } = view
  return (
    <>
      <form method="get" action="/staff/ratings" className="candor-form" aria-label="Find alerts">
        {state !== 'unmatched' && <input type="hidden" name="state" value={state} />}
        {lower && <input type="hidden" name="lower" value="yes" />}
        <Field name="text" label="Company or domain" type="search" value={text} width="medium" />
        <ButtonRow>
          <Button variant="secondary">Find</Button>
        </ButtonRow>
      </form>
      <p>
        {lower ? (
          <a href={address({ ...view, lower: false })}>Severity {opensAt} and above</a>
        ) : (
          <strong>Severity {opensAt} and above</strong>
        )}
        {' · '}
        {lower ? <strong>Lower</strong> : <a href={address({ ...view, lower: true })}>Lower</a>}
      </p>
    </>
  )
}

function Upload() {
  return (
    <section aria-labelledby="upload">
      <h2 id="upload">Upload a file</h2>
      <ActionForm action={uploadAction} label="Upload a file">
        <FileField
          name="file"
          label="CSV file"
          hint="A header row with vendor, domain, rating, findings and severity. Up to 10,000 rows and 4 MB. Right rows are taken, the others are listed by line."
          accept=".csv,text/csv"
        />
        <ButtonRow>
          <Button>Upload</Button>
        </ButtonRow>
      </ActionForm>
    </section>
  )
}

function Uploads({ rows }: { rows: readonly UploadSummary[] }) {
  return (
    <section aria-labelledby="uploads">
      <h2 id="uploads">Last uploads</h2>
      <DataTable<UploadSummary>
        caption="Last uploads, newest first"
        captionHidden
        rows={rows}
        rowId={({ batchId }) => batchId}
        empty="Nobody has uploaded a file yet."
        columns={[
          {
            id: 'name',
            heading: 'File',
            rowHeader: true,
            cell: ({ batchId, name }) => <a href={`/staff/ratings/uploads/${batchId}`}>{name || 'Without a name'}</a>,
          },
          { id: 'at', heading: 'When', cell: ({ at, when }) => <time dateTime={at.toISOString()}>{when}</time> },
          { id: 'by', heading: 'By', cell: ({ by }) => by },
          { id: 'bad', heading: 'Rows not taken', numeric: true, cell: ({ badRows }) => badRows },
        ]}
      />
    </section>
  )
}
