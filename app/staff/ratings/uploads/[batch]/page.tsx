/** What came of an upload: what was taken, and every bad row by its line. */
import type { Metadata } from 'next'
import { ButtonLink, ButtonRow } from '../../../../../components/ui/button.tsx'
import { DataTable } from '../../../../../components/ui/data-table.tsx'
import { Notice } from '../../../../../components/ui/notice.tsx'
import { PageHeading } from '../../../../../components/ui/page-heading.tsx'
import { SummaryList } from '../../../../../components/ui/summary-list.tsx'
import { orNotFound, requireStaff } from '../../../../../lib/platform/web/request.ts'
import { ratingUpload, type UploadView } from '../../../../../lib/services/rating-desk.ts'

export const metadata: Metadata = { title: 'Upload of alerts' }

type Props = { params: Promise<{ batch: string }> }
type Fault = UploadView['list'][number]

/** Faults on the page; the file has all. */
const SHOWN = 100

const count = (number: number, one: string, many = `${one}s`) =>
  `${number.toLocaleString('en-US')} ${number === 1 ? one : many}`

export default async function Upload({ params }: Props) {
  const view = await orNotFound(ratingUpload(await requireStaff(), (await params).batch))
  const { badRows } = view
  return (
    <>
      <PageHeading
        back={{ href: '/staff/ratings', text: 'Security ratings' }}
        caption={`Uploaded by ${view.by}, ${view.when}`}
        title={view.name || 'Upload'}
      />
      {badRows > 0 ? (
        <Notice tone="warn">
          <p>
            {count(badRows, 'row was', 'rows were')} not taken. Put them right and upload the file again: what was taken
            is not taken twice.
          </p>
        </Notice>
      ) : (
        <Notice tone="success">
          <p>Every row was right.</p>
        </Notice>
      )}
      <SummaryList
        label="What came of it"
        rows={[
          { id: 'taken', term: 'New alerts', answer: count(view.taken, 'alert') },
          { id: 'known', term: 'Came before', answer: count(view.known, 'alert') },
          { id: 'matched', term: 'About an organization here', answer: count(view.matched, 'alert') },
          { id: 'episodes', term: 'Episodes they are in', answer: count(view.episodes, 'episode') },
          { id: 'bad', term: 'Not taken', answer: count(badRows, 'row') },
        ]}
      />
      {badRows > 0 && <Faults view={view} />}
    </>
  )
}

function Faults({ view }: { view: UploadView }) {
  const rows = view.list.slice(0, SHOWN).map((fault, at) => ({ ...fault, at }))
  return (
    <section aria-labelledby="faults">
      <h2 id="faults">What was wrong</h2>
      {view.list.length > SHOWN && (
        <p>
          The first {SHOWN} of {count(view.list.length, 'fault')}. The file has all.
        </p>
      )}
      <ButtonRow>
        <ButtonLink href={`/staff/ratings/uploads/${view.batchId}/report`} variant="secondary">
          Download the list (CSV)
        </ButtonLink>
      </ButtonRow>
      <DataTable<Fault & { at: number }>
        caption="What was wrong, by line"
        captionHidden
        rows={rows}
        rowId={({ at }) => String(at)}
        empty="Nothing."
        open={20}
        columns={[
          { id: 'line', heading: 'Line', numeric: true, rowHeader: true, cell: ({ line }) => line },
          { id: 'column', heading: 'Column', cell: ({ column }) => column || 'The row' },
          { id: 'problem', heading: 'What to do', cell: ({ problem }) => problem },
          { id: 'value', heading: 'It says', cell: ({ value }) => <span className="staff-value">{value || '–'}</span> },
        ]}
      />
    </section>
  )
}
