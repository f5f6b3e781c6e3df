/**
 * Statements are prepared once a connection. Without it the driver asks the server to describe every statement before it
 * runs it: two round trips instead of one. A pooler between must carry protocol-level prepared statements (PgBouncer 1.21
 * and newer do).
 */
import type postgres from 'postgres'

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
