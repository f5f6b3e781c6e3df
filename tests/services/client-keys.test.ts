/** Keys of clients: pasted or found by the worker; live at once where nothing is at stake, looked at first elsewhere. */
import { randomUUID } from 'node:crypto'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { contextOn } from '../../lib/platform/context.ts'
import { readSettings } from '../../lib/platform/env.ts'
import { createLog } from '../../lib/platform/log.ts'
import { createMailer, type Mailer } from '../../lib/platform/mailer.ts'
import { clientForProvider, createSandboxClient } from '../../lib/services/client.ts'
import { changeDesk } from '../../lib/services/client-change-desk.ts'
import { clientChanges } from '../../lib/services/client-change-view.ts'
import { lookAtKeys, setKeys } from '../../lib/services/client-keys.ts'
import type { Actor } from '../../lib/services/context.ts'
import { jwksToFetch, recordJwks } from '../../lib/services/jwks-fetch.ts'
import { jwksJob } from '../../worker/jobs/jwks.ts'
import { approvedApp } from '../support/approved-app.ts'
import { publicSet, testKey } from '../support/client-keys.ts'
import { MONDAY_MORNING } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { type TestOrganization, testOrganization } from '../support/organization.ts'
import { testStaff } from '../support/review.ts'

let database: TestDatabase
let sunny: TestOrganization
let other: TestOrganization
let sandbox: string
let production: string
let base: string
let mailer: Mailer
let answer: (response: http.ServerResponse) => void = (response) => response.end()
const server = http.createServer((_request, response) => answer(response))
const settings = readSettings({ OUTBOUND_LOOPBACK: 'yes' })
const origin = { ip: '203.0.113.7', userAgent: 'test', requestId: 'test' }
const context = (actor: Actor, now = MONDAY_MORNING) => contextOn(database.db, settings, actor, origin, now)
const system = (now = MONDAY_MORNING) => context({ kind: 'system', job: 'jwks' }, now)
const [one, two] = [testKey('one'), testKey('two', 'RS384')]
const later = (hours: number) => new Date(MONDAY_MORNING.getTime() + hours * 3_600_000)

beforeAll(async () => {
  database = await testDatabase()
  mailer = createMailer(settings)
  sunny = await testOrganization(database.db, 'sunny.example.com', 'Sunny Health')
  other = await testOrganization(database.db, 'other.example.com', 'Other App')
  const input = { appId: sunny.appId, name: 'Server', redirectUri: 'https://sunny.example.com/cb' }
  sandbox = (await createSandboxClient(context(sunny.owner), { ...input, type: 'confidential-asymmetric' })).clientId
  production = (await approvedApp(database.db, sunny)).clientId
  await database.sql`update client set type = 'confidential-asymmetric' where id = ${production}`
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  server.close()
  mailer.close()
  await database.close()
})

const paste = (actor: Actor, clientId: string, jwks: string, more = {}) =>
  setKeys(context(actor), { clientId, from: 'pasted', jwks, ...more })
const point = (clientId: string, path: string, more = {}, now = MONDAY_MORNING) =>
  setKeys(context(sunny.owner, now), { clientId, from: 'address', jwksUri: base + path, ...more })
const look = (now = MONDAY_MORNING, clientId?: string) =>
  jwksJob({ context: () => system(now), mailer, settings, log: createLog('silent') }, clientId ? { clientId } : {})

async function kidsOf(clientId: string): Promise<string[]> {
  const environment = clientId === sandbox ? 'sandbox' : 'production'
  const found = await clientForProvider(database.db, environment, clientId, MONDAY_MORNING)
  const keys = (found?.client.jwks?.keys ?? []) as { kid: string }[]
  return keys.map(({ kid }) => kid)
}
const changes = async () =>
  (
    await database.sql`
      select c.requested_by is null as found, coalesce(string_agg(e.kind, ' '), 'open') as state
      from client_change c left join client_change_event e on e.change_id = c.id
      where c.client_id = ${production} group by c.id, c.requested_at order by c.requested_at`
  ).map(({ found, state }) => `${found ? 'found' : 'proposed'} ${state}`)
const fetches = async (clientId: string) =>
  (await database.sql`select outcome from jwks_fetch where client_id = ${clientId} order by at`).map((r) => r.outcome)
const mails = async () => Number((await database.sql`select count(*) from mail where kind = 'keys_found'`)[0]?.count)
const audits = async () =>
  (
    await database.sql`select act from audit where act like 'client.keys%' or act like 'client.change%' order by seq`
  ).map(({ act }) => act)

