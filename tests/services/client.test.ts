/** Clients of a developer: made at once in the sandbox, secrets shown once, nothing for outsiders. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appendClientEvent } from '../../db/queries/client.ts'
import { MAX_SANDBOX_CLIENTS } from '../../lib/domain/client.ts'
import { MAX_LIVE_SECRETS } from '../../lib/domain/client-secret.ts'
import { SANDBOX_SCOPES } from '../../lib/domain/registration.ts'
import { clientForProvider, createSandboxClient } from '../../lib/services/client.ts'
import { expireSandboxClients } from '../../lib/services/client-expiry.ts'
import { makeSecret, noteSecretUse, revokeSecret } from '../../lib/services/client-secret.ts'
import { clientView } from '../../lib/services/client-view.ts'
import type { Actor } from '../../lib/services/context.ts'
import { MONDAY_MORNING, testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { type TestOrganization, testOrganization } from '../support/organization.ts'

let database: TestDatabase
let sunny: TestOrganization
let other: TestOrganization
let clientId: string
let publicId: string
const anonymous = { kind: 'anonymous' } as const
const context = (actor: Actor) => testContext(database.db, actor)
const redirectUri = 'https://sunny.example.com/callback'

beforeAll(async () => {
  database = await testDatabase()
  sunny = await testOrganization(database.db, 'sunny.example.com', 'Sunny Health')
  other = await testOrganization(database.db, 'other.example.com', 'Other App')
})
afterAll(() => database.close())

/** Everything the database holds, as text. */
async function wholeDatabase(): Promise<string> {
  const tables = await database.sql`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`
  const rows: string[] = []
  for (const { name } of tables) rows.push(JSON.stringify(await database.sql.unsafe(`select t::text from ${name} t`)))
  return rows.join('\n')
}

describe('createSandboxClient', () => {
  const create = (actor: Actor, change = {}) =>
    createSandboxClient(context(actor), { appId: sunny.appId, name: 'Try out', redirectUri, ...change })
  it('is for owners and editors of that organization', async () => {
    for (const actor of [anonymous, other.owner]) {
      await expect(create(actor)).rejects.toMatchObject({ code: 'not_found' })
    }
    await expect(create(sunny.owner, { appId: 'x' })).rejects.toMatchObject({ code: 'not_found' })
    await expect(create(sunny.viewer)).rejects.toMatchObject({ code: 'role_too_low' })
  })
  it.each([
    ['', 'redirect_empty'],
    ['https://sunny.example.com/cb#top', 'redirect_fragment'],
    ['https://user@sunny.example.com/cb', 'redirect_userinfo'],
    ['https://*.example.com/cb', 'redirect_wildcard'],
    ['http://localhost:3000/cb', 'redirect_scheme'],
    ['https://localhost/cb', 'redirect_localhost'],
    ['javascript:alert(1)', 'redirect_scheme'],
    ['x'.repeat(100_000), 'redirect_too_long'],
  ])('says beside the field what is wrong with %j', async (uri, code) => {
    await expect(create(sunny.owner, { redirectUri: uri })).rejects.toMatchObject({ code, field: 'redirectUri' })
  })
  it.each(['', ' ', 'x'.repeat(61), 'Try\u0000out'])('refuses the name %j', async (name) => {
    await expect(create(sunny.owner, { name })).rejects.toMatchObject({ code: 'client_name', field: 'name' })
  })
  it('works at once, without a review', async () => {
    const name = '<script>=1+1'
    publicId = (await create(sunny.editor, { name, redirectUri: 'http://127.0.0.1:8080/cb' })).clientId
    clientId = (await create(sunny.editor, { type: 'confidential-symmetric' })).clientId
    const known = await clientForProvider(database.db, 'sandbox', publicId, MONDAY_MORNING)
    expect(known).toMatchObject({ status: 'live', client: { name, native: 'yes', scopes: SANDBOX_SCOPES } })
    expect(await clientForProvider(database.db, 'production', publicId, MONDAY_MORNING)).toBeNull()
  })
  it('has an end, for two tabs too', async () => {
    const tries = Array.from({ length: MAX_SANDBOX_CLIENTS }, () => create(sunny.owner))
    const results = await Promise.allSettled(tries)
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(MAX_SANDBOX_CLIENTS - 2)
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'too_many_clients' } })
  })
})

