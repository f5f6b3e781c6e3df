/**
 * Reads of single rows by key that hot paths ask for: what is asked for in one turn of the event loop, and while the
 * statement before is under way, travels to the database as one statement. The busier a process, the fewer statements a
 * request costs. Nothing is kept: every caller gets what the database says after it asked.
 */
import type { Reader } from './transaction.ts'

type Waiting<Key, Row> = { key: Key; done: (row: Row | undefined) => void; failed: (error: unknown) => void }
type Queue<Key, Row> = { waiting: Waiting<Key, Row>[]; busy: boolean }

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
  const queues = new WeakMap<Reader, Queue<Key, Row>>()

  async function answer(reader: Reader, batch: Waiting<Key, Row>[]): Promise<void> {
    try {
      const keys = new Map(batch.map(({ key }) => [nameOf(key), key]))
      const rows = new Map((await read(reader, [...keys.values()])).map((row) => [keyOf(row), row]))
      for (const { key, done } of batch) done(rows.get(nameOf(key)))
    } catch (error) {
      for (const { failed } of batch) failed(error)
    }
  }

  async function run(reader: Reader, queue: Queue<Key, Row>): Promise<void> {
    await answer(reader, queue.waiting.splice(0, MOST_KEYS))
    queue.busy = false
    plan(reader, queue)
  }

  function plan(reader: Reader, queue: Queue<Key, Row>): void {
    if (queue.busy || queue.waiting.length === 0) return
    queue.busy = true
    setImmediate(() => void run(reader, queue))
  }

  return (reader, key) =>
    new Promise((done, failed) => {
      const queue = queues.get(reader) ?? { waiting: [], busy: false }
      queues.set(reader, queue)
      queue.waiting.push({ key, done, failed })
      plan(reader, queue)
    })
}
