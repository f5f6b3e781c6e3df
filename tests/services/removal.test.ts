/** Removal at the end of the ladder: what it covers, what members are told, undoing it, and erasing names after 30 days. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deleteApp } from '../../lib/services/app-deletion.ts'
import { verifyAudit } from '../../lib/services/audit.ts'
import { clientForProvider } from '../../lib/services/client.ts'
import { reinstateClient, suspendClient } from '../../lib/services/client-stop.ts'
import type { Actor, Staff } from '../../lib/services/context.ts'
import { flagClient } from '../../lib/services/episode-malicious.ts'
import { eraseRemoved } from '../../lib/services/erasure.ts'
import { listGrants, recordGrant } from '../../lib/services/grant.ts'
import { ladderDesk } from '../../lib/services/ladder-desk.ts'
import { organizationAccess } from '../../lib/services/organization-access.ts'
import { confirmRemoval, undoRemoval } from '../../lib/services/removal.ts'
import { stillInUse, stillInUseView } from '../../lib/services/still-in-use.ts'
import { stillInUseToken } from '../../lib/services/still-in-use-token.ts'
import { ensureTerms } from '../../lib/services/terms.ts'
import { testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import {
  episodeIdOf,
  eventsOf,
  type LadderTest,
  QUIET,
  quietClient,
  STEPS,
  STOP,
  sweepAt,
  system,
} from '../support/ladder.ts'
import { testOrganization } from '../support/organization.ts'
import { currentAttestationOf } from '../support/removal.ts'
import { acceptTestTerms, testStaff } from '../support/review.ts'

let database: TestDatabase
let rita: Staff
let lena: Staff
const context = (actor: Actor, now: Date) => testContext(database.db, actor, now)
const days = (n: number) => new Date(STOP.getTime() + n * 86_400_000)
const member: Actor = { kind: 'member', subject: 'member-1' }
const statusOf = async (clientId: string, now: Date) =>
  (await clientForProvider(database.db, 'production', clientId, now))?.status

async function suspended(domain: string): Promise<LadderTest & { episodeId: string }> {
  const test = await quietClient(database, domain, QUIET)
  for (const at of STEPS) await sweepAt(database, at)
  return { ...test, episodeId: await episodeIdOf(database, test.clientId) }
}

/** A member's grant from before the client fell silent. */
async function grantFor(clientId: string): Promise<string> {
  const { grantId } = await recordGrant(context(member, QUIET), {
    environment: 'production',
    clientId,
    patient: 'p1',
    scopes: ['patient/Patient.rs', 'offline_access'],
    attestationId: await currentAttestationOf(database, clientId),
    labelDigest: 'x',
    lang: 'es',
    shown: {},
    expiresAt: days(60),
    providerGrantId: randomUUID(),
    notifyEmail: 'maria@member.example.com',
  })
  return grantId
}

beforeAll(async () => {
  database = await testDatabase()
  rita = await testStaff(database.db, 'reviewer', 'Rita Reyes')
  lena = await testStaff(database.db, 'lead', 'Lena Long')
  await ensureTerms(context(system, new Date('2026-01-01T00:00:00Z')))
})
afterAll(() => database.close())

