'use client'
/**
 * A plain form posted to a server action. Works without JavaScript; with it, faults arrive without a new page and the
 * error summary takes the focus.
 *
 * From a server component, put FormField, FormSelect, FormRadios, FormCheckboxes, FormCheckbox inside: they find their
 * own error and typed value. From a client component, children may be a function of the state.
 */
import { createContext, type ReactNode, useActionState, useContext, useEffect, useId, useRef } from 'react'
import {
  Checkbox,
  CheckboxGroup,
  type CheckboxGroupProps,
  type CheckboxProps,
  RadioGroup,
  type RadioGroupProps,
} from './choice.tsx'
import { ErrorSummary, errorSummaryId } from './error-summary.tsx'
import { Field, type FieldProps } from './field.tsx'
import { emptyFormState, type FormState, typedList, typedText } from './form-state.ts'
import { Notice } from './notice.tsx'
import { Select, type SelectProps } from './select.tsx'

const Current = createContext<FormState>(emptyFormState)

const Prefix = createContext('')

/** The state of the form around this component. */
export const useFormState = (): FormState => useContext(Current)

/** The id of a field of the form around this component: several forms of a page may have fields of one name. */
export const useFieldId = (name: string): string => useContext(Prefix) + name

export type ActionFormProps = {
  action: (state: FormState, form: FormData) => Promise<FormState>
  children: ReactNode | ((state: FormState) => ReactNode)
  initial?: FormState
  /** Hidden fields, for example the submission's id. */
  hidden?: Record<string, string>
  /** Names a form where a page has several; the ids of its fields are its own then. */
  label?: string
  id?: string
}

export function ActionForm({ action, children, initial = emptyFormState, hidden = {}, label, id }: ActionFormProps) {
  const [state, post, pending] = useActionState(action, initial)
  const form = useRef<HTMLFormElement>(null)
  const own = `${useId()}-`
  const prefix = label === undefined ? '' : own
  useEffect(() => {
    if (Object.keys(state.errors).length === 0) return
    if (!document.title.startsWith('Error: ')) document.title = `Error: ${document.title}`
    form.current?.querySelector<HTMLElement>(`#${errorSummaryId}`)?.focus()
  }, [state])
  return (
    <form
      ref={form}
      id={id}
      action={post}
      // A second press while the first is on its way would do the same act twice.
      onSubmit={(event) => pending && event.preventDefault()}
      noValidate
      aria-label={label}
      aria-busy={pending}
      className="candor-form"
    >
      <Current.Provider value={state}>
        <ErrorSummary errors={state.errors} prefix={prefix} />
        {state.notice && (
          <Notice tone="success" role="status">
            {state.notice}
          </Notice>
        )}
        {Object.entries(hidden).map(([name, value]) => (
          // The key of a form that was refused stays its key: pressed again, it is the same act.
          <input key={name} type="hidden" name={name} value={name === 'once' ? typedText(state, name, value) : value} />
        ))}
        <Prefix.Provider value={prefix}>{typeof children === 'function' ? children(state) : children}</Prefix.Provider>
      </Current.Provider>
    </form>
  )
}

export function FormField(props: FieldProps) {
  const state = useFormState()
  return (
    <Field
      id={useFieldId(props.name)}
      {...props}
      error={state.errors[props.name] ?? props.error}
      value={typedText(state, props.name, props.value)}
    />
  )
}

export function FormSelect(props: SelectProps) {
  const state = useFormState()
  return (
    <Select
      id={useFieldId(props.name)}
      {...props}
      error={state.errors[props.name] ?? props.error}
      value={typedText(state, props.name, props.value)}
    />
  )
}

export function FormRadios(props: RadioGroupProps) {
  const state = useFormState()
  const value = typedText(state, props.name, props.value)
  const id = useFieldId(props.name)
  return <RadioGroup id={id} {...props} error={state.errors[props.name] ?? props.error} value={value} />
}

export function FormCheckboxes(props: CheckboxGroupProps) {
  const state = useFormState()
  const values = typedList(state, props.name, [...(props.values ?? [])])
  const id = useFieldId(props.name)
  return <CheckboxGroup id={id} {...props} error={state.errors[props.name] ?? props.error} values={values} />
}

export function FormCheckbox(props: CheckboxProps) {
  const state = useFormState()
  const chosen = typedList(state, props.name, props.checked ? [props.value ?? 'yes'] : []).includes(
    props.value ?? 'yes',
  )
  const id = useFieldId(props.name)
  return <Checkbox id={id} {...props} error={state.errors[props.name] ?? props.error} checked={chosen} />
}
