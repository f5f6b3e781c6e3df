/** What next-auth gets from us: sessions read by digest, ended on the server, and no way to make or link an account. */
import { eq } from 'drizzle-orm'
import type { AdapterUser } from 'next-auth/adapters'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect } from '../../db/client.ts'
import { session, staff } from '../../db/schema/person.ts'
import { readSettings } from '../../lib/platform/env.ts'
import { digest, randomSecret } from '../../lib/platform/secrets.ts'
import { sessionAdapter } from '../../lib/platform/web/next-auth.ts'
import { portalCookie } from '../../lib/platform/web/session-cookie.ts'
import { staffFlow } from '../../lib/platform/web/staff-auth.ts'
import { staffClaims, staffProvider } from '../../lib/platform/web/staff-oidc.ts'
import { sessionOf } from '../../lib/services/session.ts'
import { MONDAY_MORNING, testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { testPerson } from '../support/organization.ts'

let database: TestDatabase
const settings = readSettings({})
const context = () => testContext(database.db, { kind: 'anonymous' })
const profile = {
  iss: 'https://idp.example.com',
  sub: 'riley',
  email: 'Riley@payer.example',
  email_verified: true,
  name: 'Riley',
  groups: ['appsec-reviewers'],
}
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())

async function developerToken(email: string): Promise<string> {
  const { personId } = await testPerson(database.db, email)
  const token = randomSecret()
  const expiresAt = new Date(MONDAY_MORNING.getTime() + 3_600_000)
  const at = { createdAt: MONDAY_MORNING, lastSeenAt: MONDAY_MORNING, expiresAt }
  await database.db.insert(session).values({ tokenDigest: digest(token), personId, ...at })
  return token
}

describe('sessionAdapter', () => {
  it('tells of a database that does not answer, which is not the same as nobody being signed in', async () => {
    const away = connect('postgres://app@127.0.0.1:9/candor', 1)
    const failures: unknown[] = []
    const nobody = testContext(away.db, { kind: 'anonymous' })
    const adapter = sessionAdapter(
      () => nobody,
      (error) => failures.push(error),
    )
    await expect(adapter.getSessionAndUser?.('token')).rejects.toThrow()
    expect(failures).toHaveLength(1)
    await away.close()
  })
  it('reads a session with its actor, and ends it on the server', async () => {
    const adapter = sessionAdapter(context)
    const token = await developerToken('ada@adapter.example.com')
    const found = await adapter.getSessionAndUser?.(token)
    expect(found?.user).toMatchObject({ actor: { kind: 'developer', email: 'ada@adapter.example.com' } })
    await adapter.deleteSession?.(token)
    expect(await adapter.getSessionAndUser?.(token)).toBeNull()
    const [row] = await database.db
      .select()
      .from(session)
      .where(eq(session.tokenDigest, digest(token)))
    expect(row?.revokedAt).toEqual(MONDAY_MORNING)
  })
  it('makes and links nothing', () => {
    const adapter = sessionAdapter(context)
    const account = { provider: 'staff', providerAccountId: 'x', type: 'oauth', userId: 'y' } as const
    expect(() => adapter.linkAccount?.(account)).toThrow()
    expect(() => adapter.createUser?.({ email: 'a@b.example', emailVerified: null })).toThrow()
    expect(() => adapter.createSession?.({ sessionToken: 't', userId: 'y', expires: MONDAY_MORNING })).toThrow()
  })
})

describe('staffFlow', () => {
  const account = { provider: 'staff', providerAccountId: 'riley' }

  it('hands next-auth the session of our service, and ends the developer’s of that browser', async () => {
    const before = await developerToken('eve@adapter.example.com')
    const flow = staffFlow(settings, context(), { before, next: '/staff/audit?chain=member' })
    // A developer's session in the browser is invisible, so that there is nothing to link a staff identity to.
    expect(await flow.adapter.getSessionAndUser?.(before)).toBeNull()
    expect(await flow.adapter.getUserByAccount?.(account)).toBeNull()
    expect(await flow.signIn(profile)).toBe(true)
    const user = (await flow.adapter.getUserByAccount?.(account)) as AdapterUser
    const given = { sessionToken: 'made-by-next-auth', userId: user.id, expires: MONDAY_MORNING }
    const begun = await flow.adapter.createSession?.(given)
    expect(begun?.sessionToken).not.toBe('made-by-next-auth')
    expect((await sessionOf(context(), begun?.sessionToken ?? ''))?.actor).toMatchObject({
      kind: 'reviewer',
      staffId: user.id,
    })
    expect(await sessionOf(context(), before)).toBeNull()
  })

  it('leads to a page that says why not, and leaves the developer signed in', async () => {
    const before = await developerToken('mia@adapter.example.com')
    const noGroup = staffFlow(settings, context(), { before, next: '/staff/audit?chain=member' })
    expect(await noGroup.signIn({ ...profile, sub: 'nico', groups: [] })).toBe(
      '/staff/sign-in?problem=no_role&next=%2Fstaff%2Faudit%3Fchain%3Dmember',
    )
    expect(() => noGroup.adapter.createSession?.({ sessionToken: 't', userId: 'y', expires: MONDAY_MORNING })).toThrow()
    await database.db.update(staff).set({ disabledAt: MONDAY_MORNING })
    expect(await staffFlow(settings, context(), { before, next: '/staff/audit?chain=member' }).signIn(profile)).toBe(
      '/staff/sign-in?problem=disabled&next=%2Fstaff%2Faudit%3Fchain%3Dmember',
    )
    expect(
      await staffFlow(settings, context(), { before, next: '/staff/audit?chain=member' }).signIn({
        ...profile,
        email: '',
      }),
    ).toBe('/staff/sign-in?problem=claims&next=%2Fstaff%2Faudit%3Fchain%3Dmember')
    expect(await sessionOf(context(), before)).not.toBeNull()
  })
})

describe('staffClaims', () => {
  it.each([
    [{ groups: ['a', 'b'] }, ['a', 'b']],
    [{ groups: 'a' }, ['a']],
    [{ groups: undefined }, []],
    [{ groups: { lead: true } }, []],
    [{ groups: [1, 'a'] }, []],
  ])('%j gives the groups %j', (change, groups) =>
    expect(staffClaims({ ...profile, ...change }, settings)?.groups).toEqual(groups),
  )

  it('reads the claim that is configured', () => {
    const other = readSettings({ STAFF_OIDC_GROUPS_CLAIM: 'roles' })
    expect(staffClaims({ ...profile, roles: ['x'] }, other)?.groups).toEqual(['x'])
  })
  it.each([
    { sub: '' },
    { sub: undefined },
    { iss: '' },
    { email: undefined },
    { email_verified: false },
    { email_verified: 'false' },
  ])('%j names nobody', (change) => expect(staffClaims({ ...profile, ...change }, settings)).toBeNull())

  it('asks the identity provider with PKCE, state and nonce', () => {
    expect(staffProvider(settings).checks).toEqual(['pkce', 'state', 'nonce'])
  })
})

describe('portalCookie', () => {
  it('is bound to the host on HTTPS', () => {
    expect(portalCookie('session', true)).toEqual({
      name: '__Host-candor-portal-session',
      options: { httpOnly: true, sameSite: 'lax', secure: true, path: '/' },
    })
    expect(portalCookie('session', false).name).toBe('candor-portal-session')
  })
})
