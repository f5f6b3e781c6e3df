/** Word of the sources, silences and their end, as they stand in the database; and when clients were last seen. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { judgedFrom } from '../../lib/domain/activity-feed.ts'
import { activityDesk } from '../../lib/services/activity-desk.ts'
import { inactivityJudging, keepFeed, lastActivityOf, watchFeeds } from '../../lib/services/activity-feed.ts'
import { createSandboxClient } from '../../lib/services/client.ts'
import { MONDAY_MORNING, testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { testOrganization } from '../support/organization.ts'
import { testStaff } from '../support/review.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  await database.sql`delete from activity_feed`
  await database.sql`alter table activity_gap disable trigger user`
  await database.sql`delete from activity_gap`
  await database.sql`alter table activity_gap enable trigger user`
})

const HOUR = 60 * 60 * 1000
const at = (hours: number) => new Date(MONDAY_MORNING.getTime() + hours * HOUR)
const system = (hours: number) => testContext(database.db, { kind: 'system', job: 'test' }, at(hours))
const judging = (hours: number) => inactivityJudging(database.db, at(hours), { activitySilenceHours: 24 })

describe('judging inactivity', () => {
  it('is paused until somebody told us something, and counts from then', async () => {
    expect(await judging(0)).toMatchObject({ paused: true, since: null, gaps: [] })
    await keepFeed(system(0), 'authserver')
    const now = await judging(1)
    expect(now).toMatchObject({ paused: false, since: at(0), silentMs: HOUR, silentSources: [] })
    expect(judgedFrom(at(-2000), now.gaps, at(1))).toEqual(at(0))
  })

  it('is paused by a silence of three days that nobody watched, and afterwards leaves it out', async () => {
    await keepFeed(system(0), 'authserver')
    expect(await judging(72)).toMatchObject({ paused: true, silentMs: 72 * HOUR, silentSources: ['authserver'] })
    await keepFeed(system(72), 'authserver')
    const after = await judging(73)
    expect(after.paused).toBe(false)
    expect(judgedFrom(at(-1), after.gaps, at(73)) >= at(71)).toBe(true)
  })

  it('is paused by one silent source of two; the watch notes it once and its end once', async () => {
    await keepFeed(system(0), 'gateway')
    for (let hour = 0; hour <= 48; hour += 12) {
      await keepFeed(system(hour), 'authserver')
      await watchFeeds(system(hour))
      await watchFeeds(system(hour))
    }
    expect(await judging(48)).toMatchObject({ paused: true, silentSources: ['gateway'], since: at(0) })
    await keepFeed(system(49), 'gateway')
    await watchFeeds(system(49))
    expect(await judging(49)).toMatchObject({ paused: false })
    const notes = await database.sql`select kind, at from activity_gap order by seq`
    expect(notes.map((note) => [note.kind, new Date(note.at)])).toEqual([
      ['silent', at(0)],
      ['back', at(0)],
      ['silent', at(24)],
      ['back', at(49)],
    ])
  })

  it('is shown to staff, and to nobody else', async () => {
    const auditor = await testStaff(database.db, 'auditor', 'Ada Audit')
    const staff = (hours: number) => testContext(database.db, auditor, at(hours))
    expect(await activityDesk(staff(0))).toEqual({ silent: true, sources: [], since: null })
    await keepFeed(system(0), 'authserver')
    expect(await activityDesk(staff(1))).toMatchObject({ silent: false })
    expect(await activityDesk(staff(48))).toMatchObject({ silent: true, sources: ['authserver'], since: { at: at(0) } })
    for (const actor of [{ kind: 'anonymous' }, { kind: 'member', subject: 'x' }] as const) {
      await expect(activityDesk(testContext(database.db, actor))).rejects.toMatchObject({ code: 'not_found' })
    }
  })

  it('is nothing that people can decide', async () => {
    const reader = testContext(database.db, { kind: 'anonymous' })
    await expect(keepFeed(reader, 'gateway')).rejects.toMatchObject({ code: 'not_found' })
    await expect(watchFeeds(reader)).rejects.toMatchObject({ code: 'not_found' })
  })
})

it('a client was last seen at the later of sign-in and call', async () => {
  const sunny = await testOrganization(database.db, 'sunny.example.com', 'Sunny Health')
  const input = { appId: sunny.appId, name: 'Test', redirectUri: 'https://sunny.example.com/callback' }
  const ctx = testContext(database.db, sunny.owner)
  const [both, never] = [
    (await createSandboxClient(ctx, input)).clientId,
    (await createSandboxClient(ctx, input)).clientId,
  ]
  await database.sql`insert into activity values (${both}, ${at(1).toISOString()}, ${at(2).toISOString()})`
  const seen = await lastActivityOf(database.db, [both, never])
  expect([...seen]).toEqual([[both, { at: at(2), signInAt: at(1), callAt: at(2) }]])
})
