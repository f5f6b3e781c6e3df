/** The log of a case, oldest first; what only staff read is marked. */
import { Timeline } from '../../../../components/ui/timeline.tsx'
import type { EpisodeEventKind } from '../../../../lib/domain/episode.ts'
import { playbookItem } from '../../../../lib/domain/playbook.ts'
import type { EpisodeEventView, EpisodeView } from '../../../../lib/services/episode-view.ts'

const TITLES: Record<EpisodeEventKind, string> = {
  opened: 'Opened',
  evidence: 'More evidence',
  mailed: 'A mail was sent',
  response: 'Answered',
  paused: 'Paused until staff have looked',
  resumed: 'Goes on',
  held: 'Put on hold',
  released: 'No longer on hold',
  note: 'Note',
  checked: 'Done',
  confirmed: 'Confirmed that it is real',
  told: 'Told',
  suspended: 'Client suspended',
  removal_asked: 'A lead was asked to confirm the removal',
  removed: 'Removed',
  restored: 'Restored',
  invite: 'Collaboration invite',
  answer: 'Answer of the developer',
  reinstated: 'Client reinstated',
  closed: 'Closed',
}

const AUDIENCES: Record<string, string> = {
  cirt: 'CIRT',
  appsec: 'AppSec',
  developer: 'the developer',
  members: 'the members',
}

function titleOf(view: EpisodeView, { kind, data }: EpisodeEventView): string {
  if (kind === 'told') return `Told ${AUDIENCES[String(data.audience)] ?? String(data.audience)}`
  if (kind === 'checked') return `Done: ${playbookItem(view.kind, String(data.item))?.title ?? String(data.item)}`
  return TITLES[kind]
}

/** Small facts of an event, one a line. */
function details({ kind, facts }: EpisodeEventView): string {
  if (kind === 'checked') return ''
  // What the title or the public words say already.
  const said = kind === 'told' ? 'audience' : 'step'
  return facts
    .filter(({ name }) => name !== said)
    .map(({ label, text }) => `${label}: ${text}`)
    .join('\n')
}

export function History({ view }: { view: EpisodeView }) {
  return (
    <Timeline
      label="What happened"
      entries={view.events.map((event, index) => ({
        id: event.id,
        title: titleOf(view, event),
        at: event.at.toISOString(),
        when: event.when,
        by: event.by,
        tone: index === view.events.length - 1 ? 'now' : 'past',
        body: <Body event={event} />,
      }))}
    />
  )
}

function Body({ event }: { event: EpisodeEventView }) {
  const facts = details(event)
  const inside = [facts, event.internalText].filter(Boolean)
  return (
    <>
      {event.publicText && <p className="candor-lines">{event.publicText}</p>}
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
