/** What an app that changes hands leaves behind with the company of before: no secret, no key, no draft, no open question. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listEpisodesOfClient } from '../../db/queries/episode.ts'
import { appView } from '../../lib/services/app-view.ts'
import { createSandboxClient } from '../../lib/services/client.ts'
import { proposeChange } from '../../lib/services/client-change.ts'
import { decideChange } from '../../lib/services/client-change-decide.ts'
import { changeDesk } from '../../lib/services/client-change-desk.ts'
import { clientChanges } from '../../lib/services/client-change-view.ts'
import { setKeys } from '../../lib/services/client-keys.ts'
import { makeSecret } from '../../lib/services/client-secret.ts'
import { answerTransfer, offerTransfer } from '../../lib/services/client-transfer.ts'
import type { Actor, Staff } from '../../lib/services/context.ts'
import { episodeEvents, openEpisode } from '../../lib/services/episode-step.ts'
import { withoutKeysOfBefore } from '../../lib/services/submission-prefill.ts'
import { startSubmission } from '../../lib/services/submission-start.ts'
import { submissionTasks } from '../../lib/services/submission-view.ts'
import { ensureTerms } from '../../lib/services/terms.ts'
import { approvedApp } from '../support/approved-app.ts'
import { untilBlocked } from '../support/blocked.ts'
import { publicSet, testKey } from '../support/client-keys.ts'
import { MONDAY_MORNING, testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { type TestOrganization, testOrganization } from '../support/organization.ts'
import { acceptTestTerms, testStaff } from '../support/review.ts'

let database: TestDatabase
let sunny: TestOrganization
let moon: TestOrganization
let rita: Staff
let clientId: string
let count = 0
const at = (minutes: number) => new Date(MONDAY_MORNING.getTime() + minutes * 60_000)
const context = (actor: Actor, now = at(0)) => testContext(database.db, actor, now)

beforeAll(async () => {
  database = await testDatabase()
  await ensureTerms(context({ kind: 'system', job: 'test' }, new Date('2026-01-01T00:00:00Z')))
  rita = await testStaff(database.db, 'reviewer', 'Rita Reyes')
})
afterAll(() => database.close())

beforeEach(async () => {
  count += 1
  sunny = await testOrganization(database.db, `sunny${count}.example.com`, `Sunny Health ${count}`)
  moon = await testOrganization(database.db, `moon${count}.example.com`, `Moon App ${count}`)
  clientId = (await approvedApp(database.db, sunny)).clientId
  await database.sql`
    insert into review_event (id, submission_id, kind, at, actor_kind, human, public_text, internal_text, data)
    select gen_random_uuid(), id, 'approved', ${at(0).toISOString()}, 'staff', false, '', '', '{}' from submission
    where app_id = ${sunny.appId}`
})

/** Offered and taken, with the terms accepted. @returns the change that AppSec decides */
async function taken(): Promise<string> {
  const offer = { clientId, email: moon.owner.email, reason: 'We sold the app.' }
  const { changeId } = await offerTransfer(context(sunny.owner, at(1)), offer)
  const answer = { changeId, answer: 'accepted' as const, organizationId: moon.organizationId }
  await answerTransfer(context(moon.owner, at(2)), answer)
  await acceptTestTerms(database.db, moon, at(2))
  return changeId
}
const decide = (changeId: string) =>
  decideChange(context(rita, at(3)), { changeId, decision: 'approved', publicReason: 'Both agree.' })
const next = async () => (await appView(context(moon.owner, at(9)), sunny.appId)).next
const kind = (type: string) => database.sql`update client set type = ${type} where id = ${clientId}`

