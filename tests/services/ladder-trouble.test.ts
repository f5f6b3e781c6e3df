/** What may come in the way of the inactivity ladder: bounces, one person alone, a silent feed, clients it is not for. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor, Staff } from '../../lib/services/context.ts'
import { previewLadder, sweepLadder } from '../../lib/services/ladder.ts'
import { ladderOfClient } from '../../lib/services/still-in-use.ts'
import { beginStop, liftStop } from '../../lib/services/stop.ts'
import { testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { eventsOf, feedUntil, local, mailEnds, mailsOf, quietClient, sweepAt, system } from '../support/ladder.ts'
import { testStaff } from '../support/review.ts'

let database: TestDatabase
let lena: Staff
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
  lena = await testStaff(database.db, 'lead', 'Lena Long')
})
afterAll(() => database.close())

describe('what else may happen', () => {
  it('a bounce brings the other people forward and leaves the suspension on its date', async () => {
    const test = await quietClient(database, 'bounce.example.com', QUIET)
    await sweepAt(database, FIRST)
    const [mail] = await mailsOf(database, test.clientId)
    await mailEnds(database, mail?.id ?? '', 'accepted', FIRST)
    expect(await sweepAt(database, hours(FIRST, 1), test.clientId)).toEqual([])
    await mailEnds(database, mail?.id ?? '', 'bounced', hours(FIRST, 1))
    expect(await sweepAt(database, hours(FIRST, 2), test.clientId)).toEqual(['other_staff'])
    const told = (await mailsOf(database, test.clientId)).filter(({ kind }) => kind === 'inactive_other_staff')
    expect(told).toHaveLength(4)
    expect(told[0]?.props).toMatchObject({ bounced: true, removalAt: STOP.toISOString() })
    expect(await sweepAt(database, SECOND, test.clientId)).toEqual(['second_mail'])
    expect(await sweepAt(database, hours(STOP, -1), test.clientId)).toEqual([])
    expect(await sweepAt(database, STOP, test.clientId)).toEqual(['suspension', 'removal_asked'])
  })

  it('an organization with one person is told by its one mailbox only', async () => {
    const test = await quietClient(database, 'one.example.com', QUIET)
    const { organizationId, owner } = test.organization
    await database.sql`update membership set ended_at = ${FIRST.toISOString()}
      where organization_id = ${organizationId} and person_id <> ${owner.personId}`
    await database.sql`update contact set email = ${owner.email} where organization_id = ${organizationId}`
    for (const at of [FIRST, SECOND, OTHERS, STOP]) await sweepAt(database, at)
    const told = (await mailsOf(database, test.clientId)).map(({ kind, to }) => `${kind} ${to}`)
    expect(told).toEqual([
      `inactive_first ${owner.email}`,
      `inactive_second ${owner.email}`,
      `inactive_suspended ${owner.email}`,
      'removal_asked appsec@bcbsks.com',
    ])
    expect(await eventsOf(database, test.clientId)).toEqual([
      'opened',
      'mailed',
      'mailed',
      'mailed',
      'suspended',
      'removal_asked',
    ])
  })

  it('a stop of the whole organization holds the ladder, and silence counts anew once it is lifted', async () => {
    const rita = await testStaff(database.db, 'reviewer', 'Rita Reyes')
    const [early, late] = [
      await quietClient(database, 'stop-early.example.com', QUIET),
      await quietClient(database, 'stop-late.example.com', QUIET),
    ]
    const of = ({ organization: { organizationId } }: typeof early) => {
      const publicReason = 'Attacks came from all of your clients.'
      return { scope: 'organization' as const, organizationId, criterion: 'malicious_traffic', publicReason }
    }
    await beginStop(context(lena, hours(QUIET, 1)), of(early))
    expect(await sweepAt(database, FIRST, early.clientId)).toEqual([])
    expect(await eventsOf(database, late.clientId)).toEqual(['opened', 'mailed'])
    await beginStop(context(lena, hours(FIRST, 1)), of(late))
    for (const at of [SECOND, OTHERS, STOP]) {
      expect(await sweepAt(database, at, early.clientId)).toEqual([])
      expect(await sweepAt(database, at, late.clientId)).toEqual([])
    }
    for (const one of [early, late]) await liftStop(context(rita, STOP), of(one))
    await feedUntil(database, hours(STOP, 1))
    expect((await sweepLadder(context(system, hours(STOP, 1)))).ended).toContain(late.clientId)
    expect(await eventsOf(database, early.clientId)).toEqual([])
    for (const { clientId } of [early, late]) {
      expect(await sweepAt(database, local('2027-05-07T07:00'), clientId)).toEqual([])
    }
    const at = local('2027-05-07T10:00')
    await feedUntil(database, at)
    const { steps } = await sweepLadder(context(system, at))
    for (const { clientId } of [early, late]) expect(steps).toContainEqual({ clientId, step: 'first_mail' })
  })

  it('a silent feed stops all judging, and what was silent does not count as quiet', async () => {
    const test = await quietClient(database, 'gap.example.com', QUIET)
    await feedUntil(database, hours(FIRST, -72))
    const blind = await sweepLadder(context(system, FIRST))
    expect(blind).toMatchObject({ judged: false, steps: [] })
    expect(await eventsOf(database, test.clientId)).toEqual([])
    for (const [kind, at, last] of [
      ['silent', hours(FIRST, -48), hours(FIRST, -72)],
      ['back', hours(FIRST, 0), FIRST],
    ] as const) {
      await database.sql`insert into activity_gap (kind, at, last_event_at)
        values (${kind}, ${at.toISOString()}, ${last.toISOString()})`
    }
    expect(await sweepAt(database, hours(FIRST, 71), test.clientId)).toEqual([])
    expect(await sweepAt(database, local('2027-02-03T08:00'), test.clientId)).toEqual(['first_mail'])
  })

  it('a silent feed in the last week puts the suspension off by as long, and the developer sees it', async () => {
    const test = await quietClient(database, 'late-gap.example.com', local('2027-04-30T08:00'))
    for (const day of ['2027-06-30', '2027-07-14', '2027-07-30']) await sweepAt(database, local(`${day}T08:00`))
    const planned = local('2027-08-06T08:00')
    const [from, back] = [hours(planned, -144), hours(planned, 48)]
    for (const [kind, at, last] of [
      ['silent', hours(from, 24), from],
      ['back', back, back],
    ] as const) {
      await database.sql`insert into activity_gap (kind, at, last_event_at)
        values (${kind}, ${at.toISOString()}, ${last.toISOString()})`
    }
    expect(await sweepAt(database, back, test.clientId)).toEqual([])
    const stop = new Date(planned.getTime() + back.getTime() - from.getTime())
    const ladder = await ladderOfClient(context(test.organization.viewer, back), test.clientId)
    expect(ladder?.steps.find(({ step }) => step === 'suspension')?.at).toEqual(stop)
    expect(await sweepAt(database, hours(stop, -1), test.clientId)).toEqual([])
    expect(await sweepAt(database, stop, test.clientId)).toEqual(['suspension', 'removal_asked'])
  })

  it('sandbox clients and clients stopped for another reason never climb; jobs alone sweep', async () => {
    const test = await quietClient(database, 'sandbox.example.com', QUIET)
    await database.sql`update client set environment = 'sandbox' where id = ${test.clientId}`
    expect(await sweepAt(database, local('2028-01-01T08:00'), test.clientId)).toEqual([])
    for (const actor of [{ kind: 'anonymous' } as const, test.organization.owner, lena]) {
      await expect(sweepLadder(context(actor, FIRST))).rejects.toMatchObject({ code: 'not_found' })
      await expect(previewLadder(context(actor, FIRST), STOP)).rejects.toMatchObject({ code: 'not_found' })
    }
  })
})
