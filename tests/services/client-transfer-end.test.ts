/** Offers and hand-overs that end without an answer: by time, and with a company or an app; and what a giver still sees. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TRANSFER_ENDS } from '../../lib/domain/client-transfer.ts'
import { deleteApp } from '../../lib/services/app-deletion.ts'
import { appsGivenAway } from '../../lib/services/app-given-away.ts'
import { appView, myApps } from '../../lib/services/app-view.ts'
import { proposeChange, withdrawChange } from '../../lib/services/client-change.ts'
import { changeDesk, countOpenChanges, openChanges } from '../../lib/services/client-change-desk.ts'
import { clientChanges } from '../../lib/services/client-change-view.ts'
import { answerTransfer, offerTransfer } from '../../lib/services/client-transfer.ts'
import { tellExpiredOffers } from '../../lib/services/client-transfer-expiry.ts'
import { myTransfers, transferView } from '../../lib/services/client-transfer-view.ts'
import type { Actor, Staff } from '../../lib/services/context.ts'
import { confirmRemoval } from '../../lib/services/removal.ts'
import { startSubmission } from '../../lib/services/submission-start.ts'
import { submissionTasks } from '../../lib/services/submission-view.ts'
import { ensureTerms } from '../../lib/services/terms.ts'
import { approvedApp } from '../support/approved-app.ts'
import { MONDAY_MORNING, testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { episodeIdOf, local, QUIET, quietClient, STEPS, sweepAt, system } from '../support/ladder.ts'
import { testOrganization } from '../support/organization.ts'
import { testStaff } from '../support/review.ts'
import { agreedTransfer, decideSubmissions, transferred } from '../support/transfer.ts'

let database: TestDatabase
let rita: Staff
let lena: Staff
const DAY = 86_400_000
const at = (days: number) => new Date(MONDAY_MORNING.getTime() + days * DAY)
const context = (actor: Actor, now = at(0)) => testContext(database.db, actor, now)

beforeAll(async () => {
  database = await testDatabase()
  rita = await testStaff(database.db, 'reviewer', 'Rita Reyes')
  lena = await testStaff(database.db, 'lead', 'Lena Long')
  await ensureTerms(context(system, new Date('2026-01-01T00:00:00Z')))
})
afterAll(() => database.close())

/** Who was told which end of a transfer of an app. */
async function ends(app: string): Promise<string[]> {
  const rows = await database.sql`
    select to_address, props ->> 'what' as what from mail where kind = 'transfer_over' and props ->> 'app' = ${app}`
  const end = (what: string) => Object.entries(TRANSFER_ENDS).find(([, text]) => text === what)?.[0]
  return rows.map(({ to_address, what }) => `${end(what)} to ${to_address}`).toSorted()
}

