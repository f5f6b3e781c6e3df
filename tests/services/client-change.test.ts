/** Changes of approved clients: proposed by the organization, decided by AppSec, live only then; the old state until then. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SECURITY_CRITERIA } from '../../lib/domain/security-criteria.ts'
import { clientForProvider, createSandboxClient } from '../../lib/services/client.ts'
import { proposeChange, withdrawChange } from '../../lib/services/client-change.ts'
import { decideChange } from '../../lib/services/client-change-decide.ts'
import { changeDesk, countOpenChanges, openChanges } from '../../lib/services/client-change-desk.ts'
import { clientChanges } from '../../lib/services/client-change-view.ts'
import { setKeys } from '../../lib/services/client-keys.ts'
import type { Actor, Staff } from '../../lib/services/context.ts'
import { beginStop, liftStop } from '../../lib/services/stop.ts'
import { approvedApp } from '../support/approved-app.ts'
import { publicSet, testKey } from '../support/client-keys.ts'
import { MONDAY_MORNING, testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { type TestOrganization, testOrganization } from '../support/organization.ts'
import { testStaff } from '../support/review.ts'

let database: TestDatabase
let sunny: TestOrganization
let other: TestOrganization
let rita: Staff
let lena: Staff
let audra: Staff
let clientId: string
let sandbox: string
const anonymous = { kind: 'anonymous' } as const
const context = (actor: Actor, now = MONDAY_MORNING) => testContext(database.db, actor, now)
const minutes = (count: number) => new Date(MONDAY_MORNING.getTime() + count * 60_000)
const OTHER = 'https://sunny.example.com/other'

beforeAll(async () => {
  database = await testDatabase()
  sunny = await testOrganization(database.db, 'sunny.example.com', 'Sunny Health')
  other = await testOrganization(database.db, 'other.example.com', 'Other App')
  rita = await testStaff(database.db, 'reviewer', 'Rita Reyes')
  lena = await testStaff(database.db, 'lead', 'Lena Long')
  audra = await testStaff(database.db, 'auditor', 'Audra Ames')
  clientId = (await approvedApp(database.db, sunny)).clientId
  const input = { appId: sunny.appId, name: 'Try', redirectUri: 'https://sunny.example.com/cb' }
  sandbox = (await createSandboxClient(context(sunny.owner), input)).clientId
})
afterAll(() => database.close())

const redirects = (
  actor: Actor,
  more: { clientId?: string; redirectUris?: string; reason?: string } = {},
  now?: Date,
) =>
  proposeChange(context(actor, now), {
    ...{ kind: 'redirect_uris', clientId, redirectUris: OTHER, reason: 'We move to another server.' },
    ...more,
  })
const rename = (name: string, now?: Date) =>
  proposeChange(context(sunny.owner, now), { kind: 'name', clientId, name, reason: 'A new brand.' })
const decide = (actor: Actor, changeId: string, decision: 'approved' | 'refused', publicReason = '') =>
  decideChange(context(actor), { changeId, decision, publicReason, internalText: 'Only for us.' })
const live = async () => (await clientForProvider(database.db, 'production', clientId, MONDAY_MORNING))?.client
const kinds = async () =>
  (await database.sql`select kind from client_event where client_id = ${clientId} order by seq`).map(({ kind }) => kind)
const lastAudit = async () =>
  (await database.sql`select act from audit where chain = 'portal' order by seq desc limit 1`)[0]?.act

describe('proposeChange', () => {
  it('is for owners and editors of that organization', async () => {
    for (const actor of [anonymous, other.owner, rita]) {
      await expect(redirects(actor)).rejects.toMatchObject({ code: 'not_found' })
      await expect(clientChanges(context(actor), clientId)).rejects.toMatchObject({ code: 'not_found' })
    }
    await expect(redirects(sunny.viewer)).rejects.toMatchObject({ code: 'role_too_low' })
    await expect(redirects(sunny.owner, { clientId: randomUUID() })).rejects.toMatchObject({ code: 'not_found' })
    await expect(redirects(sunny.owner, { clientId: sandbox })).rejects.toMatchObject({ code: 'no_change' })
  })
  it('says beside the field what is wrong', async () => {
    const same = (await live())?.redirectUris.join('\n') ?? ''
    for (const [more, code, field] of [
      [{ reason: ' ' }, 'text', 'reason'],
      [{ reason: 'x'.repeat(1001) }, 'text', 'reason'],
      [{ redirectUris: 'http://sunny.example.com/' }, 'redirect_scheme', 'redirectUris'],
      [{ redirectUris: same }, 'same', 'redirectUris'],
    ] as const) {
      await expect(redirects(sunny.owner, more)).rejects.toMatchObject({ code, field })
    }
    for (const [name, code] of [
      ['', 'app_name'],
      ['Оther App', 'app_name'],
      ['Other App', 'app_name_taken'],
      ['0ther app', 'app_name_taken'],
      ['Sunny Health', 'same'],
    ] as const) {
      await expect(rename(name)).rejects.toMatchObject({ code, field: 'name' })
    }
  })
  it('leaves the client as it is, once for each kind, for two tabs too', async () => {
    const before = await live()
    const results = await Promise.allSettled([redirects(sunny.owner), redirects(sunny.editor)])
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'change_open' } })
    expect(await live()).toEqual(before)
    expect(await lastAudit()).toBe('client.change_proposed')
    const { changes } = await clientChanges(context(sunny.viewer), clientId)
    expect(changes).toMatchObject([{ state: 'in_review', was: before?.redirectUris, shall: [OTHER], end: null }])
    expect(changes[0]?.due).toMatch(/^Wed Nov 25, 5:00 p\.m\. CT/)
  })
})

describe('withdrawChange', () => {
  it('is for the same people, once', async () => {
    const [change] = (await clientChanges(context(sunny.owner), clientId)).changes
    const withdraw = (actor: Actor, changeId = change?.changeId ?? '') => withdrawChange(context(actor), { changeId })
    for (const actor of [anonymous, other.owner, rita]) {
      await expect(withdraw(actor)).rejects.toMatchObject({ code: 'not_found' })
    }
    await expect(withdraw(sunny.viewer)).rejects.toMatchObject({ code: 'role_too_low' })
    for (const id of ['x', randomUUID()]) {
      await expect(withdraw(sunny.owner, id)).rejects.toMatchObject({ code: 'not_found' })
    }
    await withdraw(sunny.editor)
    await expect(withdraw(sunny.owner)).rejects.toMatchObject({ code: 'change_over' })
    await expect(decide(rita, change?.changeId ?? '', 'approved')).rejects.toMatchObject({ code: 'decided_meanwhile' })
    expect(await kinds()).toEqual(['created'])
  })
})

describe('decideChange', () => {
  let changeId: string
  it('is for reviewers of another mail domain', async () => {
    changeId = (await redirects(sunny.owner, {}, minutes(1))).changeId
    for (const actor of [anonymous, sunny.owner, other.owner]) {
      await expect(decide(actor, changeId, 'approved')).rejects.toMatchObject({ code: 'not_found' })
      await expect(changeDesk(context(actor), changeId)).rejects.toMatchObject({ code: 'not_found' })
      await expect(openChanges(context(actor))).rejects.toMatchObject({ code: 'not_found' })
      await expect(countOpenChanges(context(actor))).rejects.toMatchObject({ code: 'not_found' })
    }
    await expect(decide(audra, changeId, 'approved')).rejects.toMatchObject({ code: 'read_only' })
    const cousin = await testStaff(database.db, 'lead', 'Cousin', 'sunny.example.com')
    await expect(decide(cousin, changeId, 'approved')).rejects.toMatchObject({ code: 'conflict' })
    expect((await changeDesk(context(cousin), changeId)).whyNot.decide).toHaveLength(1)
    await expect(decide(rita, randomUUID(), 'approved')).rejects.toMatchObject({ code: 'not_found' })
    await expect(decide(rita, 'x', 'approved')).rejects.toMatchObject({ code: 'not_found' })
    const refusal = decide(rita, changeId, 'refused', ' ')
    await expect(refusal).rejects.toMatchObject({ code: 'text', field: 'publicReason' })
  })
  it('sees the open ones with their due times', async () => {
    expect(await openChanges(context(audra))).toMatchObject([
      {
        changeId,
        app: 'Sunny Health',
        inShort: 'Redirect addresses: 1 new, 1 gone',
        due: { when: 'Wed Nov 25, 5:00 p.m. CT', overdue: false },
      },
    ])
    expect(await countOpenChanges(context(rita))).toBe(1)
    const late = await openChanges(context(rita, minutes(10 * 24 * 60)))
    expect(late[0]?.due?.overdue).toBe(true)
    const desk = await changeDesk(context(rita), changeId)
    expect(desk).toMatchObject({ shall: [OTHER], by: sunny.owner.name, whyNot: { approve: [], decide: [] } })
  })
  it('refuses with a reason; the client stays', async () => {
    const before = await live()
    await decide(rita, changeId, 'refused', 'The address is not yours.')
    expect(await live()).toEqual(before)
    const [change] = (await clientChanges(context(sunny.viewer), clientId)).changes
    expect(change).toMatchObject({ state: 'refused', end: { publicText: 'The address is not yours.' } })
    expect(JSON.stringify(change)).not.toContain('Only for us.')
    expect((await changeDesk(context(audra), changeId)).internalText).toBe('Only for us.')
    const [mail] = await database.sql`select to_address, props from mail where kind = 'change_decided'`
    expect(mail).toMatchObject({
      to_address: sunny.owner.email,
      props: { approved: false, what: 'Redirect addresses' },
    })
    expect(JSON.stringify(mail)).not.toContain('Only for us.')
  })
  it('approves once, and it is live in the same step', async () => {
    changeId = (await redirects(sunny.owner, {}, minutes(2))).changeId
    const results = await Promise.allSettled([decide(rita, changeId, 'approved'), decide(lena, changeId, 'approved')])
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'decided_meanwhile' } })
    expect((await live())?.redirectUris).toEqual([OTHER])
    expect(await kinds()).toEqual(['created', 'changed'])
    expect(await lastAudit()).toBe('client.change_approved')
    expect(await openChanges(context(rita))).toEqual([])
  })
  it('renames client and app together, unless the name is taken meanwhile', async () => {
    changeId = (await rename('Moonlight', minutes(3))).changeId
    const rival = await testOrganization(database.db, 'rival.example.com', 'Moonlight')
    await expect(decide(rita, changeId, 'approved')).rejects.toMatchObject({ code: 'not_approvable' })
    expect((await live())?.name).toBe('Sunny Health')
    await database.sql`update app set deleted_at = now() where id = ${rival.appId}`
    await decide(rita, changeId, 'approved')
    expect((await live())?.name).toBe('Moonlight')
    expect(await database.sql`select name, name_fold from app where id = ${sunny.appId}`).toMatchObject([
      { name: 'Moonlight', name_fold: 'moonllght' },
    ])
  })
  it('puts other keys in place of the old ones', async () => {
    await database.sql`update client set type = 'confidential-asymmetric' where id = ${clientId}`
    const give = (kid: string, now: Date) =>
      setKeys(context(sunny.owner, now), {
        clientId,
        from: 'pasted',
        jwks: publicSet(testKey(kid)),
        reason: 'Rotation.',
      })
    await give('first', minutes(4))
    await give('second', minutes(5))
    const kids = async () => (((await live())?.jwks?.keys ?? []) as { kid: string }[]).map(({ kid }) => kid)
    expect(await kids()).toEqual(['first'])
    const [change] = await openChanges(context(rita))
    expect(await changeDesk(context(rita), change?.changeId ?? '')).toMatchObject({
      was: ['Key first (ES384)', 'Pasted, no address'],
      shall: ['Key second (ES384)', 'Pasted, no address'],
    })
    await decide(rita, change?.changeId ?? '', 'approved')
    expect(await kids()).toEqual(['second'])
  })
  it('does not approve what has changed since, nor while approvals are stopped', async () => {
    changeId = (await redirects(sunny.owner, { redirectUris: `${OTHER}/2` }, minutes(6))).changeId
    const reason = { publicReason: 'We look into it.', internalText: '' }
    const { organizationId } = sunny
    const criterion = SECURITY_CRITERIA[0]?.code ?? ''
    await beginStop(context(lena), {
      ...{ scope: 'organization', organizationId, criterion, internalText: '' },
      publicReason: 'We look into what its servers do.',
    })
    expect(await changeDesk(context(rita), changeId)).toMatchObject({
      client: { clientId, name: 'Moonlight', status: 'suspended' },
      whyNot: { approve: ['A lead has stopped this organization as a whole.'] },
    })
    await liftStop(context(rita), { scope: 'organization', organizationId, ...reason })
    expect((await changeDesk(context(rita), changeId)).client.status).toBe('live')
    await beginStop(context(lena), { scope: 'approvals', ...reason })
    await expect(decide(rita, changeId, 'approved')).rejects.toMatchObject({ code: 'not_approvable' })
    await liftStop(context(lena), { scope: 'approvals', ...reason })
    await database.sql`update client set redirect_uris = array['https://sunny.example.com/new'] where id = ${clientId}`
    await expect(decide(rita, changeId, 'approved')).rejects.toMatchObject({ code: 'not_approvable' })
    expect((await changeDesk(context(rita), changeId)).whyNot.approve[0]).toContain('has changed since')
    await decide(rita, changeId, 'refused', 'Please propose it again.')
    expect((await live())?.redirectUris).toEqual(['https://sunny.example.com/new'])
  })
})
