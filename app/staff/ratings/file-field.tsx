'use client'
/** Chooses the file of a form, with its error beside it. */
import { useFormState } from '../../../components/ui/action-form.tsx'
import { InlineError } from '../../../components/ui/inline-error.tsx'

export function FileField({
  name,
  label,
  hint,
  accept,
}: {
  name: string
  label: string
  hint: string
  accept: string
}) {
  const error = useFormState().errors[name]
  return (
    <div className={`candor-field${error ? ' candor-field--error' : ''}`}>
      <label className="ds-c-label" htmlFor={name}>
        {label}
      </label>
      <div id={`${name}-hint`} className="ds-c-hint">
        {hint}
      </div>
      <InlineError id={name}>{error}</InlineError>
      <input
        id={name}
        name={name}
        type="file"
        accept={accept}
        className="staff-file"
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${name}-hint ${name}-error` : `${name}-hint`}
      />
    </div>
  )
}
