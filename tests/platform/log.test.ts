/** The log of a busy process at its end: whose reader is gone, as after a `kill -9` of the launcher, or that dies of a fault. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it, onTestFinished } from 'vitest'

const start = (program: string) => {
  const lines = `import { createLog, endAtFault } from './lib/platform/log.ts'
    const log = createLog('info', 'authserver', { busy: true })
    ${program}`
  const child = spawn(process.execPath, ['--import=tsx', '--input-type=module', '--eval', lines], {
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return { child, ended: once(child, 'close') }
}

// Held against sonic-boom as scripts/patches.mjs repairs it.
it('lets the process end when nobody reads its last lines', async () => {
  const { child, ended } = start(`
    log.info('one line that waits for others')
    process.stdin.once('data', () => {
      log.info('a line that nobody reads')
      process.exit(3)
    }).resume()
    console.error('ready')`)
  child.stdin.on('error', () => {})
  await once(child.stderr, 'data')
  child.stdout.destroy()
  child.stdin.write('end\n')
  child.stderr.resume()
  const [, signal] = await ended
  expect(signal).toBeNull()
})

it.each(['throw fault', 'Promise.reject(fault)'])(
  'has the words of a fault and nothing that it carries: %s',
  async (act) => {
    const { child, ended } = start(`
    endAtFault(log)
    log.info('one line that waits for others')
    const fault = Object.assign(new Error('the server went away'), { connection: { password: 'hush-hush' } })
    setTimeout(() => { ${act} }, 1)`)
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (said += part))
    expect(await ended).toEqual([1, null])
    expect(said).toMatch(/one line that waits[\s\S]*Error: the server went away[\s\S]*a fault that nobody caught/)
    expect(said).not.toContain('hush-hush')
  },
)
