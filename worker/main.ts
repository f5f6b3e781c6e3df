/** The worker's process: background jobs, mail first of all. Serves nobody; its log says when it is ready. */
import { createLog } from '../lib/platform/log.ts'
import { createMailer } from '../lib/platform/mailer.ts'
import { exitWithParent } from '../lib/platform/parent.ts'
import { runtime } from '../lib/platform/runtime.ts'
import { startWorker } from './run.ts'

/** Longest (ms) that stopping may take. */
const STOP_LIMIT = 8_000

exitWithParent()

const { settings, connection } = runtime()
const log = createLog(settings.logLevel, 'worker')
const worker = startWorker({ settings, connection, log }, createMailer(settings))

let stopping = false
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, async () => {
    if (stopping) return
    stopping = true
    log.info({ signal }, 'worker stopping')
    // A database or mail server that hangs does not keep the process.
    setTimeout(() => process.exit(1), STOP_LIMIT).unref()
    await worker.stop()
    await connection.close()
    log.info('worker stopped')
    process.exit(0)
  })
}
