/**
 * Reads of single rows by key that hot paths ask for: what is asked for in one turn of the event loop travels to the
 * database as one statement. Nothing is kept: every caller gets what the database says after it asked.
 */
import type { Reader } from './transaction.ts'

type Waiting<Key, Row> = { key: Key; done: (row: Row | undefined) => void; failed: (error: unknown) => void }

/** More keys than this make a statement of their own. */
const MOST_KEYS = 200

/**
 * @param read reads the rows of some keys, in any order @param nameOf tells the rows of two keys apart
 * @param keyOf the name of the key that a row belongs to
 */
export function gathered<Key, Row>(
  read: (reader: Reader, keys: Key[]) => Promise<Row[]>,
  nameOf: (key: Key) => string,
  keyOf: (row: Row) => string,
): (reader: Reader, key: Key) => Promise<Row | undefined> {
  const queues = new WeakMap<Reader, Waiting<Key, Row>[]>()

  async function flush(reader: Reader, batch: Waiting<Key, Row>[]): Promise<void> {
    try {
      const keys = new Map(batch.map(({ key }) => [nameOf(key), key]))
      const rows = new Map((await read(reader, [...keys.values()])).map((row) => [keyOf(row), row]))
      for (const { key, done } of batch) done(rows.get(nameOf(key)))
    } catch (error) {
      for (const { failed } of batch) failed(error)
    }
  }

  return (reader, key) =>
    new Promise((done, failed) => {
      const waiting = { key, done, failed }
      const queue = queues.get(reader)
      if (queue && queue.length < MOST_KEYS) return void queue.push(waiting)
      const batch = [waiting]
      queues.set(reader, batch)
      setImmediate(() => {
        if (queues.get(reader) === batch) queues.delete(reader)
        void flush(reader, batch)
      })
    })
}
