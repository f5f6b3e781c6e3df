/** Box above a form that names every fault in the same words as beside the field, each a link to it. */

export type ErrorSummaryProps = {
  /** Sentence by input name; `_form` stands without a link. */
  errors: Record<string, string>
  heading?: string
  /** Of the ids of the fields, before their names. */
  prefix?: string
}

export const errorSummaryId = 'error-summary'

/** Renders nothing without errors. It takes the focus: by autofocus without JavaScript, by ActionForm with it. */
export function ErrorSummary({ errors, heading = 'There is a problem', prefix = '' }: ErrorSummaryProps) {
  const faults = Object.entries(errors)
  if (faults.length === 0) return null
  return (
    <div
      id={errorSummaryId}
      className="candor-error-summary"
      role="alert"
      aria-labelledby={`${errorSummaryId}-heading`}
      tabIndex={-1}
      autoFocus
    >
      <h2 id={`${errorSummaryId}-heading`} className="candor-error-summary__heading">
        {heading}
      </h2>
      <ul className="candor-error-summary__list">
        {faults.map(([name, sentence]) => (
          <li key={name}>{name === '_form' ? sentence : <a href={`#${prefix}${name}`}>{sentence}</a>}</li>
        ))}
      </ul>
    </div>
  )
}
