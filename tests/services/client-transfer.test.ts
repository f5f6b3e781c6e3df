/** An app changes hands: offered by an owner, taken by an owner elsewhere, decided by AppSec; nobody learns who has an address. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { offerOver, TRANSFER_ENDS, TRANSFER_OFFERS, whyNotTransfer } from '../../lib/domain/client-transfer.ts'
import { clientForProvider, createSandboxClient } from '../../lib/services/client.ts'
import { proposeChange, withdrawChange } from '../../lib/services/client-change.ts'
import { decideChange } from '../../lib/services/client-change-decide.ts'
import { changeDesk, openChanges } from '../../lib/services/client-change-desk.ts'
import { clientChanges } from '../../lib/services/client-change-view.ts'
import { makeSecret } from '../../lib/services/client-secret.ts'
import { type AnswerInput, answerTransfer, offerTransfer } from '../../lib/services/client-transfer.ts'
import { comingApps, myTransfers, transferView } from '../../lib/services/client-transfer-view.ts'
import { clientView } from '../../lib/services/client-view.ts'
import type { Actor, Staff } from '../../lib/services/context.ts'
import { recordGrant } from '../../lib/services/grant.ts'
import { startSubmission } from '../../lib/services/submission-start.ts'
import { ensureTerms } from '../../lib/services/terms.ts'
import { approvedApp } from '../support/approved-app.ts'
import { MONDAY_MORNING, testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { type TestOrganization, testOrganization, testPerson } from '../support/organization.ts'
import { currentAttestationOf } from '../support/removal.ts'
import { acceptTestTerms, testStaff } from '../support/review.ts'

let database: TestDatabase
let sunny: TestOrganization
let moon: TestOrganization
let rita: Staff
let clientId: string
let sandbox: string
let changeId: string
const anonymous = { kind: 'anonymous' } as const
const at = (minutes: number) => new Date(MONDAY_MORNING.getTime() + minutes * 60_000)
const context = (actor: Actor, now = at(0)) => testContext(database.db, actor, now)

beforeAll(async () => {
  database = await testDatabase()
  await ensureTerms(testContext(database.db, { kind: 'system', job: 'test' }, new Date('2026-01-01T00:00:00Z')))
  sunny = await testOrganization(database.db, 'sunny.example.com', 'Sunny Health')
  moon = await testOrganization(database.db, 'moon.example.com', 'Moon App')
  rita = await testStaff(database.db, 'reviewer', 'Rita Reyes')
  clientId = (await approvedApp(database.db, sunny)).clientId
  const input = { appId: sunny.appId, name: 'Try', redirectUri: 'https://sunny.example.com/cb' }
  const made = await createSandboxClient(context(sunny.owner), { ...input, type: 'confidential-symmetric' })
  sandbox = made.clientId
  await makeSecret(context(sunny.owner), { clientId: sandbox })
})
afterAll(() => database.close())

const offer = (actor: Actor, email: string, now = at(0), reason = 'We sold the app.') =>
  offerTransfer(context(actor, now), { clientId, email, reason })
const answer = (actor: Actor, more: Partial<AnswerInput> = {}) =>
  answerTransfer(context(actor, at(10)), { changeId, answer: 'accepted', organizationId: moon.organizationId, ...more })
const decide = (actor: Actor, decision: 'approved' | 'refused' = 'approved') =>
  decideChange(context(actor, at(20)), { changeId, decision, publicReason: 'Both of you agree.' })
const mails = async (kind: string) =>
  (await database.sql`select to_address from mail where kind = ${kind} order by to_address`).map(
    (row) => row.to_address,
  )
/** Mails about the end of a transfer since the last look. */
const ends = async () => {
  const rows =
    await database.sql`select to_address, props ->> 'what' as what from mail where kind = 'transfer_over' and id != all(${seen})`
  const all = await database.sql`select id from mail where kind = 'transfer_over'`
  seen = all.map(({ id }) => id)
  const end = (what: string) => Object.entries(TRANSFER_ENDS).find(([, text]) => text === what)?.[0]
  return rows.map((row) => `${end(row.what)} to ${row.to_address}`).toSorted()
}
let seen: string[] = []
/** The app is decided before; nothing of it is before AppSec. */
const decideSubmissions = () => database.sql`
  insert into review_event (id, submission_id, kind, at, actor_kind, human, public_text, internal_text, data)
  select gen_random_uuid(), s.id, 'approved', ${at(0).toISOString()}, 'staff', false, '', '', '{}' from submission s
  where not exists (select from review_event e where e.submission_id = s.id and e.kind = 'approved')`

