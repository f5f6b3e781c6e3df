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

/** @param level pino level; `silent` for tests @param name the process, such as `portal` */
export function createLog(level: string, name = 'portal'): Log {
  return pino({
    name,
    level,
    redact: { paths: redact, censor: '[redacted]' },
    timestamp: pino.stdTimeFunctions.isoTime,
    base: { pid: process.pid },
  })
}
