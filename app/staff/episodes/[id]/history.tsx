/** The log of a case, oldest first; what only staff read is marked. */
import { Timeline } from '../../../../components/ui/timeline.tsx'
import type { EpisodeEventView, EpisodeView } from '../../../../lib/services/episode-view.ts'
import { senderText } from '../../received-mail.tsx'

/** Entries that stand open; a case that signals add to for days has hundreds. */
const SHOWN = 40

export function History({ view }: { view: EpisodeView }) {
  const { events } = view
  const earlier = events.length > SHOWN + 10 ? events.slice(0, -SHOWN) : []
  const entries = events.map((event, index) => ({
    id: event.id,
    title: event.title,
    at: event.at.toISOString(),
    when: event.when,
    by: event.by,
    tone: index === events.length - 1 ? ('now' as const) : ('past' as const),
    body: <Body event={event} view={view} />,
  }))
  return (
    <>
      {earlier.length > 0 && (
        <details>
          <summary>Earlier: {earlier.length} entries</summary>
          <Timeline label="What happened earlier" entries={entries.slice(0, earlier.length)} />
        </details>
      )}
      <Timeline label="What happened" entries={entries.slice(earlier.length)} />
    </>
  )
}

/** Small facts of an event, one a line. */
function details({ kind, facts, mail }: EpisodeEventView): string {
  // What the title or the public words say already.
  const said = ['step', kind === 'told' && 'audience', kind === 'invite' && 'state', mail && 'how']
  return facts
    .filter(({ name }) => !said.includes(name))
    .map(({ label, text }) => `${label}: ${text}`)
    .join('\n')
}

function Body({ event, view }: { event: EpisodeEventView; view: EpisodeView }) {
  const inside = [details(event), event.internalText].filter(Boolean)
  return (
    <>
      {event.publicText && <p className="candor-lines">{event.publicText}</p>}
      {event.mail && <Mail mail={event.mail} shown={view.mails.some(({ id }) => id === event.mail?.id)} />}
      {inside.length > 0 && (
        <div className="staff-internal">
          <p className="candor-muted">Only staff read this</p>
          {inside.map((text) => (
            <p key={text} className="candor-lines">
              {text}
            </p>
          ))}
        </div>
      )}
    </>
  )
}

/** @param shown whether its words stand in the list of mails */
function Mail({ mail, shown }: { mail: NonNullable<EpisodeEventView['mail']>; shown: boolean }) {
  return (
    <p>
      {senderText(mail)}: {shown ? <a href={`#mail-${mail.id}`}>{mail.subject}</a> : mail.subject}
    </p>
  )
}
