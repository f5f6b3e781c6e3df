/**
 * Keeps the job queue running: starts when the database is ready, starts afresh when it went away and came back, and
 * stops in good order. Any number of workers may run against one database.
 */
import { EventEmitter } from 'node:events'
import { setTimeout as after } from 'node:timers/promises'
import { type Runner, run, type WorkerEvents } from 'graphile-worker'
import { contextFor } from '../lib/platform/context.ts'
import type { Mailer } from '../lib/platform/mailer.ts'
import { readiness } from '../lib/platform/readiness.ts'
import type { Runtime } from '../lib/platform/runtime.ts'
import { openWorkerLocks, releaseDeadWorkers, type WorkerLocks } from '../lib/platform/worker-locks.ts'
import { CRONTAB, jobList } from './jobs.ts'
import { queueLogger } from './queue-log.ts'
import { openQueuePool } from './queue-pool.ts'

/** Jobs at the same time in one process. */
const CONCURRENCY = 4
/** How often (ms) dead workers are looked for. */
const SWEEP = 5_000
/** Waits (ms) between starts while the database is away. */
const FIRST_WAIT = 250
const LONGEST_WAIT = 10_000
/** How long (ms) running jobs may take to end when the process stops. */
const STOP_PATIENCE = 5_000

export type Worker = {
  /** Resolves when jobs are taken for the first time. */
  ready: Promise<void>
  /** Takes no more jobs, waits a moment for those under way, and lets go of the database. */
  stop: () => Promise<void>
}

/** @param from settings, database and log of the process; the caller closes its connection after `stop` */
export function startWorker(from: Runtime, mailer: Mailer): Worker {
  const { log } = from
  const stopping = new AbortController()
  const stopped = new Promise<void>((done) => stopping.signal.addEventListener('abort', () => done()))
  let tellReady: () => void = () => {}
  const ready = new Promise<void>((done) => {
    tellReady = done
  })

  const loop = async () => {
    let wait = FIRST_WAIT
    while (!stopping.signal.aborted) {
      try {
        await runOnce(from, mailer, stopped, () => {
          wait = FIRST_WAIT
          log.info({ concurrency: CONCURRENCY }, 'worker ready')
          tellReady()
        })
        if (!stopping.signal.aborted) log.warn('the job queue broke off; starting it again')
      } catch (error) {
        log.warn({ reason: error instanceof Error ? error.message : 'unknown' }, 'the job queue cannot start yet')
      }
      await pause(wait, stopping.signal)
      wait = Math.min(wait * 2, LONGEST_WAIT)
    }
  }
  const ended = loop()
  return {
    ready,
    stop: async () => {
      stopping.abort()
      await ended
      mailer.close()
    },
  }
}

/** One life of the queue: until told to stop, or until it or the database broke. */
async function runOnce(from: Runtime, mailer: Mailer, stopped: Promise<void>, onReady: () => void): Promise<void> {
  const { settings, connection, log } = from
  const { ok, faults } = await readiness(connection.sql)
  if (!ok) throw new Error(faults.join(' '))
  const locks = await openWorkerLocks(settings.databaseUrl)
  const { pool, close } = openQueuePool(settings.databaseUrl, CONCURRENCY + 2, log)
  try {
    const events: WorkerEvents = new EventEmitter()
    const broken = breaks(events, locks)
    const context = (job: string) => contextFor({ kind: 'system', job }, undefined, undefined, from)
    const runner = await run({
      pgPool: pool,
      concurrency: CONCURRENCY,
      noHandleSignals: true,
      events,
      logger: queueLogger(log),
      taskList: jobList({ context, mailer, settings, log }),
      crontab: CRONTAB,
    })
    const sweeper = setInterval(() => sweep(from), SWEEP)
    sweep(from)
    onReady()
    try {
      await Promise.race([runner.promise.catch(() => {}), broken, stopped])
    } finally {
      clearInterval(sweeper)
      await stopRunner(runner)
    }
  } finally {
    close()
    await locks.close()
  }
}

/** Resolves when a worker died of an error (the queue starts no other in its place) or the locks are lost. */
function breaks(events: WorkerEvents, locks: WorkerLocks): Promise<void> {
  return new Promise((done) => {
    events.on('worker:create', ({ worker }) => {
      locks.hold(worker.workerId).catch(() => done())
    })
    events.on('worker:fatalError', () => done())
    locks.lost.then(done)
  })
}

async function sweep({ connection, log }: Runtime): Promise<void> {
  try {
    const dead = await releaseDeadWorkers(connection.sql)
    if (dead > 0) log.warn({ dead }, 'jobs of dead workers were given back')
  } catch {
    // The database is away; the queue notices by itself.
  }
}

async function stopRunner(runner: Runner): Promise<void> {
  // Already stopping by itself when it broke; both ways its promise tells the end.
  const ended = runner.stop().catch(() => runner.promise.catch(() => {}))
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((done) => {
    timer = setTimeout(done, STOP_PATIENCE)
  })
  await Promise.race([ended, late])
  clearTimeout(timer)
}

/** Also what keeps the process alive while the database is away. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return after(ms, undefined, { signal }).catch(() => {})
}
