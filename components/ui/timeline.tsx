/** What happened, oldest first, each with its instant in words and in machine form. */
import type { ReactNode } from 'react'

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

export function Timeline({ entries, label = 'Timeline' }: { entries: readonly TimelineEntry[]; label?: string }) {
  return (
    <ol className="candor-timeline" aria-label={label}>
      {entries.map((entry) => (
        <li key={entry.id} className={`candor-timeline__entry candor-timeline__entry--${entry.tone ?? 'past'}`}>
          <p className="candor-timeline__title">{entry.title}</p>
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