describe('clientView', () => {
  it('is for people of the organization', async () => {
    for (const actor of [anonymous, other.owner]) {
      await expect(clientView(context(actor), clientId)).rejects.toMatchObject({ code: 'not_found' })
    }
    await expect(clientView(context(sunny.owner), 'x')).rejects.toMatchObject({ code: 'not_found' })
    expect(await clientView(context(sunny.viewer), clientId)).toMatchObject({ mayEdit: false, appName: 'Sunny Health' })
  })
})

describe('secrets', () => {
  let secretId: string
  it('are made by owners and editors of that organization', async () => {
    for (const actor of [anonymous, other.owner]) {
      await expect(makeSecret(context(actor), { clientId })).rejects.toMatchObject({ code: 'not_found' })
    }
    await expect(makeSecret(context(sunny.viewer), { clientId })).rejects.toMatchObject({ code: 'role_too_low' })
    await expect(makeSecret(context(sunny.owner), { clientId: publicId })).rejects.toMatchObject({ code: 'no_secret' })
  })
  it('stand nowhere in the database but as a digest', async () => {
    const made = await makeSecret(context(sunny.editor), { clientId, label: 'First <script>' })
    secretId = made.secretId
    expect(made.secret).toMatch(/^[A-Za-z0-9_-]{43}$/)
    const everything = await wholeDatabase()
    expect(everything).not.toContain(made.secret)
    expect(everything).toContain(context(sunny.owner).digest(made.secret))
    const view = await clientView(context(sunny.owner), clientId)
    expect(view.secrets).toMatchObject([{ label: 'First <script>', hint: made.secret.slice(-4), state: 'live' }])
    expect(JSON.stringify(view)).not.toContain(made.secret)
  })
  it('are three at most, for several tabs too', async () => {
    const results = await Promise.allSettled([1, 2, 3].map(() => makeSecret(context(sunny.owner), { clientId })))
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'fulfilled', 'rejected'])
    const view = await clientView(context(sunny.owner), clientId)
    expect(view.secrets.filter((secret) => secret.state === 'live')).toHaveLength(MAX_LIVE_SECRETS)
    expect(view.whyNoSecret).toContain('three secrets')
  })
  it.each(['x'.repeat(61), 'a\u0000b', 'a\u202eb'])('take no note like %j', async (label) => {
    const made = makeSecret(context(sunny.owner), { clientId, label })
    await expect(made).rejects.toMatchObject({ code: 'label', field: 'label' })
  })
  it('note their use once an hour, for the authorization server only', async () => {
    const digest = (await clientForProvider(database.db, 'sandbox', clientId, MONDAY_MORNING))?.restedDigests[0] ?? ''
    await expect(noteSecretUse(context(sunny.owner), { clientId, digest })).rejects.toMatchObject({ code: 'not_found' })
    const minute = (minutes: number) => new Date(MONDAY_MORNING.getTime() + minutes * 60_000)
    const noted = async () => {
      const { secrets } = await clientView(context(sunny.owner), clientId)
      return secrets.flatMap(({ lastUsedAt }) => (lastUsedAt ? [lastUsedAt] : []))
    }
    for (const minutes of [0, 59]) {
      await noteSecretUse(testContext(database.db, { kind: 'system', job: 'test' }, minute(minutes)), {
        clientId,
        digest,
      })
      expect(await noted()).toEqual([minute(0)])
    }
    expect((await clientForProvider(database.db, 'sandbox', clientId, minute(59)))?.restedDigests).not.toContain(digest)
    expect((await clientForProvider(database.db, 'sandbox', clientId, minute(60)))?.restedDigests).toContain(digest)
    await noteSecretUse(testContext(database.db, { kind: 'system', job: 'test' }, minute(60)), { clientId, digest })
    expect(await noted()).toEqual([minute(60)])
  })
  it('end by themselves', async () => {
    const [secret] = (await clientView(context(sunny.owner), clientId)).secrets
    const end = new Date(MONDAY_MORNING.getTime() + 365 * 24 * 60 * 60 * 1000)
    expect(secret?.expiresAt).toEqual(end)
    const before = await clientForProvider(database.db, 'sandbox', clientId, new Date(end.getTime() - 1))
    expect(before?.secretDigests).toHaveLength(MAX_LIVE_SECRETS)
    expect((await clientForProvider(database.db, 'sandbox', clientId, end))?.secretDigests).toEqual([])
    const late = await clientView(testContext(database.db, sunny.owner, end), clientId)
    expect(late.secrets.map(({ state }) => state)).toEqual(['expired', 'expired', 'expired'])
    expect(late.whyNoSecret).toBeNull()
  })
  it('are taken back by the organization only, once, and stop at once', async () => {
    const revoke = (actor: Actor, id = secretId) => revokeSecret(context(actor), { clientId, secretId: id })
    for (const actor of [anonymous, other.owner]) {
      await expect(revoke(actor)).rejects.toMatchObject({ code: 'not_found' })
    }
    await expect(revoke(sunny.viewer)).rejects.toMatchObject({ code: 'role_too_low' })
    for (const id of ['x', randomUUID()]) {
      await expect(revoke(sunny.owner, id)).rejects.toMatchObject({ code: 'not_found' })
    }
    const results = await Promise.allSettled([revoke(sunny.owner), revoke(sunny.editor)])
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const known = await clientForProvider(database.db, 'sandbox', clientId, MONDAY_MORNING)
    expect(known?.secretDigests).toHaveLength(MAX_LIVE_SECRETS - 1)
  })
})

