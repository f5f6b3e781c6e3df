/** Mail that went wrong: ours that did not arrive, and what came to AppSec’s address and nobody could place. */
import type { Metadata } from 'next'
import { DataTable } from '../../../components/ui/data-table.tsx'
import { PageHeading } from '../../../components/ui/page-heading.tsx'
import { orNotFound, requireStaff } from '../../../lib/platform/web/request.ts'
import { type UnplacedMail, unplacedMail } from '../../../lib/services/inbound-view.ts'
import { mailTrouble, type TroubledMail } from '../../../lib/services/mail-trouble.ts'

export const metadata: Metadata = { title: 'Mail' }

export default async function Mail() {
  const ctx = await requireStaff()
  const [trouble, unplaced] = await orNotFound(Promise.all([mailTrouble(ctx), unplacedMail(ctx)]))
  return (
    <>
      <PageHeading
        title="Mail"
        lead="What did not reach its reader. Everything else stands with its submission or episode."
      />
      <Outgoing mails={trouble.mails} />
      <Incoming {...unplaced} />
    </>
  )
}

const STATE: Record<TroubledMail['state'], string> = {
  waiting: 'Not tried yet',
  sending: 'Being sent',
  accepted: 'Accepted',
  deferred: 'Not taken yet',
  refused: 'Refused',
  bounced: 'Came back',
  skipped: 'Could not be written',
}

/** The name of a mail in the catalogue, as words. */
const nameOf = (kind: string) => kind.replaceAll('_', ' ').replace(/^./, (sign) => sign.toUpperCase())

function Outgoing({ mails }: { mails: TroubledMail[] }) {
  return (
    <section aria-labelledby="outgoing">
      <h2 id="outgoing">Ours that did not arrive</h2>
      <p>
        Late by ten minutes and more, or failed for good within 30 days; the newest 200. What is late is tried again for
        days.
      </p>
      <DataTable<TroubledMail>
        caption="Our mails that did not arrive, newest first"
        captionHidden
        rows={mails}
        rowId={(row) => row.mailId}
        empty="All our mail arrived."
        columns={[
          { id: 'mail', heading: 'Mail', rowHeader: true, cell: (row) => <About row={row} /> },
          { id: 'to', heading: 'To', cell: (row) => row.to },
          { id: 'state', heading: 'State', cell: (row) => <State row={row} /> },
          {
            id: 'when',
            heading: 'Written',
            cell: (row) => <time dateTime={row.createdAt.toISOString()}>{row.when}</time>,
          },
        ]}
      />
    </section>
  )
}

function About({ row }: { row: TroubledMail }) {
  const name = nameOf(row.kind)
  return row.submissionId ? <a href={`/staff/submissions/${row.submissionId}`}>{name}</a> : name
}

function State({ row }: { row: TroubledMail }) {
  const tries = row.tries === 1 ? '1 try' : `${row.tries} tries`
  return (
    <>
      {STATE[row.state]}, {tries}
      {row.detail && <span className="staff-sub">{row.detail}</span>}
    </>
  )
}

type Row = UnplacedMail['mails'][number]

function Incoming({ mails, keptDays, most }: UnplacedMail) {
  return (
    <section aria-labelledby="incoming">
      <h2 id="incoming">Mail nobody could place</h2>
      <p>
        It came to us, answers none of our mails, and changed nothing. The mails themselves are in the mailbox; here
        stand sender and subject, the newest {most}, for {keptDays} days. Anybody can write any name and address into
        the sender line.
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
    </section>
  )
}
