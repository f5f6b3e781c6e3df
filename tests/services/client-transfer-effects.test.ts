/** What follows when an app has changed hands: who may act, read and is answered for from then on. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect } from '../../db/client.ts'
import { listAnswers } from '../../db/queries/answer.ts'
import { eraseNames } from '../../db/queries/erasure.ts'
import { listMonitoredFacts } from '../../db/queries/rating.ts'
import { appView } from '../../lib/services/app-view.ts'
import { publishedAttestation } from '../../lib/services/attestation-public.ts'
import { clientForProvider, createSandboxClient } from '../../lib/services/client.ts'
import { proposeChange, withdrawChange } from '../../lib/services/client-change.ts'
import { clientDesk } from '../../lib/services/client-desk.ts'
import { lookAtKeys, setKeys } from '../../lib/services/client-keys.ts'
import { clientForMember } from '../../lib/services/client-member.ts'
import { makeSecret, revokeSecret } from '../../lib/services/client-secret.ts'
import { clientView } from '../../lib/services/client-view.ts'
import type { Actor, Staff } from '../../lib/services/context.ts'
import { listDirectory } from '../../lib/services/directory.ts'
import { openEpisode } from '../../lib/services/episode-step.ts'
import { recordGrant } from '../../lib/services/grant.ts'
import { exportOrganization } from '../../lib/services/organization-export.ts'
import { takeProvisionedSecret } from '../../lib/services/provisioning-act.ts'
import { removalFacts, whyNotRemove } from '../../lib/services/removal-verdict.ts'
import { submit } from '../../lib/services/submission-send.ts'
import { startSubmission } from '../../lib/services/submission-start.ts'
import { submissionTasks } from '../../lib/services/submission-view.ts'
import { ensureTerms } from '../../lib/services/terms.ts'
import { approvedApp } from '../support/approved-app.ts'
import { publicSet, testKey } from '../support/client-keys.ts'
import { MONDAY_MORNING, testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { filledAnswers } from '../support/filled-answers.ts'
import { quietClient, system } from '../support/ladder.ts'
import { testOrganization } from '../support/organization.ts'
import { SIGNATURE, testStaff } from '../support/review.ts'
import { agreedTransfer, approveTransfer, decideSubmissions, transferred } from '../support/transfer.ts'

let database: TestDatabase
let rita: Staff
const at = (minutes: number) => new Date(MONDAY_MORNING.getTime() + minutes * 60_000)
const context = (actor: Actor, now = at(0)) => testContext(database.db, actor, now)

beforeAll(async () => {
  database = await testDatabase()
  rita = await testStaff(database.db, 'reviewer', 'Rita Reyes')
  await ensureTerms(context(system, new Date('2026-01-01T00:00:00Z')))
})
afterAll(() => database.close())

/** Until as many transactions of this database wait for a lock. @param sql of a pool that none of them needs */
async function untilWaiting(sql: TestDatabase['sql'], count: number): Promise<void> {
  for (let waiting = 0; waiting < count; ) {
    const [row] = await sql`
      select count(*)::int as n from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`
    waiting = Number(row?.n)
  }
}

