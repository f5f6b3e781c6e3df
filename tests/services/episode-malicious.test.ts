/** Malicious activity from the desk: flag, suspension, confirmation, reinstatement and the record for CIRT. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appendClientEvent } from '../../db/queries/client.ts'
import { insertGrant } from '../../db/queries/grant.ts'
import { csvText } from '../../lib/platform/csv.ts'
import { clientImpact, organizationImpact } from '../../lib/services/client-impact.ts'
import { reinstateClient, suspendClient } from '../../lib/services/client-stop.ts'
import type { Actor, Staff } from '../../lib/services/context.ts'
import { closeEpisode } from '../../lib/services/episode-act.ts'
import { tellDeveloper } from '../../lib/services/episode-breach.ts'
import { exportEpisode } from '../../lib/services/episode-export.ts'
import { episodeRegister } from '../../lib/services/episode-list.ts'
import { confirmMalicious, flagClient } from '../../lib/services/episode-malicious.ts'
import { episodeView } from '../../lib/services/episode-view.ts'
import { listGrants } from '../../lib/services/grant.ts'
import { approve } from '../../lib/services/review-approve.ts'
import { writeMessage } from '../../lib/services/review-message.ts'
import { beginStop, liftStop } from '../../lib/services/stop.ts'
import { approvedApp } from '../support/approved-app.ts'
import { testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { testOrganization } from '../support/organization.ts'
import { mailOutcome, type TestSubmission, testStaff, testSubmission } from '../support/review.ts'

let database: TestDatabase
let rita: Staff
let lena: Staff
let audra: Staff
let sunny: TestSubmission
let clientId: string
const TUESDAY = new Date('2026-11-24T15:00:00Z')
const DAY = 24 * 3_600_000
const context = (actor: Actor) => testContext(database.db, actor, TUESDAY)
const flag = (actor: Actor, more = {}) =>
  flagClient(context(actor), {
    clientId,
    attack: 'credential_stuffing',
    evidence: '900 names from one address',
    ...more,
  })
const words = { criterion: 'malicious_traffic', publicReason: 'Calls of the app guess passwords.' }
const kinds = async (episodeId: string) =>
  (await episodeView(context(rita), episodeId)).events.map(({ kind, data }) =>
    kind === 'told' ? `told ${data.audience}` : kind,
  )
const mails = (kind: string) => database.sql`select to_address, lang, props from mail where kind = ${kind} order by 1`

async function member(
  subject: string,
  lastUsed: number | null,
  notifyEmail: string | null,
  lang: 'en' | 'es' = 'en',
  scopes = ['offline_access'],
) {
  const at = (days: number) => new Date(TUESDAY.getTime() + days * DAY)
  const row = {
    ...{ id: randomUUID(), clientId, environment: 'production' as const, subject, patient: subject, scopes },
    ...{ attestationId: null, labelDigest: 'x', lang, shown: '{}', createdAt: at(-30), expiresAt: at(30) },
    ...{ providerGrantId: randomUUID(), lastUsedAt: lastUsed === null ? null : at(lastUsed), notifyEmail },
  }
  await database.db.transaction((tx) => insertGrant(tx, row))
  return row
}

beforeAll(async () => {
  database = await testDatabase()
  rita = await testStaff(database.db, 'reviewer', 'Rita Reyes')
  lena = await testStaff(database.db, 'lead', 'Lena Long')
  audra = await testStaff(database.db, 'auditor', 'Audra Ames')
  sunny = await testSubmission(database.db, 'sunny.example.com', 'Sunny Health')
  const { submissionId } = sunny
  await writeMessage(context(rita), { submissionId, text: 'We are reading.' })
  await mailOutcome(database.db, submissionId, 'accepted', TUESDAY)
  await approve(context(rita), { submissionId })
  const [row] = await database.sql`select id from client where app_id = ${sunny.appId}`
  clientId = String(row?.id)
  await member('maria', -1, 'maria@example.com', 'es')
  await member('maria', -20, 'maria@example.com', 'es')
  await member('omar', -20, 'omar@example.com')
  await member('nia', null, null)
  // Without new data after its first hour, whatever end was chosen.
  await member('once', -30, 'once@example.com', 'en', ['patient/Patient.rs'])
  const over = await member('gone', -1, 'gone@example.com')
  await database.sql`insert into grant_event (id, grant_id, kind, at, reason) values
    (${randomUUID()}, ${over.id}, 'stopped', ${TUESDAY.toISOString()}, 'member')`
  for (const [day, count] of [
    ['2026-11-23', 41],
    ['2026-11-20', 1],
    ['2026-11-01', 500],
  ] as const) {
    await database.sql`insert into activity_count (client_id, day, kind, count)
      values (${clientId}, ${day}, 'call', ${count})`
  }
})
afterAll(() => database.close())

it('refuses strangers, the developer and auditors; reading is for all staff', async () => {
  for (const actor of [{ kind: 'anonymous' } as const, sunny.owner, { kind: 'member', subject: 'm' } as const]) {
    await expect(flag(actor)).rejects.toMatchObject({ code: 'not_found' })
    await expect(clientImpact(context(actor), clientId)).rejects.toMatchObject({ code: 'not_found' })
    const whole = organizationImpact(context(actor), sunny.organizationId)
    await expect(whole).rejects.toMatchObject({ code: 'not_found' })
    const input = { episodeId: randomUUID() }
    await expect(confirmMalicious(context(actor), input)).rejects.toMatchObject({ code: 'not_found' })
    await expect(exportEpisode(context(actor), { ...input, format: 'csv' })).rejects.toMatchObject({
      code: 'not_found',
    })
  }
  await expect(flag(audra)).rejects.toMatchObject({ code: 'read_only' })
  await expect(flag(rita, { clientId: randomUUID() })).rejects.toMatchObject({ code: 'not_found' })
  await expect(flag(rita, { attack: 'x' })).rejects.toMatchObject({ code: 'attack', field: 'attack' })
  await expect(flag(rita, { evidence: ' ' })).rejects.toMatchObject({ code: 'text', field: 'evidence' })
  expect(await clientImpact(context(audra), clientId)).toEqual({ members: 3, usedLastWeek: 1, callsLastWeek: 42 })
})

describe('a case from the first flag to its end', () => {
  let episodeId: string

  it('is opened once, tells AppSec once, and stops nothing', async () => {
    const [first, second] = await Promise.all([flag(rita), flag(lena)])
    ;({ episodeId } = first)
    expect(second.episodeId).toBe(episodeId)
    expect([first.opened, second.opened].toSorted()).toEqual([false, true])
    expect(await kinds(episodeId)).toEqual(['opened', 'told appsec', 'evidence'])
    expect(await mails('malicious_case')).toHaveLength(1)
    await expect(confirmMalicious(context(rita), { episodeId })).rejects.toMatchObject({ code: 'not_suspended' })
    await expect(tellDeveloper(context(rita), { episodeId })).rejects.toMatchObject({ code: 'not_breach' })
  })

  it('takes the suspension in, however many press, with CIRT and the developer told', async () => {
    const presses = [rita, lena].map((staff) => suspendClient(context(staff), { clientId, ...words }))
    const results = await Promise.allSettled(presses)
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect((await kinds(episodeId)).slice(3)).toEqual(['suspended', 'told developer', 'told cirt'])
    expect((await mails('malicious_case')).map(({ props }) => props.suspended)).toEqual([false, true])
    expect(await mails('client_stopped_member')).toHaveLength(0)
    await expect(closeEpisode(context(lena), { episodeId, publicReason: 'Over.' })).rejects.toMatchObject({
      code: 'still_suspended',
    })
    const [grant] = await listGrants(context({ kind: 'member', subject: 'omar' }), 'production')
    expect(grant).toMatchObject({ status: 'active', stoppedByPlan: TUESDAY })
  })

  it('writes to members once a person confirmed it, each address once, without the name of the app', async () => {
    await expect(confirmMalicious(context(audra), { episodeId })).rejects.toMatchObject({ code: 'read_only' })
    const presses = await Promise.allSettled([rita, lena].map((one) => confirmMalicious(context(one), { episodeId })))
    expect(presses.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(presses.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'confirmed_before' } })
    const told = await mails('client_stopped_member')
    expect(told.map((row) => `${row.to_address} ${row.lang}`)).toEqual(['maria@example.com es', 'omar@example.com en'])
    expect(JSON.stringify(told)).not.toContain('Sunny')
    expect((await kinds(episodeId)).slice(-2)).toEqual(['confirmed', 'told members'])
  })

  it('is reinstated by a second person alone, and then closed', async () => {
    const stopped = (await episodeView(context(rita), episodeId)).events.find(({ kind }) => kind === 'suspended')
    const [first, second] = stopped?.by === rita.name ? [rita, lena] : [lena, rita]
    const input = { clientId, publicReason: 'The cause was found and closed.' }
    await expect(reinstateClient(context(first), input)).rejects.toMatchObject({ code: 'second_person' })
    await reinstateClient(context(second), input)
    expect((await kinds(episodeId)).at(-1)).toBe('reinstated')
    const [grant] = await listGrants(context({ kind: 'member', subject: 'omar' }), 'production')
    expect(grant).toMatchObject({ stoppedByPlan: null })
    await closeEpisode(context(first), { episodeId, publicReason: 'It is over.' })
  })

  it('is exported as data and as CSV without formulas, and the audit has it', async () => {
    const record = await exportEpisode(context(audra), { episodeId, format: 'json' })
    expect(record).toMatchObject({ kind: 'malicious', status: 'closed', clientId, client: 'Sunny Health' })
    expect(record.log.map(({ event }) => event)).toEqual(
      (await kinds(episodeId)).map((kind) => kind.replace(/ .*/, '')),
    )
    expect(JSON.stringify(record)).toContain('900 names from one address')
    const [audit] = await database.sql`select act, actor_id, data from audit order by seq desc limit 1`
    expect(audit).toMatchObject({ act: 'episode.exported', actor_id: audra.staffId, data: { format: 'json' } })
    const csv = csvText(['a', 'b'], [{ a: '=1+1', b: 'x,"y"\nz' }])
    expect(csv).toBe('\ufeffa,b\r\n\'=1+1,"x,""y""\nz"\r\n')
  })
})

