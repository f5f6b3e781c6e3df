/**
 * Repairs in packages that their newest release still needs, made after every install and checked at every start.
 *
 * postgres 3.4.9: when the server goes away in the middle of a transaction, what is left of that transaction still
 * writes to the connection. There is no socket, which throws where nobody can catch it and ends the process; and what
 * was waiting to be written is never cleared, so that the connection can not be opened again. And a statement that is
 * asked between a connection's error and its close, as the rollback of what just failed is, gets no answer, and lets
 * whatever uses the connection next wait for ever. And the last words of the old server are kept, and refuse the first
 * statement of the new connection. After the repair what is lost is refused with CONNECTION_CLOSED and the connection
 * starts anew; tests/db/lost-connection.test.ts shows each. Reported upstream as porsager/postgres issues 1154, 1066 and
 * 1208.
 *
 * sonic-boom 4.2.1, which writes the lines of our logs: at the end of a process it tries for ever to write its last lines
 * to whoever read them, and nobody does any more when the launcher was killed. After the repair it tries again only when
 * the reader is slow; tests/platform/log.test.ts shows it.
 */
import { constants, copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const ROOT = new URL('../', import.meta.url)

const connection = [
  [
    `    chunk = nextWriteTimer = null
    return x
  }`,
    `    chunk = nextWriteTimer = null
    return x
  }

  function unsent() {
    clearImmediate(nextWriteTimer)
    chunk = nextWriteTimer = null
  }`,
  ],
  [
    `    if (stream)
      return queryError(q, Errors.generic('COPY_IN_PROGRESS'`,
    `    if (socket === null || socket.destroyed)
      return queryError(q, Errors.connection('CONNECTION_CLOSED', options, socket)), true

    if (stream)
      return queryError(q, Errors.generic('COPY_IN_PROGRESS'`,
  ],
  [
    `      error(Errors.connection('CONNECTION_DESTROYED', options))

    clearImmediate(nextWriteTimer)`,
    `      error(Errors.connection('CONNECTION_DESTROYED', options))

    unsent()`,
  ],
  [
    `    incomings = null
    clearImmediate(nextWriteTimer)`,
    `    incomings = null
    unsent()`,
  ],
  [
    `    if (initial)
      return reconnect()

    !hadError && (query || sent.length) && error(Errors.connection('CONNECTION_CLOSED', options, socket))`,
    `    if (initial) {
      query = results = errorResponse = null
      return reconnect()
    }

    ;(query || sent.length) && error(Errors.connection('CONNECTION_CLOSED', options, socket))
    query = results = errorResponse = null`,
  ],
]

const pool = [
  [
    `      , connection
      , prepare = null

    try {`,
    `      , connection
      , lost = null
      , prepare = null

    try {`,
  ],
  [
    '        new Promise((_, reject) => connection.onclose = reject)',
    '        new Promise((_, reject) => connection.onclose = e => (lost = e, reject(e)))',
  ],
  [
    `        q.catch(e => uncaughtError || (uncaughtError = e))
        c.queue === full`,
    `        q.catch(e => uncaughtError || (uncaughtError = e))
        lost ? q.reject(lost) : c.queue === full`,
  ],
]

const log = [
  [
    `        this._bufs.shift()
      }
    } catch (err) {
      const shouldRetry = err.code === 'EAGAIN' || err.code === 'EBUSY'
      if (shouldRetry && !`,
    `        this._bufs.shift()
      }
    } catch (err) {
      const shouldRetry = err.code === 'EAGAIN' || err.code === 'EBUSY'
      if (!shouldRetry || !`,
  ],
]

const PATCHES = [
  ...['', 'cjs/'].flatMap((flavour) => [
    { file: `node_modules/postgres/${flavour}src/connection.js`, edits: connection },
    { file: `node_modules/postgres/${flavour}src/index.js`, edits: pool },
  ]),
  { file: 'node_modules/sonic-boom/index.js', edits: log },
]

/** The file as it came with its package, kept beside it, so that other repairs can be made next time. */
function asItCame(path) {
  const kept = `${path}.as-it-came`
  try {
    copyFileSync(path, kept, constants.COPYFILE_EXCL)
  } catch (fault) {
    if (fault.code !== 'EEXIST') throw fault
  }
  return readFileSync(kept, 'utf8')
}

/** Makes every repair. @throws when a file is not the one that the repairs were written for */
export function patchPackages() {
  for (const { file, edits } of PATCHES) {
    const path = fileURLToPath(new URL(file, ROOT))
    if (!existsSync(path)) continue
    const text = edits.reduce((now, [from, to]) => {
      if (now.split(from).length !== 2) throw new Error(`${file} is not the file that scripts/patches.mjs knows`)
      return now.replace(from, () => to)
    }, asItCame(path))
    if (text !== readFileSync(path, 'utf8')) writeFileSync(path, text)
  }
}

if (process.argv[1]?.endsWith('patches.mjs')) patchPackages()
