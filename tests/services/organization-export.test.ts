/** The download of an organization's data: for its owner, whole, and without anything that is not theirs. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createSandboxClient } from '../../lib/services/client.ts'
import { makeSecret } from '../../lib/services/client-secret.ts'
import { suspendClient } from '../../lib/services/client-stop.ts'
import type { Actor, Staff } from '../../lib/services/context.ts'
import { flagClient } from '../../lib/services/episode-malicious.ts'
import { exportOrganization } from '../../lib/services/organization-export.ts'
import { claim } from '../../lib/services/review-claim.ts'
import { addNote, writeMessage } from '../../lib/services/review-message.ts'
import { testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { testOrganization } from '../support/organization.ts'
import { type TestSubmission, testStaff, testSubmission } from '../support/review.ts'

let database: TestDatabase
let sunny: TestSubmission
let secret: string
let clientId: string
let riley: Staff
const context = (actor: Actor) => testContext(database.db, actor)
const take = (actor: Actor) => exportOrganization(context(actor), { organizationId: sunny.organizationId })

beforeAll(async () => {
  database = await testDatabase()
  sunny = await testSubmission(database.db, 'sunny.example.com', '<script>=1+1')
  const { submissionId, appId } = sunny
  riley = await testStaff(database.db, 'reviewer', 'Riley Reviewer')
  const reviewer = context(riley)
  await claim(reviewer, { submissionId })
  await writeMessage(reviewer, { submissionId, text: 'Which region is the data kept in?' })
  await addNote(reviewer, { submissionId, text: 'Looks like a shell company.' })
  const type = 'confidential-symmetric' as const
  const input = { appId, name: 'Trial', redirectUri: 'https://sunny.example.com/callback', type }
  ;({ clientId } = await createSandboxClient(context(sunny.owner), input))
  ;({ secret } = await makeSecret(context(sunny.owner), { clientId, label: 'laptop' }))
})
afterAll(() => database.close())

it('is for an owner only', async () => {
  const other = await testOrganization(database.db, 'other.example.com', 'Other App')
  for (const actor of [{ kind: 'anonymous' }, { kind: 'member', subject: 'x' }, other.owner] as const) {
    await expect(take(actor)).rejects.toMatchObject({ code: 'not_found' })
  }
  for (const actor of [sunny.editor, sunny.viewer]) {
    await expect(take(actor)).rejects.toMatchObject({ code: 'role_too_low' })
  }
  expect(await database.sql`select 1 from audit where act = 'organization.exported'`).toHaveLength(0)
})

it('holds what they gave and what we said, and neither notes, nor names of staff, nor secrets', async () => {
  const data = await take(sunny.owner)
  const text = JSON.stringify(data)
  for (const part of [sunny.editor.email, 'Which region is the data kept in?', 'AppSec team', 'laptop', 'Dana Diaz']) {
    expect(text).toContain(part)
  }
  for (const part of ['shell company', 'Riley', secret]) expect(text).not.toContain(part)
  expect(data).toMatchObject({
    organization: { people: [{ role: 'editor' }, { role: 'owner' }, { role: 'viewer' }] },
    acceptances: [{ name: 'Dana Diaz' }],
    apps: [{ name: '<script>=1+1', submissions: [{ documents: [{ round: 1 }] }], clients: [{ name: 'Trial' }] }],
  })
  expect(await database.sql`select 1 from audit where act = 'organization.exported'`).toHaveLength(1)
})

it('says nothing of a case that staff still look at, and of malicious activity only from the suspension on', async () => {
  const cases = async () => (await take(sunny.owner)).cases
  await flagClient(context(riley), { clientId, attack: 'password_spraying', evidence: '40 accounts, one password' })
  expect(await cases()).toEqual([])
  const publicReason = 'We saw many sign-ins with wrong passwords.'
  await suspendClient(context(riley), { clientId, criterion: 'malicious_traffic', publicReason })
  expect(await cases()).toMatchObject([{ kind: 'malicious', history: expect.arrayContaining([]) }])
  expect(JSON.stringify(await cases())).toContain(publicReason)
  expect(JSON.stringify(await cases())).not.toContain('40 accounts')
})
