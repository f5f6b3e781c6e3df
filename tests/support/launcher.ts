/** Starts and watches `npm start` as a newcomer has it, on ports and in a data folder of its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { freePort } from '../../sandbox/postgres.ts'

export type Variables = Record<string, string>

const NAMES = [
  'PORT',
  'AUTHSERVER_PORT',
  'SANDBOX_AUTHSERVER_PORT',
  'IDP_PORT',
  'FHIR_PORT',
  'MAIL_PORT',
  'SMTP_PORT',
  'DEMO_APP_PORT',
]

/** @returns settings with free ports */
export async function ownSettings(dataDir: string): Promise<Variables> {
  const ports = await Promise.all(NAMES.map(async (name) => [name, String(await freePort())]))
  return { ...Object.fromEntries(ports), DATA_DIR: dataDir }
}

export class Launcher {
  readonly lines: string[] = []
  readonly process: ChildProcess
  private readonly watchers = new Set<() => void>()
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>

  constructor(variables: Variables, args: string[] = []) {
    const env = { ...process.env, ...variables, npm_lifecycle_event: undefined, FORCE_COLOR: undefined }
    this.process = spawn(process.execPath, ['scripts/start.mjs', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    for (const stream of [this.process.stdout, this.process.stderr]) {
      if (!stream) continue
      createInterface({ input: stream }).on('line', (line) => {
        this.lines.push(line)
        for (const look of this.watchers) look()
      })
    }
    this.ended = new Promise((done) => {
      this.process.once('close', (code, signal) => done(signal ?? code ?? -1))
    })
  }

  /** @returns the first line that fits @throws with the last lines when the launcher ends without one */
  async line(fits: RegExp): Promise<string> {
    let look = () => {}
    const found = new Promise<string>((done) => {
      look = () => {
        const line = this.lines.find((one) => fits.test(one))
        if (line !== undefined) done(line)
      }
      this.watchers.add(look)
      look()
    })
    const over = this.ended.then((how) => {
      const line = this.lines.find((one) => fits.test(one))
      if (line !== undefined) return line
      throw new Error(`ended (${how}) without ${fits}:\n${this.lines.slice(-30).join('\n')}`)
    })
    over.catch(() => {})
    try {
      return await Promise.race([found, over])
    } finally {
      this.watchers.delete(look)
    }
  }

  /** Until everything is up. */
  ready = () => this.line(/^ready: /)

  async stop(signal: NodeJS.Signals = 'SIGINT'): Promise<number | string> {
    this.process.kill(signal)
    return this.ended
  }
}
