/** What happened, oldest first, each with its instant in words and in machine form. Of very many, the earlier ones fold away. */
import type { ReactNode } from 'react'
import { References } from './references.tsx'

export type TimelineEntry = {
  id: string
  title: ReactNode
  /** RFC 3339, for <time>; leave out for something that has not happened yet. */
  at?: string
  /** The instant in words, with its zone. */
  when: string
  by?: string
  body?: ReactNode
  /** `ahead` marks what is still to come. */
  tone?: 'past' | 'now' | 'ahead'
}

/** Entries that stand open, and more than which makes a history long. */
const OPEN = 15
const LONG = 25

export function Timeline({ entries, label = 'Timeline' }: { entries: readonly TimelineEntry[]; label?: string }) {
  const earlier = entries.length > LONG ? entries.slice(0, -OPEN) : []
  return (
    <>
      {earlier.length > 0 && (
        <details>
          <summary>Earlier: {earlier.length} entries</summary>
          <Entries label={`${label}, earlier`} entries={earlier} />
        </details>
      )}
      <Entries label={label} entries={entries.slice(earlier.length)} />
    </>
  )
}

function Entries({ entries, label }: { entries: readonly TimelineEntry[]; label: string }) {
  return (
    <ol className="candor-timeline" aria-label={label}>
      {entries.map((entry) => (
        <li key={entry.id} className={`candor-timeline__entry candor-timeline__entry--${entry.tone ?? 'past'}`}>
          <p className="candor-timeline__title">
            {typeof entry.title === 'string' ? <References text={entry.title} /> : entry.title}
          </p>
          <p className="candor-timeline__when">
            {entry.at ? <time dateTime={entry.at}>{entry.when}</time> : entry.when}
            {entry.by ? ` · ${entry.by}` : ''}
          </p>
          {entry.body && <div className="candor-timeline__body">{entry.body}</div>}
        </li>
      ))}
    </ol>
  )
}
