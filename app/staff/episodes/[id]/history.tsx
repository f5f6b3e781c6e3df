/** The log of a case, oldest first; what only staff read is marked. */
import { LongText } from '../../../../components/ui/long-text.tsx'
import { Timeline } from '../../../../components/ui/timeline.tsx'
import type { EpisodeEventView, EpisodeView } from '../../../../lib/services/episode-view.ts'
import { Internal } from '../../internal.tsx'
import { senderText } from '../../received-mail.tsx'

export function History({ view }: { view: EpisodeView }) {
  const { events } = view
  return (
    <Timeline
      label="What happened"
      entries={events.map((event, index) => ({
        id: event.id,
        title: event.title,
        at: event.at.toISOString(),
        when: event.when,
        by: event.by,
        tone: index === events.length - 1 ? ('now' as const) : ('past' as const),
        body: <Body event={event} view={view} />,
      }))}
    />
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
  return (
    <>
      {event.publicText && <LongText text={event.publicText} />}
      {event.erased && <p className="candor-muted">{event.erased}</p>}
      {event.mail && !event.mail.erased && (
        <Mail mail={event.mail} shown={view.mails.some(({ id }) => id === event.mail?.id)} />
      )}
      <Internal texts={[details(event), event.internalText]} />
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