it('a suspension for malicious traffic opens the case by itself; another criterion opens none', async () => {
  const count = async () => (await database.sql`select 1 from episode`).length
  const before = await count()
  await suspendClient(context(rita), { clientId, ...words, criterion: 'impersonation' })
  expect(await count()).toBe(before)
  await reinstateClient(context(lena), { clientId, publicReason: 'The name was changed.' })
  await suspendClient(context(rita), { clientId, ...words })
  expect(await count()).toBe(before + 1)
  const newest = await database.sql`select episode_id from episode_event order by seq desc limit 1`
  expect(await kinds(String(newest[0]?.episode_id))).toEqual(['opened', 'suspended', 'told developer', 'told cirt'])
})

it('is confirmed after a stop of the whole organization, too', async () => {
  const one = await testSubmission(database.db, 'moon.example.com', 'Moon App')
  const { submissionId, organizationId } = one
  await writeMessage(context(rita), { submissionId, text: 'We are reading.' })
  await mailOutcome(database.db, submissionId, 'accepted', TUESDAY)
  await approve(context(rita), { submissionId })
  const [row] = await database.sql`select id from client where app_id = ${one.appId}`
  const { episodeId } = await flag(rita, { clientId: String(row?.id) })
  expect((await episodeView(context(rita), episodeId)).stopped).toBe(false)
  await beginStop(context(lena), { scope: 'organization', organizationId, ...words })
  expect((await episodeView(context(rita), episodeId)).stopped).toBe(true)
  expect(await confirmMalicious(context(rita), { episodeId })).toEqual({ episodeId, members: 0 })
})

