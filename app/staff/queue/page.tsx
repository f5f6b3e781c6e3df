/** The reviewer's queue: what waits, for whom, and until when. Each view is an address that can be kept. */
import type { Metadata } from 'next'
import { ButtonLink, ButtonRow } from '../../../components/ui/button.tsx'
import { type Column, DataTable } from '../../../components/ui/data-table.tsx'
import { PageHeading } from '../../../components/ui/page-heading.tsx'
import {
  countText,
  parseQueueView,
  QUEUE_TITLES,
  QUEUE_VIEWS,
  type QueueView,
} from '../../../lib/domain/review-queue.ts'
import { orNotFound, requireStaff } from '../../../lib/platform/web/request.ts'
import { countOpenChanges } from '../../../lib/services/client-change-desk.ts'
import { type QueueRow, reviewQueue } from '../../../lib/services/review-queue.ts'
import { LateMail } from '../late-mail.tsx'
import { ReviewState } from '../review-status.tsx'
import { SilentFeed } from '../silent-feed.tsx'
import { Tabs } from '../tabs.tsx'

export const metadata: Metadata = { title: 'Queue' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

const EMPTY: Record<QueueView, string> = {
  turn: 'Nothing waits for us.',
  mine: 'You have claimed nothing.',
  unclaimed: 'Everything open is claimed.',
  waiting: 'No developer owes us an answer.',
  decided: 'Nothing was decided yet.',
}

const address = (view: QueueView, after?: string) => {
  const query = new URLSearchParams({ ...(view === 'turn' ? {} : { view }), ...(after ? { after } : {}) }).toString()
  return query ? `/staff/queue?${query}` : '/staff/queue'
}

export default async function Queue({ searchParams }: Props) {
  const query = await searchParams
  const one = (name: string) => (typeof query[name] === 'string' ? query[name] : undefined)
  const view = parseQueueView(one('view'))
  const after = one('after')
  const ctx = await requireStaff()
  const [page, changes] = await orNotFound(Promise.all([reviewQueue(ctx, { view, after }), countOpenChanges(ctx)]))
  const tabs = QUEUE_VIEWS.map((each) => ({
    href: address(each),
    text: QUEUE_TITLES[each],
    current: each === view,
    count: countText(page.counts[each]),
  }))
  tabs.push({ href: '/staff/changes', text: 'Changes of clients', current: false, count: countText(changes) })
  return (
    <>
      <PageHeading title="Queue" />
      <LateMail />
      <SilentFeed />
      <Tabs tabs={tabs} label="Views of the queue" />
      <DataTable<QueueRow>
        caption={`${QUEUE_TITLES[view]}, ${view === 'decided' ? 'latest first' : 'earliest due first'}`}
        captionHidden
        rows={page.rows}
        rowId={(row) => row.submissionId}
        empty={EMPTY[view]}
        columns={[
          { id: 'app', heading: 'App', rowHeader: true, cell: (row) => <App row={row} /> },
          { id: 'news', heading: 'What is new', cell: (row) => <News row={row} /> },
          { id: 'turn', heading: 'Turn', cell: (row) => <ReviewState {...row} /> },
          { id: 'claimer', heading: 'Claimed by', cell: (row) => (row.mine ? 'You' : (row.claimer ?? 'Nobody')) },
          ...lastColumn(view),
        ]}
      />
      <ButtonRow>
        {after && (
          <ButtonLink href={address(view)} variant="secondary">
            First page
          </ButtonLink>
        )}
        {page.next && (
          <ButtonLink href={address(view, page.next)} variant="secondary">
            Next page
          </ButtonLink>
        )}
      </ButtonRow>
    </>
  )
}

/** No clock runs where the developer is waited for, or where all is over. */
function lastColumn(view: QueueView): Column<QueueRow>[] {
  if (view === 'waiting') return []
  if (view === 'decided') return [{ id: 'ended', heading: 'Ended', cell: (row) => <Ended row={row} /> }]
  return [{ id: 'due', heading: 'Due', cell: (row) => <Due row={row} /> }]
}

function App({ row }: { row: QueueRow }) {
  return (
    <>
      <a href={`/staff/submissions/${row.submissionId}`}>{row.app}</a>
      <span className="staff-sub">
        {row.organization} · <span className="staff-reference">{row.reference}</span>
      </span>
    </>
  )
}

function News({ row }: { row: QueueRow }) {
  return (
    <div className="staff-news">
      {row.news}
      <span className="staff-sub">
        <time dateTime={row.since.at.toISOString()}>{row.since.when}</time>
      </span>
    </div>
  )
}

function Ended({ row: { ended } }: { row: QueueRow }) {
  return ended && <time dateTime={ended.at.toISOString()}>{ended.when}</time>
}

function Due({ row }: { row: QueueRow }) {
  if (!row.due) return <span className="candor-muted">No clock runs</span>
  return (
    <time dateTime={row.due.at.toISOString()} className={row.due.overdue ? 'staff-due--overdue' : undefined}>
      {row.due.sentence}
    </time>
  )
}