describe('an offer that nobody answers', () => {
  it('is over after 14 days, on both sides and for AppSec, and another one may be made', async () => {
    const { clientId, organization: from } = await quietClient(database, 'late-a.example.com', at(0))
    const to = await testOrganization(database.db, 'late-b.example.com', 'Late B')
    await decideSubmissions(database, clientId, at(0))
    const offer = { clientId, email: to.owner.email, reason: 'We sold the app.' }
    const { changeId } = await offerTransfer(context(from.owner), offer)
    const last = new Date(at(14).getTime() - 1)
    const answer = (now: Date) =>
      answerTransfer(context(to.owner, now), { changeId, answer: 'accepted', organizationId: to.organizationId })

    const until = expect.stringContaining('Dec 7')
    expect(await myTransfers(context(to.owner, last))).toMatchObject([{ changeId, answerBy: until }])
    expect(await openChanges(context(rita, last))).toMatchObject([{ changeId }])
    const { changes } = await clientChanges(context(from.owner, last), clientId)
    expect(changes).toMatchObject([{ state: 'offered', answerBy: until }])

    expect(await myTransfers(context(to.owner, at(14)))).toEqual([])
    expect(await openChanges(context(rita, at(14)))).toEqual([])
    expect(await countOpenChanges(context(rita, at(14)))).toBe(0)
    expect(await changeDesk(context(rita, at(14)), changeId)).toMatchObject({ state: 'expired' })
    const over = await clientChanges(context(from.owner, at(14)), clientId)
    expect(over).toMatchObject({ changes: [{ state: 'expired', answerBy: until }], waiting: [] })
    expect(await transferView(context(to.owner, at(14)), changeId)).toMatchObject({ state: 'expired' })
    await expect(answer(at(14))).rejects.toMatchObject({
      code: 'offer_over',
      message: expect.stringContaining('within 14 days'),
    })
    const late = withdrawChange(context(from.owner, at(14)), { changeId })
    await expect(late).rejects.toMatchObject({ code: 'change_over' })

    for (const actor of [{ kind: 'anonymous' } as const, from.owner, rita]) {
      await expect(tellExpiredOffers(context(actor, at(15)))).rejects.toMatchObject({ code: 'not_found' })
    }
    expect(await tellExpiredOffers(context(system, last))).toBe(0)
    const runs = [1, 2].map(() => tellExpiredOffers(context(system, at(14))))
    expect((await Promise.all(runs)).toSorted()).toEqual([0, 1])
    expect(await tellExpiredOffers(context(system, at(15)))).toBe(0)
    expect(await ends(from.appName)).toEqual([`expired to ${from.owner.email}`])
    const again = await offerTransfer(context(from.owner, at(14)), offer)
    expect(await myTransfers(context(to.owner, at(15)))).toMatchObject([{ changeId: again.changeId }])
    const mails = await database.sql`select props from mail where kind = 'transfer_offered' order by created_at`
    expect(mails[0]?.props.until).toBe(at(14).toISOString())
  })

  it('stays with AppSec once it was answered in time', async () => {
    const { clientId, organization: from } = await quietClient(database, 'time-a.example.com', at(0))
    const to = await testOrganization(database.db, 'time-b.example.com', 'Time B')
    const changeId = await agreedTransfer(database, { clientId, from, to, at: at(0) })
    expect(await openChanges(context(rita, at(30)))).toContainEqual(expect.objectContaining({ changeId }))
    await withdrawChange(context(from.owner, at(30)), { changeId })
    await tellExpiredOffers(context(system, at(31)))
    expect(await ends(from.appName)).toEqual(['taken_back to owner@time-b.example.com'])
  })

  it('is told to nobody once the app is deleted, and later neither', async () => {
    const { clientId, organization: from } = await quietClient(database, 'dead-a.example.com', at(0))
    await decideSubmissions(database, clientId, at(0))
    await offerTransfer(context(from.owner), { clientId, email: 'somebody@example.com', reason: 'We sold the app.' })
    await deleteApp(context(from.owner, at(20)), { appId: from.appId, name: from.appName })
    expect(await tellExpiredOffers(context(system, at(21)))).toBe(0)
    expect(await ends(from.appName)).toEqual([])
  })
})

describe('what waits for AppSec when a company is removed', () => {
  const NOW = local('2027-03-08T08:00')

  it('is closed with it: its own changes, hand-overs from it and hand-overs to it', async () => {
    const giver = await quietClient(database, 'gone-a.example.com', QUIET)
    const taker = await testOrganization(database.db, 'taker.example.com', 'Taker')
    const handed = await agreedTransfer(database, { clientId: giver.clientId, ...pair(giver, taker), at: QUIET })
    const name = { kind: 'name' as const, clientId: giver.clientId, name: 'Other Name', reason: 'Nicer.' }
    const renamed = await proposeChange(context(giver.organization.owner, QUIET), name)
    const busy = await testOrganization(database.db, 'busy.example.com', 'Busy')
    const { clientId } = await approvedApp(database.db, busy)
    const coming = await agreedTransfer(database, { clientId, from: busy, to: giver.organization, at: QUIET })
    for (const step of STEPS) await sweepAt(database, step)
    const before = await openChanges(context(rita, NOW))
    expect(before.map(({ changeId }) => changeId)).toEqual(expect.arrayContaining([handed, renamed.changeId, coming]))

    const episodeId = await episodeIdOf(database, giver.clientId)
    await confirmRemoval(context(lena, NOW), { episodeId })
    const left = (await openChanges(context(rita, NOW))).map(({ changeId }) => changeId)
    for (const changeId of [handed, renamed.changeId, coming]) {
      expect(left).not.toContain(changeId)
      expect(await changeDesk(context(rita, NOW), changeId)).toMatchObject({
        state: 'withdrawn',
        decidedBy: 'Lena Long',
      })
      const [audit] = await database.sql`
        select act from audit where data ->> 'changeId' = ${changeId} order by seq desc limit 1`
      expect(audit?.act).toBe('client.change_withdrawn')
    }
    expect(await ends('App of gone-a example com')).toEqual(['giver_gone to owner@taker.example.com'])
    expect(await ends('Busy')).toEqual(['taker_gone to owner@busy.example.com'])
    const [change] = (await clientChanges(context(busy.owner, NOW), clientId)).changes
    expect(change).toMatchObject({ state: 'withdrawn', end: { byTeam: true } })
    expect(change?.end?.publicText).toContain('was removed')
    expect(await transferView(context(taker.owner, NOW), handed)).toMatchObject({ end: { byTeam: true } })
  })

  const pair = (giver: { organization: typeof from }, to: typeof from) => ({ from: giver.organization, to })
  const from = null as unknown as Awaited<ReturnType<typeof testOrganization>>
})

