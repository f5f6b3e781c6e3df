/** Radio buttons and checkboxes, in a fieldset with a legend. Hook-free. The first input has the group's id, so that error links reach it. */
import type { ReactNode } from 'react'
import { describedBy } from './described.ts'
import { InlineError } from './inline-error.tsx'

export type ChoiceOption = {
  value: string
  label: ReactNode
  hint?: ReactNode
  /** Stands under the choice always; for example what members will read when it is chosen. */
  below?: ReactNode
}

type GroupProps = {
  name: string
  legend: ReactNode
  options: readonly ChoiceOption[]
  hint?: ReactNode
  error?: string
  id?: string
  optional?: boolean
  big?: boolean
  /** Stands between the hint and the choices. */
  children?: ReactNode
}
export type RadioGroupProps = GroupProps & { value?: string }
export type CheckboxGroupProps = GroupProps & { values?: readonly string[] }

export function RadioGroup({ value, ...group }: RadioGroupProps) {
  return <Group {...group} type="radio" chosen={value === undefined ? [] : [value]} />
}

export function CheckboxGroup({ values = [], ...group }: CheckboxGroupProps) {
  return <Group {...group} type="checkbox" chosen={values} />
}

function Group(props: GroupProps & { type: 'radio' | 'checkbox'; chosen: readonly string[] }) {
  const { name, legend, hint, error, optional, big, id = name } = props
  return (
    <fieldset
      className={`ds-c-fieldset candor-field${error ? ' candor-field--error' : ''}`}
      aria-describedby={describedBy(id, { hint, error })}
    >
      <legend className={`ds-c-label${big ? ' candor-label--big' : ''}`}>
        {legend}
        {optional && <span className="candor-optional"> (optional)</span>}
      </legend>
      {hint && (
        <div id={`${id}-hint`} className="ds-c-hint">
          {hint}
        </div>
      )}
      <InlineError id={id}>{error}</InlineError>
      {props.children}
      {props.options.map((option, index) => (
        <Choice
          key={option.value}
          type={props.type}
          name={name}
          id={index === 0 ? id : `${id}-${index + 1}`}
          option={option}
          checked={props.chosen.includes(option.value)}
          error={Boolean(error)}
        />
      ))}
    </fieldset>
  )
}

type ChoiceProps = {
  type: 'radio' | 'checkbox'
  name: string
  id: string
  option: ChoiceOption
  checked: boolean
  error: boolean
}

function Choice({ type, name, id, option, checked, error }: ChoiceProps) {
  const hinted = option.hint !== undefined && option.hint !== null
  return (
    <div className="ds-c-choice-wrapper candor-choice">
      <input
        type={type}
        className={`ds-c-choice${error ? ' ds-c-choice--error' : ''}`}
        id={id}
        name={name}
        value={option.value}
        defaultChecked={checked}
        aria-describedby={hinted ? `${id}-item-hint` : undefined}
      />
      <label className="ds-c-label" htmlFor={id}>
        {option.label}
      </label>
      {hinted && (
        <div id={`${id}-item-hint`} className="ds-c-hint">
          {option.hint}
        </div>
      )}
      {option.below && <div className="candor-choice__below">{option.below}</div>}
    </div>
  )
}

export type CheckboxProps = {
  name: string
  label: ReactNode
  value?: string
  checked?: boolean
  hint?: ReactNode
  error?: string
  id?: string
}

/** One checkbox of its own, for an agreement. Never ticked beforehand unless `checked` says so. */
export function Checkbox({ name, label, value = 'yes', checked = false, hint, error, id = name }: CheckboxProps) {
  return (
    <div className={`candor-field${error ? ' candor-field--error' : ''}`}>
      <InlineError id={id}>{error}</InlineError>
      <Choice
        type="checkbox"
        name={name}
        id={id}
        option={{ value, label, hint }}
        checked={checked}
        error={Boolean(error)}
      />
    </div>
  )
}
