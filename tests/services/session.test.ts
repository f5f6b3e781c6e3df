/** Sessions: whose a token is, when it ends, and that everybody ends only their own. */
import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { audit } from '../../db/schema/audit.ts'
import { person, session, staff } from '../../db/schema/person.ts'
import { SESSION_LIFE } from '../../lib/domain/sign-in.ts'
import { digest, randomSecret } from '../../lib/platform/secrets.ts'
import type { Actor, Developer } from '../../lib/services/context.ts'
import { mySessions, revokeMySession, sessionOf, signOut, signOutEverywhere } from '../../lib/services/session.ts'
import { MONDAY_MORNING, testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { testPerson } from '../support/organization.ts'

let database: TestDatabase
let ada: Developer
let eve: Developer
const staffId = randomUUID()
const anonymous: Actor = { kind: 'anonymous' }
const later = (milliseconds: number) => new Date(MONDAY_MORNING.getTime() + milliseconds)
const context = (actor: Actor = anonymous, now = MONDAY_MORNING) => testContext(database.db, actor, now)

beforeAll(async () => {
  database = await testDatabase()
  ada = await testPerson(database.db, 'ada@session.example.com')
  eve = await testPerson(database.db, 'eve@session.example.com')
  const names = { issuer: 'https://idp.example.com', subject: 's1', email: 'riley@payer.example', name: 'Riley' }
  await database.db.insert(staff).values({ id: staffId, ...names, role: 'reviewer', lastSignInAt: MONDAY_MORNING })
})
afterAll(() => database.close())

async function begin(whose: { personId: string } | { staffId: string }): Promise<string> {
  const token = randomSecret()
  const life = 'personId' in whose ? SESSION_LIFE.developer : SESSION_LIFE.staff
  await database.db.insert(session).values({
    tokenDigest: digest(token),
    ...whose,
    createdAt: MONDAY_MORNING,
    lastSeenAt: MONDAY_MORNING,
    expiresAt: later(life.absolute),
    origin: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) AppleWebKit/605 Version/18.0 Safari/605',
  })
  return token
}
const actorAt = async (token: string, now: Date) => (await sessionOf(context(anonymous, now), token))?.actor ?? null

describe('sessionOf', () => {
  it('knows developers and staff apart', async () => {
    expect(await actorAt(await begin(ada), MONDAY_MORNING)).toEqual(ada)
    expect(await actorAt(await begin({ staffId }), MONDAY_MORNING)).toEqual({
      kind: 'reviewer',
      staffId,
      email: 'riley@payer.example',
      name: 'Riley',
    })
  })
  it('knows no token that was never given, nor a digest in its place', async () => {
    const token = await begin(ada)
    for (const wrong of ['', 'x', randomSecret(), digest(token)])
      expect(await actorAt(wrong, MONDAY_MORNING)).toBeNull()
  })
  it('ends without use, each kind after its own time', async () => {
    const developer = await begin(ada)
    const reviewer = await begin({ staffId })
    expect(await actorAt(developer, later(SESSION_LIFE.developer.idle))).toBeNull()
    expect(await actorAt(reviewer, later(SESSION_LIFE.staff.idle))).toBeNull()
    expect(await actorAt(developer, later(SESSION_LIFE.staff.idle))).toEqual(ada)
  })
  it('lives on with use, and ends for good at its absolute end', async () => {
    const { idle, absolute } = SESSION_LIFE.staff
    const token = await begin({ staffId })
    for (let at = idle - 1; at < absolute; at += idle - 1) expect(await actorAt(token, later(at))).not.toBeNull()
    expect(await actorAt(token, later(absolute - 1))).not.toBeNull()
    expect(await actorAt(token, later(absolute))).toBeNull()
  })
  it('notes the use at most once a minute, and never backwards', async () => {
    const token = await begin(ada)
    const seen = async () =>
      (
        await database.db
          .select()
          .from(session)
          .where(eq(session.tokenDigest, digest(token)))
      )[0]?.lastSeenAt
    await actorAt(token, later(59_999))
    expect(await seen()).toEqual(MONDAY_MORNING)
    await actorAt(token, later(60_000))
    expect(await seen()).toEqual(later(60_000))
    await Promise.all([actorAt(token, later(200_000)), actorAt(token, later(180_000))])
    expect(await seen()).toEqual(later(200_000))
  })
  it('ends at once with the person erased or the staff switched off', async () => {
    const gone = await testPerson(database.db, 'gone@session.example.com')
    const token = await begin(gone)
    await database.db.update(person).set({ erasedAt: MONDAY_MORNING }).where(eq(person.id, gone.personId))
    expect(await actorAt(token, MONDAY_MORNING)).toBeNull()
    const reviewer = await begin({ staffId })
    await database.db.update(staff).set({ disabledAt: MONDAY_MORNING }).where(eq(staff.id, staffId))
    expect(await actorAt(reviewer, MONDAY_MORNING)).toBeNull()
    await database.db.update(staff).set({ disabledAt: null }).where(eq(staff.id, staffId))
  })
  it('takes a changed role at the next request', async () => {
    const token = await begin({ staffId })
    await database.db.update(staff).set({ role: 'auditor' }).where(eq(staff.id, staffId))
    expect(await actorAt(token, MONDAY_MORNING)).toMatchObject({ kind: 'auditor' })
    await database.db.update(staff).set({ role: 'reviewer' }).where(eq(staff.id, staffId))
  })
})