describe('a hand-over of an app that is deleted', () => {
  it('ends, and the other company is told', async () => {
    const { clientId, organization: from } = await quietClient(database, 'del-a.example.com', at(0))
    const to = await testOrganization(database.db, 'del-b.example.com', 'Del B')
    const changeId = await agreedTransfer(database, { clientId, from, to, at: at(0) })
    await deleteApp(context(from.owner, at(1)), { appId: from.appId, name: from.appName })
    expect(await openChanges(context(rita, at(1)))).not.toContainEqual(expect.objectContaining({ changeId }))
    expect(await ends(from.appName)).toEqual(['giver_gone to owner@del-b.example.com'])
  })
})

describe('after a hand-over', () => {
  it('the company before finds what it signed; the new one reads what keeps members out, and who did what', async () => {
    const { clientId, organization: from } = await quietClient(database, 'kept-a.example.com', at(0))
    const to = await testOrganization(database.db, 'kept-b.example.com', 'Kept B')
    await decideSubmissions(database, clientId, at(0))
    const own = { kind: 'name' as const, clientId, name: 'A Secret Plan', reason: 'For our own launch.' }
    await withdrawChange(context(from.owner), await proposeChange(context(from.owner), own))
    await transferred(database, { clientId, from, to, by: rita, at: at(1) })
    const { changes } = await clientChanges(context(to.owner, at(2)), clientId)
    expect(changes.map(({ kind, state }) => `${kind} ${state}`)).toEqual(['owner approved'])
    const [row] = await database.sql`select id, reference from submission where app_id = ${from.appId}`
    const submissionId = String(row?.id)

    for (const actor of [from.owner, from.viewer]) {
      expect(await appsGivenAway(context(actor, at(2)))).toMatchObject([
        {
          ...{ appId: from.appId, name: from.appName, to: 'Kept B Incorporated' },
          ...{ from: `${from.appName} Incorporated`, given: { at: at(1) } },
          submissions: [{ submissionId, reference: row?.reference, status: 'approved' }],
        },
      ])
    }
    expect((await submissionTasks(context(from.viewer, at(2)), submissionId)).moved).toBe(true)
    expect(await appsGivenAway(context(to.owner, at(2)))).toEqual([])
    for (const actor of [rita, { kind: 'anonymous' } as const]) {
      await expect(appsGivenAway(context(actor))).rejects.toMatchObject({ code: 'not_found' })
    }

    const [place] = await myApps(context(to.owner, at(2)))
    const app = place?.apps.find(({ appId }) => appId === from.appId)
    expect(app).toMatchObject({ next: 'own_answers', clients: [{ waitsForOwnAnswers: true }] })
    const { history } = await appView(context(to.viewer, at(2)), from.appId)
    expect(history[0]).toMatchObject({ title: 'App registered', by: { company: `${from.appName} Incorporated` } })
    await startSubmission(context(to.owner, at(3)), { appId: from.appId })
    const last = (await appView(context(to.viewer, at(4)), from.appId)).history.at(-1)
    expect(last).toMatchObject({ by: 'developer' })
  })
})
