/** One question, drawn by its type: choices, text, a group of fields, or entries that can be added and taken away. */
import type { FormValues } from '../../lib/domain/answers-form.ts'
import { conditionText } from '../../lib/domain/condition-text.ts'
import { type Edition, type Question, type QuestionField, YES_NO } from '../../lib/domain/edition.ts'
import { FormCheckboxes, FormField, FormRadios } from '../ui/action-form.tsx'
import { InlineError } from '../ui/inline-error.tsx'
import { FieldInput } from './field-input.tsx'
import {
  Meaning,
  MembersRead,
  QuestionFrame,
  QuestionHint,
  type QuestionNotes,
  type QuestionPreview,
} from './question-frame.tsx'
import { EntryList } from './question-list.tsx'

export type QuestionInputProps = {
  edition: Edition
  question: Question
  values: FormValues
  preview: QuestionPreview
  notes: QuestionNotes
  /** Errors of the question as a whole; those of its inputs are found by the inputs. */
  error?: string
  /** How many entries of a list to draw. */
  rows: number
  /** Whether this question shows; unknown (no JavaScript) shows everything. */
  hidden: boolean
  /** Fields that do not show, by input name; null when unknown. */
  hiddenFields: ReadonlySet<string> | null
}

export function QuestionInput(props: QuestionInputProps) {
  const { question, notes, hidden, preview } = props
  return (
    <QuestionFrame question={question} notes={notes} hidden={hidden}>
      {question.type === 'composite' || question.type === 'list' ? <Group {...props} /> : <Single {...props} />}
      <MembersRead lead="With the saved answer, members read:" sentences={preview.now} />
    </QuestionFrame>
  )
}

const listOf = (value: string | readonly string[] | undefined): string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : [...value]

/** A choice or a text, with the fields that follow from it. */
function Single(props: QuestionInputProps) {
  const { question, values, preview, notes } = props
  const hint = <QuestionHint question={question} preview={preview} notes={notes} />
  const value = listOf(values[question.id]).filter(Boolean)
  const shared = { name: question.id, hint, optional: !question.required }
  if (question.type === 'text') {
    const lines = (question.max ?? 0) > 100 ? { multiline: true, rows: 3 } : {}
    return (
      <>
        <FormField {...shared} {...lines} label={question.prompt} value={value[0] ?? ''} />
        <Meaning question={question} />
      </>
    )
  }
  const options = (question.type === 'yesno' ? (question.options ?? YES_NO) : (question.options ?? [])).map(
    (option) => ({
      value: option.code,
      label: option.label,
      hint: option.meaning,
      below: <MembersRead lead="Members read:" sentences={preview.options[option.code] ?? []} />,
    }),
  )
  const group = { ...shared, legend: question.prompt, options, children: <Meaning question={question} /> }
  return (
    <>
      {/* Says that the question was on the page, so that taking every tick away clears the answer. */}
      <input type="hidden" name={question.id} value="" />
      {question.type === 'multi' ? (
        <FormCheckboxes {...group} values={value} />
      ) : (
        <FormRadios {...group} value={value[0]} />
      )}
      {question.fields && (
        <div className="candor-follow-up">
          <Fields {...props} fields={question.fields} prefix={question.id} />
        </div>
      )}
    </>
  )
}

/** Several fields under one legend. */
function Group(props: QuestionInputProps) {
  const { question, preview, notes, error } = props
  return (
    <fieldset
      className={`ds-c-fieldset candor-field candor-group${error ? ' candor-field--error' : ''}`}
      aria-describedby={`${question.id}-hint`}
    >
      <legend className="ds-c-label" id={question.id} tabIndex={-1}>
        {question.prompt}
        {!question.required && <span className="candor-optional"> (optional)</span>}
      </legend>
      <div id={`${question.id}-hint`} className="ds-c-hint">
        <QuestionHint question={question} preview={preview} notes={notes} />
      </div>
      <Meaning question={question} />
      <InlineError id={question.id}>{error}</InlineError>
      {question.type === 'list' ? (
        <EntryList question={question} rows={props.rows}>
          {(index) => <Fields {...props} fields={question.fields ?? []} prefix={`${question.id}.${index}`} />}
        </EntryList>
      ) : (
        <Fields {...props} fields={question.fields ?? []} prefix={question.id} />
      )}
    </fieldset>
  )
}

type FieldsProps = Pick<QuestionInputProps, 'edition' | 'question' | 'values' | 'hiddenFields'> & {
  fields: readonly QuestionField[]
  prefix: string
}

function Fields({ edition, question, values, hiddenFields, fields, prefix }: FieldsProps) {
  return fields.map((field) => {
    const name = `${prefix}.${field.id}`
    const says = hiddenFields === null && field.showIf
    const when = says ? `Answer this if ${conditionText(edition, says, question.id)}.` : undefined
    return (
      <div key={field.id} hidden={hiddenFields?.has(name) ?? false}>
        <FieldInput field={field} name={name} value={values[name]} when={when} optionalQuestion={!question.required} />
      </div>
    )
  })
}