describe('the company of before', () => {
  it('gets no secret, key, client or change in, however close it comes to the decision', async () => {
    await kind('confidential-symmetric')
    const keys = await createSandboxClient(context(sunny.owner), {
      ...{ appId: sunny.appId, name: 'Try', redirectUri: 'https://sunny.example.com/cb' },
      type: 'confidential-asymmetric',
    })
    const owner = context(sunny.owner, at(4))
    const set = { clientId: keys.clientId, from: 'pasted' as const, jwks: publicSet(testKey('old')) }
    const late: (() => Promise<unknown>)[] = [
      () => makeSecret(owner, { clientId }),
      () => setKeys(owner, set),
      () =>
        createSandboxClient(owner, { appId: sunny.appId, name: 'Late', redirectUri: 'https://sunny.example.com/cb' }),
      () => offerTransfer(owner, { clientId, email: 'x@example.com', reason: 'Late.' }),
      () => proposeChange(owner, { kind: 'name', clientId, name: 'Late', reason: 'Late.' }),
      () => startSubmission(owner, { appId: sunny.appId }),
    ]
    // As many at once as the test has connections for.
    for (const acts of [late.slice(0, 3), late.slice(3)]) {
      await database.sql`update app set organization_id = ${sunny.organizationId} where id = ${sunny.appId}`
      const begun = await database.sql.begin(async (tx) => {
        await tx`select from app where id = ${sunny.appId} for update`
        await tx`select from client where app_id = ${sunny.appId} for update`
        const ends = Promise.allSettled(acts.map((act) => act()))
        await untilBlocked(database, acts.length)
        await tx`update app set organization_id = ${moon.organizationId} where id = ${sunny.appId}`
        return { ends }
      })
      for (const end of await begun.ends)
        expect(end).toMatchObject({ status: 'rejected', reason: { code: 'not_found' } })
    }
    expect(await database.sql`select id from client_secret where client_id = ${clientId}`).toEqual([])
    expect((await database.sql`select jwks from client where id = ${keys.clientId}`)[0]?.jwks).toBeNull()
  })
  it('leaves no draft: the new one begins its own', async () => {
    const { submissionId } = await startSubmission(context(sunny.owner, at(1)), { appId: sunny.appId })
    await decide(await taken())
    const view = await appView(context(moon.owner, at(4)), sunny.appId)
    expect(view.submissions).toEqual([])
    expect((await submissionTasks(context(sunny.owner, at(4)), submissionId)).status).toBe('closed')
    expect(view.history.at(-1)?.title).toContain(`to Moon App ${count} Incorporated`)
    const own = await startSubmission(context(moon.owner, at(5)), { appId: sunny.appId })
    expect(own.submissionId).not.toBe(submissionId)
    const [identity] = await database.sql`
      select value from answer where submission_id = ${own.submissionId} and question_id = 'org.identity'`
    expect(identity?.value).toMatchObject({ legalName: `Moon App ${count} Incorporated` })
  })
})

describe('to do now', () => {
  it('is the new company’s own answers first, whatever else is missing: nobody can connect before', async () => {
    await kind('confidential-symmetric')
    await makeSecret(context(sunny.owner), { clientId })
    await decide(await taken())
    expect(await next()).toBe('own_answers')
    await makeSecret(context(moon.owner, at(4)), { clientId })
    expect(await next()).toBe('own_answers')
    await startSubmission(context(moon.owner, at(5)), { appId: sunny.appId })
    expect(await next()).toBe('continue')
  })
  it('is the same without keys; the address of the old ones is in nothing that the new company starts from', async () => {
    await kind('confidential-asymmetric')
    await database.sql`update client set jwks_uri = 'https://sunny.example.com/jwks' where id = ${clientId}`
    const given = { choice: 'confidential-asymmetric', jwksUri: 'https://sunny.example.com/jwks' }
    const { jwksUri: _, ...choice } = given
    expect(withoutKeysOfBefore({ 'smart.client-type': given })).toEqual({ 'smart.client-type': choice })
    await decide(await taken())
    expect(await next()).toBe('own_answers')
    const { submissionId } = await startSubmission(context(moon.owner, at(4)), { appId: sunny.appId })
    const [type] = await database.sql`
      select value from answer where submission_id = ${submissionId} and question_id = 'smart.client-type'`
    expect(Object.keys(type?.value)).toEqual(['choice'])
    const set = { clientId, from: 'pasted' as const, jwks: publicSet(testKey('new')) }
    expect(await setKeys(context(moon.owner, at(5)), set)).toMatchObject({ live: true })
  })
})

describe('an open case', () => {
  const open = (which: 'malicious' | 'inactive') =>
    context({ kind: 'system', job: 'test' }).transaction((tx) => {
      const ctx = context({ kind: 'system', job: 'test' })
      const facts = { kind: which, organizationId: sunny.organizationId, clientId, key: 'test', evidence: {} }
      return openEpisode(tx, ctx, facts)
    })
  it('of an attack keeps the app where it is; only staff are told why', async () => {
    const changeId = await taken()
    const { episode } = await open('malicious')
    expect((await changeDesk(context(rita), changeId)).whyNot.approve.join()).toContain(episode.reference)
    await expect(decide(changeId)).rejects.toMatchObject({ code: 'not_approvable' })
    expect((await clientChanges(context(sunny.owner), clientId)).whyNotTransfer).toEqual([])
  })
  it('of inactivity is over: the new company never got our first mail', async () => {
    const { episode } = await open('inactive')
    await decide(await taken())
    expect(await listEpisodesOfClient(database.db, clientId)).toHaveLength(1)
    const kinds = (await episodeEvents(database.db, episode.id)).map((event) => event.kind)
    expect(kinds).toEqual(['opened', 'response', 'closed'])
  })
})

describe('a removed client', () => {
  it('changes no more, and its changes say so', async () => {
    const asked = { kind: 'name' as const, clientId, name: `Other ${count}`, reason: 'A new brand.' }
    const { changeId } = await proposeChange(context(sunny.owner), asked)
    await database.sql`
      insert into client_event (id, client_id, kind, at, actor_kind, public_reason, internal_text)
      values (gen_random_uuid(), ${clientId}, 'removed', ${at(1).toISOString()}, 'staff', '', '')`
    await expect(decide(changeId)).rejects.toMatchObject({ code: 'not_approvable' })
    expect(await clientChanges(context(sunny.owner), clientId)).toMatchObject({ removed: true, waiting: ['name'] })
  })
})
