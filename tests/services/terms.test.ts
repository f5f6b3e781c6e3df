/** The terms: stored once, accepted after a submission by somebody with authority, with or without an account. */
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mail } from '../../db/schema/mail.ts'
import { organization } from '../../db/schema/organization.ts'
import { submission } from '../../db/schema/submission.ts'
import { acceptance, terms as termsTable } from '../../db/schema/terms.ts'
import type { Actor } from '../../lib/services/context.ts'
import { endMembership } from '../../lib/services/organization-people.ts'
import { startSubmission } from '../../lib/services/submission-start.ts'
import {
  acceptTerms,
  currentTerms,
  ensureTerms,
  publicTerms,
  termsOfOrganization,
  termsView,
} from '../../lib/services/terms.ts'
import { acceptByLink, sendTermsLink, termsLinkView } from '../../lib/services/terms-link.ts'
import { MONDAY_MORNING, testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { type TestOrganization, testOrganization } from '../support/organization.ts'

let database: TestDatabase
let sunny: TestOrganization
let other: TestOrganization
const LATER = new Date('2026-11-24T15:00:00Z')
const context = (actor: Actor, now = LATER) => testContext(database.db, actor, now)
const statement = { version: '2026-1', name: 'Dana Diaz', title: 'Director', authority: 'yes' } as const

beforeAll(async () => {
  database = await testDatabase()
  await ensureTerms(testContext(database.db, { kind: 'system', job: 'start' }))
  sunny = await testOrganization(database.db, 'sunny.example.com', 'Sunny Health')
  other = await testOrganization(database.db, 'other.example.com', 'Other App')
})
afterAll(() => database.close())

/** As after a submission: only the instant of it matters to the terms. */
async function markSent(organization: TestOrganization) {
  const { submissionId } = await startSubmission(context(organization.owner), { appId: organization.appId })
  await database.db.update(submission).set({ submittedAt: MONDAY_MORNING }).where(eq(submission.id, submissionId))
}

const tokenOf = async (email: string) => {
  const [row] = await database.db.select().from(mail).where(eq(mail.toAddress, email))
  return String(row?.props.url).split('/').at(-1) ?? ''
}

describe('ensureTerms', () => {
  it('stores the first version once', async () => {
    const ctx = testContext(database.db, { kind: 'system', job: 'start' })
    expect(await ensureTerms(ctx)).toBe(false)
    const terms = await currentTerms(context({ kind: 'anonymous' }))
    expect(terms.version).toBe('2026-1')
    expect(terms.digest).toBe(ctx.digest(terms.body))
    expect(terms.body).not.toMatch(/\{[a-zA-Z]+\}/)
  })
})

describe('acceptTerms', () => {
  it('comes after the first submission', async () => {
    const input = { ...statement, organizationId: sunny.organizationId }
    await expect(acceptTerms(context(sunny.owner), input)).rejects.toMatchObject({ code: 'terms_too_early' })
    expect(await termsOfOrganization(context(sunny.viewer), sunny.organizationId)).toBeNull()
    await markSent(sunny)
    await markSent(other)
  })
  it('refuses strangers, people of other organizations and viewers', async () => {
    const input = { ...statement, organizationId: sunny.organizationId }
    await expect(acceptTerms(context({ kind: 'anonymous' }), input)).rejects.toMatchObject({ code: 'not_found' })
    await expect(acceptTerms(context(other.owner), input)).rejects.toMatchObject({ code: 'not_found' })
    await expect(acceptTerms(context(sunny.viewer), input)).rejects.toMatchObject({ code: 'role_too_low' })
  })
  it('refuses a version that is not in force', async () => {
    const input = { ...statement, version: '2020-1', organizationId: sunny.organizationId }
    await expect(acceptTerms(context(sunny.owner), input)).rejects.toMatchObject({ code: 'terms_changed' })
  })
  it('keeps who, title, version, digest, time and origin, once for two at once', async () => {
    const input = { ...statement, organizationId: sunny.organizationId }
    await Promise.all([acceptTerms(context(sunny.owner), input), acceptTerms(context(sunny.editor), input)])
    const rows = await database.db.select().from(acceptance).where(eq(acceptance.organizationId, sunny.organizationId))
    const terms = await currentTerms(context(sunny.owner))
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({
      name: 'Dana Diaz',
      title: 'Director',
      termsVersion: '2026-1',
      termsDigest: terms.digest,
      authority: true,
      origin: '203.0.113.7',
      at: LATER,
    })
    const view = await termsView(context(sunny.viewer))
    expect(view.organizations).toMatchObject([{ accepted: { name: 'Dana Diaz' }, mayAccept: false }])
    const standing = await termsOfOrganization(context(sunny.viewer), sunny.organizationId)
    expect(standing).toMatchObject({ version: '2026-1', digest: terms.digest, accepted: { at: LATER } })
    for (const actor of [other.owner, { kind: 'anonymous' } as const]) {
      await expect(termsOfOrganization(context(actor), sunny.organizationId)).rejects.toMatchObject({
        code: 'not_found',
      })
    }
  })
  it('cannot be changed afterwards', async () => {
    await expect(database.sql`update acceptance set title = 'x'`).rejects.toThrow()
    await expect(database.sql`delete from acceptance`).rejects.toThrow()
  })
})

describe('a link for somebody without an account', () => {
  const email = 'counsel@law.example.com'
  it('is sent by an owner or editor only', async () => {
    const input = { organizationId: other.organizationId, email }
    await expect(sendTermsLink(context(sunny.owner), input)).rejects.toMatchObject({ code: 'not_found' })
    await expect(sendTermsLink(context(other.viewer), input)).rejects.toMatchObject({ code: 'role_too_low' })
    await expect(sendTermsLink(context(other.owner), { ...input, email: 'no address' })).rejects.toMatchObject({
      code: 'email_invalid',
    })
    expect(await sendTermsLink(context(other.owner), input)).toMatchObject({ email })
  })
  it('keeps only a digest of its secret', async () => {
    const rows = await database.sql`select * from terms_link`
    expect(JSON.stringify(rows)).not.toContain(await tokenOf(email))
  })
  it('opens without changing anything, and accepts once', async () => {
    const anonymous = context({ kind: 'anonymous' })
    const token = await tokenOf(email)
    expect(await termsLinkView(anonymous, token)).toMatchObject({ email, usedAt: null })
    const input = { ...statement, token }
    const results = await Promise.allSettled([acceptByLink(anonymous, input), acceptByLink(anonymous, input)])
    expect(results.map((result) => result.status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'link_used' } })
    const rows = await database.db.select().from(acceptance).where(eq(acceptance.organizationId, other.organizationId))
    expect(rows).toMatchObject([{ linkEmail: email, personId: null, name: 'Dana Diaz' }])
    expect(await termsLinkView(anonymous, token)).toMatchObject({ usedAt: LATER })
  })
  it('is unknown when guessed and refused when expired', async () => {
    const anonymous = context({ kind: 'anonymous' })
    await expect(termsLinkView(anonymous, 'x'.repeat(43))).rejects.toMatchObject({ code: 'not_found' })
    await expect(termsLinkView(anonymous, 'x'.repeat(4000))).rejects.toMatchObject({ code: 'not_found' })
    const late = context({ kind: 'anonymous' }, new Date('2026-12-20T15:00:00Z'))
    await expect(termsLinkView(late, await tokenOf(email))).rejects.toMatchObject({ code: 'link_expired' })
  })
  it('ends with the right of whoever sent it, and with the organization', async () => {
    const third = await testOrganization(database.db, 'third.example.com', 'Third App')
    await markSent(third)
    const { organizationId, owner, editor } = third
    const anonymous = context({ kind: 'anonymous' })
    await sendTermsLink(context(editor), { organizationId, email: 'private@home.example.com' })
    await sendTermsLink(context(owner), { organizationId, email: 'lawyer@law.example.com' })
    await endMembership(context(owner), { organizationId, personId: editor.personId })
    const theirs = { ...statement, token: await tokenOf('private@home.example.com') }
    await expect(termsLinkView(anonymous, theirs.token)).rejects.toMatchObject({ code: 'link_expired' })
    await expect(acceptByLink(anonymous, theirs)).rejects.toMatchObject({ code: 'link_expired' })
    const token = await tokenOf('lawyer@law.example.com')
    await termsLinkView(anonymous, token)
    await database.db.update(organization).set({ erasedAt: LATER }).where(eq(organization.id, organizationId))
    await expect(acceptByLink(anonymous, { ...statement, token })).rejects.toMatchObject({ code: 'not_found' })
    const rows = await database.db.select().from(acceptance).where(eq(acceptance.organizationId, organizationId))
    expect(rows).toEqual([])
  })
  it('is sent five times a day at most', async () => {
    const send = () => sendTermsLink(context(other.editor), { organizationId: other.organizationId, email })
    for (let sent = 1; sent < 5; sent += 1) await send()
    await expect(send()).rejects.toMatchObject({ code: 'too_many_links' })
  })
})

describe('publicTerms', () => {
  const nobody = (now = LATER) => context({ kind: 'anonymous' }, now)
  it('shows anybody every version and which one is in force', async () => {
    const effectiveAt = new Date('2027-01-01T06:00:00Z')
    const next = { version: '2027-1', title: 'Terms', body: 'New text.', digest: nobody().digest('New text.') }
    await database.db.insert(termsTable).values({ ...next, effectiveAt })
    const before = await publicTerms(nobody())
    expect(before.state).toBe('in_force')
    expect(before.versions.map(({ version, state }) => [version, state])).toEqual([
      ['2027-1', 'ahead'],
      ['2026-1', 'in_force'],
    ])
    expect((await publicTerms(nobody(), '2027-1')).state).toBe('ahead')
    expect((await publicTerms(nobody(effectiveAt))).terms.version).toBe('2027-1')
    const old = await publicTerms(nobody(effectiveAt), '2026-1')
    expect(old.state).toBe('replaced')
    expect(old.terms.body).toContain('What this is about')
  })
  it('knows no other version', async () => {
    await expect(publicTerms(nobody(), '1999-1')).rejects.toMatchObject({ code: 'not_found' })
  })
})
