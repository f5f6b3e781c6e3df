/**
 * Repairs in packages that their newest release still needs, made after every install and checked at every start.
 *
 * postgres 3.4.9: when the server goes away in the middle of a transaction, what is left of that transaction still
 * writes to the connection. There is no socket, which throws where nobody can catch it and ends the process; and what
 * was waiting to be written is never cleared, so that the connection can not be opened again. And a statement that is
 * asked between a connection's error and its close, as the rollback of what just failed is, gets no answer, and lets
 * whatever uses the connection next wait for ever. After the repair such statements are refused with CONNECTION_CLOSED
 * and the connection starts anew; tests/db/lost-connection.test.ts shows each. Reported upstream as porsager/postgres
 * issues 1154, 1066 and 1208.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
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
  ['    !hadError && (query || sent.length) && error(', '    ;(query || sent.length) && error('],
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

const PATCHES = ['', 'cjs/'].flatMap((flavour) => [
  { file: `node_modules/postgres/${flavour}src/connection.js`, edits: connection },
  { file: `node_modules/postgres/${flavour}src/index.js`, edits: pool },
])

/** Makes every repair that is not made yet. @throws when a file is neither as it came nor repaired */
export function patchPackages() {
  for (const { file, edits } of PATCHES) {
    const path = fileURLToPath(new URL(file, ROOT))
    if (!existsSync(path)) continue
    const before = readFileSync(path, 'utf8')
    const text = edits.reduce((now, [from, to]) => {
      if (now.includes(to)) return now
      if (now.split(from).length !== 2) throw new Error(`${file} is not the file that scripts/patches.mjs knows`)
      return now.replace(from, () => to)
    }, before)
    if (text !== before) writeFileSync(path, text)
  }
}

if (process.argv[1]?.endsWith('patches.mjs')) patchPackages()
