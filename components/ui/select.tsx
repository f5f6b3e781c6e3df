/** One answer from a long list. Hook-free. Use RadioGroup when there are seven options or fewer. */
import type { ReactNode } from 'react'
import { describedBy } from './described.ts'
import { InlineError } from './inline-error.tsx'

export type SelectProps = {
  name: string
  label: ReactNode
  options: readonly { value: string; label: string }[]
  hint?: ReactNode
  error?: string
  value?: string
  id?: string
  optional?: boolean
  autoComplete?: string
}

export function Select({ name, label, options, hint, error, value = '', id = name, optional, ...rest }: SelectProps) {
  return (
    <div className={`candor-field${error ? ' candor-field--error' : ''}`}>
      <label className="ds-c-label" htmlFor={id}>
        {label}
        {optional && <span className="candor-optional"> (optional)</span>}
      </label>
      {hint && (
        <div id={`${id}-hint`} className="ds-c-hint">
          {hint}
        </div>
      )}
      <InlineError id={id}>{error}</InlineError>
      {/* The key makes React draw the element anew, so that its reset after a post keeps the choice. */}
      <select
        key={value}
        id={id}
        name={name}
        className={`ds-c-field candor-select${error ? ' ds-c-field--error' : ''}`}
        defaultValue={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, { hint, error })}
        autoComplete={rest.autoComplete}
      >
        <option value="">Choose one</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  )
}
