/** What came of an upload: what was taken, and every bad row by its line. */
import type { Metadata } from 'next'
import { Fragment } from 'react'
import { ButtonLink, ButtonRow } from '../../../../../components/ui/button.tsx'
import { DataTable } from '../../../../../components/ui/data-table.tsx'
import { Notice } from '../../../../../components/ui/notice.tsx'
import { PageHeading } from '../../../../../components/ui/page-heading.tsx'
import { SummaryList } from '../../../../../components/ui/summary-list.tsx'
import { orNotFound, requireStaff } from '../../../../../lib/platform/web/request.ts'
import { ratingUpload, type UploadView } from '../../../../../lib/services/rating-desk.ts'
import { AlertTable } from '../../alert-table.tsx'

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
          { id: 'taken', term: 'New alerts', answer: <ToAlerts of={view.taken} /> },
          { id: 'known', term: 'Came before', answer: count(view.known, 'alert') },
          { id: 'matched', term: 'About an organization here', answer: <ToAlerts of={view.matched} /> },
          { id: 'episodes', term: 'Episodes they are in', answer: <Cases view={view} /> },
          { id: 'bad', term: 'Not taken', answer: count(badRows, 'row') },
        ]}
      />
      {badRows > 0 && <Faults view={view} />}
      {view.alerts.length > 0 && <Alerts view={view} />}
    </>
  )
}

function ToAlerts({ of }: { of: number }) {
  const text = count(of, 'alert')
  return of > 0 ? <a href="#alerts">{text}</a> : text
}

function Cases({ view: { cases, episodes } }: { view: UploadView }) {
  if (episodes === 0) return 'None'
  return (
    <>
      {cases.map(({ episodeId, reference }, index) => (
        <Fragment key={episodeId}>
          {index > 0 && ', '}
          <a href={`/staff/episodes/${episodeId}`} className="staff-reference">
            {reference}
          </a>
        </Fragment>
      ))}
      {episodes > cases.length && ` and ${(episodes - cases.length).toLocaleString('en-US')} more`}
    </>
  )
}

function Alerts({ view: { alerts, taken } }: { view: UploadView }) {
  return (
    <section aria-labelledby="alerts">
      <h2 id="alerts">New alerts</h2>
      {taken > alerts.length && (
        <p>
          {alerts.length} of {count(taken, 'alert')}, those about an organization here first.
        </p>
      )}
      <AlertTable caption="New alerts of this file" rows={alerts} empty="None." open={20} />
    </section>
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
