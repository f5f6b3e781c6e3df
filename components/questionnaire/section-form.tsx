'use client'
/**
 * The form of one section. A plain post saves it and works without JavaScript; with it, react-hook-form keeps what is
 * typed and the same visibility rules as on the server hide the follow-ups that do not apply.
 */
import { type ReactNode, useRef, useSyncExternalStore } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import { type FormValues, parseSection } from '../../lib/domain/answers.ts'
import { conditionText } from '../../lib/domain/condition-text.ts'
import type { Answers, Edition, Question } from '../../lib/domain/edition.ts'
import { editionOf } from '../../lib/domain/questionnaire.ts'
import { fieldsOf, visibleFields, visibleQuestions } from '../../lib/domain/visibility.ts'
import { ActionForm } from '../ui/action-form.tsx'
import { Button, ButtonRow } from '../ui/button.tsx'
import { type FormState, typedText } from '../ui/form-state.ts'
import { Countries } from './field-input.tsx'
import type { QuestionPreview } from './question-frame.tsx'
import { QuestionInput } from './question-input.tsx'

export type SectionFormProps = {
  action: (state: FormState, form: FormData) => Promise<FormState>
  editionId: string
  sectionId: string
  submissionId: string
  /** Where the reader goes after saving: the id of a section, or `check`. */
  then: string
  values: FormValues
  versions: Readonly<Record<string, number>>
  answers: Answers
  previews: Readonly<Record<string, QuestionPreview>>
  changes: readonly { questionId: string; text: string }[]
  countries: readonly { code: string; label: string }[]
  /** Faults to show before anything is posted. */
  problems: Record<string, string>
}

const noChange = () => () => undefined

/** Whether JavaScript runs here. */
const useRunning = () =>
  useSyncExternalStore(
    noChange,
    () => true,
    () => false,
  )

/** Inputs of a form as the server reads them; internal names are left out. */
function readInputs(form: HTMLFormElement): FormValues {
  const inputs: Record<string, string | string[]> = {}
  for (const [name, value] of new FormData(form).entries()) {
    if (typeof value !== 'string' || name.startsWith('_') || name.startsWith('$')) continue
    const before = inputs[name]
    inputs[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value]
  }
  return inputs
}

/** Entries a list shows: those that were typed or saved, and one empty to begin with. */
function rowsOf(question: Question, values: FormValues, typed: string): number {
  if (typed !== '') return Math.min(Number(typed) || 0, question.max ?? 50)
  const start = `${question.id}.`
  const indices = Object.keys(values)
    .filter((name) => name.startsWith(start))
    .map((name) => Number.parseInt(name.slice(start.length), 10))
  return indices.length === 0 ? 1 : Math.max(...indices) + 1
}

type Shown = { questions: ReadonlySet<string>; hiddenFields: ReadonlySet<string> }

/** What shows for what is typed now, by the rules that the server applies. */
function shownFor(edition: Edition, sectionId: string, inputs: FormValues, before: Answers): Shown {
  const { answers } = parseSection(edition, sectionId, inputs, before)
  const visible = visibleQuestions(edition, { ...before, ...answers })
  const hiddenFields = new Set<string>()
  for (const question of visible) {
    if (question.section !== sectionId || question.type === 'list') continue
    const value = { ...fieldsOf(answers[question.id]), ...chosenNow(question, inputs) }
    const fields = new Set(visibleFields(question, value).map(({ id }) => id))
    for (const { id } of question.fields ?? []) if (!fields.has(id)) hiddenFields.add(`${question.id}.${id}`)
  }
  return { questions: new Set(visible.map(({ id }) => id)), hiddenFields }
}

/** The choices as they stand in the form, read even when another input of the question is at fault. */
function chosenNow(question: Question, inputs: FormValues): Record<string, unknown> {
  const codes = (name: string) => [inputs[name] ?? []].flat().filter(Boolean)
  const fields = (question.fields ?? []).filter((field) => field.options || field.kind === 'yesno')
  const own = question.type === 'multi' ? { choices: codes(question.id) } : { choice: codes(question.id)[0] ?? '' }
  const chosen = fields.map((field) => {
    const all = codes(`${question.id}.${field.id}`)
    return [field.id, field.kind === 'multi' ? all : (all[0] ?? '')]
  })
  return { ...(question.type === 'composite' ? {} : own), ...Object.fromEntries(chosen) }
}

export function SectionForm(props: SectionFormProps) {
  const edition = editionOf(props.editionId)
  const running = useRunning()
  const box = useRef<HTMLDivElement>(null)
  const form = useForm<{ inputs: FormValues }>({ defaultValues: { inputs: props.values } })
  const inputs = useWatch({ control: form.control, name: 'inputs' })
  if (!edition) return null
  const shown = running ? shownFor(edition, props.sectionId, inputs, props.answers) : null
  const keep = () => {
    const element = box.current?.querySelector('form')
    if (element) form.setValue('inputs', readInputs(element), { shouldDirty: true })
  }
  const hidden = { _submission: props.submissionId, _section: props.sectionId, _after: props.then }
  const initial: FormState = { errors: props.problems, values: {} }
  return (
    <div ref={box} onChange={keep}>
      <ActionForm action={props.action} hidden={hidden} initial={initial}>
        {(state) => (
          <Countries value={props.countries}>
            <Body {...props} edition={edition} shown={shown} state={state} />
          </Countries>
        )}
      </ActionForm>
    </div>
  )
}

type BodyProps = SectionFormProps & { edition: Edition; shown: Shown | null; state: FormState }

function Body({ edition, shown, state, ...props }: BodyProps): ReactNode {
  const questions = edition.sections.find(({ id }) => id === props.sectionId)?.questions ?? []
  const asked = questions.filter(({ id }) => Object.hasOwn(props.versions, id))
  return (
    <>
      {/* The first submit button of a form is what the Enter key presses. */}
      <button type="submit" className="candor-enter" tabIndex={-1} aria-hidden="true" />
      {asked.map((question) => (
        <div key={question.id}>
          <input
            type="hidden"
            name={`_version.${question.id}`}
            value={typedText(state, `_version.${question.id}`, String(props.versions[question.id] ?? 0))}
          />
          <QuestionInput
            edition={edition}
            question={question}
            values={props.values}
            preview={props.previews[question.id] ?? { blank: [], options: {}, now: [] }}
            notes={notesOf(edition, question, state, props, shown)}
            error={state.errors[question.id]}
            rows={rowsOf(question, props.values, typedText(state, `_rows.${question.id}`))}
            hidden={shown !== null && !shown.questions.has(question.id)}
            hiddenFields={shown?.hiddenFields ?? null}
          />
        </div>
      ))}
      <ButtonRow>
        <Button>Save and continue</Button>
        <Button variant="secondary" name="_then" value="list">
          Save and go to the task list
        </Button>
      </ButtonRow>
    </>
  )
}

function notesOf(edition: Edition, question: Question, state: FormState, props: SectionFormProps, shown: Shown | null) {
  const theirs = state.values[`_theirs.${question.id}`]
  const condition = shown === null ? question.showIf : undefined
  return {
    changes: props.changes.filter((change) => change.questionId === question.id),
    ...(typeof theirs === 'string' ? { theirs } : {}),
    ...(condition ? { when: `Answer this if ${conditionText(edition, condition, question.id)}.` } : {}),
  }
}
