/** Suspending and reinstating a client: who may, what is told to whom, and that the authorization server sees it at once. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listClientEvents } from '../../db/queries/client.ts'
import { CONFLICT_SENTENCE } from '../../lib/domain/review-verdict.ts'
import { clientForProvider } from '../../lib/services/client.ts'
import { clientDesk } from '../../lib/services/client-desk.ts'
import { clientList } from '../../lib/services/client-list.ts'
import { reinstateClient, suspendClient } from '../../lib/services/client-stop.ts'
import { changeContact } from '../../lib/services/contact.ts'
import type { Actor, Staff } from '../../lib/services/context.ts'
import { approve } from '../../lib/services/review-approve.ts'
import { writeMessage } from '../../lib/services/review-message.ts'
import { beginStop, liftStop } from '../../lib/services/stop.ts'
import { testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { confirmAddress, mailOutcome, type TestSubmission, testStaff, testSubmission } from '../support/review.ts'

let database: TestDatabase
let rita: Staff
let remy: Staff
let lena: Staff
let audra: Staff
let sunny: TestSubmission
let clientId: string
const TUESDAY = new Date('2026-11-24T15:00:00Z')
const context = (actor: Actor, now = TUESDAY) => testContext(database.db, actor, now)
const suspension = { criterion: 'malicious_traffic', publicReason: 'Calls from the app guess passwords of members.' }
const suspend = (actor: Actor, more = {}) => suspendClient(context(actor), { clientId, ...suspension, ...more })
const reinstate = (actor: Actor, more = {}) =>
  reinstateClient(context(actor), { clientId, publicReason: 'The cause was found and closed.', ...more })
const kinds = async () => (await listClientEvents(database.db, [clientId])).map(({ kind }) => kind)
const mails = async (kind: string) =>
  (await database.sql`select to_address, props from mail where kind = ${kind} order by to_address`).map((row) => row)

beforeAll(async () => {
  database = await testDatabase()
  rita = await testStaff(database.db, 'reviewer', 'Rita Reyes')
  remy = await testStaff(database.db, 'reviewer', 'Remy Roth')
  lena = await testStaff(database.db, 'lead', 'Lena Long')
  audra = await testStaff(database.db, 'auditor', 'Audra Ames')
  sunny = await testSubmission(database.db, 'sunny.example.com', 'Sunny Health')
  const { submissionId } = sunny
  await confirmAddress(database.db, sunny.organizationId, 'primary@sunny.example.com')
  await writeMessage(context(rita), { submissionId, text: 'We are reading.' })
  await mailOutcome(database.db, submissionId, 'accepted', TUESDAY)
  await approve(context(rita), { submissionId })
  const [row] = await database.sql`select id from client where app_id = ${sunny.appId}`
  clientId = String(row?.id)
})
afterAll(() => database.close())

describe('suspendClient', () => {
  it('refuses strangers, developers and auditors', async () => {
    for (const actor of [{ kind: 'anonymous' } as const, sunny.owner, { kind: 'member', subject: 'm' } as const]) {
      await expect(suspend(actor)).rejects.toMatchObject({ code: 'not_found' })
      await expect(reinstate(actor)).rejects.toMatchObject({ code: 'not_found' })
    }
    await expect(suspend(audra)).rejects.toMatchObject({ code: 'read_only' })
    await expect(suspend(rita, { clientId: randomUUID() })).rejects.toMatchObject({ code: 'not_found' })
    expect(await kinds()).toEqual(['created'])
  })
  it.each([
    [{ criterion: 'sells_data' }, 'denial', 'criterion'],
    [{ publicReason: 'No.' }, 'denial', 'publicReason'],
    [{ publicReason: 'x'.repeat(2_000_000) }, 'text', 'publicReason'],
    [{ internalText: 'x'.repeat(9000) }, 'text', 'internalText'],
  ])('refuses %j', async (more, code, field) => {
    await expect(suspend(rita, more)).rejects.toMatchObject({ code, field })
    expect(await kinds()).toEqual(['created'])
  })
  it('acts once when two press at once; the other is told who did', async () => {
    const results = await Promise.allSettled([suspend(rita, { internalText: 'Case 17' }), suspend(lena)])
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const lost = results.find((result) => result.status === 'rejected')
    expect(lost?.reason).toMatchObject({
      code: 'suspended_meanwhile',
      message: expect.stringMatching(/^(Rita Reyes|Lena Long) suspended it on Tue Nov 24/),
    })
    expect(await kinds()).toEqual(['created', 'suspended'])
  })
  it('holds at the next call of the authorization server', async () => {
    expect(await clientForProvider(database.db, 'production', clientId, TUESDAY)).toMatchObject({ status: 'suspended' })
  })
  it('tells the proven main contact and the owners, with the way back and no internal word', async () => {
    const told = await mails('client_suspended')
    expect(told.map((row) => row.to_address)).toEqual(['owner@sunny.example.com', 'primary@sunny.example.com'])
    expect(told[0]?.props).toMatchObject({ app: 'Sunny Health', clientId, publicReason: suspension.publicReason })
    expect(JSON.stringify(told)).toContain('lets the client work again')
    expect(JSON.stringify(told)).not.toContain('Case 17')
    const [audit] = await database.sql`select act, noun_id, organization_id from audit order by seq desc limit 1`
    expect(audit).toEqual({ act: 'client.suspended', noun_id: clientId, organization_id: sunny.organizationId })
  })
})

describe('reinstateClient', () => {
  it('needs a second person, a reason, and something to reinstate', async () => {
    const [event] = (await listClientEvents(database.db, [clientId])).slice(-1)
    const who = event?.actorId === rita.staffId ? rita : lena
    const second = who === rita ? lena : rita
    await expect(reinstate(who)).rejects.toMatchObject({ code: 'second_person' })
    await expect(reinstate(audra)).rejects.toMatchObject({ code: 'read_only' })
    await expect(reinstate(second, { publicReason: ' ' })).rejects.toMatchObject({
      code: 'text',
      field: 'publicReason',
    })
    const results = await Promise.allSettled([reinstate(second), reinstate(remy)])
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await kinds()).toEqual(['created', 'suspended', 'reinstated'])
    expect(await clientForProvider(database.db, 'production', clientId, TUESDAY)).toMatchObject({ status: 'live' })
    expect(await mails('client_reinstated')).toHaveLength(2)
    await expect(reinstate(remy)).rejects.toMatchObject({ code: 'reinstated_meanwhile' })
  })
})

describe('clientDesk and clientList', () => {
  it('are for payer staff alone', async () => {
    for (const actor of [{ kind: 'anonymous' } as const, sunny.owner]) {
      await expect(clientDesk(context(actor), clientId)).rejects.toMatchObject({ code: 'not_found' })
      await expect(clientList(context(actor), { environment: 'production' })).rejects.toMatchObject({
        code: 'not_found',
      })
    }
    await expect(clientDesk(context(audra), 'x')).rejects.toMatchObject({ code: 'not_found' })
  })
  it('show the history with names, and what stands against each act', async () => {
    const view = await clientDesk(context(audra), clientId)
    expect(view).toMatchObject({ status: 'live', app: 'Sunny Health', mayAct: false, attestation: { version: 1 } })
    expect(view.events.map(({ kind }) => kind)).toEqual(['created', 'suspended', 'reinstated'])
    expect(view.events[1]).toMatchObject({
      criterion: 'Active malicious traffic',
      publicReason: suspension.publicReason,
    })
    expect(view.whyNot).toEqual({ suspend: [], reinstate: ['This client is live.'] })
  })
  it('find by name, company and client id, taking wildcards for what they are', async () => {
    const find = async (text: string) =>
      (await clientList(context(rita), { environment: 'production', text })).rows.length
    expect(await Promise.all(['sunny', 'INCORPORATED', clientId, '', '%', '_', "'", '\u0000'].map(find))).toEqual([
      1, 1, 1, 1, 0, 0, 0, 1,
    ])
  })
})

describe('a conflict of interest', () => {
  const words = { ...suspension, publicReason: 'Attacks came from all of your clients.' }
  const of = () => ({ scope: 'organization' as const, organizationId: sunny.organizationId })
  const lastAudit = async () => (await database.sql`select act, data from audit order by seq desc limit 1`)[0]

  it('never stands against stopping: the audit says so', async () => {
    const cousin = await testStaff(database.db, 'lead', 'Cousin', 'sunny.example.com')
    await suspend(cousin)
    expect(await lastAudit()).toMatchObject({ act: 'client.suspended', data: { conflict: true } })
    await beginStop(context(cousin), { ...of(), ...words })
    expect(await lastAudit()).toMatchObject({ act: 'stop.begun', data: { conflict: true } })
  })
  it('stands against letting go on', async () => {
    const cousin = await testStaff(database.db, 'lead', 'Other Cousin', 'lab.sunny.example.com')
    await expect(reinstate(cousin)).rejects.toMatchObject({ code: 'not_reinstatable', message: CONFLICT_SENTENCE })
    await expect(liftStop(context(cousin), { ...of(), publicReason: 'All is well.' })).rejects.toMatchObject({
      code: 'conflict',
    })
  })
  it('comes from proven addresses alone, not from what an organization says of itself', async () => {
    const { organizationId } = sunny
    const contact = { name: 'Nobody', email: 'nobody@payer.example.com', phone: '+1 785 555 0100' }
    await changeContact(context(sunny.editor), { organizationId, kind: 'security', ...contact })
    // A client cannot be told that it works again while nothing of its organization does.
    await expect(reinstate(remy)).rejects.toMatchObject({ message: expect.stringContaining('Lift that stop first') })
    expect((await clientDesk(context(remy), clientId)).whyNot.reinstate).toHaveLength(1)
    await liftStop(context(remy), { ...of(), publicReason: 'All is well.' })
    await reinstate(remy)
    await confirmAddress(database.db, organizationId, contact.email)
    await suspend(rita)
    await expect(reinstate(remy)).rejects.toMatchObject({ message: CONFLICT_SENTENCE })
  })
})
