/** What the page of a case leads to: the clients of an organization as a whole, the alerts, and whom to call. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { RatingAlert } from '../../lib/domain/rating.ts'
import { suspendClient } from '../../lib/services/client-stop.ts'
import type { Actor, Staff } from '../../lib/services/context.ts'
import { episodeRegister } from '../../lib/services/episode-list.ts'
import { flagClient } from '../../lib/services/episode-malicious.ts'
import { episodeView } from '../../lib/services/episode-view.ts'
import { recordRatings } from '../../lib/services/rating.ts'
import { approvedApp } from '../support/approved-app.ts'
import { testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { testOrganization } from '../support/organization.ts'
import { testStaff } from '../support/review.ts'

let database: TestDatabase
let rita: Staff
let clientId: string
let episodeId: string
const context = (actor: Actor) => testContext(database.db, actor)
const around = async (id = episodeId) => (await episodeView(context(rita), id)).around

async function send(id: string, domains: string[]): Promise<void> {
  const alerts = domains.map((domain): RatingAlert => {
    return { id: null, vendor: 'Sunny', domain, rating: 'D', findings: 'Open database', severity: 'high' }
  })
  await recordRatings(context({ kind: 'system', job: 'rating' }), { id, digest: id, alerts })
}

beforeAll(async () => {
  database = await testDatabase()
  rita = await testStaff(database.db, 'reviewer', 'Rita Reyes')
  const sunny = await testOrganization(database.db, 'sunny.com', 'Sunny')
  clientId = (await approvedApp(database.db, sunny)).clientId
  await send('first', ['sunny.com', 'api.sunny.com', 'nobody-here.com'])
  const [row] = (await episodeRegister(context(rita), { kind: 'breach' })).rows
  episodeId = row?.episodeId ?? ''
})
afterAll(() => database.close())

it('leads from a breach to its alerts and to the clients in production, with what each can do', async () => {
  const { alerts, moreAlerts, clients } = await around()
  expect(alerts.map(({ domain }) => domain).toSorted()).toEqual(['api.sunny.com', 'sunny.com'])
  expect(alerts[0]).toMatchObject({ severity: 'high', significant: true })
  expect(moreAlerts).toBe(false)
  expect(clients).toEqual([{ clientId, name: 'Sunny', status: 'live' }])
  const publicReason = 'Tokens of our APIs may be known to others.'
  await suspendClient(context(rita), { clientId, criterion: 'breach_unresolved', publicReason })
  expect((await around()).clients).toMatchObject([{ status: 'suspended' }])
})

it('names the contact that our mail about a breach went to, and the main contact with its phone', async () => {
  const { contacts } = await around()
  const told = contacts.find(({ breach }) => breach)
  const mails = await database.sql`select to_address from mail where kind = 'breach_alert'`
  expect(mails.map((row) => row.to_address)).toContain(told?.email)
  expect(told?.kind).toBe('security')
  expect(contacts[0]).toMatchObject({ kind: 'primary', phone: expect.stringMatching(/\d/) })
})

it('shows the newest of many alerts, and says that there are more', async () => {
  const many = Array.from({ length: 12 }, (_, at) => `host${at}.sunny.com`)
  await send('second', many)
  const { alerts, moreAlerts } = await around()
  expect([alerts.length, moreAlerts]).toEqual([10, true])
})

it('has contacts alone for a case of one client', async () => {
  const flagged = await flagClient(context(rita), {
    ...{ clientId, attack: 'credential_stuffing', evidence: '900 names from one address' },
  })
  const { contacts, ...rest } = await around(flagged.episodeId)
  expect(rest).toEqual({ clients: [], alerts: [], moreAlerts: false })
  expect(contacts.length).toBeGreaterThan(0)
})
