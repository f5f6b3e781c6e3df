/** One version of the terms in full, with what proves which text it is, and the way to the others. */
import { TermsText } from '../../../components/terms/terms-text.tsx'
import { DataTable } from '../../../components/ui/data-table.tsx'
import { Notice } from '../../../components/ui/notice.tsx'
import { PageHeading } from '../../../components/ui/page-heading.tsx'
import { SummaryList } from '../../../components/ui/summary-list.tsx'
import { dateText } from '../../../lib/domain/wording/pages.ts'
import type { PublicTerms, TermsState } from '../../../lib/services/terms.ts'

const STATES: Record<TermsState, string> = { in_force: 'In force', ahead: 'Announced', replaced: 'Replaced' }

export function TermsVersion({ view, zone }: { view: PublicTerms; zone: string }) {
  const { terms, state } = view
  const from = dateText('en', terms.effectiveAt, zone)
  return (
    <article className="candor-reading">
      <PageHeading title={terms.title} caption={`Version ${terms.version}, in force from ${from}`} />
      {state === 'replaced' && (
        <Notice tone="warn" heading="This version was replaced">
          <p>
            It is kept for those who accepted it. <a href="/terms">Read the version in force</a>
          </p>
        </Notice>
      )}
      {state === 'ahead' && (
        <Notice heading="This version is not in force yet">
          <p>
            It applies from {from}. <a href="/terms">Read the version in force</a>
          </p>
        </Notice>
      )}
      <TermsText body={terms.body} headingLevel={2} />
      <h2>About this text</h2>
      <SummaryList
        label="About this text"
        rows={[
          { id: 'version', term: 'Version', answer: terms.version },
          { id: 'from', term: 'In force from', answer: from },
          { id: 'digest', term: 'Digest (SHA-256)', answer: <code>{terms.digest}</code> },
        ]}
      />
      <Versions view={view} zone={zone} />
    </article>
  )
}

function Versions({ view, zone }: { view: PublicTerms; zone: string }) {
  const shown = view.terms.version
  return (
    <>
      <h2>All versions</h2>
      <DataTable
        caption="All versions of the terms, newest first"
        captionHidden
        rows={view.versions}
        rowId={(row) => row.version}
        empty="There is no version yet."
        columns={[
          {
            id: 'version',
            heading: 'Version',
            rowHeader: true,
            cell: (row) =>
              row.version === shown ? `${row.version} (this one)` : <a href={`/terms/${row.version}`}>{row.version}</a>,
          },
          { id: 'from', heading: 'In force from', cell: (row) => dateText('en', row.effectiveAt, zone) },
          { id: 'state', heading: 'State', cell: (row) => STATES[row.state] },
        ]}
      />
    </>
  )
}
