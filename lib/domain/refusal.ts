/**
 * A refusal: the one way a rule or a service says no. It carries a permanent snake_case code that other programs and
 * tests may rely on, a sentence for a person, and, where it belongs to an input, the name of that field.
 */
export type RefusalOptions = {
  /** Name of the form field the refusal belongs to. */
  field?: string
  /** Facts a screen needs to explain the refusal, such as both values of a stale draft. Never a secret. */
  details?: Record<string, unknown>
}

export class Refusal extends Error {
  readonly code: string
  readonly field: string | undefined
  readonly details: Record<string, unknown>

  /** @param code permanent snake_case code @param message a whole sentence for the person who asked */
  constructor(code: string, message: string, options: RefusalOptions = {}) {
    super(message)
    this.name = 'Refusal'
    this.code = code
    this.field = options.field
    this.details = options.details ?? {}
  }
}

/** What an outsider gets for anything that is not theirs: indistinguishable from something that does not exist. */
export function notFound(noun: string): Refusal {
  return new Refusal('not_found', `There is no such ${noun}.`)
}