describe('signOut', () => {
  it('ends the session on the server, once, with whose it was in the audit', async () => {
    const token = await begin(ada)
    expect(await signOut(context(), { token })).toBe(true)
    expect(await actorAt(token, MONDAY_MORNING)).toBeNull()
    expect(await signOut(context(), { token })).toBe(false)
    const rows = await database.db.select().from(audit).where(eq(audit.act, 'session.sign_out'))
    expect(rows.map(({ actorKind, actorId }) => [actorKind, actorId])).toEqual([['developer', ada.personId]])
  })
  it('says nothing about a token that never was', async () => {
    expect(await signOut(context(), { token: randomSecret() })).toBe(false)
  })
})

describe('my sessions', () => {
  it('are listed in words, the own one marked', async () => {
    const token = await begin(eve)
    await begin(eve)
    const views = await mySessions(context(eve), { token })
    expect(views).toHaveLength(2)
    expect(views.filter(({ current }) => current)).toHaveLength(1)
    expect(views[0]).toMatchObject({ device: 'Safari on Mac', expiresAt: later(SESSION_LIFE.developer.absolute) })
    expect(JSON.stringify(views)).not.toContain(token)
  })
  it('can be ended one by one, by their owner alone', async () => {
    const token = await begin(eve)
    const own = (await mySessions(context(eve), { token })).find(({ current }) => current)
    const key = own?.key ?? ''
    for (const stranger of [anonymous, ada] as Actor[]) {
      await expect(revokeMySession(context(stranger), { key })).rejects.toMatchObject({ code: 'not_found' })
    }
    expect(await actorAt(token, MONDAY_MORNING)).toEqual(eve)
    await revokeMySession(context(eve), { key })
    expect(await actorAt(token, MONDAY_MORNING)).toBeNull()
    await expect(revokeMySession(context(eve), { key })).rejects.toMatchObject({ code: 'not_found' })
  })
  it('can be ended all at once, and nobody else notices', async () => {
    const others = await begin(ada)
    const mine = [await begin(eve), await begin(eve)]
    expect(await signOutEverywhere(context(eve))).toBeGreaterThanOrEqual(2)
    for (const token of mine) expect(await actorAt(token, MONDAY_MORNING)).toBeNull()
    expect(await actorAt(others, MONDAY_MORNING)).toEqual(ada)
    expect(await mySessions(context(eve), { token: null })).toEqual([])
  })
  it('are nobody else’s business', async () => {
    const member: Actor = { kind: 'member', subject: 'p1' }
    for (const stranger of [anonymous, member]) {
      await expect(mySessions(context(stranger), { token: null })).rejects.toMatchObject({ code: 'not_found' })
      await expect(signOutEverywhere(context(stranger))).rejects.toMatchObject({ code: 'not_found' })
    }
  })
})