describe('an organization whose only client is quiet', () => {
  let test: LadderTest & { episodeId: string }
  const remove = (actor: Actor, now = days(1)) => confirmRemoval(context(actor, now), { episodeId: test.episodeId })
  const undo = (actor: Actor, now: Date, publicReason = 'You wrote to us in time.') =>
    undoRemoval(context(actor, now), { episodeId: test.episodeId, publicReason })
  const readable = (now: Date) =>
    organizationAccess(database.db, context(test.organization.owner, now), test.organization.organizationId, 'read')

  beforeAll(async () => {
    const early = await quietClient(database, 'gone.example.com', QUIET)
    await acceptTestTerms(database.db, early.organization, QUIET)
    await grantFor(early.clientId)
    for (const at of STEPS) await sweepAt(database, at)
    test = { ...early, episodeId: await episodeIdOf(database, early.clientId) }
  })

  it('waits for a lead; nobody else can confirm', async () => {
    for (const [actor, code] of [
      [rita, 'lead_only'],
      [test.organization.owner, 'not_found'],
      [{ kind: 'anonymous' } as const, 'not_found'],
      [await testStaff(database.db, 'lead', 'Cousin', 'gone.example.com'), 'not_removable'],
    ] as const) {
      await expect(remove(actor)).rejects.toMatchObject({ code })
      await expect(undo(actor, days(1))).rejects.toMatchObject({
        code: code === 'not_removable' ? 'not_undoable' : code,
      })
    }
    await expect(undo(lena, days(1))).rejects.toMatchObject({ code: 'not_undoable' })
    expect(await ladderDesk(context(lena, days(1)), test.episodeId)).toMatchObject({
      whole: true,
      whyNotRemove: [],
      whyNotUndo: null,
    })
    expect(await statusOf(test.clientId, days(1))).toBe('suspended')
  })

  it('removes accounts, clients and grants in one step, once', async () => {
    const results = await Promise.allSettled([remove(lena), remove(lena)])
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await statusOf(test.clientId, days(1))).toBe('removed')
    await expect(readable(days(1))).rejects.toMatchObject({ code: 'not_found' })
    const [grant] = await listGrants(context(member, days(1)), 'production')
    expect(grant).toMatchObject({ status: expect.not.stringMatching('active') })
    const told = await database.sql`select kind, to_address, lang, props from mail
      where kind in ('grant_ended_by_plan', 'inactive_removed') order by kind, to_address`
    expect(told.filter(({ kind }) => kind === 'grant_ended_by_plan')).toMatchObject([
      { to_address: 'maria@member.example.com', lang: 'es' },
    ])
    expect(JSON.stringify(told[0]?.props)).not.toContain('App of')
    expect(told.filter(({ kind }) => kind === 'inactive_removed')).toHaveLength(5)
    const names = await database.sql`select name from person where email = 'owner@gone.example.com'`
    expect(names[0]?.name).toBe('Person owner')
  })

  it('is what the link of an old mail tells, with the day until which it can be undone', async () => {
    const ctx = (now: Date) => context({ kind: 'anonymous' }, now)
    const token = stillInUseToken(ctx(days(2)), test.episodeId)
    expect(await stillInUseView(ctx(days(2)), token)).toMatchObject({ state: 'removed', undoUntil: days(31) })
    expect(await stillInUseView(ctx(days(31)), token)).toMatchObject({ state: 'removed', undoUntil: null })
  })

  it('is undone within 30 days: accounts and clients, never ended grants', async () => {
    await expect(undo(lena, days(2), ' ')).rejects.toMatchObject({ code: 'text', field: 'publicReason' })
    expect(await eraseRemoved(context(system, days(30)))).toEqual([])
    await undo(lena, days(30))
    await expect(undo(lena, days(30))).rejects.toMatchObject({ code: 'not_undoable' })
    expect(await statusOf(test.clientId, days(30))).toBe('live')
    expect(await readable(days(30))).toMatchObject({ role: 'owner' })
    const [grant] = await listGrants(context(member, days(30)), 'production')
    expect(grant?.status).not.toBe('active')
    // The ladder begins anew with the restoring, not with the old silence.
    expect(await sweepAt(database, days(31), test.clientId)).toEqual([])
    expect(await eraseRemoved(context(system, days(90)))).toEqual([])
  })

  it('is erased after 30 days: names go, the evidence stays', async () => {
    const { organizationId } = test.organization
    const again = days(30 + 200)
    for (let at = days(31); at < again; at = new Date(at.getTime() + 86_400_000 * 5)) await sweepAt(database, at)
    const [removal] = await database.sql`select count(*)::int as n from episode where client_id = ${test.clientId}`
    expect(removal?.n).toBe(2)
    test = { ...test, episodeId: await episodeIdOf(database, test.clientId) }
    await confirmRemoval(context(lena, again), { episodeId: test.episodeId })
    const later = (n: number) => new Date(again.getTime() + n * 86_400_000)
    await expect(undo(lena, later(30))).rejects.toMatchObject({ code: 'not_undoable' })
    const digests = () => database.sql`
      select digest, content from document d join submission s on s.id = d.submission_id
      join app a on a.id = s.app_id where a.organization_id = ${organizationId}`
    const digestsBefore = await digests()
    expect(await eraseRemoved(context(system, later(29)))).toEqual([])
    expect(await eraseRemoved(context(system, later(30)))).toEqual([organizationId])
    expect(await eraseRemoved(context(system, later(30)))).toEqual([])
    expect(await digests()).toEqual(digestsBefore)
    const dump = JSON.stringify(
      await Promise.all([
        database.sql`select * from person where email like '%gone.example.com'`,
        database.sql`select * from contact where organization_id = ${organizationId}`,
        database.sql`select * from acceptance where organization_id = ${organizationId}`,
        database.sql`select * from document where signer_name is not null`,
        database.sql`select * from mail where to_address like '%gone.example.com'`,
      ]),
    )
    expect(dump).not.toMatch(/gone\.example\.com|Person owner|Dana Diaz|Contact primary/)
    const [kept] = await database.sql`
      select name, terms_digest from acceptance where organization_id = ${organizationId}`
    expect(kept).toMatchObject({ name: null, terms_digest: expect.stringMatching(/^[0-9a-f]{64}$/) })
    expect((await verifyAudit(context(system, later(30)))).map(({ fault }) => fault)).toEqual([null, null])
  })
})

