/** The page of stops: what a stop of an organization touches, how it stands, and who may; for payer staff alone. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { insertGrant } from '../../db/queries/grant.ts'
import { organizationImpact } from '../../lib/services/client-impact.ts'
import { suspendClient } from '../../lib/services/client-stop.ts'
import type { Actor, Staff } from '../../lib/services/context.ts'
import { beginStop } from '../../lib/services/stop.ts'
import { stopsView } from '../../lib/services/stop-view.ts'
import { approvedApp } from '../support/approved-app.ts'
import { testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { type TestOrganization, testOrganization } from '../support/organization.ts'
import { testStaff } from '../support/review.ts'
import { secondClient } from '../support/second-client.ts'

let database: TestDatabase
let lena: Staff
let audra: Staff
let sunny: TestOrganization
let first: string
let second: string
const TUESDAY = new Date('2026-11-24T15:00:00Z')
const DAY = 24 * 3_600_000
const context = (actor: Actor) => testContext(database.db, actor, TUESDAY)
const words = { criterion: 'malicious_traffic', publicReason: 'Calls of its apps guess passwords.' }

async function member(clientId: string, subject: string, lastUsed: number) {
  const at = (days: number) => new Date(TUESDAY.getTime() + days * DAY)
  const row = {
    ...{ id: randomUUID(), clientId, environment: 'production' as const, subject, patient: subject },
    ...{ attestationId: null, labelDigest: 'x', lang: 'en' as const, shown: '{}', scopes: ['offline_access'] },
    ...{ createdAt: at(-30), expiresAt: at(30), lastUsedAt: at(lastUsed), providerGrantId: null, notifyEmail: null },
  }
  await database.db.transaction((tx) => insertGrant(tx, row))
}

beforeAll(async () => {
  database = await testDatabase()
  lena = await testStaff(database.db, 'lead', 'Lena Long')
  audra = await testStaff(database.db, 'auditor', 'Audra Ames')
  sunny = await testOrganization(database.db, 'sunny.example.com', 'Sunny Health')
  first = (await approvedApp(database.db, sunny)).clientId
  second = await secondClient(database, first, 'Another App')
  await member(first, 'maria', -20)
  await member(second, 'maria', -1)
  await member(second, 'omar', -20)
  for (const clientId of [first, second]) {
    await database.sql`insert into activity_count (client_id, day, kind, count)
      values (${clientId}, '2026-11-23', 'call', 21)`
  }
})
afterAll(() => database.close())

it('is for payer staff alone', async () => {
  for (const actor of [{ kind: 'anonymous' } as const, sunny.owner, { kind: 'member', subject: 'm' } as const]) {
    for (const view of [stopsView, organizationImpact]) {
      await expect(view(context(actor), sunny.organizationId)).rejects.toMatchObject({ code: 'not_found' })
    }
  }
  for (const id of [randomUUID(), 'x']) {
    await expect(organizationImpact(context(audra), id)).rejects.toMatchObject({ code: 'not_found' })
  }
})

it('says what a stop touches over all production clients, each member once, and who may stop', async () => {
  await suspendClient(context(lena), { clientId: second, ...words })
  const view = await stopsView(context(audra), sunny.organizationId)
  expect(view.organization).toMatchObject({
    stop: null,
    clients: [
      { clientId: second, name: 'Another App', status: 'suspended' },
      { clientId: first, name: 'Sunny Health', status: 'live' },
    ],
    impact: { members: 2, usedLastWeek: 1, callsLastWeek: 42 },
  })
  expect(view).toMatchObject({ leads: ['Lena Long'], may: { stop: false, liftOrganization: false } })
  expect((await stopsView(context(audra))).organization).toBeNull()
})

it('leads to the stop of the organization once there is one', async () => {
  await beginStop(context(lena), { scope: 'organization', organizationId: sunny.organizationId, ...words })
  const { organization } = await stopsView(context(audra), sunny.organizationId)
  expect(organization?.stop).toMatchObject({ by: 'Lena Long', publicReason: words.publicReason })
  expect(organization?.clients.map(({ status }) => status)).toEqual(['suspended', 'suspended'])
})
