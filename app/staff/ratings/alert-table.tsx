/** Alerts in dense rows, each with whom it is about. */
import { DataTable } from '../../../components/ui/data-table.tsx'
import { Status } from '../../../components/ui/status.tsx'
import type { AlertView } from '../../../lib/services/rating-desk.ts'

type Props = { caption: string; rows: readonly AlertView[]; empty: string; open?: number }

export function AlertTable({ caption, rows, empty, open }: Props) {
  return (
    <DataTable<AlertView>
      caption={caption}
      captionHidden
      rows={rows}
      rowId={({ alertId }) => alertId}
      empty={empty}
      open={open}
      columns={[
        {
          id: 'domain',
          heading: 'Domain',
          rowHeader: true,
          cell: ({ alertId, domain, vendor }) => (
            <>
              <a href={`/staff/ratings/${alertId}`}>{domain}</a>
              <span className="staff-sub">{vendor}</span>
            </>
          ),
        },
        { id: 'severity', heading: 'Severity', cell: (alert) => <AlertSeverity alert={alert} /> },
        { id: 'rating', heading: 'Rating', cell: ({ rating }) => rating },
        { id: 'about', heading: 'About', cell: (alert) => <About alert={alert} /> },
        { id: 'at', heading: 'Came in', cell: ({ at, when }) => <time dateTime={at.toISOString()}>{when}</time> },
      ]}
    />
  )
}

const SEVERITY_TEXT = { low: 'Low', medium: 'Medium', high: 'High', critical: 'Critical' }

export function AlertSeverity({
  alert: { severity, significant },
}: {
  alert: Pick<AlertView, 'severity' | 'significant'>
}) {
  return <Status tone={significant ? 'caution' : 'none'}>{SEVERITY_TEXT[severity]}</Status>
}

export function About({ alert: { events } }: { alert: AlertView }) {
  if (events.length === 0) return 'Nobody yet'
  return events.map(({ id, kind, organization, episode }) => (
    <span key={id} className="staff-about">
      {kind === 'dismissed' ? 'Nobody here' : organization}
      {episode && (
        <>
          {', '}
          <a href={`/staff/episodes/${episode.episodeId}`} className="staff-reference">
            {episode.reference}
          </a>
        </>
      )}
    </span>
  ))
}
