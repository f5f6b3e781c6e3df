/** The processes that `npm start` runs: their lines are told apart by name, and their end is told in a sentence. */
import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { Sentence } from './sentence.ts'

export type ChildSpec = {
  /** Short and unique; stands before each line the process prints. */
  name: string
  /** Arguments for Node. */
  args: string[]
  env: Record<string, string | undefined>
  /** Answers 200 once the process can serve; null when it serves nobody and only has to stay alive. */
  readyUrl: string | null
  /** Starts before the example world is loaded. */
  early?: true
}

type Child = { name: string; process: ChildProcess; gone: Promise<string> }

/** Longest that a process may take to stop before it is killed (ms). */
const PATIENCE = 10_000

/** Colour codes; some tools write them even when told that nobody would see them. */
const COLORS = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g')

/** Calls `say` with each line of a stream, without colour codes. */
export function eachLine(stream: Readable, say: (line: string) => void): void {
  const lines = createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })
  lines.on('line', (line) => say(line.replace(COLORS, '')))
}

/** A set of processes that start together and stop together. */
export class Children {
  private readonly all: Child[] = []
  private readonly say: (name: string, line: string) => void
  private stopping = false
  /** Told when a process ends without having been asked to. */
  onDeath: (name: string, how: string) => void = () => {}

  constructor(say: (name: string, line: string) => void) {
    this.say = say
  }

  /** Starts a process. Its standard input is a pipe that closes with us, so that it never outlives us. */
  start(spec: ChildSpec): void {
    const child = spawn(process.execPath, spec.args, {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, ...spec.env, STOP_WITH_PARENT: '1', NO_COLOR: '1', FORCE_COLOR: undefined },
    })
    // Writing to it never happens; its closing is what counts.
    child.stdin.on('error', () => {})
    eachLine(child.stdout, (line) => this.say(spec.name, line))
    eachLine(child.stderr, (line) => this.say(spec.name, line))
    const gone = new Promise<string>((done) => {
      child.once('error', (error) => done(error.message))
      child.once('close', (code, signal) => done(signal ? `killed by ${signal}` : `exit code ${code}`))
    })
    this.all.push({ name: spec.name, process: child, gone })
    gone.then((how) => {
      if (!this.stopping) this.onDeath(spec.name, how)
    })
  }

  /** Waits until a started process answers 200. @throws with its name when it dies or takes too long (ms) */
  async ready(spec: ChildSpec, longest: number): Promise<void> {
    const child = this.all.find(({ name }) => name === spec.name)
    if (!child) throw new Error(`${spec.name} was never started`)
    const dead = child.gone.then((how) => {
      throw new Sentence(`${spec.name} stopped while starting (${how}); its lines above say why`)
    })
    dead.catch(() => {})
    if (spec.readyUrl !== null) await Promise.race([answering(spec.name, spec.readyUrl, longest), dead])
  }

  /** Stops all, gently first. @returns once none is left */
  async stop(): Promise<void> {
    this.stopping = true
    await Promise.all(
      this.all.map(async ({ process: child, gone }) => {
        if (child.exitCode !== null || child.signalCode !== null) return
        child.stdin?.end()
        child.kill('SIGTERM')
        const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE)
        await gone
        clearTimeout(timer)
      }),
    )
  }
}

async function answering(name: string, url: string, longest: number): Promise<void> {
  const until = Date.now() + longest
  let last = 'no answer'
  while (Date.now() < until) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(10_000), redirect: 'manual' })
      if (response.status < 400) return void (await response.arrayBuffer())
      last = `HTTP ${response.status}: ${(await response.text()).slice(0, 200)}`
    } catch {
      // Not listening yet.
    }
    await new Promise((done) => setTimeout(done, 100))
  }
  throw new Sentence(`${name} is not ready after ${Math.round(longest / 1000)} seconds (${url}: ${last})`)
}
