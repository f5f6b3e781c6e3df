/** What a form remembers between a post and its answer; the shape every server action returns. */

export type FormState = {
  /** Sentence by input name; `_form` for what belongs to no single input. */
  errors: Record<string, string>
  /** What was typed, by input name, so that nothing has to be typed twice. */
  values: Record<string, string | string[]>
  /** A sentence to show above the form after success. */
  notice?: string
  /** A secret that stands on this one answer and is never seen again. */
  shown?: string
  ok?: boolean
  /** The refusal's permanent code, for pages that answer one of them in a special way. */
  code?: string
}

export const emptyFormState: FormState = { errors: {}, values: {} }

/** @returns the typed text of one input, or `fallback` when the form has not been posted yet */
export function typedText(state: FormState, name: string, fallback = ''): string {
  const value = state.values[name]
  if (value === undefined) return fallback
  return Array.isArray(value) ? (value[0] ?? fallback) : value
}

/** @returns every typed value of one input; `fallback` only when the form has not been posted yet */
export function typedList(state: FormState, name: string, fallback: string[] = []): string[] {
  const value = state.values[name]
  if (value === undefined) return Object.keys(state.values).length > 0 ? [] : fallback
  return Array.isArray(value) ? value : [value]
}