describe('erasing one organization', () => {
  it('leaves mail alone that was written to others whom it only named', async () => {
    const victim = await testOrganization(database.db, 'victim.example.com', 'Victim')
    const test = await quietClient(database, 'evil.example.com', QUIET)
    await grantFor(test.clientId)
    for (const at of STEPS) await sweepAt(database, at)
    const { organizationId } = test.organization
    const others = ['appsec@bcbsks.com', victim.owner.email, 'stranger@nowhere.example.com', 'maria@member.example.com']
    const [appsec = '', owner = '', stranger = '', maria = ''] = others
    const write = (to: string) => database.sql`
      insert into mail (id, kind, to_address, lang, props, "references", created_at)
      values (gen_random_uuid(), 'still_to_send', ${to}, 'en', '{"text":"words"}', '{}', ${QUIET.toISOString()})`
    for (const to of [...others, test.organization.owner.email]) await write(to)
    const name = (kind: string, email: string) => database.sql`
      update contact set email = ${email} where organization_id = ${organizationId} and kind = ${kind}`
    await name('primary', maria)
    await name('backup', appsec)
    await name('security', owner)
    await database.sql`
      insert into terms_link (id, organization_id, email, token_digest, created_by, created_at, expires_at)
      values (gen_random_uuid(), ${organizationId}, ${stranger}, 'x', ${test.organization.owner.personId},
        ${QUIET.toISOString()}, ${QUIET.toISOString()})`
    const episodeId = await episodeIdOf(database, test.clientId)
    await confirmRemoval(context(lena, days(1)), { episodeId })
    expect(await eraseRemoved(context(system, days(40)))).toContain(organizationId)
    const kept = await database.sql`select to_address, props from mail where kind = 'still_to_send' order by 1`
    expect(kept.filter(({ props }) => props.text === 'words').map((row) => row.to_address)).toEqual(
      [appsec, owner, maria].toSorted(),
    )
    const left =
      await database.sql`select 1 from mail where to_address in (${stranger}, ${test.organization.owner.email})`
    expect(left).toHaveLength(0)
  })
})

