/** One `npm start` at a time in a data folder: two of them would stop each other's database. */
import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Sentence } from './sentence.ts'

type Holder = { pid: number; stopping: boolean }

/** How long (ms) one that is stopping may take, and how long to see whether a running one is about to. */
const STOPPING_PATIENCE = 25_000
const RUNNING_PATIENCE = 2_000

/** How long (ms) the processes of a killed one may need to notice. */
const ORPHAN_PATIENCE = 15_000

export type Lock = {
  /** Says that the end has begun, so that a next start waits for it. */
  stopping(): void
  release(): void
}

function holderIn(file: string): Holder | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder
  } catch {
    return null
  }
}

function isLauncher(pid: number): boolean {
  if (pid === process.pid) return false
  try {
    process.kill(pid, 0)
    if (process.platform === 'win32') return true
    // A process id is used again one day; only our own command counts.
    const command =
      process.platform === 'linux'
        ? readFileSync(`/proc/${pid}/cmdline`, 'utf8')
        : execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' })
    return command.includes('start.mjs')
  } catch {
    return false
  }
}

/**
 * Takes the data folder, waiting for an earlier launcher that is on its way out.
 * @returns the lock, and whether an earlier launcher died without cleaning up @throws a sentence when one is running
 */
export async function takeLock(dataDir: string): Promise<{ lock: Lock; crashed: boolean }> {
  const file = join(dataDir, 'launcher.json')
  const began = Date.now()
  let holder = holderIn(file)
  while (holder && isLauncher(holder.pid)) {
    const patience = holder.stopping ? STOPPING_PATIENCE : RUNNING_PATIENCE
    if (Date.now() - began > patience) {
      throw new Sentence(`Candor already runs with the data of ${dataDir} (process ${holder.pid}). Stop it first.`)
    }
    await wait(200)
    holder = holderIn(file)
  }
  const write = (stopping: boolean) => writeFileSync(file, JSON.stringify({ pid: process.pid, stopping }))
  write(false)
  return {
    lock: { stopping: () => write(true), release: () => rmSync(file, { force: true }) },
    crashed: holder !== null,
  }
}

/** Asks again until there is no fault, as long as processes of a killed launcher may still be leaving. */
export async function afterOrphans(crashed: boolean, faults: () => Promise<string[]>): Promise<string[]> {
  const until = Date.now() + (crashed ? ORPHAN_PATIENCE : 0)
  for (;;) {
    const found = await faults()
    if (found.length === 0 || Date.now() >= until) return found
    await wait(300)
  }
}
