/** Deleting an app: by an owner, for good, with everything that hangs on it; and what stays. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { registerApp } from '../../lib/services/app.ts'
import { appDeletion, deleteApp } from '../../lib/services/app-deletion.ts'
import { appView, myApps } from '../../lib/services/app-view.ts'
import { verifyAudit } from '../../lib/services/audit.ts'
import { createSandboxClient } from '../../lib/services/client.ts'
import { clientForMember } from '../../lib/services/client-member.ts'
import type { Actor } from '../../lib/services/context.ts'
import { listGrants, recordGrant } from '../../lib/services/grant.ts'
import { reviewView } from '../../lib/services/review-view.ts'
import { submissionTasks } from '../../lib/services/submission-view.ts'
import { approvedApp } from '../support/approved-app.ts'
import { testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { type TestOrganization, testOrganization } from '../support/organization.ts'
import { type TestSubmission, testStaff, testSubmission } from '../support/review.ts'

let database: TestDatabase
let sunny: TestOrganization
let other: TestOrganization
let waiting: TestSubmission
let clientId: string
const maria = { kind: 'member', subject: 'maria' } as const
const context = (actor: Actor) => testContext(database.db, actor)
const input = () => ({ appId: sunny.appId, name: sunny.appName })

beforeAll(async () => {
  database = await testDatabase()
  sunny = await testOrganization(database.db, 'sunny.example.com', 'Sunny Health')
  other = await testOrganization(database.db, 'other.example.com', 'Other App')
  waiting = await testSubmission(database.db, 'waiting.example.com', 'Waiting App')
  ;({ clientId } = await approvedApp(database.db, sunny))
  const sandbox = { appId: sunny.appId, name: 'Trial', redirectUri: 'http://127.0.0.1/callback' }
  await createSandboxClient(context(sunny.owner), sandbox)
  await recordGrant(context(maria), {
    environment: 'production',
    clientId,
    patient: 'leo',
    scopes: ['patient/Patient.rs', 'offline_access'],
    attestationId: null,
    labelDigest: 'a'.repeat(64),
    lang: 'es',
    shown: { app: sunny.appName },
    expiresAt: new Date('2027-11-20T15:00:00Z'),
    providerGrantId: 'provider-1',
    notifyEmail: 'maria@members.example',
  })
})
afterAll(() => database.close())

describe('deleting an app', () => {
  it('is an owner’s alone', async () => {
    for (const actor of [{ kind: 'anonymous' }, maria, other.owner] as const) {
      await expect(deleteApp(context(actor), input())).rejects.toMatchObject({ code: 'not_found' })
      await expect(appDeletion(context(actor), sunny.appId)).rejects.toMatchObject({ code: 'not_found' })
    }
    for (const actor of [sunny.editor, sunny.viewer]) {
      await expect(deleteApp(context(actor), input())).rejects.toMatchObject({ code: 'role_too_low' })
      await expect(appDeletion(context(actor), sunny.appId)).rejects.toMatchObject({ code: 'not_found' })
    }
  })

  it('says before what it does, and wants the name', async () => {
    const view = { appId: sunny.appId, name: 'Sunny Health', clients: 2, members: 1, submissionOpen: true }
    expect(await appDeletion(context(sunny.owner), sunny.appId)).toEqual(view)
    for (const name of ['', 'Sunny', '<script>=1+1']) {
      const refused = { code: 'name', field: 'name' }
      await expect(deleteApp(context(sunny.owner), { ...input(), name })).rejects.toMatchObject(refused)
    }
  })

  it('happens once when two owners press at once, and stops all clients and grants', async () => {
    const both = await Promise.allSettled([1, 2].map(() => deleteApp(context(sunny.owner), input())))
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const events = await database.sql`select kind, public_reason from client_event where kind = 'removed'`
    expect(events).toHaveLength(2)
    await expect(clientForMember(context(maria), 'production', clientId)).rejects.toMatchObject({
      code: 'client_stopped',
    })
    expect(await listGrants(context(maria), 'production')).toMatchObject([{ status: 'ended' }])
    const mails =
      await database.sql`select kind, to_address, lang from mail where kind in ('app_deleted', 'grant_ended_by_plan')`
    expect(mails.map(({ kind, to_address, lang }) => [kind, to_address, lang]).toSorted()).toEqual([
      ['app_deleted', sunny.owner.email, 'en'],
      ['grant_ended_by_plan', 'maria@members.example', 'es'],
    ])
  })

  it('takes the app off every page of its developers, frees its name, and keeps what was published', async () => {
    await expect(appView(context(sunny.owner), sunny.appId)).rejects.toMatchObject({ code: 'not_found' })
    expect((await myApps(context(sunny.owner))).flatMap(({ apps }) => apps)).toEqual([])
    const again = { organizationId: other.organizationId, name: sunny.appName }
    await registerApp(context(other.owner), again)
    const rows = await database.sql`select id from attestation where app_id = ${sunny.appId}`
    expect(rows).toHaveLength(1)
  })

  it('withdraws what AppSec has, which staff still read', async () => {
    const { appId, appName, submissionId, owner } = waiting
    expect(await appDeletion(context(owner), appId)).toMatchObject({ submissionOpen: true, clients: 0, members: 0 })
    await deleteApp(context(owner), { appId, name: ` ${appName.toUpperCase()} ` })
    await expect(submissionTasks(context(owner), submissionId)).rejects.toMatchObject({ code: 'not_found' })
    const reviewer = await testStaff(database.db, 'reviewer', 'Riley Reviewer')
    expect(await reviewView(context(reviewer), { submissionId })).toMatchObject({ status: 'withdrawn' })
  })

  it('leaves a whole audit', async () => {
    const acts =
      await database.sql`select act from audit where act in ('app.deleted', 'client.removed', 'submission.withdrawn', 'grants.ended_by_plan')`
    expect(acts.map(({ act }) => act).toSorted()).toEqual([
      'app.deleted',
      'app.deleted',
      'client.removed',
      'client.removed',
      'grants.ended_by_plan',
      'submission.withdrawn',
      'submission.withdrawn',
    ])
    const checks = await verifyAudit(context({ kind: 'system', job: 'test' }))
    expect(checks.map(({ fault }) => fault)).toEqual([null, null])
  })
})
