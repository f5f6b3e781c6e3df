/**
 * What a failed statement says of itself: the statement, never the values. Drizzle puts both into the error, from where
 * they would get into every log, and among the values are sign-in codes, links and what people wrote.
 */
import { DrizzleQueryError } from 'drizzle-orm/errors'

const VALUES = /\nparams: [\s\S]*$/

/** Call once before the first statement. Drizzle assigns the values after it wrote the message and before the stack. */
export function keepValuesOutOfErrors(): void {
  Object.defineProperty(DrizzleQueryError.prototype, 'params', {
    configurable: true,
    get: () => undefined,
    set(this: Error) {
      this.message = this.message.replace(VALUES, '')
    },
  })
}
