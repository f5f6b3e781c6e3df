/** Lets a process end with the one that started it, even when that one was killed and could say nothing any more. */

/** How long (ms) a clean stop may take before this process ends anyway. */
const GRACE = 8_000

/**
 * Ends this process when its standard input closes. The launcher gives every child a pipe there and holds the other
 * end; the operating system closes it whatever the launcher died of. The process's own SIGTERM handlers run first.
 * Does nothing unless STOP_WITH_PARENT is 1: a service manager may well start a process with no standard input at all.
 */
export function exitWithParent(): void {
  if (process.env.STOP_WITH_PARENT !== '1') return
  let stopping = false
  const stop = () => {
    if (stopping) return
    stopping = true
    setTimeout(() => process.exit(1), GRACE).unref()
    if (process.listenerCount('SIGTERM') === 0) process.exit(0)
    process.emit('SIGTERM', 'SIGTERM')
  }
  process.stdin.on('end', stop).on('close', stop).on('error', stop)
  process.stdin.resume()
  // Waiting for the pipe to close is no reason to stay alive.
  if ('unref' in process.stdin) process.stdin.unref()
}
