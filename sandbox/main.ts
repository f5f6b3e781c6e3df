/** All embedded pieces but the database, in one process. A piece whose place a setting takes stays away. */
import { readSettings } from '../lib/platform/env.ts'
import { createLog } from '../lib/platform/log.ts'
import { exitWithParent } from '../lib/platform/parent.ts'
import { embeddedPieces } from '../scripts/launch-pieces.ts'

exitWithParent()
const settings = readSettings()
const log = createLog(settings.logLevel, 'sandbox')
const pieces = embeddedPieces(settings, process.env)

if (pieces.mail) await (await import('./mail.ts')).startMail(settings, log)
if (pieces.idp) await (await import('./idp.ts')).startIdp(settings, log)
if (pieces.fhir) await (await import('./fhir.ts')).startFhir(settings)
if (pieces.demoApp) await (await import('./demo-app.ts')).startDemoApp(settings)
log.info(pieces, 'embedded pieces are up')
