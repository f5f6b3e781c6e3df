/**
 * Which workers are alive. The job queue locks a job for four hours by the name of a worker; one that was killed would
 * keep its mail that long. So each worker holds an advisory lock of its name, which PostgreSQL lets go when the
 * connection ends, whatever ended it. Needs sessions of its own: give it no pool in transaction mode.
 */
import postgres from 'postgres'

/** First half of the lock's key; the second is made of the worker's name. */
const LOCK_SPACE = 4_226_120

/** A job locked a moment ago may belong to a worker that is just about to take its lock. */
const YOUNG = '3 seconds'

export type WorkerLocks = {
  /** Says that a worker of this process is alive. */
  hold: (workerId: string) => Promise<void>
  /** Resolves when the connection is lost, and with it every lock. */
  lost: Promise<void>
  close: () => Promise<void>
}

/** @param url `postgres://…` @throws when the database cannot be reached */
export async function openWorkerLocks(url: string): Promise<WorkerLocks> {
  let tellLost: () => void = () => {}
  const lost = new Promise<void>((done) => {
    tellLost = done
  })
  const sql = postgres(url, {
    max: 1,
    idle_timeout: undefined,
    // A connection that is renewed after an hour would drop the locks.
    max_lifetime: null,
    connect_timeout: 10,
    onnotice: () => {},
    onclose: () => tellLost(),
    connection: { application_name: 'candor-worker-locks' },
  })
  await sql`select 1`
  return {
    hold: async (workerId) => {
      await sql`select pg_advisory_lock(${LOCK_SPACE}, hashtext(${workerId}))`
    },
    lost,
    close: () => sql.end({ timeout: 2 }),
  }
}

/**
 * Gives back the jobs of workers that are no more. Safe to run anywhere, any number of times.
 * @param sql another connection than the one that holds this process's locks, which would see its own as free
 * @returns how many workers were found dead
 */
export async function releaseDeadWorkers(sql: postgres.Sql): Promise<number> {
  const [row] = await sql<{ dead: number }[]>`
    with dead as (
      select locked_by from (
        select distinct locked_by from graphile_worker._private_jobs
        where locked_by is not null and locked_at < now() - ${YOUNG}::interval
      ) workers
      where pg_try_advisory_xact_lock(${LOCK_SPACE}, hashtext(locked_by))
    )
    select count(*)::int as dead, graphile_worker.force_unlock_workers(array_agg(locked_by)) from dead`
  return row?.dead ?? 0
}
