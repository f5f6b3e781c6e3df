/**
 * Measures what taking activity in costs: batches of 1,000 events through the service, beside COPY of the same events into
 * a table without an index, and beside one upsert an event; then again when ten times as many events are known, or as many
 * as are asked for. All of it interleaved on one throwaway database (no fsync for anybody), in events a second, of which
 * only ratios count; and what the tables of activity hold before and after.
 */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Connection, connect } from '../../db/client.ts'
import { migrateDatabase } from '../../db/migrate.ts'
import { ACTIVITY_EVENTS_MAX, ACTIVITY_KINDS, type ActivityEvent } from '../../lib/domain/activity.ts'
import { contextOn } from '../../lib/platform/context.ts'
import { readSettings } from '../../lib/platform/env.ts'
import { digest } from '../../lib/platform/secrets.ts'
import { recordActivity } from '../../lib/services/activity.ts'
import { startPostgres } from '../../sandbox/postgres.ts'
import { testOrganization } from '../support/organization.ts'
import { median } from './measure.ts'

export type IntakeRatio = { what: string; ratio: number; target: number; atMost: boolean }
export type IntakeOutcome = {
  rates: Map<string, number>
  ratios: IntakeRatio[]
  hotShare: number
  /** Events taken in, and what the tables of activity hold, early and late. */
  held: readonly [Held, Held]
}
type Held = { events: number; rows: number; megabytes: number }

/** Each an app with a production client. */
const CLIENTS = 300
const DAY = 86_400_000
/** So many events one by one are enough to know what one costs. */
const ONE_BY_ONE = 200
const WARM_UP = 20
/** Later batches still cost at most so much more: what noise makes of an equal cost on a busy machine. */
const FLAT = 1.3

