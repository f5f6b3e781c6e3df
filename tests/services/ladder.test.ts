/** The whole inactivity ladder on an injected clock, each way out of it, and that no step is ever taken twice. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clientForProvider } from '../../lib/services/client.ts'
import { clientHealth } from '../../lib/services/client-health.ts'
import { reinstateClient } from '../../lib/services/client-stop.ts'
import type { Actor, Staff } from '../../lib/services/context.ts'
import { previewLadder, sweepLadder } from '../../lib/services/ladder.ts'
import { holdLadder, ladderDesk, releaseLadder, resolvePause } from '../../lib/services/ladder-desk.ts'
import { ladderOfClient, stillInUse, stillInUseByLink, stillInUseView } from '../../lib/services/still-in-use.ts'
import { testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import {
  called,
  episodeIdOf,
  eventsOf,
  feedUntil,
  type LadderTest,
  local,
  mailsOf,
  quietClient,
  sweepAt,
  system,
} from '../support/ladder.ts'
import { testStaff } from '../support/review.ts'

let database: TestDatabase
let rita: Staff
let lena: Staff
let audra: Staff
const context = (actor: Actor, now: Date) => testContext(database.db, actor, now)

const QUIET = local('2026-11-30T08:00')
const FIRST = local('2027-01-30T08:00')
const SECOND = local('2027-02-13T08:00')
const OTHERS = local('2027-02-28T08:00')
const STOP = local('2027-03-07T08:00')
const HOUR = 3_600_000
const hours = (at: Date, n: number) => new Date(at.getTime() + n * HOUR)

beforeAll(async () => {
  database = await testDatabase()
  rita = await testStaff(database.db, 'reviewer', 'Rita Reyes')
  lena = await testStaff(database.db, 'lead', 'Lena Long')
  audra = await testStaff(database.db, 'auditor', 'Audra Ames')
})
afterAll(() => database.close())

/** Ends whatever is open, so that each part stands alone. */
async function settle(test: LadderTest, at: Date): Promise<void> {
  await called(database, test.clientId, at)
  await feedUntil(database, at)
  await sweepLadder(context(system, at))
  await database.sql`delete from activity where client_id = ${test.clientId}`
  await called(database, test.clientId, local('2050-01-01T08:00'))
}

