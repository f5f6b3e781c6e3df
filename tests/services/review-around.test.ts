/** What a reviewer reads beside a submission about the rest of its organization: suspended clients and open cases. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { suspendClient } from '../../lib/services/client-stop.ts'
import type { Staff } from '../../lib/services/context.ts'
import { flagClient } from '../../lib/services/episode-malicious.ts'
import { reviewView } from '../../lib/services/review-view.ts'
import { beginStop } from '../../lib/services/stop.ts'
import { approvedApp } from '../support/approved-app.ts'
import { testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { testOrganization } from '../support/organization.ts'
import { testStaff, testSubmission } from '../support/review.ts'
import { secondClient } from '../support/second-client.ts'

let database: TestDatabase
let rita: Staff
let lena: Staff
let submissionId: string
let organizationId: string
let own: string
let other: string
const words = { criterion: 'impersonation', publicReason: 'It bears the name of somebody else.' }
const context = (actor: Staff) => testContext(database.db, actor)
const view = () => reviewView(context(rita), { submissionId })

beforeAll(async () => {
  database = await testDatabase()
  rita = await testStaff(database.db, 'reviewer', 'Rita Reyes')
  lena = await testStaff(database.db, 'lead', 'Lena Long')
  const sunny = await testOrganization(database.db, 'sunny.example.com', 'Sunny Health')
  ;({ organizationId } = sunny)
  own = (await approvedApp(database.db, sunny)).clientId
  other = await secondClient(database, own, 'Another App')
  const [row] = await database.sql`select id from submission where app_id = ${sunny.appId}`
  submissionId = String(row?.id)
})
afterAll(() => database.close())

it('is nothing while all is well', async () => {
  expect(await view()).toMatchObject({ client: { status: 'live' }, atRisk: { suspended: [], cases: [] } })
})

it('is another client that is suspended, and an open case of one; those of other organizations are left out', async () => {
  await testSubmission(database.db, 'moon.example.com', 'Moon Health')
  await suspendClient(context(rita), { clientId: other, ...words })
  const { episodeId } = await flagClient(context(rita), {
    ...{ clientId: other, attack: 'credential_stuffing', evidence: '900 names from one address' },
  })
  const { atRisk } = await view()
  expect(atRisk.suspended).toEqual([{ clientId: other, name: 'Another App', status: 'suspended' }])
  expect(atRisk.cases).toMatchObject([{ episodeId, client: { name: 'Another App' } }])
  const [moon] = await database.sql`
    select s.id from submission s join app a on a.id = s.app_id where a.name = 'Moon Health'`
  const elsewhere = await reviewView(context(rita), { submissionId: String(moon?.id) })
  expect(elsewhere).toMatchObject({ client: null, atRisk: { suspended: [], cases: [] } })
})

it('says that its own client stands still with the whole organization, and does not name it as another', async () => {
  await beginStop(context(lena), { scope: 'organization', organizationId, ...words })
  const { client, atRisk } = await view()
  expect(client).toEqual({ clientId: own, status: 'suspended' })
  expect(atRisk.suspended.map(({ clientId }) => clientId)).toEqual([other])
})
