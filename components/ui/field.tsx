/** One text answer: label, hint, error and input or text area, tied together for assistive technology. Hook-free. */
import type { ReactNode } from 'react'
import { describedBy } from './described.ts'
import { InlineError } from './inline-error.tsx'

export type FieldProps = {
  /** Name of the form field; also the id unless `id` is given. */
  name: string
  label: ReactNode
  hint?: ReactNode
  error?: string
  value?: string
  id?: string
  type?: 'text' | 'email' | 'url' | 'tel' | 'date' | 'search' | 'password'
  /** More than one line. */
  multiline?: boolean
  rows?: number
  /** Adds "(optional)" to the label; required fields carry no mark. */
  optional?: boolean
  width?: 'small' | 'medium' | 'wide'
  autoComplete?: string
  inputMode?: 'text' | 'numeric' | 'email' | 'url' | 'tel'
  spellCheck?: boolean
  /** Further id for aria-describedby. */
  also?: string
  /** Makes the label as big as a page heading, for pages with one question. */
  big?: boolean
}

export function Field(props: FieldProps) {
  const { name, label, hint, error, optional, big } = props
  const id = props.id ?? name
  return (
    <div className={`candor-field${error ? ' candor-field--error' : ''}`}>
      <label className={`ds-c-label${big ? ' candor-label--big' : ''}`} htmlFor={id}>
        {label}
        {optional && <span className="candor-optional"> (optional)</span>}
      </label>
      {hint && (
        <div id={`${id}-hint`} className="ds-c-hint">
          {hint}
        </div>
      )}
      <InlineError id={id}>{error}</InlineError>
      <Control {...props} id={id} />
    </div>
  )
}

const widths = { small: ' ds-c-field--small', medium: ' ds-c-field--medium', wide: ' candor-control--wide' }

function Control(props: FieldProps & { id: string }) {
  const { id, error, width } = props
  const shared = {
    id,
    name: props.name,
    className: `ds-c-field${width ? widths[width] : ''}${error ? ' ds-c-field--error' : ''}`,
    defaultValue: props.value ?? '',
    'aria-invalid': error ? true : undefined,
    'aria-describedby': describedBy(id, props),
    autoComplete: props.autoComplete,
    spellCheck: props.spellCheck,
  }
  if (props.multiline) return <textarea {...shared} rows={props.rows ?? 5} />
  return <input {...shared} type={props.type ?? 'text'} inputMode={props.inputMode} />
}