describe('nobody answers', () => {
  let test: LadderTest
  const sweep = (at: Date) => sweepAt(database, at, test.clientId)
  beforeAll(async () => {
    test = await quietClient(database, 'silent.example.com', QUIET)
  })
  afterAll(() => database.sql`delete from activity where client_id = ${test.clientId}`)

  it('lists beforehand who would get what, and changes nothing', async () => {
    await feedUntil(database, hours(QUIET, 1))
    const { planned } = await previewLadder(context(system, hours(QUIET, 1)), STOP)
    const own = planned.filter(({ clientId }) => clientId === test.clientId)
    expect(own.map(({ step, at }) => [step, at])).toEqual([
      ['first_mail', FIRST],
      ['second_mail', SECOND],
      ['other_staff', OTHERS],
      ['suspension', STOP],
      ['removal_asked', STOP],
    ])
    expect(own[0]?.to).toEqual(['primary@silent.example.com'])
    expect(own[2]?.to).toHaveLength(4)
    expect(await eventsOf(database, test.clientId)).toEqual([])
  })

  it('mails the primary contact after two months and no moment sooner, with every date', async () => {
    expect(await sweep(hours(FIRST, -1))).toEqual([])
    expect(await sweep(FIRST)).toEqual(['first_mail'])
    const [mail, ...more] = await mailsOf(database, test.clientId)
    expect(more).toEqual([])
    expect(mail).toMatchObject({ kind: 'inactive_first', to: 'primary@silent.example.com' })
    expect(mail?.props).toMatchObject({
      secondMailAt: SECOND.toISOString(),
      otherStaffAt: OTHERS.toISOString(),
      removalAt: STOP.toISOString(),
      everUsed: true,
    })
    const view = await ladderOfClient(context(test.organization.viewer, FIRST), test.clientId)
    expect(view).toMatchObject({ state: 'asked', suspended: false, lastActivity: QUIET })
    expect(view?.steps.map(({ at, taken }) => [at, taken])).toEqual([
      [FIRST, true],
      [SECOND, false],
      [OTHERS, false],
      [STOP, false],
      [STOP, false],
    ])
  })

  it('changes nothing when run again, by two workers at once included', async () => {
    await Promise.all([sweep(hours(FIRST, 1)), sweep(hours(FIRST, 1)), sweep(FIRST)])
    expect(await mailsOf(database, test.clientId)).toHaveLength(1)
    const both = await Promise.all([sweep(SECOND), sweep(SECOND)])
    expect(both.flat()).toEqual(['second_mail'])
  })

  it('then the other people and the backup contact, never the primary again', async () => {
    expect(await sweep(OTHERS)).toEqual(['other_staff'])
    const told = (await mailsOf(database, test.clientId)).filter(({ kind }) => kind === 'inactive_other_staff')
    expect(told.map(({ to }) => to).toSorted()).toEqual(
      ['backup', 'editor', 'owner', 'viewer'].map((name) => `${name}@silent.example.com`),
    )
  })

  it('then the suspension by itself, effective at once, and a lead is asked', async () => {
    const both = await Promise.all([sweep(STOP), sweep(STOP)])
    expect(both.flat()).toEqual(['suspension', 'removal_asked'])
    expect(await clientForProvider(database.db, 'production', test.clientId, STOP)).toMatchObject({
      status: 'suspended',
    })
    const [stop] = await database.sql`
      select actor_kind, criterion from client_event where client_id = ${test.clientId} and kind = 'suspended'`
    expect(stop).toEqual({ actor_kind: 'system', criterion: 'inactive' })
    const asked = (await mailsOf(database, test.clientId)).filter(({ kind }) => kind === 'removal_asked')
    expect(asked.map(({ to, props }) => [to, props.whole])).toEqual([['appsec@bcbsks.com', true]])
    expect(await sweep(hours(STOP, 24 * 90))).toEqual([])
    const acts = await database.sql`
      select act from audit where organization_id = ${test.organization.organizationId} and act like 'ladder.%' order by seq`
    expect(acts.map(({ act }) => act)).toEqual([
      'ladder.first_mail',
      'ladder.second_mail',
      'ladder.other_staff',
      'ladder.suspension',
      'ladder.removal_asked',
    ])
  })

  it('an answer then stops the removal, and a person lets it work again', async () => {
    const { owner } = test.organization
    const now = hours(STOP, 5)
    const { over } = await stillInUse(context(owner, now), { clientId: test.clientId })
    expect(over).toBe(false)
    const episodeId = await episodeIdOf(database, test.clientId)
    const desk = await ladderDesk(context(lena, now), episodeId)
    expect(desk.whyNotRemove.join(' ')).toContain('Somebody answered')
    const held = holdLadder(context(rita, now), { episodeId, until: '2027-03-31', publicReason: 'They called.' })
    await expect(held).rejects.toMatchObject({ code: 'answered' })
    const again = resolvePause(context(rita, now), { episodeId, verdict: 'answer' })
    await expect(again).rejects.toMatchObject({ code: 'answered' })
    await reinstateClient(context(rita, now), { clientId: test.clientId, publicReason: 'You answered us.' })
    await sweep(hours(now, 1))
    expect((await eventsOf(database, test.clientId)).slice(-2)).toEqual(['response', 'closed'])
    expect(await sweep(hours(now, 24 * 50))).toEqual([])
    expect(await sweep(local('2027-05-07T14:00'))).toEqual(['first_mail'])
  })
})

