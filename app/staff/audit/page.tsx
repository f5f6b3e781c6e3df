/** Who did what, when: newest first, read-only. */
import type { Metadata } from 'next'
import { Button, ButtonLink, ButtonRow } from '../../../components/ui/button.tsx'
import { DataTable } from '../../../components/ui/data-table.tsx'
import { Field } from '../../../components/ui/field.tsx'
import { PageHeading } from '../../../components/ui/page-heading.tsx'
import { datedText } from '../../../lib/domain/calendar.ts'
import { orNotFound, requireStaff } from '../../../lib/platform/web/request.ts'
import { type AuditPage, type AuditView, auditPage } from '../../../lib/services/audit.ts'

export const metadata: Metadata = { title: 'Audit' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function Audit({ searchParams }: Props) {
  const ctx = await requireStaff()
  const query = await searchParams
  const chain = query.chain === 'member' ? 'member' : 'portal'
  const before = typeof query.before === 'string' && /^\d{1,15}$/.test(query.before) ? Number(query.before) : undefined
  const asked = typeof query.about === 'string' ? query.about : undefined
  const page = await orNotFound(auditPage(ctx, { chain, about: asked, before }))
  const { about } = page
  const { zone } = ctx.settings.payer
  return (
    <>
      <PageHeading
        title="Audit"
        lead="Every change, by whom and when. Rows are only ever added, and each one seals the one before."
      />
      <p>
        {chain === 'portal' ? <strong>Portal</strong> : <a href={address('portal', about)}>Portal</a>} ·{' '}
        {chain === 'member' ? <strong>Member side</strong> : <a href={address('member', about)}>Member side</a>}
      </p>
      <Find chain={chain} about={about} />
      <DataTable<AuditView>
        caption={chain === 'portal' ? 'Audit of the portal' : 'Audit of the member side'}
        captionHidden
        rows={page.rows}
        rowId={(row) => String(row.seq)}
        empty={emptyOf(about)}
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
          <ButtonLink href={address(chain, about)} variant="secondary">
            Newest
          </ButtonLink>
        )}
        {page.next !== null && (
          <ButtonLink href={address(chain, about, page.next)} variant="secondary">
            Older
          </ButtonLink>
        )}
      </ButtonRow>
    </>
  )
}

type Chain = AuditPage['chain']

function address(chain: Chain, about: string, before?: number): string {
  const query = new URLSearchParams({
    ...(chain === 'member' ? { chain } : {}),
    ...(about ? { about } : {}),
    ...(before === undefined ? {} : { before: String(before) }),
  }).toString()
  return query ? `/staff/audit?${query}` : '/staff/audit'
}

function emptyOf(about: string): string {
  if (!about) return 'Nothing happened yet.'
  return `No row here is about “${about}”. Give a whole id or reference, or look at the other side.`
}

function Find({ chain, about }: { chain: Chain; about: string }) {
  return (
    <form method="get" action="/staff/audit" className="candor-form" aria-label="Find rows">
      {chain === 'member' && <input type="hidden" name="chain" value={chain} />}
      <Field
        name="about"
        label="About"
        hint="The id of an organization, app, client, submission or episode, or a reference such as C-7KQ2M9 or E-7KQ2M9."
        type="search"
        value={about}
        width="medium"
      />
      <ButtonRow>
        <Button variant="secondary">Find</Button>
        {about && (
          <ButtonLink href={address(chain, '')} variant="secondary">
            All rows
          </ButtonLink>
        )}
      </ButtonRow>
    </form>
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