describe('whyNotTransfer', () => {
  it('names every reason', () => {
    expect(whyNotTransfer({ status: 'live', inReview: false })).toEqual([])
    expect(whyNotTransfer({ status: 'suspended', inReview: true, appsThere: 20 })).toHaveLength(3)
  })
})

describe('offerOver', () => {
  it.each([
    ['withdrawn', 'Sunny Inc. took the offer back.'],
    ['refused', 'the answer was no'],
    ['in_review', 'has said yes'],
    ['approved', 'has said yes'],
    ['expired', 'Nobody answered this offer within 14 days'],
  ] as const)('%s', (state, words) => expect(offerOver(state, 'Sunny Inc.')).toContain(words))
})

describe('an offer', () => {
  it('waits while AppSec has a submission of the app', async () => {
    await expect(offer(sunny.owner, moon.owner.email)).rejects.toMatchObject({ code: 'not_transferable' })
    await decideSubmissions()
  })
  it('is for owners of that organization', async () => {
    for (const actor of [anonymous, moon.owner, rita]) {
      await expect(offer(actor, 'x@example.com')).rejects.toMatchObject({ code: 'not_found' })
    }
    for (const actor of [sunny.viewer, sunny.editor]) {
      await expect(offer(actor, 'x@example.com')).rejects.toMatchObject({ code: 'role_too_low' })
    }
    const tried = { clientId: sandbox, email: 'x@example.com', reason: 'Sold.' }
    await expect(offerTransfer(context(sunny.owner), tried)).rejects.toMatchObject({ code: 'no_change' })
  })
  it('says beside the field what is wrong', async () => {
    await expect(offer(sunny.owner, 'nobody')).rejects.toMatchObject({ code: 'email_invalid', field: 'email' })
    await expect(offer(sunny.owner, 'Owner@sunny.example.com')).rejects.toMatchObject({ code: 'own_address' })
    const silent = offer(sunny.owner, 'x@example.com', at(0), '')
    await expect(silent).rejects.toMatchObject({ code: 'text', field: 'reason' })
  })
  it('looks the same whether or not an owner elsewhere has the address; only such an owner gets a mail', async () => {
    await testPerson(database.db, 'alone@example.com')
    const shown: unknown[] = []
    const addresses = ['nobody@example.com', 'alone@example.com', moon.viewer.email, 'Owner@Moon.example.com']
    for (const [minute, email] of addresses.entries()) {
      const made = await offer(sunny.owner, email, at(minute))
      const [change] = (await clientChanges(context(sunny.owner, at(minute)), clientId)).changes
      shown.push({ ...change, changeId: '', requestedAt: null, answerBy: '', shall: change?.shall.length })
      expect(change?.shall).toEqual([`Whoever has ${email.toLowerCase()}`])
      changeId = made.changeId
      if (minute < addresses.length - 1) await withdrawChange(context(sunny.owner, at(minute)), { changeId })
    }
    expect(new Set(shown.map((one) => JSON.stringify(one))).size).toBe(1)
    expect(await mails('transfer_offered')).toEqual([moon.owner.email])
  })
  it('is seen by that owner alone', async () => {
    const alone = await testPerson(database.db, 'somebody@example.com')
    for (const actor of [anonymous, alone, moon.editor, moon.viewer, sunny.owner, rita]) {
      await expect(transferView(context(actor), changeId)).rejects.toMatchObject({ code: 'not_found' })
      await expect(answer(actor)).rejects.toMatchObject({ code: 'not_found' })
    }
    await expect(transferView(context(moon.owner), randomUUID())).rejects.toMatchObject({ code: 'not_found' })
    await expect(myTransfers(context(rita))).rejects.toMatchObject({ code: 'not_found' })
    expect(await myTransfers(context(moon.editor))).toEqual([])
    expect(await myTransfers(context(moon.owner))).toMatchObject([{ changeId, app: 'Sunny Health' }])
    expect(await transferView(context(moon.owner), changeId)).toMatchObject({
      from: 'Sunny Health Incorporated',
      reason: 'We sold the app.',
      organizations: [{ organizationId: moon.organizationId, termsAccepted: false }],
    })
  })
  it('is not for AppSec yet', async () => {
    expect(await openChanges(context(rita))).toMatchObject([
      { changeId, inShort: `Organization: Whoever has ${moon.owner.email}`, due: null },
    ])
    await expect(decide(rita)).rejects.toMatchObject({ code: 'not_approvable' })
  })
  it('is taken once, for an organization of one’s own', async () => {
    for (const organizationId of ['x', sunny.organizationId, randomUUID()]) {
      const other = answer(moon.owner, { organizationId })
      await expect(other).rejects.toMatchObject({ code: 'organization', field: 'organizationId' })
    }
    const results = await Promise.allSettled([answer(moon.owner), answer(moon.owner)])
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'offer_over' } })
    expect(await myTransfers(context(moon.owner))).toEqual([])
    expect(await transferView(context(moon.owner, at(11)), changeId)).toMatchObject({ state: 'in_review', end: null })
    for (const actor of [moon.owner, moon.viewer]) {
      const coming = { app: 'Sunny Health', to: 'Moon App Incorporated', termsAccepted: false }
      expect(await comingApps(context(actor, at(11)))).toMatchObject([coming])
    }
    expect(await comingApps(context(sunny.owner))).toEqual([])
    await expect(comingApps(context(rita))).rejects.toMatchObject({ code: 'not_found' })
    const take = (actor: Actor) => withdrawChange(context(actor), { changeId })
    await expect(take(sunny.editor)).rejects.toMatchObject({ code: 'role_too_low' })
    await expect(take(moon.owner)).rejects.toMatchObject({ code: 'not_found' })
    expect((await clientView(context(sunny.viewer), clientId)).clientId).toBe(clientId)
  })
})

