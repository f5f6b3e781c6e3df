'use client'
/** Chooses the file of a form, with its error beside it. */
import { useFieldId, useFormState } from '../../../components/ui/action-form.tsx'
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
  const id = useFieldId(name)
  return (
    <div className={`candor-field${error ? ' candor-field--error' : ''}`}>
      <label className="ds-c-label" htmlFor={id}>
        {label}
      </label>
      <div id={`${id}-hint`} className="ds-c-hint">
        {hint}
      </div>
      <InlineError id={id}>{error}</InlineError>
      <input
        id={id}
        name={name}
        type="file"
        accept={accept}
        className="staff-file"
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-hint ${id}-error` : `${id}-hint`}
      />
    </div>
  )
}
