/** The job queue's own lines, in our log: one structured line each, without payloads and stacks of mails that wait. */
import { Logger } from 'graphile-worker'
import type { Log } from '../lib/platform/log.ts'

const LEVELS = { error: 'error', warning: 'warn', info: 'info', debug: 'trace' } as const

export function queueLogger(log: Log): Logger {
  return new Logger((scope) => (level, message, meta) => {
    const facts = { queue: scope.label, workerId: scope.workerId, job: scope.jobId, task: scope.taskIdentifier }
    const [firstLine = ''] = message.split('\n')
    // A finished job has said so itself, and one that failed is tried again.
    if (meta?.success) log.debug(facts, firstLine)
    else if (meta?.failure) log.warn(facts, firstLine)
    else log[LEVELS[level]](facts, firstLine)
  })
}
