/** The register of at-risk cases: malicious activity, inactivity and breaches in one list, with what is due next. */
import type { Metadata } from 'next'
import { ButtonLink, ButtonRow } from '../../../components/ui/button.tsx'
import { DataTable } from '../../../components/ui/data-table.tsx'
import { PageHeading } from '../../../components/ui/page-heading.tsx'
import { EPISODE_KINDS } from '../../../lib/domain/episode.ts'
import { EPISODE_KIND_WORDS } from '../../../lib/domain/episode-words.ts'
import { orNotFound, requireStaff } from '../../../lib/platform/web/request.ts'
import { type EpisodeListRow, episodeRegister } from '../../../lib/services/episode-list.ts'
import { ClientState } from '../review-status.tsx'
import { SilentFeed } from '../silent-feed.tsx'
import { Tabs } from '../tabs.tsx'
import { EpisodeState } from './episode-state.tsx'

export const metadata: Metadata = { title: 'Episodes' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }
type View = { kind: string | null; closed: boolean }

function address({ kind, closed }: View, after?: string): string {
  const query = { ...(kind ? { kind } : {}), ...(closed ? { state: 'closed' } : {}), ...(after ? { after } : {}) }
  const search = new URLSearchParams(query).toString()
  return search ? `/staff/episodes?${search}` : '/staff/episodes'
}

export default async function Episodes({ searchParams }: Props) {
  const query = await searchParams
  const one = (name: string) => (typeof query[name] === 'string' ? query[name] : undefined)
  const input = { kind: one('kind'), closed: one('state') === 'closed', after: one('after') }
  const page = await orNotFound(episodeRegister(await requireStaff(), input))
  const { kind, closed } = page
  return (
    <>
      <PageHeading
        title="Episodes"
        lead="Clients and companies at risk: malicious activity, inactivity, and security breaches."
      />
      <SilentFeed />
      <Tabs
        label="Kind"
        tabs={[null, ...EPISODE_KINDS].map((one) => ({
          href: address({ kind: one, closed }),
          text: one ? EPISODE_KIND_WORDS[one] : 'All kinds',
          current: kind === one,
        }))}
      />
      <p>
        {closed ? <a href={address({ kind, closed: false })}>Open</a> : <strong>Open</strong>} ·{' '}
        {closed ? <strong>Closed</strong> : <a href={address({ kind, closed: true })}>Closed</a>}
      </p>
      <p>
        <a href="/staff/ratings">Security ratings: alerts and uploads</a>
      </p>
      <Register rows={page.rows} closed={closed} />
      {page.next && (
        <ButtonRow>
          <ButtonLink href={address(page, page.next)} variant="secondary">
            Next page
          </ButtonLink>
        </ButtonRow>
      )}
    </>
  )
}

function Register({ rows, closed }: { rows: readonly EpisodeListRow[]; closed: boolean }) {
  return (
    <DataTable<EpisodeListRow>
      caption={closed ? 'Closed episodes, newest first' : 'Open episodes, newest first'}
      captionHidden
      rows={rows}
      rowId={(row) => row.episodeId}
      empty={closed ? 'No episode was closed yet.' : 'Nobody is at risk now.'}
      columns={[
        {
          id: 'episode',
          heading: 'Episode',
          rowHeader: true,
          cell: (row) => (
            <>
              <a href={`/staff/episodes/${row.episodeId}`} className="staff-reference">
                {row.reference}
              </a>
              <span className="staff-sub">{EPISODE_KIND_WORDS[row.kind]}</span>
            </>
          ),
        },
        {
          id: 'client',
          heading: 'Client',
          cell: (row) => (
            <>
              {row.client ? (
                <a href={`/staff/clients/${row.client.clientId}`}>{row.client.name}</a>
              ) : (
                'The organization'
              )}
              <span className="staff-sub">{row.organization}</span>
            </>
          ),
        },
        { id: 'status', heading: 'State', cell: (row) => <EpisodeState status={row.status} /> },
        {
          id: 'client-state',
          heading: 'Client is',
          cell: (row) => (row.client ? <ClientState status={row.client.status} /> : '–'),
        },
        {
          id: 'since',
          heading: 'Since',
          cell: (row) => <time dateTime={row.opened.at.toISOString()}>{row.opened.when}</time>,
        },
        { id: 'next', heading: 'Next deadline', cell: (row) => <Next next={row.next} /> },
      ]}
    />
  )
}

function Next({ next }: Pick<EpisodeListRow, 'next'>) {
  if (!next) return '–'
  return (
    <>
      {next.what}
      <span className={next.late ? 'staff-sub staff-due--overdue' : 'staff-sub'}>
        {next.late ? 'Late, was due ' : 'by '}
        <time dateTime={next.at.toISOString()}>{next.when}</time>
      </span>
    </>
  )
}
