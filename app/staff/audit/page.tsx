/** Who did what, when: newest first, read-only. */
import type { Metadata } from 'next'
import { ButtonLink, ButtonRow } from '../../../components/ui/button.tsx'
import { DataTable } from '../../../components/ui/data-table.tsx'
import { PageHeading } from '../../../components/ui/page-heading.tsx'
import { datedText } from '../../../lib/domain/calendar.ts'
import { orNotFound, requireStaff } from '../../../lib/platform/web/request.ts'
import { type AuditView, auditPage } from '../../../lib/services/audit.ts'

export const metadata: Metadata = { title: 'Audit' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function Audit({ searchParams }: Props) {
  const ctx = await requireStaff()
  const query = await searchParams
  const chain = query.chain === 'member' ? 'member' : 'portal'
  const before = typeof query.before === 'string' && /^\d{1,15}$/.test(query.before) ? Number(query.before) : undefined
  const page = await orNotFound(auditPage(ctx, { chain, before }))
  const { zone } = ctx.settings.payer
  return (
    <>
      <PageHeading
        title="Audit"
        lead="Every change, by whom and when. Rows are only ever added, and each one seals the one before."
      />
      <p>
        {chain === 'portal' ? <strong>Portal</strong> : <a href="/staff/audit">Portal</a>} ·{' '}
        {chain === 'member' ? <strong>Member side</strong> : <a href="/staff/audit?chain=member">Member side</a>}
      </p>
      <DataTable<AuditView>
        caption={chain === 'portal' ? 'Audit of the portal' : 'Audit of the member side'}
        captionHidden
        rows={page.rows}
        rowId={(row) => String(row.seq)}
        empty="Nothing happened yet."
        columns={[
          { id: 'seq', heading: 'No.', numeric: true, cell: (row) => row.seq },
          {
            id: 'at',
            heading: 'When',
            cell: (row) => <time dateTime={row.at.toISOString()}>{datedText(row.at, zone)}</time>,
          },
          { id: 'act', heading: 'What', rowHeader: true, cell: (row) => row.act },
          { id: 'noun', heading: 'On', cell: (row) => <On row={row} /> },
          { id: 'actor', heading: 'Who', cell: (row) => <span className="staff-who">{row.who}</span> },
        ]}
      />
      <ButtonRow>
        {before !== undefined && (
          <ButtonLink href={`/staff/audit?chain=${chain}`} variant="secondary">
            Newest
          </ButtonLink>
        )}
        {page.next !== null && (
          <ButtonLink href={`/staff/audit?chain=${chain}&before=${page.next}`} variant="secondary">
            Older
          </ButtonLink>
        )}
      </ButtonRow>
    </>
  )
}

/** Pages of staff, by the noun they show. */
const PAGES: Record<string, string> = {
  submission: '/staff/submissions',
  client: '/staff/clients',
  episode: '/staff/episodes',
}

function On({ row: { noun, nounId } }: { row: AuditView }) {
  const word = noun.replaceAll('_', ' ')
  return (
    <>
      {Object.hasOwn(PAGES, noun) ? <a href={`${PAGES[noun]}/${nounId}`}>{word}</a> : word}
      <span className="staff-sub">{nounId}</span>
    </>
  )
}
