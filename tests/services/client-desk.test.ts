/** One client on the desk of payer staff: its open cases, its last activity, whom to call, and stops of its organization. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { clientDesk } from '../../lib/services/client-desk.ts'
import { reinstateClient, suspendClient } from '../../lib/services/client-stop.ts'
import { changeContact } from '../../lib/services/contact.ts'
import type { Actor, Staff } from '../../lib/services/context.ts'
import { checkEpisodeItem, closeEpisode } from '../../lib/services/episode-act.ts'
import { flagClient } from '../../lib/services/episode-malicious.ts'
import { beginStop, liftStop } from '../../lib/services/stop.ts'
import { stopsView } from '../../lib/services/stop-view.ts'
import { approvedApp } from '../support/approved-app.ts'
import { testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { type TestOrganization, testOrganization } from '../support/organization.ts'
import { confirmAddress, testStaff } from '../support/review.ts'
import { secondClient } from '../support/second-client.ts'

let database: TestDatabase
let rita: Staff
let lena: Staff
let sunny: TestOrganization
let clientId: string
let episodeId: string
const TUESDAY = new Date('2026-11-24T15:00:00Z')
const later = (hours: number) => new Date(TUESDAY.getTime() + hours * 3_600_000)
const context = (actor: Actor, now = TUESDAY) => testContext(database.db, actor, now)
const desk = (id = clientId) => clientDesk(context(rita, later(2)), id)
const words = { criterion: 'malicious_traffic', publicReason: 'Calls of its apps guess passwords.' }
const flag = (id: string) =>
  flagClient(context(rita), { clientId: id, attack: 'credential_stuffing', evidence: '900 names from one address' })

beforeAll(async () => {
  database = await testDatabase()
  rita = await testStaff(database.db, 'reviewer', 'Rita Reyes')
  lena = await testStaff(database.db, 'lead', 'Lena Long')
  sunny = await testOrganization(database.db, 'sunny.example.com', 'Sunny Health')
  clientId = (await approvedApp(database.db, sunny)).clientId
})
afterAll(() => database.close())

it('says that nothing is open and that nothing was ever seen, until it was', async () => {
  expect(await desk()).toMatchObject({ cases: [], lastSeen: { signIn: null, call: null }, mayStop: false })
  await database.sql`insert into activity (client_id, last_sign_in_at, last_call_at)
    values (${clientId}, ${later(-30).toISOString()}, ${later(-2).toISOString()})`
  const { signIn, call } = (await desk()).lastSeen
  expect([signIn?.at, call?.at]).toEqual([later(-30), later(-2)])
})

it('names the contacts in one order, with what is proven, and to whom mail about a breach goes', async () => {
  const { organizationId } = sunny
  const security = { name: 'Security desk', email: 'security@sunny.example.com', phone: '+1 785 555 0100' }
  await changeContact(context(sunny.editor), { organizationId, kind: 'security', ...security })
  await confirmAddress(database.db, organizationId, security.email)
  const { contacts } = await desk()
  expect(contacts.map(({ kind }) => kind).slice(0, 2)).toEqual(['primary', 'security'])
  expect(contacts.filter(({ breach }) => breach)).toMatchObject([{ ...security, confirmed: true }])
})

it('shows its own open cases and those of the whole organization, and no other client’s', async () => {
  ;({ episodeId } = await flag(clientId))
  await flag(await secondClient(database, clientId, 'Another App'))
  await database.sql`
    insert into episode (id, kind, organization_id, client_id, key, reference, evidence, opened_at)
    select gen_random_uuid(), 'breach', organization_id, null, 'rating sunny', 'E-SUNNY2', '{}', ${later(1).toISOString()}
    from episode where id = ${episodeId}`
  const { cases } = await desk()
  expect(cases).toMatchObject([
    { kind: 'breach', reference: 'E-SUNNY2', client: null },
    { episodeId, kind: 'malicious', next: { what: 'Look at the evidence', late: true } },
  ])
})

it('says what comes before a reinstatement as long as it is open', async () => {
  await suspendClient(context(rita), { clientId, ...words })
  const open = async () => (await desk()).cases.map(({ beforeReinstating }) => beforeReinstating)
  expect(await open()).toEqual([[], ['See that every secret was replaced']])
  await checkEpisodeItem(context(rita), { episodeId, item: 'secrets', note: '' })
  expect(await open()).toEqual([[], []])
})

it('has a stop of the whole organization and its end in what happened; who lifts it reads the open cases', async () => {
  const stop = { scope: 'organization' as const, organizationId: sunny.organizationId, ...words }
  await beginStop(context(lena, later(1)), stop)
  expect(await desk()).toMatchObject({ organizationStopped: true })
  const [stopped] = (await stopsView(context(rita))).stops
  expect(stopped?.cases.filter(({ beforeReinstating }) => beforeReinstating.length > 0)).toHaveLength(1)
  await liftStop(context(rita, later(2)), stop)
  const { events, organizationStopped } = await desk()
  expect(organizationStopped).toBe(false)
  expect(events.map(({ kind, by }) => `${kind} ${by}`)).toEqual([
    'created the portal',
    ...['suspended Rita Reyes', 'organization_stopped Lena Long', 'organization_lifted Rita Reyes'],
  ])
  expect(events[2]).toMatchObject({ publicReason: words.publicReason, at: later(1) })
})

it('shows no case once it is closed', async () => {
  await reinstateClient(context(lena), { clientId, publicReason: 'The cause was found and closed.' })
  await closeEpisode(context(lena), { episodeId, publicReason: 'It is over.' })
  expect((await desk()).cases.map(({ reference }) => reference)).toEqual(['E-SUNNY2'])
})
