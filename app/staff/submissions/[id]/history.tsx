/** What happened, for staff: public words, internal notes, and what became of each mail. */
import type { ReactNode } from 'react'
import { LongText } from '../../../../components/ui/long-text.tsx'
import { Timeline } from '../../../../components/ui/timeline.tsx'
import type { ReviewEntry } from '../../../../lib/services/review-timeline.ts'
import { Internal } from '../../internal.tsx'
import { ReceivedMail } from '../../received-mail.tsx'

const DELIVERY = {
  waiting: 'The mail is on its way. The clock runs until their mail server accepts it.',
  deferred: 'Their mail server put the mail off; we try again. The clock runs on.',
  refused: 'Their mail server refused the mail. The clock runs on.',
  bounced: 'The mail came back. The clock runs again.',
} as const

function deliveryText({ delivery, deliveredWhen }: ReviewEntry): string {
  if (!delivery) return ''
  return delivery === 'accepted' ? `Accepted by their mail server ${deliveredWhen}.` : DELIVERY[delivery]
}

/** @param said what was done just now */
export function History({ entries, said }: { entries: readonly ReviewEntry[]; said: ReactNode }) {
  return (
    <section aria-labelledby="history">
      <h2 id="history">What happened</h2>
      {said}
      <Timeline
        label="What happened"
        entries={entries.map((entry, index) => ({
          id: entry.id,
          title: entry.title,
          at: entry.at.toISOString(),
          when: entry.when,
          by: entry.by,
          tone: index === entries.length - 1 ? 'now' : 'past',
          body: <Body entry={entry} />,
        }))}
      />
    </section>
  )
}

function Words({ entry: { erased, mail, publicText } }: { entry: ReviewEntry }) {
  if (erased) return <p className="candor-muted">{erased}</p>
  return mail ? <ReceivedMail mail={mail} /> : publicText && <LongText text={publicText} />
}

function Body({ entry }: { entry: ReviewEntry }) {
  const delivery = deliveryText(entry)
  return (
    <>
      {entry.about && <p>{entry.about}</p>}
      <Words entry={entry} />
      {entry.changes.length > 0 && (
        <ul>
          {entry.changes.map((change) => (
            <li key={change.prompt + change.text}>
              {change.prompt} <span className="candor-muted">({change.ground})</span>
              <LongText text={change.text} />
            </li>
          ))}
        </ul>
      )}
      <Internal texts={[entry.internalText]} />
      {delivery && <p className="candor-muted">{delivery}</p>}
    </>
  )
}
