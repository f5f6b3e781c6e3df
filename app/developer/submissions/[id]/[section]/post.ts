/** The post of a section's form: its inputs, and the form's own names, which start with an underscore. */
import type { FormInput } from '../../../../../lib/platform/web/action.ts'

export type SectionPost = {
  submissionId: string
  section: string
  /** Only what belongs to questions. */
  inputs: FormInput
  versions: Record<string, number>
  /** Everything typed, as the form needs it to be drawn again. */
  kept: FormInput
  /** Question to add an entry to, or `question.index` of the entry to take away. */
  add: string
  remove: string
  /** Path to go to after saving. */
  next: string
}

const one = (value: string | string[] | undefined): string => (Array.isArray(value) ? (value[0] ?? '') : (value ?? ''))

/** Says only that the question was on the page, so it is no value to draw again beside a real one. */
function withoutMarks(value: string | string[]): string | string[] {
  if (!Array.isArray(value)) return value
  const rest = value.filter((item) => item !== '')
  return rest.length > 1 ? rest : (rest[0] ?? '')
}

export function readSectionPost(form: FormInput): SectionPost {
  const inputs: FormInput = {}
  const kept: FormInput = {}
  const versions: Record<string, number> = {}
  for (const [name, value] of Object.entries(form)) {
    if (!name.startsWith('_')) inputs[name] = kept[name] = withoutMarks(value)
    else if (name.startsWith('_version.')) {
      versions[name.slice('_version.'.length)] = Number.parseInt(one(value), 10) || 0
      kept[name] = one(value)
    } else if (name.startsWith('_rows.')) kept[name] = one(value)
  }
  const submissionId = one(form._submission)
  const section = one(form._section)
  return {
    submissionId,
    section,
    inputs,
    versions,
    kept,
    add: one(form._add),
    remove: one(form._remove),
    next: pathAfter(submissionId, one(form._then) || one(form._after)),
  }
}

/** @param then `list`, `check`, or the id of the next section; anything else leads to the list */
function pathAfter(submissionId: string, then: string): string {
  const base = `/developer/submissions/${encodeURIComponent(submissionId)}`
  return then === 'list' || !/^[a-z]+$/.test(then) ? base : `${base}/${then}`
}

export function withVersions(kept: FormInput, versions: Record<string, number>): FormInput {
  const numbered = Object.entries(versions).map(([id, version]) => [`_version.${id}`, String(version)])
  return { ...kept, ...Object.fromEntries(numbered) }
}

/** Most entries a form can hold, whatever it says. */
const MOST_ENTRIES = 50

const rowsOf = (kept: FormInput, question: string): number =>
  Math.min(Number.parseInt(one(kept[`_rows.${question}`]), 10) || 0, MOST_ENTRIES)

export function withEntry({ kept }: SectionPost, question: string): FormInput {
  return { ...kept, [`_rows.${question}`]: String(Math.min(rowsOf(kept, question) + 1, MOST_ENTRIES)) }
}

/** Takes one entry away; those after it move up. */
export function withoutEntry({ kept }: SectionPost, entry: string): FormInput {
  const dot = entry.lastIndexOf('.')
  const question = entry.slice(0, dot)
  const gone = Number.parseInt(entry.slice(dot + 1), 10)
  const values: FormInput = {}
  for (const [name, value] of Object.entries(kept)) {
    const rest = name.startsWith(`${question}.`) ? name.slice(question.length + 1) : ''
    const [, index, field] = /^(\d+)\.(.+)$/.exec(rest) ?? []
    if (index === undefined) values[name] = value
    else if (Number(index) < gone) values[name] = value
    else if (Number(index) > gone) values[`${question}.${Number(index) - 1}.${field}`] = value
  }
  return { ...values, [`_rows.${question}`]: String(Math.max(rowsOf(kept, question) - 1, 0)) }
}
