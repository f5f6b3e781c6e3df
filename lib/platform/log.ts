/** Structured logs of all processes: one JSON object a line, secrets cut out, no colour codes. */
import pino from 'pino'

export type Log = pino.Logger

const SECRET_KEYS = [
  'secret',
  'password',
  'token',
  'access_token',
  'refresh_token',
  'client_secret',
  'cookie',
  'authorization',
]

/** Paths that pino blanks: each secret name at the top, one and two levels down. */
const redact = SECRET_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`])

/** Lines of a busy process are written together: after so many bytes or milliseconds, whatever comes first. */
const TOGETHER = { minLength: 8 * 1024, periodicFlush: 250 }

const ERROR = pino.levels.values.error ?? 50

export type LogOptions = {
  /** For a process that writes a line a request. Errors, and all that came before them, are still written at once. */
  busy?: boolean
}

/** @param level pino level; `silent` for tests @param name the process, such as `portal` */
export function createLog(level: string, name = 'portal', { busy = false }: LogOptions = {}): Log {
  const out = pino.destination(busy ? { dest: 1, sync: false, ...TOGETHER } : { dest: 1, sync: true })
  return pino(
    {
      name,
      level,
      redact: { paths: redact, censor: '[redacted]' },
      timestamp: pino.stdTimeFunctions.isoTime,
      base: { pid: process.pid },
      hooks: {
        logMethod(args, method, at) {
          method.apply(this, args)
          if (busy && at >= ERROR) out.flush()
        },
      },
    },
    out,
  )
}

/**
 * Ends the process at a fault that nobody caught, as Node would. But Node prints all that an error carries, and that of a
 * lost connection carries its password; here only its words and its place are written down.
 */
export function endAtFault(log: Log): void {
  process.on('uncaughtException', (fault: unknown) => {
    log.fatal({ stack: fault instanceof Error ? fault.stack : String(fault) }, 'a fault that nobody caught')
    process.exit(1)
  })
}