/** @param events how many are taken in before the later measurement; ten times as many as before the earlier one if not given */
export async function benchIntake({ rounds, events }: { rounds: number; events?: number }): Promise<IntakeOutcome> {
  const folder = mkdtempSync(join(tmpdir(), 'candor-intake-'))
  const server = await startPostgres({ folder: join(folder, 'postgres'), throwaway: true })
  try {
    await server.createDatabase('candor')
    const url = server.url('candor')
    await migrateDatabase(url)
    const connection = connect(url, 2)
    try {
      return await measure(connection, rounds, events)
    } finally {
      await connection.close()
    }
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measure(connection: Connection, rounds: number, events?: number): Promise<IntakeOutcome> {
  const clientIds = await seed(connection)
  const ways = waysOf(connection)
  const fold = async (batches: number) => {
    for (let batch = 0; batch < batches; batch += 1) await ways.folded(eventsOf(clientIds))
  }
  // The first batches insert and are compiled; a later one would look cheap beside them.
  await fold(WARM_UP)
  const early = await interleavedRates(ways, clientIds, rounds)
  const before = WARM_UP + early.batches
  const between = events ? Math.ceil(events / ACTIVITY_EVENTS_MAX) : before * 10
  const heldEarly = await heldBy(connection, before)
  await fold(between)
  const late = await interleavedRates(ways, clientIds, rounds)
  const heldLate = await heldBy(connection, before + between + late.batches)
  const rates = new Map([
    ['folded, 1,000 a batch', early.folded],
    [`the same ${millions(between)} events later`, late.folded],
    ['COPY', late.copied],
    ['one by one', late.single],
  ])
  const ratios: IntakeRatio[] = [
    { what: 'folded / COPY', ratio: late.folded / late.copied, target: 1 / 4, atMost: false },
    { what: 'folded / one by one', ratio: late.folded / late.single, target: 20, atMost: false },
    // Beside COPY of the same moment, whose own cost never changes: what else the machine did then falls out.
    {
      what: 'cost of an event later / earlier',
      ratio: early.folded / early.copied / (late.folded / late.copied),
      target: FLAT,
      atMost: true,
    },
  ]
  return { rates, ratios, hotShare: await hotShareOf(connection), held: [heldEarly, heldLate] }
}

const millions = (batches: number) => `${((batches * ACTIVITY_EVENTS_MAX) / 1e6).toFixed(1)} million`

type Ways = Record<'folded' | 'copied' | 'single', (events: ActivityEvent[]) => Promise<unknown>>

function waysOf({ db, sql }: Connection): Ways {
  const origin = { ip: 'bench', userAgent: '', requestId: 'bench' }
  const context = contextOn(db, readSettings({}), { kind: 'system', job: 'activity' }, origin, new Date())
  const lineOf = ({ clientId, at, kind }: ActivityEvent) => `${clientId}\t${new Date(at).toISOString()}\t${kind}\n`
  return {
    folded(events) {
      const body = JSON.stringify(events)
      const batch = { source: 'gateway' as const, environment: 'production' as const, id: randomUUID() }
      return recordActivity(context, { ...batch, digest: digest(body), events })
    },
    async copied(events) {
      const into = await sql`copy activity_copied (client_id, at, kind) from stdin`.writable()
      await pipeline(Readable.from([events.map(lineOf).join('')]), into)
    },
    async single(events) {
      for (const { clientId, at, kind } of events) {
        const seen = new Date(at).toISOString()
        await sql`
          with seen as (
            insert into activity as old (client_id, last_call_at) values (${clientId}, ${seen})
            on conflict (client_id) do update set last_call_at = greatest(old.last_call_at, excluded.last_call_at)
          )
          insert into activity_count as old (client_id, day, kind, count)
          values (${clientId}, ${seen.slice(0, 10)}, ${kind}, 1)
          on conflict (client_id, day, kind) do update set count = old.count + 1`
      }
    },
  }
}

/** Events a second by each way, the median of the rounds. A slow moment then hits all alike. */
async function interleavedRates(ways: Ways, clientIds: readonly string[], rounds: number) {
  const rates = { folded: [] as number[], copied: [] as number[], single: [] as number[] }
  const order = [
    ['folded', ACTIVITY_EVENTS_MAX],
    ['copied', ACTIVITY_EVENTS_MAX],
    ['single', ONE_BY_ONE],
  ] as const
  for (let round = -1; round < rounds; round += 1) {
    for (const [way, many] of order) {
      const events = eventsOf(clientIds).slice(0, many)
      const start = process.hrtime.bigint()
      await ways[way](events)
      const seconds = Number(process.hrtime.bigint() - start) / 1e9
      // The first round only warms up.
      if (round >= 0) rates[way].push(many / seconds)
    }
  }
  return {
    folded: median(rates.folded),
    copied: median(rates.copied),
    single: median(rates.single),
    batches: rounds + 1,
  }
}

/** A full batch as a gateway sends it: of today and yesterday, mostly calls, a few apps busier than the rest. */
function eventsOf(clientIds: readonly string[]): ActivityEvent[] {
  const now = Date.now()
  return Array.from({ length: ACTIVITY_EVENTS_MAX }, () => {
    const clientId = clientIds[Math.floor(Math.random() ** 2 * clientIds.length)] ?? ''
    const kind = Math.random() < 0.8 ? 'call' : ACTIVITY_KINDS[Math.floor(Math.random() * ACTIVITY_KINDS.length)]
    return { clientId, at: now - Math.floor(Math.random() * DAY), kind: kind ?? 'call' }
  })
}

async function seed({ db, sql }: Connection): Promise<string[]> {
  const { organizationId } = await testOrganization(db, 'busy.example.com', 'Busy Health')
  const at = new Date().toISOString()
  await sql`
    with apps as (
      insert into app (id, organization_id, name, name_fold, created_at)
      select gen_random_uuid(), ${organizationId}, 'Busy ' || n, 'busy ' || n, ${at}
      from generate_series(1, ${CLIENTS}::int) n returning id, name
    )
    insert into client (id, app_id, environment, name, type, native, redirect_uris, scopes, created_at)
    select gen_random_uuid(), id, 'production', name, 'public', 'no', '{}', '{}', ${at} from apps`
  await sql`create table activity_copied (client_id text not null, at timestamptz not null, kind text not null)`
  const rows = await sql<{ id: string }[]>`select id from client order by id`
  return rows.map(({ id }) => id)
}

/** What the tables that judge activity hold: a row a client, and one a client, day and kind. */
async function heldBy({ sql }: Connection, batches: number): Promise<Held> {
  const [row] = await sql<{ rows: number; bytes: number }[]>`
    select (select count(*) from activity)::int + (select count(*) from activity_count)::int as rows,
      pg_total_relation_size('activity')::float8 + pg_total_relation_size('activity_count')::float8 as bytes`
  return { events: batches * ACTIVITY_EVENTS_MAX, rows: row?.rows ?? 0, megabytes: (row?.bytes ?? 0) / 1e6 }
}

/** How many updates of the counts touched no index. */
async function hotShareOf({ sql }: Connection): Promise<number> {
  // What the connections did is counted once they are idle, at the latest by this.
  await sql`select pg_stat_force_next_flush()`
  const [row] = await sql<{ share: number }[]>`
    select n_tup_hot_upd::float8 / nullif(n_tup_upd, 0) as share from pg_stat_user_tables where relname = 'activity_count'`
  return row?.share ?? Number.NaN
}

/** @returns the outcome as a small table */
export function intakeTable({ rates, ratios, hotShare, held }: IntakeOutcome): string {
  const lines = [...rates].map(([way, rate]) => `  ${way.padEnd(34)}  ${rate.toFixed(0).padStart(8)} events a second`)
  const judged = ratios.map((one) => {
    const { what, ratio, target, atMost } = one
    const verdict = isMet(one) ? 'met' : 'missed'
    return `  ${what.padEnd(34)}  ${ratio.toFixed(2).padStart(8)}  at ${atMost ? 'most' : 'least'} ${target.toFixed(2)}  ${verdict}`
  })
  const share = `  updates of counts without an index: ${(hotShare * 100).toFixed(0)} %`
  const holds = held.map(
    ({ events, rows, megabytes }) =>
      `  ${`held after ${(events / 1e6).toFixed(2)} million events`.padEnd(34)}  ${String(rows).padStart(8)} rows, ${megabytes.toFixed(1)} MB`,
  )
  return ['', 'Taking activity in', ...lines, ...judged, ...holds, share, ''].join('\n')
}

/** @param slack what a target may be missed by, as a factor */
export function isMet({ ratio, target, atMost }: IntakeRatio, slack = 1): boolean {
  return atMost ? ratio <= target * slack : ratio * slack >= target
}