describe('ways out', () => {
  let test: LadderTest
  let count = 0
  /** A fresh client that just got its first mail. */
  async function flagged(): Promise<void> {
    count += 1
    test = await quietClient(database, `way${count}.example.com`, QUIET)
    expect(await sweepAt(database, FIRST, test.clientId)).toEqual(['first_mail'])
  }
  const sweep = (at: Date) => sweepAt(database, at, test.clientId)
  const closed = async () => (await eventsOf(database, test.clientId)).at(-1)

  it('the button, for every role, and for nobody else', async () => {
    await flagged()
    const other = await quietClient(database, 'stranger.example.com', null)
    for (const actor of [{ kind: 'anonymous' } as const, other.organization.owner, rita]) {
      await expect(stillInUse(context(actor, FIRST), { clientId: test.clientId })).rejects.toMatchObject({
        code: 'not_found',
      })
    }
    const { over } = await stillInUse(context(test.organization.viewer, FIRST), { clientId: test.clientId })
    expect(over).toBe(true)
    expect(await closed()).toBe('closed')
    await expect(
      stillInUse(context(test.organization.viewer, FIRST), { clientId: test.clientId }),
    ).rejects.toMatchObject({ code: 'not_asked' })
    expect(await sweep(STOP)).toEqual([])
    // Two months after the answer, not after the last use; the health page says the same.
    expect(await clientHealth(context(test.organization.viewer, STOP), test.clientId)).toMatchObject({
      flaggedAt: local('2027-03-30T08:00'),
      asked: false,
    })
    expect(await sweep(hours(local('2027-03-30T08:00'), -1))).toEqual([])
    expect(await sweep(local('2027-03-30T08:00'))).toEqual(['first_mail'])
    await settle(test, local('2027-03-30T09:00'))
    await settle(other, local('2027-03-30T09:00'))
  })

  it('the signed link: opening changes nothing, pressing ends it, forged ones are nothing', async () => {
    await flagged()
    const health = await clientHealth(context(test.organization.viewer, FIRST), test.clientId)
    expect(health.asked).toBe(true)
    const [mail] = await mailsOf(database, test.clientId)
    const token = String(mail?.props.url).split('/').at(-1) ?? ''
    const anonymous = context({ kind: 'anonymous' }, hours(FIRST, 2))
    expect(await stillInUseView(anonymous, token)).toMatchObject({ state: 'asked', suspended: false })
    expect(await eventsOf(database, test.clientId)).toEqual(['opened', 'mailed'])
    const [id] = token.split('.')
    for (const forged of [`${id}.${'0'.repeat(32)}`, `${id}`, `${id}.`, `${token}0`, '', 'x.y', `${token}.x`]) {
      await expect(stillInUseView(anonymous, forged)).rejects.toMatchObject({ code: 'not_found' })
      await expect(stillInUseByLink(anonymous, { token: forged })).rejects.toMatchObject({ code: 'not_found' })
    }
    await stillInUseByLink(anonymous, { token })
    await stillInUseByLink(anonymous, { token })
    expect(await eventsOf(database, test.clientId)).toEqual(['opened', 'mailed', 'response', 'closed'])
    expect(await stillInUseView(anonymous, token)).toMatchObject({ state: 'over' })
    await settle(test, hours(FIRST, 3))
  })

  it('use of the APIs', async () => {
    await flagged()
    await called(database, test.clientId, hours(FIRST, 30))
    expect(await sweep(SECOND)).toEqual([])
    expect(await closed()).toBe('closed')
    expect(await ladderOfClient(context(test.organization.owner, SECOND), test.clientId)).toBeNull()
    await settle(test, SECOND)
  })

  it('a hold with a reason and a date, and its release', async () => {
    await flagged()
    const episodeId = await episodeIdOf(database, test.clientId)
    const input = { episodeId, until: '2027-03-31', publicReason: 'You told us on the phone that a release is coming.' }
    for (const [actor, code] of [
      [test.organization.owner, 'not_found'],
      [audra, 'read_only'],
    ] as const) {
      await expect(holdLadder(context(actor, FIRST), input)).rejects.toMatchObject({ code })
    }
    for (const until of ['', '2027-02-30', '2027-01-30', '2028-01-01']) {
      await expect(holdLadder(context(rita, FIRST), { ...input, until })).rejects.toMatchObject({
        code: 'hold_date',
        field: 'until',
      })
    }
    await expect(holdLadder(context(rita, FIRST), { ...input, publicReason: ' ' })).rejects.toMatchObject({
      field: 'publicReason',
    })
    await holdLadder(context(rita, FIRST), input)
    expect(await ladderOfClient(context(test.organization.owner, FIRST), test.clientId)).toMatchObject({
      state: 'held',
      heldUntil: local('2027-04-01T00:00'),
    })
    expect(await sweep(local('2027-03-31T22:00'))).toEqual([])
    const ahead = async (asOf: string) => {
      const { planned } = await previewLadder(context(system, local('2027-03-31T22:00')), local(asOf))
      return planned.filter(({ clientId }) => clientId === test.clientId).map(({ step, at }) => [step, at])
    }
    expect(await ahead('2027-03-31T23:00')).toEqual([])
    expect(await ahead('2027-04-30T08:00')).toEqual([
      ['second_mail', local('2027-04-01T00:00')],
      ['other_staff', local('2027-04-01T00:00')],
      ['suspension', local('2027-04-08T00:00')],
      ['removal_asked', local('2027-04-08T00:00')],
    ])
    await releaseLadder(context(lena, local('2027-03-31T22:30')), { episodeId })
    await expect(releaseLadder(context(lena, local('2027-03-31T22:30')), { episodeId })).rejects.toMatchObject({
      code: 'not_held',
    })
    // Both mails were due meanwhile; the suspension keeps its week.
    expect(await sweep(local('2027-03-31T23:00'))).toEqual(['second_mail', 'other_staff'])
    expect(await sweep(local('2027-04-07T22:00'))).toEqual([])
    expect(await sweep(local('2027-04-07T23:00'))).toEqual(['suspension', 'removal_asked'])
    await database.sql`delete from activity where client_id = ${test.clientId}`
  })

  it('a hold counts in days of the calendar, whatever the clock does on them', async () => {
    await flagged()
    const episodeId = await episodeIdOf(database, test.clientId)
    const publicReason = 'A release is coming.'
    const hold = (at: string, until: string) => holdLadder(context(rita, local(at)), { episodeId, until, publicReason })
    // The day of the spring change has 23 hours, the one of the autumn change 25.
    await hold('2027-03-13T23:30', '2027-03-14')
    await expect(hold('2027-11-07T00:10', '2027-11-07')).rejects.toMatchObject({ code: 'hold_date' })
    await settle(test, local('2027-03-16T08:00'))
  })

  it('nothing to look at is refused', async () => {
    await flagged()
    const episodeId = await episodeIdOf(database, test.clientId)
    await expect(resolvePause(context(rita, FIRST), { episodeId, verdict: 'nothing' })).rejects.toMatchObject({
      code: 'not_paused',
    })
    await settle(test, hours(FIRST, 1))
  })
})
