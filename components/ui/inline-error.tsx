/** The error sentence beside a field. */
import type { ReactNode } from 'react'

export function InlineError({ id, children }: { id: string; children?: ReactNode }) {
  if (!children) return null
  return (
    <p id={`${id}-error`} className="ds-c-inline-error candor-inline-error">
      <span className="ds-u-visibility--screen-reader">Error: </span>
      {children}
    </p>
  )
}