describe('setKeys', () => {
  it('is for owners and editors of that organization', async () => {
    for (const actor of [{ kind: 'anonymous' } as const, other.owner]) {
      await expect(paste(actor, sandbox, publicSet(one))).rejects.toMatchObject({ code: 'not_found' })
      await expect(lookAtKeys(context(actor), { clientId: sandbox })).rejects.toMatchObject({ code: 'not_found' })
    }
    await expect(paste(sunny.viewer, sandbox, publicSet(one))).rejects.toMatchObject({ code: 'role_too_low' })
    await expect(paste(sunny.owner, randomUUID(), publicSet(one))).rejects.toMatchObject({ code: 'not_found' })
    await expect(lookAtKeys(context(sunny.owner), { clientId: sandbox })).rejects.toMatchObject({ code: 'no_keys' })
  })
  it('is for clients that prove themselves with keys', async () => {
    const input = { appId: sunny.appId, name: 'Phone', redirectUri: 'https://sunny.example.com/cb' }
    const { clientId } = await createSandboxClient(context(sunny.owner), input)
    await expect(paste(sunny.owner, clientId, publicSet(one))).rejects.toMatchObject({ code: 'no_keys' })
  })
  it('refuses a private key loudly and stores nothing of it', async () => {
    const { d, ...rest } = one.privateKey.export({ format: 'jwk' })
    const text = JSON.stringify({ keys: [{ ...rest, d, kid: 'one' }] })
    await expect(paste(sunny.owner, sandbox, text)).rejects.toMatchObject({ code: 'jwks_private', field: 'jwks' })
    expect(await kidsOf(sandbox)).toEqual([])
  })
  it('works at once for a sandbox client, each time', async () => {
    expect(await paste(sunny.editor, sandbox, publicSet(one))).toMatchObject({ live: true, ignored: [] })
    expect(await kidsOf(sandbox)).toEqual(['one'])
    await expect(paste(sunny.owner, sandbox, publicSet(one))).rejects.toMatchObject({ code: 'same_keys' })
    expect(await paste(sunny.owner, sandbox, publicSet(two, one))).toMatchObject({ live: true, ignored: [] })
    expect(await kidsOf(sandbox)).toEqual(['one', 'two'])
    const events = await database.sql`select kind from client_event where client_id = ${sandbox} order by seq`
    expect(events.map(({ kind }) => kind)).toEqual(['created', 'changed', 'changed'])
    expect(await audits()).toEqual(['client.keys_changed', 'client.keys_changed'])
  })
  it('lets the first keys of an approved client live, and asks for others with a reason', async () => {
    expect(await paste(sunny.owner, production, publicSet(one))).toMatchObject({ live: true, ignored: [] })
    await expect(paste(sunny.owner, production, publicSet(two))).rejects.toMatchObject({
      code: 'text',
      field: 'reason',
    })
    const reason = 'The old key is a year old.'
    const results = await Promise.allSettled(
      [1, 2].map(() => paste(sunny.owner, production, publicSet(two), { reason })),
    )
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'change_open' } })
    expect(await kidsOf(production)).toEqual(['one'])
    expect(await changes()).toEqual(['proposed open'])
    await database.sql`
      insert into client_change_event (id, change_id, kind, at, actor_kind)
      select ${randomUUID()}, id, 'withdrawn', ${MONDAY_MORNING.toISOString()}, 'developer' from client_change`
  })
})

