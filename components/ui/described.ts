/** The ids that tie an input to its hint and its error. */

/** @returns the value of aria-describedby, or undefined when there is nothing to point at */
export function describedBy(id: string, parts: { hint?: unknown; error?: unknown; also?: string }): string | undefined {
  const ids = [parts.hint ? `${id}-hint` : '', parts.error ? `${id}-error` : '', parts.also ?? '']
  return ids.filter(Boolean).join(' ') || undefined
}