describe('an organization with another active client', () => {
  it('loses that client alone', async () => {
    const test = await suspended('two.example.com')
    const { organizationId } = test.organization
    const second = await quietClient(database, 'second.example.com', days(0))
    await database.sql`update app set organization_id = ${organizationId} where id = ${second.organization.appId}`
    const now = days(1)
    expect((await ladderDesk(context(lena, now), test.episodeId)).whole).toBe(false)
    await confirmRemoval(context(lena, now), { episodeId: test.episodeId })
    expect(await statusOf(test.clientId, now)).toBe('removed')
    expect(await statusOf(second.clientId, now)).toBe('live')
    const { clientId } = test
    const words = { criterion: 'malicious_traffic', publicReason: 'Calls of the app guess passwords.' }
    await expect(suspendClient(context(rita, now), { clientId, ...words })).rejects.toMatchObject({
      code: 'not_suspendable',
    })
    const seen = { clientId, attack: 'password_spraying', evidence: 'One password for all.' }
    await expect(flagClient(context(rita, now), seen)).rejects.toMatchObject({ code: 'not_flaggable' })
    const owner = context(test.organization.owner, now)
    expect(await organizationAccess(database.db, owner, organizationId, 'read')).toMatchObject({ role: 'owner' })
    await undoRemoval(context(lena, days(2)), { episodeId: test.episodeId, publicReason: 'You wrote to us.' })
    expect(await statusOf(test.clientId, days(2))).toBe('live')
  })
})

describe('an app that its owner deleted after the removal', () => {
  it('stays removed, and none of its secrets ever works again', async () => {
    const test = await suspended('deleted.example.com')
    const { organizationId, owner, appId, appName } = test.organization
    const second = await quietClient(database, 'kept.example.com', days(0))
    await database.sql`update app set organization_id = ${organizationId} where id = ${second.organization.appId}`
    await database.sql`
      insert into client_secret (id, client_id, label, digest, hint, created_at, expires_at)
      values (gen_random_uuid(), ${test.clientId}, 'old', 'digest', 'hint', ${QUIET.toISOString()}, ${days(90).toISOString()})`
    await confirmRemoval(context(lena, days(1)), { episodeId: test.episodeId })
    await deleteApp(context(owner, days(2)), { appId, name: appName })
    const [why] = (await ladderDesk(context(lena, days(3)), test.episodeId)).whyNotUndo ?? []
    expect(why).toContain('deleted the app')
    const undo = undoRemoval(context(lena, days(3)), { episodeId: test.episodeId, publicReason: 'You wrote to us.' })
    await expect(undo).rejects.toMatchObject({ code: 'not_undoable', message: why })
    expect(await statusOf(test.clientId, days(3))).toBe('removed')
    const live = await database.sql`
      select 1 from client_secret where client_id = ${test.clientId} and revoked_at is null`
    expect(live).toEqual([])
  })
  it('is left out when the whole organization comes back', async () => {
    const test = await suspended('partly.example.com')
    const second = await suspended('other-part.example.com')
    const { organizationId } = test.organization
    await database.sql`update app set organization_id = ${organizationId} where id = ${second.organization.appId}`
    expect(await confirmRemoval(context(lena, days(1)), { episodeId: test.episodeId })).toMatchObject({ whole: true })
    await database.sql`update app set deleted_at = ${days(2).toISOString()} where id = ${second.organization.appId}`
    await undoRemoval(context(lena, days(3)), { episodeId: test.episodeId, publicReason: 'You wrote to us.' })
    expect([await statusOf(test.clientId, days(3)), await statusOf(second.clientId, days(3))]).toEqual([
      'live',
      'removed',
    ])
  })
})

describe('a removal never follows an answer', () => {
  it('is refused once somebody answered, and when the client works again', async () => {
    const test = await suspended('heard.example.com')
    const remove = (now: Date) => confirmRemoval(context(lena, now), { episodeId: test.episodeId })
    await stillInUse(context(test.organization.editor, days(1)), { clientId: test.clientId })
    await expect(remove(days(2))).rejects.toMatchObject({ code: 'not_removable' })
    await reinstateClient(context(rita, days(3)), { clientId: test.clientId, publicReason: 'You answered us.' })
    await expect(remove(days(4))).rejects.toMatchObject({ code: 'not_removable' })
    expect(await eventsOf(database, test.clientId)).not.toContain('removed')
  })
})
