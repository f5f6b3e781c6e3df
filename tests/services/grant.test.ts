/** Grants as a service: who may record, see and stop one, and what stands beside each change. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSandboxClient } from '../../lib/services/client.ts'
import { recordClientEvent } from '../../lib/services/client-event.ts'
import { clientForMember } from '../../lib/services/client-member.ts'
import type { Actor } from '../../lib/services/context.ts'
import {
  activeGrant,
  type GrantInput,
  grantView,
  listGrants,
  mirrorRevocation,
  recordGrant,
  stopGrant,
} from '../../lib/services/grant.ts'
import { MONDAY_MORNING, testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { type TestOrganization, testOrganization } from '../support/organization.ts'

let database: TestDatabase
let sunny: TestOrganization
let clientId: string
const context = (actor: Actor, now = MONDAY_MORNING) => testContext(database.db, actor, now)
const maria: Actor = { kind: 'member', subject: 'maria' }
const rosa: Actor = { kind: 'member', subject: 'rosa' }

beforeAll(async () => {
  database = await testDatabase()
  sunny = await testOrganization(database.db, 'sunny.example.com', 'Sunny Health')
  const redirectUri = 'http://127.0.0.1/callback'
  const input = { appId: sunny.appId, name: 'Trial', redirectUri }
  ;({ clientId } = await createSandboxClient(context(sunny.owner), input))
})
afterAll(() => database.close())

const input = (change: Partial<GrantInput> = {}): GrantInput => ({
  environment: 'sandbox',
  clientId,
  patient: 'leo',
  scopes: ['patient/Patient.rs'],
  attestationId: null,
  labelDigest: 'a'.repeat(64),
  lang: 'en',
  shown: { app: 'Trial' },
  expiresAt: new Date('2027-11-23T15:00:00Z'),
  providerGrantId: 'provider-0',
  notifyEmail: 'maria@members.example',
  ...change,
})

/** How many audit rows and mails there are. */
async function beside(): Promise<[audit: number, mails: number]> {
  const audit = await database.sql`select 1 from audit where chain = 'member'`
  const mails = await database.sql`select 1 from mail where kind like 'grant_%'`
  return [audit.length, mails.length]
}

describe('recordGrant', () => {
  it('refuses whoever is no member', async () => {
    for (const actor of [{ kind: 'anonymous' } as const, sunny.owner, { kind: 'system', job: 'x' } as const]) {
      expect(() => recordGrant(context(actor), input())).toThrow('There is no such grant.')
    }
  })
  it('refuses another environment and more than a year', async () => {
    const member = context(maria)
    await expect(recordGrant(member, input({ environment: 'production' }))).rejects.toMatchObject({ code: 'not_found' })
    const expiresAt = new Date('2027-11-23T15:00:01Z')
    await expect(recordGrant(member, input({ expiresAt }))).rejects.toMatchObject({ code: 'grant_too_long' })
    expect(await beside()).toEqual([0, 0])
  })
  it('stands beside one audit row and one mail', async () => {
    await recordGrant(context(maria), input())
    expect(await beside()).toEqual([1, 1])
    const mails = await database.sql`select to_address, props from mail where kind = 'grant_connected'`
    expect(mails[0]).toMatchObject({ to_address: 'maria@members.example' })
    expect(JSON.stringify(mails[0]?.props)).not.toMatch(/Trial|Sunny|Leo/i)
  })
})