describe('an act of the old company that waits while the app changes hands', () => {
  it('finds a stranger', async () => {
    const { clientId, organization: from } = await quietClient(database, 'race-a.example.com', at(0))
    const to = await testOrganization(database.db, 'race-b.example.com', 'Race B')
    const ctx = context(from.owner, at(2))
    const redirectUri = 'https://race-a.example.com/cb'
    await database.sql`update client set type = 'confidential-symmetric' where id = ${clientId}`
    const { secretId } = await makeSecret(ctx, { clientId })
    const asked = await proposeChange(ctx, { kind: 'name', clientId, name: 'Another Name', reason: 'Nicer.' })
    const changeId = await agreedTransfer(database, { clientId, from, to, at: at(1) })
    const aside = connect(database.url, 2)
    const decided = await aside.sql.begin(async (tx) => {
      await tx`select id from client where id = ${clientId} for update`
      const decision = approveTransfer(database, changeId, { by: rita, at: at(3) })
      await untilWaiting(aside.sql, 1)
      const acts = [
        makeSecret(ctx, { clientId }),
        setKeys(ctx, { clientId, from: 'pasted', jwks: publicSet(testKey('mine')) }),
        lookAtKeys(ctx, { clientId }),
        revokeSecret(ctx, { clientId, secretId }),
        takeProvisionedSecret(ctx, { clientId }),
        proposeChange(ctx, { kind: 'name', clientId, name: 'Third Name', reason: 'Nicer still.' }),
        withdrawChange(ctx, asked),
        createSandboxClient(ctx, { appId: from.appId, name: 'Try', redirectUri }),
        startSubmission(ctx, { appId: from.appId }),
      ]
      const results = Promise.allSettled(acts)
      await untilWaiting(aside.sql, 1 + acts.length)
      return { decision, results }
    })
    await Promise.all([decided.decision, aside.close()])
    for (const result of await decided.results) {
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'not_found' } })
    }
    expect((await clientForProvider(database.db, 'production', clientId, at(4)))?.secretDigests).toEqual([])
  })
})

