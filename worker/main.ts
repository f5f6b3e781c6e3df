/**
 * The worker's process: background jobs, mail first of all, and the mailbox of replies. Serves nobody; its log says when
 * it is ready.
 */
import { contextFor } from '../lib/platform/context.ts'
import { createLog, endAtFault } from '../lib/platform/log.ts'
import { createMailer } from '../lib/platform/mailer.ts'
import { exitWithParent } from '../lib/platform/parent.ts'
import { runtime } from '../lib/platform/runtime.ts'
import { watchMailbox } from './inbound.ts'
import { startWorker } from './run.ts'

/** Longest (ms) that stopping may take. */
const STOP_LIMIT = 8_000

exitWithParent()

const { settings, connection } = runtime()
const log = createLog(settings.logLevel, 'worker')
endAtFault(log)
const from = { settings, connection, log }
const worker = startWorker(from, createMailer(settings))
const inbound = settings.imapUrl
  ? watchMailbox({
      url: settings.imapUrl,
      context: () => contextFor({ kind: 'system', job: 'mail_intake' }, undefined, undefined, from),
      log,
    })
  : null

let stopping = false
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, async () => {
    if (stopping) return
    stopping = true
    log.info({ signal }, 'worker stopping')
    // A database or mail server that hangs does not keep the process.
    setTimeout(() => process.exit(1), STOP_LIMIT).unref()
    await Promise.all([worker.stop(), inbound?.stop()])
    await connection.close()
    log.info('worker stopped')
    process.exit(0)
  })
}
