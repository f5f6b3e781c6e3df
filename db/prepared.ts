/**
 * Statements are prepared once a connection. Without it the driver asks the server to describe every statement before it
 * runs it: two round trips instead of one. A pooler between must carry protocol-level prepared statements (PgBouncer 1.21
 * and newer do).
 */
import type postgres from 'postgres'
import type { Reader } from './transaction.ts'

/** Makes the statements that Drizzle sends through this handle, and through its transactions, prepared ones. */
export function preparing<Handle extends postgres.Sql | postgres.TransactionSql>(handle: Handle): Handle {
  const { unsafe } = handle
  handle.unsafe = ((text: string, values: never[] = [], options = {}) =>
    unsafe(text, values, { ...options, prepare: true })) as typeof unsafe
  if ('begin' in handle) {
    const begin = handle.begin as (...given: unknown[]) => Promise<unknown>
    handle.begin = ((...given: unknown[]) => begin(...given.map(whenTransaction))) as typeof handle.begin
  }
  if ('savepoint' in handle) {
    const savepoint = handle.savepoint as (...given: unknown[]) => Promise<unknown>
    handle.savepoint = ((...given: unknown[]) => savepoint(...given.map(whenTransaction))) as typeof handle.savepoint
  }
  return handle
}

/** The work of a transaction gets a prepared handle too; a name or an option stays what it is. */
const whenTransaction = (given: unknown) =>
  typeof given === 'function' ? (transaction: postgres.TransactionSql) => given(preparing(transaction)) : given

/**
 * A query that is asked at every request of a hot path, built once a pool instead of at every call.
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
