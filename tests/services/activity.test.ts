/** Batches of activity in the database: folded once, in any order, at once and again; and forgotten in time. */
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ACTIVITY_KINDS, type ActivityEvent } from '../../lib/domain/activity.ts'
import { type ActivityBatch, forgetActivity, recordActivity } from '../../lib/services/activity.ts'
import { lastActivityOf } from '../../lib/services/activity-feed.ts'
import { createSandboxClient } from '../../lib/services/client.ts'
import { MONDAY_MORNING, testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { type TestOrganization, testOrganization } from '../support/organization.ts'

let database: TestDatabase
let sunny: TestOrganization
const ids: string[] = []
beforeAll(async () => {
  database = await testDatabase()
  sunny = await testOrganization(database.db, 'sunny.example.com', 'Sunny Health')
  const input = { appId: sunny.appId, redirectUri: 'https://sunny.example.com/callback' }
  for (const name of ['One', 'Two', 'Three']) {
    ids.push((await createSandboxClient(testContext(database.db, sunny.owner), { ...input, name })).clientId)
  }
})
afterAll(() => database.close())
beforeEach(async () => {
  for (const table of ['activity', 'activity_count', 'activity_batch', 'activity_feed']) {
    await database.sql`delete from ${database.sql(table)}`
  }
})

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const [one, two, three] = [0, 1, 2].map((index) => () => ids[index] ?? '') as [() => string, () => string, () => string]
const system = (now = MONDAY_MORNING) => testContext(database.db, { kind: 'system', job: 'test' }, now)
const ago = (ms: number) => MONDAY_MORNING.getTime() - ms
const event = (clientId: string, kind: ActivityEvent['kind'] = 'call', at = ago(MINUTE)) => ({ clientId, kind, at })
const batch = (
  events: ActivityEvent[],
  id = crypto.randomUUID(),
  rest: Partial<ActivityBatch> = {},
): ActivityBatch => ({
  source: 'gateway',
  environment: 'sandbox',
  id,
  digest: JSON.stringify(events),
  events,
  ...rest,
})
const take = (...args: Parameters<typeof batch>) => recordActivity(system(), batch(...args))

/** Everything that was folded, as text. */
async function kept(): Promise<string> {
  const seen = await database.sql`select client_id, last_sign_in_at, last_call_at from activity order by 1`
  const counts = await database.sql`select client_id, day, kind, count from activity_count order by 1, 2, 3`
  return JSON.stringify([...seen, ...counts])
}

describe('a batch', () => {
  it('moves what was seen forwards only, and counts by day and kind', async () => {
    await take([event(one(), 'sign_in', ago(MINUTE)), event(one()), event(one()), event(two(), 'call_failed')])
    await take([event(one(), 'sign_in', ago(DAY)), event(one(), 'call', ago(DAY))])
    const seen = await lastActivityOf(database.db, ids)
    expect([...seen]).toEqual([
      [one(), { at: new Date(ago(MINUTE)), signInAt: new Date(ago(MINUTE)), callAt: new Date(ago(MINUTE)) }],
    ])
    const counts =
      await database.sql`select day, kind, count::int from activity_count where client_id = ${one()} order by 1, 2`
    expect(counts.map((row) => [row.day, row.kind, row.count])).toEqual([
      ['2026-11-22', 'call', 1],
      ['2026-11-22', 'sign_in', 1],
      ['2026-11-23', 'call', 2],
      ['2026-11-23', 'sign_in', 1],
    ])
  })

  it('of refused and failed events counts, and is no activity', async () => {
    const failures = ACTIVITY_KINDS.filter((kind) => kind !== 'call' && kind !== 'sign_in')
    await take(failures.map((kind) => event(one(), kind)))
    expect((await lastActivityOf(database.db, ids)).size).toBe(0)
    expect(await kept()).toContain('sign_in_failed')
  })

  it('reports events of clients that this environment does not know', async () => {
    const unknown = [event('nobody'), event("'; drop table activity; --"), event('{"},\\"')]
    expect(await take([event(one()), ...unknown])).toEqual({ events: 4, unknown: 3 })
    expect(await take([event(one())], 'other', { environment: 'production' })).toEqual({ events: 1, unknown: 1 })
    expect(await take([], 'empty')).toEqual({ events: 0, unknown: 0 })
  })

  it('that comes again gets the same answer and changes nothing; with another body it is refused', async () => {
    const first = batch([event(one()), event('nobody')], 'again')
    expect(await recordActivity(system(), first)).toEqual({ events: 2, unknown: 1 })
    const before = await kept()
    expect(await recordActivity(system(new Date(MONDAY_MORNING.getTime() + DAY)), first)).toEqual({
      events: 2,
      unknown: 1,
    })
    await expect(take([event(one()), event(one())], 'again')).rejects.toMatchObject({ code: 'batch_id_taken' })
    expect(await kept()).toBe(before)
    // The other environment and the other source have ids of their own.
    expect(await take([event(one())], 'again', { source: 'authserver' })).toEqual({ events: 1, unknown: 0 })
  })

  it('that comes ten times at once is folded once', async () => {
    const same = batch(Array.from({ length: 100 }, () => event(one())))
    const answers = await Promise.all(Array.from({ length: 10 }, () => recordActivity(system(), same)))
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(new Set(['{"events":100,"unknown":0}']))
    expect((await database.sql`select count::int from activity_count`)[0]?.count).toBe(100)
  })

  it('beside others in every order never ends in a deadlock, and nothing is lost', async () => {
    const order = [one(), two(), three()]
    const work = Array.from({ length: 60 }, (_, i) =>
      take([...order, ...order.toReversed()].slice(i % 4).map((id) => event(id))),
    )
    const sent = (await Promise.all(work)).reduce((sum, { events }) => sum + events, 0)
    expect((await database.sql`select sum(count)::int as sum from activity_count`)[0]?.sum).toBe(sent)
  })

  it('that breaks off before its commit leaves nothing, and is taken when it comes again', async () => {
    const broken = batch([event(one())], 'broken')
    const ctx = system()
    const breaking = {
      ...ctx,
      transaction: <T>(work: Parameters<typeof ctx.transaction<T>>[0]) =>
        ctx.transaction<T>(async (tx) => {
          await work(tx)
          throw new Error('the network went')
        }),
    }
    await expect(recordActivity(breaking, broken)).rejects.toThrow('the network went')
    expect(await kept()).toBe('[]')
    expect(await recordActivity(ctx, broken)).toEqual({ events: 1, unknown: 0 })
  })

  it('does not revive a removed client', async () => {
    await database.sql`insert into client_event (id, client_id, kind, at, actor_kind)
      values (${crypto.randomUUID()}, ${three()}, 'removed', ${MONDAY_MORNING.toISOString()}, 'system')`
    await take([event(three())])
    const events = await database.sql`select kind from client_event where client_id = ${three()} order by seq`
    expect(events.map(({ kind }) => kind)).toEqual(['created', 'removed'])
  })

  it('is taken from our own servers only', async () => {
    for (const actor of [sunny.owner, { kind: 'anonymous' as const }]) {
      const ctx = testContext(database.db, actor)
      await expect((async () => recordActivity(ctx, batch([])))()).rejects.toMatchObject({ code: 'not_found' })
      await expect(forgetActivity(ctx)).rejects.toMatchObject({ code: 'not_found' })
    }
  })
})

it('a day of batches sent again, late and out of order ends in the same numbers', async () => {
  const events = fc.array(
    fc.record({
      clientId: fc.nat({ max: 3 }).map((index) => ids[index] ?? 'nobody'),
      at: fc.integer({ min: ago(40 * DAY), max: ago(0) }),
      kind: fc.constantFrom(...ACTIVITY_KINDS),
    }),
    { minLength: 1, maxLength: 20 },
  )
  let run = 0
  await fc.assert(
    fc.asyncProperty(fc.array(events, { minLength: 1, maxLength: 5 }), fc.array(fc.nat()), async (day, again) => {
      const results: string[] = []
      for (const order of [
        day.map((_, i) => i),
        [...again.map((n) => n % day.length), ...day.map((_, i) => i).reverse()],
      ]) {
        await database.sql`delete from activity`
        await database.sql`delete from activity_count`
        run += 1
        for (const i of order) await take(day[i] ?? [], `${run}/${i}`)
        results.push(await kept())
      }
      expect(results[1]).toBe(results[0])
    }),
    { numRuns: 15 },
  )
})

describe('our own calls', () => {
  it('count until a gateway counts them, and show life in any case', async () => {
    const own = (at: number) =>
      take([event(one(), 'call', at), event(one(), 'sign_in', at)], undefined, { source: 'authserver' })
    await own(ago(DAY))
    await take([event(two())], undefined, { environment: 'production' })
    await own(ago(MINUTE))
    expect((await lastActivityOf(database.db, [one()])).get(one())?.callAt).toEqual(new Date(ago(MINUTE)))
    const counts = await database.sql`select day, kind from activity_count where client_id = ${one()} order by 1, 2`
    expect(counts.map(({ day, kind }) => `${day} ${kind}`)).toEqual([
      '2026-11-22 call',
      '2026-11-22 sign_in',
      '2026-11-23 sign_in',
    ])
  })
})

it('batches and days long past are forgotten, once or twice, and nothing is ever counted again', async () => {
  const old = batch([event(one(), 'call', ago(0))], 'old')
  await recordActivity(system(), old)
  await recordActivity(system(), batch([event(one())], 'own', { source: 'authserver' }))
  const later = (days: number) => system(new Date(MONDAY_MORNING.getTime() + days * DAY))
  await forgetActivity(later(2))
  expect((await database.sql`select id from activity_batch`).map(({ id }) => id)).toEqual(['gateway/sandbox/old'])
  await forgetActivity(later(40))
  await forgetActivity(later(40))
  expect(await database.sql`select 1 from activity_batch`).toHaveLength(0)
  const before = await kept()
  await recordActivity(later(40), old)
  expect(await kept()).toBe(before)
  await forgetActivity(later(402))
  expect(await database.sql`select 1 from activity_count`).toHaveLength(0)
  expect((await lastActivityOf(database.db, [one()])).size).toBe(1)
})