it('asks for no suspension while the whole organization is stopped, and again once that is over', async () => {
  const [row] = await database.sql`
    select e.id, e.organization_id from episode e join client c on c.id = e.client_id where c.name = 'Moon App'`
  const [episodeId, organizationId] = [String(row?.id), String(row?.organization_id)]
  await database.sql`
    insert into episode (id, kind, organization_id, client_id, key, reference, evidence, opened_at)
    select gen_random_uuid(), 'breach', organization_id, null, 'rating moon', 'E-MOON22', '{}', opened_at
    from episode where id = ${episodeId}`
  await database.sql`
    insert into episode_event (id, episode_id, kind, at, actor_kind, human, data)
    select gen_random_uuid(), id, 'opened', opened_at, 'system', false, '{}' from episode where key = 'rating moon'`
  const [breach] = await database.sql`select id from episode where key = 'rating moon'`
  const done = async (id: string, item: string) =>
    (await episodeView(context(audra), id)).checklist.find(({ code }) => code === item)?.done
  const listed = async () =>
    (await episodeRegister(context(audra), { kind: 'malicious' })).rows.find((one) => one.episodeId === episodeId)
  const since = 'Stopped with its organization, Tue Nov 24, 2026, 9:00 a.m. CT'
  expect(await done(episodeId, 'suspend')).toBe(since)
  expect(await done(String(breach?.id), 'tokens')).toBe('')
  expect(await episodeView(context(audra), episodeId)).toMatchObject({
    ...{ stopped: true, suspended: false, stoppedWith: { at: TUESDAY } },
  })
  expect(await listed()).toMatchObject({ client: { status: 'suspended' } })
  await liftStop(context(rita), { scope: 'organization', organizationId, publicReason: 'The cause was closed.' })
  expect(await done(episodeId, 'suspend')).toBe('')
  expect(await done(String(breach?.id), 'tokens')).toBe('')
  expect(await episodeView(context(audra), episodeId)).toMatchObject({ stopped: false, stoppedWith: null })
  expect(await listed()).toMatchObject({ client: { status: 'live' } })
})

