/** Payer staff: the role comes from the groups of this sign-in, and nothing but a group lets anybody in. */
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { audit } from '../../db/schema/audit.ts'
import { person, session, staff } from '../../db/schema/person.ts'
import { SESSION_LIFE } from '../../lib/domain/sign-in.ts'
import { staffRoleOf } from '../../lib/domain/staff-role.ts'
import { sessionOf } from '../../lib/services/session.ts'
import { type StaffClaims, signInStaff } from '../../lib/services/staff-sign-in.ts'
import { MONDAY_MORNING, testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { testPerson } from '../support/organization.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())

const groups = { reviewer: 'appsec-reviewers', lead: 'appsec-leads', auditor: 'appsec-auditors' }
const context = () => testContext(database.db, { kind: 'anonymous' })
const issuer = 'https://idp.example.com'
const claims = (subject: string, ...names: string[]): StaffClaims => ({
  issuer,
  subject,
  email: `${subject}@payer.example`,
  name: `Staff ${subject}`,
  groups: names,
})
const signIn = (given: StaffClaims) => signInStaff(context(), given, groups)
const actorOf = async (token: string) => (await sessionOf(context(), token))?.actor ?? null
const rowOf = async (subject: string) => (await database.db.select().from(staff).where(eq(staff.subject, subject)))[0]

describe('staffRoleOf', () => {
  it.each([
    [[], null],
    [['everybody'], null],
    [['appsec-reviewers'], 'reviewer'],
    [['appsec-auditors', 'appsec-reviewers'], 'reviewer'],
    [['appsec-auditors', 'appsec-leads', 'appsec-reviewers'], 'lead'],
    [['appsec-auditors'], 'auditor'],
    [['APPSEC-LEADS', ' appsec-leads', 'appsec-leads2', 'CN=appsec-leads'], null],
  ] as const)('%j gives %j', (names, role) => expect(staffRoleOf(names, groups)).toBe(role))
})

describe('signInStaff', () => {
  it('begins a session with the role of the group', async () => {
    const { token, role, staffId, expiresAt } = await signIn(claims('riley', 'appsec-reviewers', 'everybody'))
    expect(role).toBe('reviewer')
    expect(await actorOf(token)).toEqual({
      kind: 'reviewer',
      staffId,
      email: 'riley@payer.example',
      name: 'Staff riley',
    })
    expect(expiresAt.getTime() - MONDAY_MORNING.getTime()).toBe(SESSION_LIFE.staff.absolute)
  })

  it('denies by default, and leaves no row of a stranger', async () => {
    await expect(signIn(claims('nico'))).rejects.toMatchObject({ code: 'staff_no_role' })
    await expect(signIn(claims('nico', 'everybody'))).rejects.toMatchObject({ code: 'staff_no_role' })
    expect(await rowOf('nico')).toBeUndefined()
    const text = JSON.stringify(await database.db.select().from(audit).where(eq(audit.act, 'staff.refused')))
    expect(text).not.toContain('nico')
  })

  it('reads role, name and address anew each time, for the same person', async () => {
    const first = await signIn(claims('sam', 'appsec-leads'))
    const second = await signIn({
      ...claims('sam', 'appsec-auditors'),
      email: 'Sam.New@payer.example',
      name: 'Sam New',
    })
    expect(second.staffId).toBe(first.staffId)
    expect(second.token).not.toBe(first.token)
    // The older session has no more than the newest role.
    for (const { token } of [first, second]) {
      expect(await actorOf(token)).toMatchObject({ kind: 'auditor', email: 'sam.new@payer.example', name: 'Sam New' })
    }
  })

  it('ends every session when the group is gone', async () => {
    const before = await signIn(claims('lee', 'appsec-leads'))
    await expect(signIn(claims('lee'))).rejects.toMatchObject({ code: 'staff_no_role' })
    expect(await actorOf(before.token)).toBeNull()
    const again = await signIn(claims('lee', 'appsec-leads'))
    expect(await actorOf(again.token)).toMatchObject({ kind: 'lead' })
    expect(await actorOf(before.token)).toBeNull()
  })

  it('refuses who was switched off, whatever the groups say, and changes nothing of the row', async () => {
    const { token, staffId } = await signIn(claims('avery', 'appsec-auditors'))
    await database.db.update(staff).set({ disabledAt: MONDAY_MORNING }).where(eq(staff.id, staffId))
    await expect(signIn(claims('avery', 'appsec-leads'))).rejects.toMatchObject({ code: 'staff_disabled' })
    expect(await rowOf('avery')).toMatchObject({ role: 'auditor' })
    expect(await actorOf(token)).toBeNull()
    expect(await database.db.select().from(session).where(eq(session.staffId, staffId))).toHaveLength(1)
  })

  it('takes the same subject of another issuer for another person', async () => {
    const one = await signIn(claims('twin', 'appsec-reviewers'))
    const two = await signIn({ ...claims('twin', 'appsec-reviewers'), issuer: 'https://other.example.com' })
    expect(two.staffId).not.toBe(one.staffId)
  })

  it('never links to a developer of the same address', async () => {
    const developer = await testPerson(database.db, 'both@payer.example')
    const { staffId, token } = await signIn(claims('both', 'appsec-reviewers'))
    expect(staffId).not.toBe(developer.personId)
    const rows = await database.db.select().from(session).where(eq(session.staffId, staffId))
    expect(rows.map(({ personId }) => personId)).toEqual([null])
    expect(await actorOf(token)).toMatchObject({ kind: 'reviewer', staffId })
    expect(await database.db.select().from(person).where(eq(person.email, 'both@payer.example'))).toHaveLength(1)
  })

  it('needs an address, because nobody decides on their own mail domain', async () => {
    const given = { ...claims('blank', 'appsec-leads'), email: '' }
    await expect(signIn(given)).rejects.toMatchObject({ code: 'email_invalid' })
    expect(await rowOf('blank')).toBeUndefined()
  })

  it('makes one row of two first sign-ins at once', async () => {
    const both = await Promise.all([signIn(claims('pair', 'appsec-leads')), signIn(claims('pair', 'appsec-leads'))])
    expect(new Set(both.map(({ staffId }) => staffId)).size).toBe(1)
    expect(new Set(both.map(({ token }) => token)).size).toBe(2)
  })
})