describe('what the old company answered', () => {
  it('stays its own: it reads and takes with it what it sent, the new company sees none of it', async () => {
    const { clientId, organization: from } = await quietClient(database, 'files-a.example.com', at(0))
    const to = await testOrganization(database.db, 'files-b.example.com', 'Files B')
    const [row] = await database.sql`select id from submission where app_id = ${from.appId}`
    const submissionId = String(row?.id)
    await decideSubmissions(database, clientId, at(0))
    const draft = (await startSubmission(context(from.owner), { appId: from.appId })).submissionId
    await transferred(database, { clientId, from, to, by: rita, at: at(1) })

    await expect(submissionTasks(context(to.owner), submissionId)).rejects.toMatchObject({ code: 'not_found' })
    expect((await appView(context(to.viewer), from.appId)).submissions).toEqual([])
    const bought = JSON.stringify(await exportOrganization(context(to.owner), { organizationId: to.organizationId }))
    expect(bought).toContain(clientId)
    expect(bought).not.toMatch(/"submissions":\[\{|"signed":/)

    expect((await submissionTasks(context(from.viewer), submissionId)).may).toMatchObject({ edit: false, reply: false })
    const sold = JSON.stringify(await exportOrganization(context(from.owner), { organizationId: from.organizationId }))
    expect(sold).toMatch(/"givenAway":true.*Dana Diaz/)
    expect(sold).not.toContain(clientId)
    const still = { submissionId: draft, ...SIGNATURE }
    await expect(submit(context(from.owner), still)).rejects.toMatchObject({ code: 'app_moved' })

    const fresh = await startSubmission(context(to.owner, at(5)), { appId: from.appId })
    expect([submissionId, draft]).not.toContain(fresh.submissionId)
    const answers = JSON.stringify(await listAnswers(database.db, fresh.submissionId))
    expect(answers).not.toMatch(/Dana Diaz|files-a\.example\.com|contact@sunny/)

    await context(system).transaction((tx) =>
      eraseNames(tx, { organizationId: from.organizationId, at: at(9), payer: [] }),
    )
    const [document] = await database.sql`select signer_name from document where submission_id = ${submissionId}`
    expect(document).toMatchObject({ signer_name: null })
  })
})

describe('what members read', () => {
  const ask = (environment: 'production' | 'sandbox', clientId: string) =>
    clientForMember(context({ kind: 'anonymous' }), environment, clientId)
  const allow = (clientId: string, environment: 'production' | 'sandbox' = 'production') =>
    recordGrant(context({ kind: 'member', subject: 'maria' }), {
      ...{
        environment,
        clientId,
        patient: 'p1',
        scopes: ['patient/Patient.rs', 'offline_access'],
        attestationId: null,
      },
      ...{ labelDigest: 'x', lang: 'en', shown: {}, expiresAt: at(60 * 24) },
      ...{ providerGrantId: randomUUID(), notifyEmail: null },
    })
  it('never names a company that does not get the data: nobody connects until the new answers are approved', async () => {
    const { clientId, organization: from } = await quietClient(database, 'label-a.example.com', at(0))
    const to = await testOrganization(database.db, 'label-b.example.com', 'Label B')
    const input = { appId: from.appId, name: 'Try', redirectUri: 'https://label-a.example.com/cb' }
    const sandbox = await createSandboxClient(context(from.owner), input)
    const listed = async () =>
      (await listDirectory(context({ kind: 'anonymous' }))).some(({ appId }) => appId === from.appId)
    const { labels: labelsBefore } = await ask('production', clientId)
    expect(labelsBefore).toHaveLength(2)
    expect(await listed()).toBe(true)
    await transferred(database, { clientId, from, to, by: rita, at: at(1) })

    await expect(ask('production', clientId)).rejects.toMatchObject({ code: 'answers_of_another' })
    await expect(allow(clientId)).rejects.toMatchObject({ code: 'answers_of_another' })
    const statements = publishedAttestation(context({ kind: 'anonymous' }), 'production', clientId)
    await expect(statements).rejects.toMatchObject({ code: 'not_found' })
    expect(await ask('sandbox', sandbox.clientId)).toMatchObject({ company: 'Label B Incorporated', labels: [] })
    await allow(sandbox.clientId, 'sandbox')
    expect(await listed()).toBe(false)
    expect((await clientView(context(to.viewer), clientId)).waitsForOwnAnswers).toBe(true)
    expect((await clientDesk(context(rita), clientId)).waitsForOwnAnswers).toBe(true)
    expect((await appView(context(to.viewer), from.appId)).next).toBe('own_answers')

    await approvedApp(database.db, { ...to, appId: from.appId, appName: from.appName })
    const { labels } = await ask('production', clientId)
    expect(labels.map(({ attestationId }) => attestationId)).not.toContain(labelsBefore[0]?.attestationId)
    await allow(clientId)
    expect(await listed()).toBe(true)
    expect((await clientView(context(to.viewer), clientId)).waitsForOwnAnswers).toBe(false)
  })
})

describe('an open case', () => {
  it('of a breach keeps the app where it is; a case of the company before removes nobody', async () => {
    const { clientId, organization: from } = await quietClient(database, 'case-a.example.com', at(0))
    const to = await testOrganization(database.db, 'case-b.example.com', 'Case B')
    const changeId = await agreedTransfer(database, { clientId, from, to, at: at(1) })
    const ctx = context(system)
    const { episode } = await ctx.transaction((tx) =>
      openEpisode(tx, ctx, { kind: 'breach', organizationId: from.organizationId, clientId, key: 'x', evidence: {} }),
    )
    await expect(approveTransfer(database, changeId, { by: rita, at: at(2) })).rejects.toMatchObject({
      code: 'not_approvable',
    })
    await database.sql`update app set organization_id = ${to.organizationId} where id = ${from.appId}`
    const facts = await removalFacts(database.db, context(rita), rita, { ...episode, clientId })
    expect(whyNotRemove(facts)).toEqual(['The app belongs to another organization now, which nobody has asked.'])
  })
})

describe('alerts of the security-rating service', () => {
  it('about a domain that only the old company answered for are not the new one’s', async () => {
    const { clientId, organization: from } = await quietClient(database, 'rated-a.example.com', at(0))
    const to = await testOrganization(database.db, 'rated-b.example.com', 'Rated B')
    await transferred(database, { clientId, from, to, by: rita, at: at(3) })
    const told = filledAnswers(true)['org.identity'] as { website: string }
    const facts = await listMonitoredFacts(database.db)
    const owners = facts.filter(({ text }) => text === told.website).map(({ organizationId }) => organizationId)
    expect(owners).toContain(from.organizationId)
    expect(owners).not.toContain(to.organizationId)
  })
})