it('is not confirmed once the client was removed, and says why', async () => {
  const [row] = await database.sql`
    select c.id, e.id as episode from client c join app a on a.id = c.app_id join episode e on e.client_id = c.id
    where a.name = 'Moon App'`
  const removed = {
    id: randomUUID(),
    clientId: String(row?.id),
    kind: 'removed' as const,
    at: TUESDAY,
    criterion: null,
  }
  const by = { actorKind: 'developer' as const, actorId: null, publicReason: '', internalText: '' }
  await database.db.transaction((tx) => appendClientEvent(tx, { ...removed, ...by }))
  await database.sql`
    insert into episode (id, kind, organization_id, client_id, key, reference, evidence, opened_at)
    select gen_random_uuid(), kind, organization_id, client_id, 'again', 'E-AGAIN2', evidence, opened_at
    from episode where id = ${row?.episode}`
  const [again] = await database.sql`select id from episode where key = 'again'`
  await expect(confirmMalicious(context(rita), { episodeId: String(again?.id) })).rejects.toMatchObject({
    code: 'not_suspended',
    message: 'The client was removed, and its members were told when their sharing ended.',
  })
})

it('of a client that was suspended before asks for no other suspension, and goes on from it', async () => {
  const dusk = await testOrganization(database.db, 'dusk.example.com', 'Dusk Health')
  const { clientId: stopped } = await approvedApp(database.db, dusk)
  const before = { criterion: 'expectation_missed', publicReason: 'Data is not safe on the way.' }
  await suspendClient(context(rita), { clientId: stopped, ...before })
  const { episodeId } = await flag(lena, { clientId: stopped })
  const view = await episodeView(context(audra), episodeId)
  const items = view.checklist.map(({ code, due, done }) => [code, due !== null, done])
  const since = 'Suspended before this case, Tue Nov 24, 2026, 9:00 a.m. CT'
  expect(items).toEqual([
    ['look', true, ''],
    ['suspend', true, since],
    ['cirt', true, ''],
    ['developer', true, since],
    ...['confirm', 'accounts', 'cause', 'secrets'].map((code) => [code, true, '']),
  ])
  expect(view).toMatchObject({ suspended: false, next: { what: 'Look at the evidence' } })
  // What stopped it is another matter, and stays when this case is closed.
  await closeEpisode(context(lena), { episodeId, publicReason: 'A false alarm.' })
  expect((await episodeView(context(audra), episodeId)).client?.status).toBe('suspended')
})