describe('a suspended client', () => {
  it('says why and how to come back, replaces its secrets, and gets nothing by the new one yet', async () => {
    await context(sunny.owner).transaction((tx) =>
      appendClientEvent(tx, {
        id: randomUUID(),
        clientId,
        kind: 'suspended',
        at: MONDAY_MORNING,
        actorKind: 'staff',
        actorId: randomUUID(),
        criterion: 'credentials_leaked',
        publicReason: 'The secret stands in a public repository.',
        internalText: 'Nobody outside reads this.',
      }),
    )
    const view = await clientView(context(sunny.viewer), clientId)
    expect(view).toMatchObject({
      status: 'suspended',
      stopped: {
        criterion: 'Credentials shared or leaked and not replaced',
        publicReason: 'The secret stands in a public repository.',
      },
    })
    expect(view.stopped?.wayBack).toContain('Replace the secrets')
    expect(JSON.stringify(view)).not.toContain('Nobody outside')
    await makeSecret(context(sunny.owner), { clientId })
    expect(await clientForProvider(database.db, 'sandbox', clientId, MONDAY_MORNING)).toMatchObject({
      status: 'suspended',
    })
  })
})

describe('expireSandboxClients', () => {
  const day = (n: number) => new Date(MONDAY_MORNING.getTime() + n * 86_400_000)
  const expire = (now: Date) => expireSandboxClients(testContext(database.db, { kind: 'system', job: 'expire' }, now))
  const statusOf = async (id: string, now: Date) => (await clientForProvider(database.db, 'sandbox', id, now))?.status

  it('is for jobs', async () => {
    for (const actor of [anonymous, sunny.owner]) {
      await expect(expireSandboxClients(context(actor))).rejects.toMatchObject({ code: 'not_found' })
    }
  })
  it('removes what nobody used for 180 days, once, without a mail, and makes room for another', async () => {
    const place = await testOrganization(database.db, 'idle.example.com', 'Idle')
    const { appId } = place
    const make = (now: Date) =>
      createSandboxClient(testContext(database.db, place.owner, now), { appId, name: 'Try out', redirectUri })
    const ids: string[] = []
    for (let count = 0; count < MAX_SANDBOX_CLIENTS; count += 1) ids.push((await make(day(0))).clientId)
    await expect(make(day(0))).rejects.toMatchObject({ code: 'too_many_clients' })
    const [used = '', stopped = '', ...idle] = ids
    await database.sql`insert into activity (client_id, last_call_at) values (${used}, ${day(100).toISOString()})`
    const event = { criterion: null, publicReason: '', internalText: '', actorKind: 'staff' as const, actorId: null }
    await database.db.transaction((tx) =>
      appendClientEvent(tx, { ...event, id: randomUUID(), clientId: stopped, kind: 'suspended', at: day(1) }),
    )
    const mails = async () => (await database.sql`select 1 from mail`).length
    const before = await mails()
    expect(await expire(day(179))).not.toContain(idle[0])
    const both = await Promise.all([expire(day(180)), expire(day(180))])
    expect(
      both
        .flat()
        .filter((id) => ids.includes(id))
        .toSorted(),
    ).toEqual(idle.toSorted())
    expect(await expire(day(181))).toEqual([])
    expect(await statusOf(idle[0] ?? '', day(180))).toBe('removed')
    expect([await statusOf(used, day(180)), await statusOf(stopped, day(180))]).toEqual(['live', 'suspended'])
    expect(await mails()).toBe(before)
    expect((await clientView(testContext(database.db, place.viewer, day(180)), idle[0] ?? '')).stopped).toMatchObject({
      publicReason: 'Nobody used it for 180 days. Make another one whenever you like.',
    })
    await make(day(180))
    expect(await expire(day(281))).toEqual([used])
  })
})
