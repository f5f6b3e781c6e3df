/** What is killed: portal, worker and database as `npm start` runs them, each started again as a service manager would. */
import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import postgres from 'postgres'
import { type EmbeddedPostgres, startPostgres } from '../../sandbox/postgres.ts'
import type { ChildSpec } from '../../scripts/launch-children.ts'
import type { Victim } from './strikes.ts'

type Program = 'portal' | 'worker'

/** Longest time (ms) for the database to recover from a strike. */
const RECOVERY = 60_000

export class Victims {
  private readonly specs: Record<Program, ChildSpec>
  private readonly variables: Record<string, string>
  private readonly logs: string
  private readonly children: Partial<Record<Program, ChildProcess>> = {}
  private server: EmbeddedPostgres
  private readonly folder: string
  /** One after another for each: a second strike waits until what the first one hit is there again. */
  private readonly lines = new Map<Victim, Promise<void>>()
  private stopping = false

  /** @param folder of the database cluster @param logs where the programs' own words go */
  constructor(options: {
    specs: Record<Program, ChildSpec>
    variables: Record<string, string>
    server: EmbeddedPostgres
    folder: string
    logs: string
  }) {
    this.specs = options.specs
    this.variables = options.variables
    this.server = options.server
    this.folder = options.folder
    this.logs = options.logs
  }

  start(): void {
    this.startProgram('portal')
    this.startProgram('worker')
  }

  /** `kill -9`, then a new start. @returns once the new one is started (a program) or takes connections (the database) */
  kill(victim: Victim): Promise<void> {
    // A backend is a part of the database: only one of the two at a time.
    const line = victim === 'backend' ? 'database' : victim
    const next = (this.lines.get(line) ?? Promise.resolve()).then(() => this.hit(victim))
    this.lines.set(line, next)
    return next
  }

  /** Everything ends for good. */
  async stop(): Promise<void> {
    this.stopping = true
    await Promise.allSettled(this.lines.values())
    for (const child of Object.values(this.children)) await ended(child)
    await this.server.stop()
  }

  private async hit(victim: Victim): Promise<void> {
    if (this.stopping) return
    if (victim === 'backend') return this.killBackend()
    if (victim === 'database') {
      process.kill(this.server.pid, 'SIGKILL')
      this.server = await startPostgres({ folder: this.folder, port: this.server.port })
      return
    }
    await ended(this.children[victim])
    this.startProgram(victim)
  }

  private startProgram(name: Program): void {
    const { args, env } = this.specs[name]
    mkdirSync(this.logs, { recursive: true })
    const log = openSync(join(this.logs, `${name}.log`), 'a')
    const child = spawn(process.execPath, args, {
      // The pipe closes when the test itself is killed, and takes the program with it.
      stdio: ['pipe', log, log],
      env: { ...process.env, ...this.variables, ...env, STOP_WITH_PARENT: '1', NO_COLOR: '1', FORCE_COLOR: undefined },
    })
    closeSync(log)
    child.stdin?.on('error', () => {})
    this.children[name] = child
  }

  /** The one that is in the middle of something, when there is one. */
  private async killBackend(): Promise<void> {
    const pid = await this.busyBackend()
    if (pid !== undefined) process.kill(pid, 'SIGKILL')
  }

  /** After a strike the whole server recovers and takes nobody; this waits until it does. */
  private async busyBackend(): Promise<number | undefined> {
    const sql = postgres(this.server.url('candor'), { max: 1, onnotice: () => {} })
    const until = Date.now() + RECOVERY
    try {
      for (;;) {
        try {
          const [row] = await sql<{ pid: number }[]>`
            select pid from pg_stat_activity
            where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()
            order by (application_name = 'candor') desc, (backend_xid is not null) desc, (state <> 'idle') desc limit 1`
          return row?.pid
        } catch (error) {
          if (Date.now() > until) throw error
          await wait(50)
        }
      }
    } finally {
      await sql.end({ timeout: 1 }).catch(() => {})
    }
  }
}

async function ended(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise<void>((done) => child.once('exit', () => done()))
  child.kill('SIGKILL')
  await gone
}
