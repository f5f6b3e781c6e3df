/** Questions and answers side by side, with a way to change each: for "check your answers". Hook-free. */
import type { ReactNode } from 'react'

export type SummaryRow = {
  id: string
  term: ReactNode
  answer: ReactNode
  /** Where the answer can be changed; `about` completes "Change …" for screen readers. */
  change?: { href: string; about: string; word?: string }
}

export function SummaryList({ rows, label }: { rows: readonly SummaryRow[]; label?: string }) {
  return (
    <dl className="candor-summary" aria-label={label}>
      {rows.map((row) => (
        <div key={row.id} className="candor-summary__row">
          <dt>{row.term}</dt>
          <dd className="candor-summary__answer">{row.answer}</dd>
          {row.change && (
            <dd className="candor-summary__change">
              <a href={row.change.href}>
                {row.change.word ?? 'Change'}
                <span className="ds-u-visibility--screen-reader"> {row.change.about}</span>
              </a>
            </dd>
          )}
        </div>
      ))}
    </dl>
  )
}
