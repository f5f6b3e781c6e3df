/** The member-facing process. ENVIRONMENT says whose members it serves; run as many of each as needed. */
import { createLog, endAtFault } from '../lib/platform/log.ts'
import { exitWithParent } from '../lib/platform/parent.ts'
import { readingPool, runtime } from '../lib/platform/runtime.ts'
import { createApp } from './app.ts'
import { serve } from './serve.ts'

const { settings, connection } = runtime()
const { environment } = settings
const log = createLog(settings.logLevel, environment === 'production' ? 'authserver' : 'authserver-sandbox', {
  busy: true,
})
endAtFault(log)
const reads = readingPool(settings)
const app = await createApp({ settings, connection, log, reads: reads.db }, environment)
const served = await serve(app, settings.authserver[environment].port)
log.info({ environment, url: settings.authserver[environment].url }, 'the authorization server is up')

let stopping = false
async function stop(): Promise<void> {
  if (stopping) return
  stopping = true
  await served.close()
  await Promise.all([connection.close(), reads.close()])
  process.exit(0)
}
process.on('SIGTERM', stop)
process.on('SIGINT', stop)
exitWithParent()
