/** What jobs work with; made once a process. */
import type { Settings } from '../../lib/platform/env.ts'
import type { Log } from '../../lib/platform/log.ts'
import type { Mailer } from '../../lib/platform/mailer.ts'
import type { Context } from '../../lib/services/context.ts'

export type JobTools = {
  /** A context of this instant, acting as the job of that name. */
  context: (job: string) => Context
  mailer: Mailer
  settings: Settings
  log: Log
}
