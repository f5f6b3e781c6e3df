/** Removals where an organization has more than one client: what each covers, and in which order they can be undone. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clientForProvider } from '../../lib/services/client.ts'
import { reinstateClient } from '../../lib/services/client-stop.ts'
import type { Actor, Staff } from '../../lib/services/context.ts'
import { holdLadder, ladderDesk } from '../../lib/services/ladder-desk.ts'
import { confirmRemoval, undoRemoval } from '../../lib/services/removal.ts'
import { testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { rawMail, received } from '../support/inbound-mail.ts'
import { called, episodeIdOf, local, mailsOf, QUIET, quietClient, STEPS, STOP, sweepAt } from '../support/ladder.ts'
import { testStaff } from '../support/review.ts'

let database: TestDatabase
let rita: Staff
let lena: Staff
const context = (actor: Actor, now: Date) => testContext(database.db, actor, now)
const lead = (now: Date) => context(lena, now)
const days = (n: number) => new Date(STOP.getTime() + n * 86_400_000)
const statusOf = async (clientId: string, now: Date) =>
  (await clientForProvider(database.db, 'production', clientId, now))?.status

beforeAll(async () => {
  database = await testDatabase()
  rita = await testStaff(database.db, 'reviewer', 'Rita Reyes')
  lena = await testStaff(database.db, 'lead', 'Lena Long')
})
afterAll(() => database.close())

describe('two clients of one organization at different steps', () => {
  /** The second belongs to the organization of the first from the beginning. */
  async function pair(name: string, quiet: Date) {
    const test = await quietClient(database, `${name}.example.com`, QUIET)
    const second = await quietClient(database, `second-${name}.example.com`, quiet)
    const { organizationId } = test.organization
    await database.sql`update app set organization_id = ${organizationId} where id = ${second.organization.appId}`
    return { clientId: test.clientId, second: second.clientId, domain: test.domain }
  }
  const remove = (clientId: string, now: Date, whole?: 'yes' | 'no') =>
    episodeIdOf(database, clientId).then((episodeId) =>
      confirmRemoval(lead(now), { episodeId, ...(whole ? { whole } : {}) }),
    )
  const undo = async (clientId: string, now: Date) =>
    undoRemoval(lead(now), { episodeId: await episodeIdOf(database, clientId), publicReason: 'You wrote.' })

  it.each(['held by staff', 'paused by a mail'])('the one whose case is %s is not taken along', async (how) => {
    const { clientId, second } = await pair(`side-${how.length}`, QUIET)
    for (const at of STEPS) await sweepAt(database, at)
    expect(await statusOf(second, STOP)).toBe('suspended')
    const episodeId = await episodeIdOf(database, second)
    if (how.startsWith('held')) {
      await holdLadder(context(rita, STOP), { episodeId, until: '2027-04-01', publicReason: 'A release is coming.' })
    } else {
      const [mail] = await mailsOf(database, second)
      const headers = { References: `<${mail?.id}@mail.candor.localhost>` }
      const intake = context({ kind: 'system', job: 'mail_intake' }, STOP)
      expect(await received(intake, rawMail({ from: 'x@gmail.com', headers }))).toBe('paused')
    }
    expect(await remove(clientId, days(1))).toMatchObject({ whole: false })
    expect(await statusOf(clientId, days(1))).toBe('removed')
    expect(await statusOf(second, days(1))).toBe('suspended')
  })

  it('a removal that covers more or less than the page said is refused', async () => {
    const { clientId, second } = await pair('seen', QUIET)
    for (const at of STEPS) await sweepAt(database, at)
    await expect(remove(clientId, days(1), 'no')).rejects.toMatchObject({ code: 'changed_meanwhile' })
    await reinstateClient(context(rita, days(1)), { clientId: second, publicReason: 'You answered us.' })
    await expect(remove(clientId, days(1), 'yes')).rejects.toMatchObject({ code: 'changed_meanwhile' })
    expect(await statusOf(clientId, days(1))).toBe('suspended')
    expect(await remove(clientId, days(1), 'no')).toMatchObject({ whole: false })
  })

  it('the first comes back only after the organization that went with the second', async () => {
    const { clientId, second } = await pair('order', local('2026-12-05T08:00'))
    const dates = ['2027-02-05T08:00', '2027-02-19T08:00', '2027-03-05T08:00', '2027-03-12T08:00'].map(local)
    const all = [...STEPS, ...dates].toSorted((a, b) => a.getTime() - b.getTime())
    for (const at of all.filter((date) => date <= STOP)) await sweepAt(database, at)
    expect(await remove(clientId, days(1))).toMatchObject({ whole: false })
    for (const at of all.filter((date) => date > STOP)) await sweepAt(database, at)
    expect(await remove(second, days(6))).toMatchObject({ whole: true })
    await expect(undo(clientId, days(7))).rejects.toMatchObject({ code: 'not_undoable' })
    expect(await statusOf(clientId, days(7))).toBe('removed')
    await undo(second, days(8))
    await undo(clientId, days(9))
    expect([await statusOf(clientId, days(9)), await statusOf(second, days(9))]).toEqual(['live', 'live'])
  })
})

it('a use that the gateway told us of later stands against the removal', async () => {
  const { clientId } = await quietClient(database, 'told-late.example.com', QUIET)
  for (const at of STEPS) await sweepAt(database, at)
  await called(database, clientId, local('2027-03-01T08:00'))
  const episodeId = await episodeIdOf(database, clientId)
  const [why] = (await ladderDesk(lead(days(1)), episodeId)).whyNotRemove
  expect(why).toContain('used after all')
  await expect(confirmRemoval(lead(days(1)), { episodeId })).rejects.toMatchObject({ code: 'not_removable' })
})