describe('a grant', () => {
  const only = async () => (await listGrants(context(maria), 'sandbox'))[0]?.grantId ?? ''
  it('is seen and stopped by its member alone', async () => {
    const grantId = await only()
    expect(await listGrants(context(rosa), 'sandbox')).toEqual([])
    expect(await listGrants(context(maria), 'production')).toEqual([])
    await expect(grantView(context(rosa), 'sandbox', grantId)).rejects.toMatchObject({ code: 'not_found' })
    for (const [actor, environment] of [
      [rosa, 'sandbox'],
      [maria, 'production'],
    ] as const) {
      await expect(stopGrant(context(actor), { environment, grantId })).rejects.toMatchObject({ code: 'not_found' })
    }
    expect((await grantView(context(maria), 'sandbox', grantId)).status).toBe('active')
  })
  it('is stopped once, however often and by whomever at once', async () => {
    const grantId = await only()
    const stop = () => stopGrant(context(maria), { environment: 'sandbox', grantId })
    const provider = { environment: 'sandbox', providerGrantId: 'provider-0', reason: 'replayed' } as const
    await Promise.all([stop(), stop(), mirrorRevocation(context({ kind: 'system', job: 'x' }), provider), stop()])
    const events = await database.sql`select 1 from grant_event where grant_id = ${grantId}`
    expect(events).toHaveLength(2)
    expect(await beside()).toEqual([2, 2])
  })
  it('is one entry per app and person, and stops with every other consent to the same', async () => {
    const consent = (seconds: number, change: Partial<GrantInput>) => {
      const at = new Date(MONDAY_MORNING.getTime() + seconds * 1000)
      return recordGrant(context(maria, at), input({ providerGrantId: `provider-${seconds}`, ...change }))
    }
    const later = new Date(MONDAY_MORNING.getTime() + 600_000)
    const until = (text: string) => new Date(text)
    const first = await consent(1, { scopes: ['offline_access'], expiresAt: until('2027-06-01T00:00:00Z') })
    const second = await consent(2, { expiresAt: until('2027-01-01T00:00:00Z') })
    const herself = await consent(3, { patient: 'maria' })
    expect(await listGrants(context(maria, later), 'sandbox')).toMatchObject([
      { grantId: herself.grantId, patient: 'maria', status: 'active', earlier: [] },
      {
        grantId: second.grantId,
        patient: 'leo',
        status: 'active',
        scopes: ['patient/Patient.rs', 'offline_access'],
        until: until('2027-06-01T00:00:00Z'),
        earlier: [{ grantId: first.grantId }, { status: 'stopped' }],
      },
    ])
    await stopGrant(context(maria, later), { environment: 'sandbox', grantId: second.grantId })
    expect(await listGrants(context(maria, later), 'sandbox')).toMatchObject([
      { patient: 'maria', status: 'active' },
      { grantId: second.grantId, status: 'stopped', earlier: [{ status: 'stopped' }, { status: 'stopped' }] },
    ])
    expect((await grantView(context(maria, later), 'sandbox', first.grantId)).status).toBe('stopped')
    // One mail for the one act; each consent and each end has its row.
    expect(await beside()).toEqual([7, 6])
    await stopGrant(context(maria, later), { environment: 'sandbox', grantId: herself.grantId })
  })
  it('that the app cannot renew by itself is over when its one token is', async () => {
    const ana: Actor = { kind: 'member', subject: 'ana' }
    const { grantId } = await recordGrant(context(ana), input({ providerGrantId: 'once' }))
    const shared = async (minutes: number) => {
      const now = context(ana, new Date(MONDAY_MORNING.getTime() + minutes * 60_000))
      const [first] = await listGrants(now, 'sandbox')
      return [first?.grantId, first?.status, first?.once, (await activeGrant(now, 'sandbox', 'once')) !== null]
    }
    expect(await shared(60)).toEqual([grantId, 'active', true, true])
    expect(await shared(61)).toEqual([grantId, 'ended', true, false])
  })
  it('stays on the list as long as it is active, however many came after it', async () => {
    const old = await recordGrant(context(rosa), input({ patient: 'rosa', providerGrantId: 'old' }))
    await database.sql`
      with more as (
        insert into "grant" (id, client_id, environment, subject, patient, scopes, label_digest, lang, shown, created_at, expires_at)
        select gen_random_uuid(), client_id, environment, subject, 'leo', scopes, label_digest, lang, shown,
          created_at + n * interval '1 second', expires_at
        from "grant", generate_series(1, 210) n where id = ${old.grantId} returning id)
      insert into grant_event (id, grant_id, kind, at)
      select gen_random_uuid(), id, 'stopped', ${MONDAY_MORNING.toISOString()} from more`
    const entries = await listGrants(context(rosa, new Date(MONDAY_MORNING.getTime() + 600_000)), 'sandbox')
    expect(entries).toMatchObject([{ patient: 'leo' }, { grantId: old.grantId, status: 'active' }])
    expect(entries[0]?.earlier).toHaveLength(199)
  })
  it('cannot be given to a client that was stopped', async () => {
    const before = await beside()
    const system = context({ kind: 'system', job: 'x' })
    const words = { criterion: 'x', publicReason: 'Because.' }
    await system.transaction((tx) => recordClientEvent(tx, system, clientId, 'suspended', words))
    await expect(recordGrant(context(maria), input())).rejects.toMatchObject({ code: 'client_stopped' })
    await expect(clientForMember(context(maria), 'sandbox', clientId)).rejects.toMatchObject({ code: 'client_stopped' })
    for (const id of [clientId, 'nobody']) {
      await expect(clientForMember(context(maria), 'production', id)).rejects.toMatchObject({ code: 'not_found' })
    }
    expect(await beside()).toEqual(before)
  })
})