describe('the decision', () => {
  it('is for people of neither company, once the terms are accepted', async () => {
    for (const domain of ['sunny.example.com', 'moon.example.com']) {
      const cousin = await testStaff(database.db, 'lead', `Cousin of ${domain}`, domain)
      await expect(decide(cousin)).rejects.toMatchObject({ code: 'conflict' })
    }
    expect(await changeDesk(context(rita, at(15)), changeId)).toMatchObject({
      was: ['Sunny Health Incorporated'],
      shall: ['Moon App Incorporated'],
      whyNot: { approve: ['The receiving organization has not accepted the current terms of service.'] },
    })
    await expect(decide(rita)).rejects.toMatchObject({ code: 'not_approvable' })
    await acceptTestTerms(database.db, moon)
  })
  it('gives the app with its clients away; secrets and grants end, members and both companies are told', async () => {
    await recordGrant(context({ kind: 'member', subject: 'member-1' }), {
      ...{ environment: 'production', clientId, patient: 'p1', scopes: ['patient/Patient.rs', 'offline_access'] },
      attestationId: await currentAttestationOf(database, clientId),
      ...{ labelDigest: 'x', lang: 'en', shown: {}, expiresAt: at(60 * 24 * 60) },
      ...{ providerGrantId: randomUUID(), notifyEmail: 'maria@member.example.com' },
    })
    const asked = { kind: 'name' as const, clientId, name: 'Last Wish', reason: 'Before we go.' }
    await proposeChange(context(sunny.owner, at(16)), asked)
    await decide(rita)
    expect((await openChanges(context(rita))).map(({ inShort }) => inShort)).toEqual([])
    await expect(decide(rita)).rejects.toMatchObject({ code: 'decided_meanwhile' })
    for (const id of [clientId, sandbox]) {
      await expect(clientView(context(sunny.owner), id)).rejects.toMatchObject({ code: 'not_found' })
      expect(await clientView(context(moon.viewer), id)).toMatchObject({ company: 'Moon App Incorporated' })
      const [last] = await database.sql`select kind from client_event where client_id = ${id} order by seq desc limit 1`
      expect(last?.kind).toBe('changed')
    }
    expect((await clientForProvider(database.db, 'sandbox', sandbox, at(30)))?.secretDigests).toEqual([])
    const events = await database.sql`select kind, reason from grant_event order by seq desc limit 1`
    expect(events).toMatchObject([{ kind: 'ended', reason: 'transferred' }])
    expect(await mails('grant_ended_by_plan')).toEqual(['maria@member.example.com'])
    expect(await mails('change_decided')).toEqual([])
    expect(await ends()).toEqual(['given to owner@sunny.example.com'])
    expect(await mails('transfer_done')).toEqual([moon.owner.email])
    expect(await comingApps(context(moon.owner))).toEqual([])
    expect(await transferView(context(moon.owner), changeId)).toMatchObject({ state: 'approved' })
    const acts = await database.sql`
      select organization_id from audit where act = 'client.taken_over' and noun = 'client'`
    expect(acts).toMatchObject([{ organization_id: moon.organizationId }])
  })
  it('lets the new company start from the answers, with itself and what is live now in them', async () => {
    await database.sql`update client set redirect_uris = array['https://moon.example.com/cb'] where id = ${clientId}`
    const { submissionId } = await startSubmission(context(moon.owner, at(40)), { appId: sunny.appId })
    const rows = await database.sql`select question_id, value from answer where submission_id = ${submissionId}`
    const answers = Object.fromEntries(rows.map(({ question_id, value }) => [question_id, value]))
    expect(answers['org.identity']).toMatchObject({ legalName: 'Moon App Incorporated' })
    expect(answers['contact.primary']).toMatchObject({ email: 'primary@moon.example.com' })
    expect(answers['smart.urls']).toMatchObject({ redirectUris: ['https://moon.example.com/cb'] })
    expect(answers['app.identity']).toMatchObject({ name: 'Sunny Health' })
    expect(Object.keys(answers).length).toBeGreaterThan(40)
  })
  it('can be no, by the other side or by AppSec; then nothing changed', async () => {
    const back = { clientId, reason: 'Back again.', email: sunny.owner.email }
    changeId = (await offerTransfer(context(moon.owner, at(100)), back)).changeId
    await answer(sunny.owner, { answer: 'refused', organizationId: '' })
    const [change] = (await clientChanges(context(moon.owner), clientId)).changes
    expect(change).toMatchObject({ state: 'refused', end: { byTeam: false } })
    expect(await ends()).toEqual(['declined to owner@moon.example.com'])
    changeId = (await offerTransfer(context(moon.owner, at(101)), back)).changeId
    await answer(sunny.owner, { organizationId: sunny.organizationId })
    await decide(rita, 'refused')
    expect(await ends()).toEqual(['refused to owner@moon.example.com', 'refused to owner@sunny.example.com'])
    changeId = (await offerTransfer(context(moon.owner, at(102)), back)).changeId
    await answer(sunny.owner, { organizationId: sunny.organizationId })
    await withdrawChange(context(moon.owner), { changeId })
    expect(await ends()).toEqual(['taken_back to owner@sunny.example.com'])
    expect((await clientView(context(moon.owner), clientId)).company).toBe('Moon App Incorporated')
  })
  it('is not open to a client that is stopped, and offers have an end', async () => {
    changeId = (
      await offerTransfer(context(moon.owner, at(110)), { clientId, reason: 'Once more.', email: sunny.owner.email })
    ).changeId
    await database.sql`
      insert into client_event (id, client_id, kind, at, actor_kind, public_reason, internal_text)
      values (${randomUUID()}, ${clientId}, 'suspended', ${at(111).toISOString()}, 'staff', '', '')`
    const taken = answer(sunny.owner, { organizationId: sunny.organizationId })
    await expect(taken).rejects.toMatchObject({ code: 'not_transferable' })
    await withdrawChange(context(moon.owner), { changeId })
    await database.sql`
      insert into client_event (id, client_id, kind, at, actor_kind, public_reason, internal_text)
      values (${randomUUID()}, ${clientId}, 'reinstated', ${at(112).toISOString()}, 'staff', '', '')`
    for (let made = 4; made < TRANSFER_OFFERS.count; made += 1) {
      const again = await offerTransfer(context(moon.owner, at(120 + made)), {
        clientId,
        reason: 'Again.',
        email: 'x@example.com',
      })
      await withdrawChange(context(moon.owner, at(120 + made)), again)
    }
    const over = offerTransfer(context(moon.owner, at(130)), { clientId, reason: 'Again.', email: 'x@example.com' })
    await expect(over).rejects.toMatchObject({ code: 'too_many_requests' })
  })
})
