/** The facts of a case: whom it is about, since when, what comes next, whom to call, and what speaks for it. */
import { SummaryList } from '../../../../components/ui/summary-list.tsx'
import type { EpisodeAround } from '../../../../lib/services/episode-around.ts'
import type { EpisodeView } from '../../../../lib/services/episode-view.ts'
import { AuditLink } from '../../audit-link.tsx'
import { ClientLinks } from '../../client-links.tsx'
import { contactRows } from '../../contact-rows.tsx'
import { AlertSeverity } from '../../ratings/alert-table.tsx'
import { ClientState } from '../../review-status.tsx'

/** @param ladder whether the promised dates stand below, in the ladder */
export function Facts({ view, ladder }: { view: EpisodeView; ladder: boolean }) {
  const { client, next, stoppedWith, around } = view
  const shown = (name: string) =>
    !(ladder && name.startsWith('dates.')) && !(around.alerts.length > 0 && name === 'alerts')
  const facts = view.facts.filter(({ name }) => shown(name))
  const rows = [
    {
      id: 'client',
      term: 'Client',
      answer: client ? (
        <>
          <a href={`/staff/clients/${client.clientId}`}>{client.name}</a> <ClientState status={client.status} />
        </>
      ) : (
        <Whole clients={around.clients} />
      ),
    },
    ...(stoppedWith
      ? [{ id: 'stopped', term: 'Stopped', answer: `With its whole organization, since ${stoppedWith.when}` }]
      : []),
    { id: 'since', term: 'Since', answer: <time dateTime={view.opened.at.toISOString()}>{view.opened.when}</time> },
    {
      id: 'next',
      term: 'Next deadline',
      answer: next ? (
        <span className={next.late ? 'staff-due--overdue' : undefined}>
          {next.what}, {next.late ? 'was due' : 'by'} {next.when}
        </span>
      ) : (
        'Nothing waits'
      ),
    },
    ...contactRows(around.contacts, { breach: view.kind === 'breach' }),
    ...facts.map(({ name, label, text }) => ({ id: `evidence-${name}`, term: label, answer: text })),
    ...(around.alerts.length > 0 ? [{ id: 'alerts', term: 'Alerts', answer: <Alerts {...around} /> }] : []),
    { id: 'audit', term: 'Audit', answer: <AuditLink id={view.episodeId} noun="episode" /> },
  ]
  return <SummaryList label="Case" rows={rows} />
}

function Whole({ clients }: Pick<EpisodeAround, 'clients'>) {
  if (clients.length === 0) return 'The organization as a whole, without a client in production'
  return (
    <>
      The organization as a whole, with these clients in production:
      <ClientLinks clients={clients} />
    </>
  )
}

function Alerts({ alerts, moreAlerts }: Pick<EpisodeAround, 'alerts' | 'moreAlerts'>) {
  const list = `/staff/ratings?state=matched&text=${encodeURIComponent(alerts[0]?.domain ?? '')}`
  return (
    <>
      <ul className="staff-links">
        {alerts.map((alert) => (
          <li key={alert.alertId}>
            <a href={`/staff/ratings/${alert.alertId}`}>{alert.domain}</a> <AlertSeverity alert={alert} />
            <span className="staff-sub">
              <time dateTime={alert.at.toISOString()}>{alert.when}</time>
            </span>
          </li>
        ))}
      </ul>
      {moreAlerts && <a href={list}>More, in the list of alerts</a>}
    </>
  )
}
