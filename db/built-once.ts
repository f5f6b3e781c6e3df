/** Queries of hot paths, built once a pool instead of at every call. */
import type { Reader } from './transaction.ts'

/**
 * @param build makes the prepared statement @returns the statement for a reader
 */
export function builtOnce<Statement>(build: (reader: Reader) => Statement): (reader: Reader) => Statement {
  const known = new WeakMap<Reader, Statement>()
  return (reader) => {
    let statement = known.get(reader)
    if (!statement) {
      statement = build(reader)
      known.set(reader, statement)
    }
    return statement
  }
}
