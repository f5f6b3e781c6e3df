/** Changes of approved clients that wait for a decision, earliest due first. */
import type { Metadata } from 'next'
import { DataTable } from '../../../components/ui/data-table.tsx'
import { PageHeading } from '../../../components/ui/page-heading.tsx'
import { orNotFound, requireStaff } from '../../../lib/platform/web/request.ts'
import { type ChangeRow, openChanges } from '../../../lib/services/client-change-desk.ts'

export const metadata: Metadata = { title: 'Changes' }

export default async function Changes() {
  const rows = await orNotFound(openChanges(await requireStaff()))
  return (
    <>
      <PageHeading
        back={{ href: '/staff/queue', text: 'Queue' }}
        title="Changes"
        lead="What developers want to change of approved clients. The old state stays live until somebody decides."
      />
      <DataTable<ChangeRow>
        caption="Open changes, earliest due first"
        captionHidden
        rows={rows}
        rowId={(row) => row.changeId}
        empty="No change waits."
        open={25}
        columns={[
          {
            id: 'change',
            heading: 'Change',
            rowHeader: true,
            cell: (row) => (
              <>
                <a href={`/staff/changes/${row.changeId}`}>{row.app}</a>{' '}
                <span className="staff-plain">{row.inShort}</span>
                <span className="staff-sub">{row.organization}</span>
              </>
            ),
          },
          { id: 'due', heading: 'Due', cell: (row) => <Due row={row} /> },
        ]}
      />
    </>
  )
}

function Due({ row: { due } }: { row: ChangeRow }) {
  if (!due) return <span className="candor-muted">Waits for the other organization</span>
  return (
    <time dateTime={due.at.toISOString()} className={due.overdue ? 'staff-due--overdue' : undefined}>
      {due.overdue ? `Overdue, was due ${due.when}` : due.when}
    </time>
  )
}
