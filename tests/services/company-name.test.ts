/** The company that members read is the one AppSec has read: a rename reaches nobody before the next approval. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor, Staff } from '../../lib/services/context.ts'
import { directoryPage, listDirectory } from '../../lib/services/directory.ts'
import { listGrants, recordGrant } from '../../lib/services/grant.ts'
import { changeOrganization } from '../../lib/services/organization.ts'
import { approve } from '../../lib/services/review-approve.ts'
import { writeMessage } from '../../lib/services/review-message.ts'
import { checkAnswers } from '../../lib/services/submission-check.ts'
import { submit } from '../../lib/services/submission-send.ts'
import { startSubmission } from '../../lib/services/submission-start.ts'
import { MONDAY_MORNING, testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import {
  fillAnswers,
  mailOutcome,
  SIGNATURE,
  type TestSubmission,
  testStaff,
  testSubmission,
} from '../support/review.ts'
import { publishedStatements } from '../support/statements.ts'

let database: TestDatabase
let rita: Staff
let sunny: TestSubmission
let clientId: string
const context = (actor: Actor) => testContext(database.db, actor)
const anybody = () => context({ kind: 'anonymous' })
const member: Actor = { kind: 'member', subject: 'm' }
const rename = (legalName: string, dba = '') =>
  changeOrganization(context(sunny.owner), {
    ...{ organizationId: sunny.organizationId, legalName, dba, kind: 'company', address: '1 Main Street' },
    ...{ country: 'US', website: 'https://sunny.example.com/' },
  })

beforeAll(async () => {
  database = await testDatabase()
  rita = await testStaff(database.db, 'reviewer', 'Rita Reyes')
  sunny = await testSubmission(database.db, 'sunny.example.com', 'Sunny Health')
  const { submissionId } = sunny
  await writeMessage(context(rita), { submissionId, text: 'We are reading.' })
  await mailOutcome(database.db, submissionId, 'accepted', MONDAY_MORNING)
})
afterAll(() => database.close())

describe('a company name', () => {
  it('that members would take for the plan is refused, in the profile and in the answers', async () => {
    for (const [name, dba, field] of [
      ['Blue Cross and Blue Shield of Kansas', '', 'legalName'],
      ['Sunny', 'BCBSKS Member Services', 'dba'],
    ] as const) {
      await expect(rename(name, dba)).rejects.toMatchObject({ code: 'payer_name', field })
    }
    const other = await testSubmission(database.db, 'other.example.com', 'Other App', { terms: false })
    await database.sql`
      insert into review_event (id, submission_id, kind, at, actor_kind, human, public_text, internal_text, data)
      values (gen_random_uuid(), ${other.submissionId}, 'withdrawn', now(), 'developer', true, '', '', '{}')`
    const { submissionId } = await startSubmission(context(other.owner), { appId: other.appId })
    const identity = {
      kind: 'company',
      address: '1 Main Street',
      country: 'US',
      monitoredDomains: ['other.example.com'],
    }
    const company = { ...identity, legalName: 'BCBSKS Care', website: 'https://www.bcbsks.com/' }
    await fillAnswers(database.db, submissionId, 'Other App', 'other.example.com', { 'org.identity': company })
    const { problems } = await checkAnswers(context(other.owner), submissionId)
    expect(problems.map(({ input }) => input)).toEqual(['org.identity.website', 'org.identity.legalName'])
    await expect(submit(context(other.owner), { submissionId, ...SIGNATURE })).rejects.toMatchObject({
      code: 'incomplete',
    })
  })
  it('is signed as it stands in the document that was approved', async () => {
    await rename('Sunny Renamed, Inc.')
    const { label } = await checkAnswers(context(sunny.owner), sunny.submissionId)
    expect(JSON.stringify(label.en)).not.toContain('Renamed')
    await approve(context(rita), { submissionId: sunny.submissionId })
    const [row] = await database.sql`select id from client where app_id = ${sunny.appId}`
    clientId = String(row?.id)
    expect((await publishedStatements(anybody(), clientId)).company).toBe('Sunny Health Incorporated')
  })
  it('changes neither in the directory nor among the apps a member shares with', async () => {
    const [statements] = await database.sql`select id from attestation where app_id = ${sunny.appId}`
    await recordGrant(context(member), {
      ...{ environment: 'production', clientId, patient: 'm', scopes: [], labelDigest: 'x', lang: 'en', shown: {} },
      ...{ attestationId: String(statements?.id), providerGrantId: randomUUID(), notifyEmail: null },
      expiresAt: new Date(MONDAY_MORNING.getTime() + 1e9),
    })
    await rename('Quite Another, Inc.')
    const shown = [
      ...(await listDirectory(anybody())).map(({ company }) => company),
      (await directoryPage(anybody(), sunny.appId, 'es')).company,
      ...(await listGrants(context(member), 'production')).map(({ company }) => company),
    ]
    expect(shown).toEqual(Array.from({ length: 3 }, () => 'Sunny Health Incorporated'))
  })
})
