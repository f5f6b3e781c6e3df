/** The log of a busy process whose reader is gone, as after a `kill -9` of the launcher. Held against sonic-boom as repaired. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it, onTestFinished } from 'vitest'

const program = `
import { createLog } from './lib/platform/log.ts'
const log = createLog('info', 'authserver', { busy: true })
log.info('one line that waits for others')
process.stdin.once('data', () => {
  log.info('a line that nobody reads')
  process.exit(3)
}).resume()
console.error('ready')
`

it('lets the process end when nobody reads its last lines', async () => {
  const child = spawn(process.execPath, ['--import=tsx', '--input-type=module', '--eval', program], {
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const ended = once(child, 'close')
  child.stdin.on('error', () => {})
  await once(child.stderr, 'data')
  child.stdout.destroy()
  child.stdin.write('end\n')
  child.stderr.resume()
  const [, signal] = await ended
  expect(signal).toBeNull()
})