describe('an address', () => {
  beforeEach(() => {
    answer = (response) => response.end(publicSet(one))
  })
  it('is looked at for jobs only, and by nobody else', async () => {
    await expect(jwksToFetch(context(sunny.owner))).rejects.toMatchObject({ code: 'not_found' })
    const found = recordJwks(context(sunny.owner), { clientId: sandbox, jwksUri: base }, { body: publicSet(two) })
    await expect(found).rejects.toMatchObject({ code: 'not_found' })
  })
  it('of a sandbox client gives its keys at once, and the keys of before stay until then', async () => {
    await point(sandbox, '/jwks')
    await expect(point(sandbox, '/jwks')).rejects.toMatchObject({ code: 'same_keys' })
    expect(await kidsOf(sandbox)).toEqual(['one', 'two'])
    const jobs = await database.sql`select key from graphile_worker.jobs where task_identifier = 'jwks'`
    expect(jobs.map(({ key }) => key)).toContain(`jwks:${sandbox}`)
    await look(MONDAY_MORNING, sandbox)
    await look(MONDAY_MORNING, sandbox)
    expect(await kidsOf(sandbox)).toEqual(['one'])
    await lookAtKeys(context(sunny.editor), { clientId: sandbox })
  })
  it.each([
    ['a redirect', 'unreachable', (r: http.ServerResponse) => r.writeHead(302, { location: '/other' }).end()],
    ['a fault', 'unreachable', (r: http.ServerResponse) => r.writeHead(500).end(publicSet(two))],
    [
      'a private key',
      'refused',
      (r: http.ServerResponse) => r.end(JSON.stringify({ keys: [two.privateKey.export({ format: 'jwk' })] })),
    ],
    ['no set', 'refused', (r: http.ServerResponse) => r.end('<html>')],
    ['an endless answer', 'unreachable', (r: http.ServerResponse) => r.end(' '.repeat(100_000))],
  ] as const)('that gives %s leaves the keys and says so', async (_what, outcome, with_) => {
    answer = with_
    await look(later(1), sandbox)
    const [last] = await database.sql`
      select outcome, detail from jwks_fetch where client_id = ${sandbox} order by at desc, id desc limit 1`
    const all = await database.sql`select outcome, detail from jwks_fetch where client_id = ${sandbox}`
    expect(all.map((row) => row.outcome)).toContain(outcome)
    expect(String(last?.detail)).not.toContain('private_key')
    expect(await kidsOf(sandbox)).toEqual(['one'])
  })
  it('of an approved client is a change like any other; its other keys wait for review, once', async () => {
    await point(production, '/jwks', { reason: 'We rotate more often.' }, later(0.5))
    expect((await changes()).at(-1)).toBe('proposed open')
    expect(await fetches(production)).toEqual([])
    // As the approval of the change leaves it behind.
    await database.sql`
      insert into client_change_event (id, change_id, kind, at, actor_kind)
      select ${randomUUID()}, id, 'approved', ${MONDAY_MORNING.toISOString()}, 'staff' from client_change
      where not exists (select from client_change_event e where e.change_id = client_change.id)`
    await database.sql`update client set jwks_uri = ${`${base}/jwks`} where id = ${production}`
    await look(later(1), production)
    expect(await fetches(production)).toEqual(['same'])
    answer = (response) => response.end(publicSet(one, two))
    await Promise.all([look(later(2), production), look(later(2), production)])
    await look(later(3), production)
    expect((await changes()).slice(2)).toEqual(['found open'])
    expect(await kidsOf(production)).toEqual(['one'])
    expect(await mails()).toBe(1)
    answer = (response) => response.end(publicSet(two))
    await look(later(4), production)
    expect((await changes()).slice(2)).toEqual(['found withdrawn', 'found open'])
    answer = (response) => response.end(publicSet(one))
    await look(later(5), production)
    expect((await changes()).slice(2)).toEqual(['found withdrawn', 'found withdrawn'])
    expect(await kidsOf(production)).toEqual(['one'])
  })
  it('writes a row once a day while nothing happens', async () => {
    const rows = (await fetches(production)).length
    for (const hours of [6, 10, 28]) await look(later(hours), production)
    expect(await fetches(production)).toHaveLength(rows)
    await look(later(29), production)
    expect(await fetches(production)).toHaveLength(rows + 1)
  })
  it('that was replaced meanwhile does not matter', async () => {
    const gone = { clientId: production, jwksUri: `${base}/before` }
    expect(await recordJwks(system(later(30)), gone, { body: publicSet(two) })).toBeNull()
    expect(await kidsOf(production)).toEqual(['one'])
  })
  it('keeps the keys that can be used and says which it ignored', async () => {
    const odd = { kty: 'OKP', crv: 'Ed25519', kid: 'odd', x: 'AAAA' }
    const mixed = (...keys: unknown[]) => JSON.stringify({ keys: [...keys, ...JSON.parse(publicSet(one)).keys] })
    answer = (response) => response.end(mixed(odd))
    expect(await look(later(2), sandbox)).toBeUndefined()
    const [last] = await database.sql`
      select outcome, detail from jwks_fetch where client_id = ${sandbox} order by at desc, id desc limit 1`
    expect(last).toMatchObject({ outcome: 'same', detail: 'Ignored odd: Key 1 is neither RSA nor EC.' })
    expect(await kidsOf(sandbox)).toEqual(['one'])
    const pasted = await paste(sunny.owner, sandbox, mixed(odd))
    expect(pasted).toMatchObject({ live: true, ignored: [{ kid: 'odd' }] })
    expect(await kidsOf(sandbox)).toEqual(['one'])
  })
  it.each(['pasted', 'found'])(
    'names what was ignored of a set that waits for AppSec to both sides: %s',
    async (how) => {
      const place = await testOrganization(database.db, `${how}.example.com`, `Keys ${how}`)
      const { clientId } = await approvedApp(database.db, place)
      await database.sql`update client set type = 'confidential-asymmetric' where id = ${clientId}`
      const owner = context(place.owner)
      const odd = [
        { kty: 'OKP', crv: 'Ed25519', kid: 'odd', x: 'AAAA' },
        { kty: 'RSA', n: 'AAAA' },
      ]
      const mixed = JSON.stringify({ keys: [...odd, ...JSON.parse(publicSet(two)).keys] })
      if (how === 'pasted') {
        await setKeys(owner, { clientId, from: 'pasted', jwks: publicSet(one) })
        await setKeys(owner, { clientId, from: 'pasted', jwks: mixed, reason: 'We rotate.' })
      } else {
        await setKeys(owner, { clientId, from: 'address', jwksUri: `${base}/own` })
        answer = (response) => response.end(publicSet(one))
        await look(later(2), clientId)
        answer = (response) => response.end(mixed)
        await look(later(3), clientId)
      }
      const [change] = (await clientChanges(owner, clientId)).changes
      const ignored = 'Ignored odd: Key 1 is neither RSA nor EC.\nIgnored: Give key 2 a kid, a name of its own.'
      expect(change).toMatchObject({ kind: 'keys', state: 'in_review', found: how === 'found', ignored })
      const rita = await testStaff(database.db, 'reviewer', `Rita ${how}`)
      expect((await changeDesk(context(rita), String(change?.changeId))).ignored).toBe(ignored)
    },
  )
})
