/**
 * Starts all of Candor on one machine, and stops it again: embedded database, migrations, build, processes, and on the
 * first start the small world. Prints one table and, when everything is up, one line `ready: <portal URL>`.
 */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { migrateDatabase } from '../db/migrate.ts'
import { readSettings, type Settings, SettingsFault } from '../lib/platform/env.ts'
import { type EmbeddedPostgres, startPostgres } from '../sandbox/postgres.ts'
import { build, buildIsCurrent } from './build.ts'
import { Children } from './launch-children.ts'
import { afterOrphans, type Lock, takeLock } from './launch-lock.ts'
import { embeddedPieces, type Pieces } from './launch-pieces.ts'
import { portFaults, wantedPorts } from './launch-ports.ts'
import { type Plan, processesOf } from './launch-processes.ts'
import { drawTable, tableRows } from './launch-table.ts'
import { forgetHalfWorld, guests, prepareWorld } from './launch-world.ts'
import { Sentence } from './sentence.ts'

/** Longest time (ms) for all processes to answer; a slow machine's first start included. */
const STARTING_PATIENCE = 180_000

const say = (line: string) => console.log(line)

/** What is running, so that whatever happens can be stopped in the right order: the database last. */
class Running {
  lock: Lock | undefined
  postgres: EmbeddedPostgres | undefined
  readonly children = new Children((name, line) => say(`${name.padEnd(18)} | ${line}`))
  private ending: Promise<void> | undefined

  /** Stops everything; asked twice it is still done once. */
  stop(): Promise<void> {
    this.ending ??= this.end()
    return this.ending
  }

  get stopping(): boolean {
    return this.ending !== undefined
  }

  private async end(): Promise<void> {
    this.lock?.stopping()
    await this.children.stop()
    await this.postgres?.stop()
    this.lock?.release()
  }
}

/** @returns the secret of this installation: the given one, or one made at the first start and kept for its owner only */
function secretOf(dataDir: string): string {
  if (process.env.SECRET) return process.env.SECRET
  const file = join(dataDir, 'secret')
  if (!existsSync(file)) writeFileSync(file, randomBytes(48).toString('base64url'), { mode: 0o600 })
  return readFileSync(file, 'utf8').trim()
}

function settingsOrSentence(): Settings {
  try {
    return readSettings()
  } catch (error) {
    throw error instanceof SettingsFault ? new Sentence(error.message) : error
  }
}

/** The settings as the processes will have them. */
function withSecrets(databaseUrl: string, secret: string): Settings {
  return readSettings({ ...process.env, DATABASE_URL: databaseUrl, SECRET: secret })
}

async function buildWhenNeeded(): Promise<void> {
  if (buildIsCurrent()) return
  say('Building the portal; this takes less than a minute.')
  const lines: string[] = []
  if (await build((line) => lines.push(line))) return
  throw new Sentence(`${lines.join('\n')}\nThe portal could not be built; the lines above say why.`)
}

async function openDatabase(running: Running, settings: Settings, pieces: Pieces): Promise<string> {
  if (pieces.postgres) {
    await forgetHalfWorld(settings, say)
    running.postgres = await startPostgres({ folder: join(settings.dataDir, 'postgres') })
    await running.postgres.createDatabase('candor')
  }
  const url = running.postgres?.url('candor') ?? settings.databaseUrl
  try {
    await migrateDatabase(url)
  } catch (error) {
    const code = (error as { code?: string }).code ?? ''
    if (!/^(E[A-Z]+|28...|3D000|CONNECT_TIMEOUT)$/.test(code)) throw error
    throw new Sentence(
      `The database of DATABASE_URL cannot be used (${code}); is it there, and are user and password right?`,
    )
  }
  return url
}

/** The example world is lived before the authorization servers and the worker are there: it takes their parts in the past. */
async function startAll(running: Running, plan: Plan): Promise<void> {
  const processes = processesOf(plan)
  const [early, late] = [processes.filter(({ early }) => early), processes.filter(({ early }) => !early)]
  for (const spec of early) running.children.start(spec)
  const embedded = early.filter(({ name }) => name === 'sandbox')
  await Promise.all(embedded.map((spec) => running.children.ready(spec, STARTING_PATIENCE)))
  if (plan.pieces.world && !running.stopping) await prepareWorld(plan, say)
  if (running.stopping) return
  for (const spec of late) running.children.start(spec)
  await Promise.all(processes.map((spec) => running.children.ready(spec, STARTING_PATIENCE)))
}

async function run(running: Running, dev: boolean): Promise<void> {
  const settings = settingsOrSentence()
  const pieces = embeddedPieces(settings, process.env)
  // The user `nobody` must be able to pass through when PostgreSQL runs as it; what is secret in there has its own mode.
  mkdirSync(settings.dataDir, { recursive: true, mode: 0o755 })
  const { lock, crashed } = await takeLock(settings.dataDir)
  running.lock = lock
  const faults = await afterOrphans(crashed, () => portFaults(wantedPorts(settings, pieces)))
  if (faults.length > 0) throw new Sentence(faults.join('\n'))
  const secret = secretOf(settings.dataDir)
  const databaseUrl = await openDatabase(running, settings, pieces)
  if (!dev) await buildWhenNeeded()
  if (running.stopping) return
  const plan: Plan = { settings: withSecrets(databaseUrl, secret), pieces, dev, databaseUrl, secret }
  await startAll(running, plan)
  if (running.stopping) return
  say(drawTable(tableRows(settings, pieces, databaseUrl, guests(settings))))
  say(`ready: ${settings.portal.url}`)
  const tell = (name: string, how: string) =>
    say(
      `${name} stopped by itself (${how}). Everything else goes on; stop with Ctrl-C and start again to have it back.`,
    )
  running.children.onDeath = tell
  running.postgres?.gone.then((how) => {
    if (!running.stopping) tell('The database', how)
  })
}

/** npm does not always live to pass a signal on: when whoever started us is gone, so are we. */
function watchStarter(stop: () => void): void {
  if (!process.env.npm_lifecycle_event) return
  const starter = process.ppid
  setInterval(() => {
    if (process.ppid !== starter) stop()
  }, 250).unref()
}

/** Starts everything and stays until a signal comes. @param dev Next's development server instead of the build */
export async function launch({ dev }: { dev: boolean }): Promise<void> {
  const running = new Running()
  const stop = (code: number) => running.stop().then(() => process.exit(code), fail)
  const fail = (error: unknown) => {
    console.error(error)
    process.exit(1)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(0))
  // A reader that went away (a closed pipe) is no reason to die half way.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  watchStarter(() => stop(0))
  try {
    await run(running, dev)
  } catch (error) {
    if (!running.stopping) console.error(error instanceof Error ? sentenceOf(error) : error)
    await stop(running.stopping ? 0 : 1)
  }
}

/** Known reasons are told as they are; of an unknown one the whole trace is worth having. */
function sentenceOf(error: Error): string {
  return `Candor did not start. ${error instanceof Sentence ? error.message : (error.stack ?? error.message)}`
}
