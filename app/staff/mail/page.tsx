/** Mail that came to AppSec’s address and that nobody could place. */
import type { Metadata } from 'next'
import { DataTable } from '../../../components/ui/data-table.tsx'
import { PageHeading } from '../../../components/ui/page-heading.tsx'
import { orNotFound, requireStaff } from '../../../lib/platform/web/request.ts'
import { type UnplacedMail, unplacedMail } from '../../../lib/services/inbound-view.ts'

export const metadata: Metadata = { title: 'Mail' }

type Row = UnplacedMail['mails'][number]

export default async function Mail() {
  const { mails, keptDays, most } = await orNotFound(unplacedMail(await requireStaff()))
  return (
    <>
      <PageHeading
        title="Mail nobody could place"
        lead="Replies to our mails stand with their submission or episode. These answer none of our mails, so they changed nothing."
      />
      <p>
        The mails themselves are in the mailbox; here stand sender and subject, the newest {most}, for {keptDays} days.
        Anybody can write any name and address into the sender line.
      </p>
      <DataTable<Row>
        caption="Mail nobody could place, newest first"
        captionHidden
        rows={mails}
        rowId={(row) => row.id}
        empty="All mail found its place."
        columns={[
          { id: 'from', heading: 'From', rowHeader: true, cell: (row) => row.from },
          { id: 'subject', heading: 'Subject', cell: (row) => row.subject },
          { id: 'when', heading: 'Came in', cell: (row) => <time dateTime={row.at.toISOString()}>{row.when}</time> },
        ]}
      />
    </>
  )
}
