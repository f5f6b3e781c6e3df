/** The own profile: saved by its owner alone, names kept out of the audit. */
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { audit } from '../../db/schema/audit.ts'
import { person } from '../../db/schema/person.ts'
import { profileInput, zoneOptions } from '../../lib/domain/profile.ts'
import type { Actor, Developer } from '../../lib/services/context.ts'
import { profileView, saveProfile } from '../../lib/services/profile.ts'
import { testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { testPerson } from '../support/organization.ts'

let database: TestDatabase
let ada: Developer
const context = (actor: Actor) => testContext(database.db, actor)
beforeAll(async () => {
  database = await testDatabase()
  ada = await testPerson(database.db, 'ada@profile.example.com')
})
afterAll(() => database.close())

describe('profile', () => {
  it('shows the payer’s zone until one is chosen, then that one', async () => {
    expect(await profileView(context(ada))).toEqual({ email: ada.email, name: ada.name, zone: 'America/Chicago' })
    await saveProfile(context(ada), { name: 'Ada Lovelace', zone: 'Europe/Madrid' })
    expect(await profileView(context(ada))).toMatchObject({ name: 'Ada Lovelace', zone: 'Europe/Madrid' })
    const rows = await database.db.select().from(audit).where(eq(audit.act, 'person.profile_saved'))
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain('Lovelace')
  })
  it('refuses everybody who is no developer', async () => {
    const staff: Actor = { kind: 'lead', staffId: ada.personId, email: 'lee@payer.example', name: 'Lee' }
    for (const stranger of [{ kind: 'anonymous' } as const, staff]) {
      await expect(profileView(context(stranger))).rejects.toMatchObject({ code: 'not_found' })
      const input = { name: 'Eve', zone: 'UTC' }
      await expect(saveProfile(context(stranger), input)).rejects.toMatchObject({ code: 'not_found' })
    }
    const [row] = await database.db.select().from(person).where(eq(person.id, ada.personId))
    expect(row?.name).not.toBe('Eve')
  })
})

describe('profileInput', () => {
  it.each([
    [{ name: '  Ada   Lovelace ', zone: 'UTC' }, 'Ada Lovelace'],
    [{ name: 'Ａda', zone: 'America/Denver' }, 'Ada'],
  ])('%j', (input, name) => expect(profileInput.parse(input).name).toBe(name))
  it.each([
    { name: '', zone: 'UTC' },
    { name: 'A\u202eda', zone: 'UTC' },
    { name: 'a'.repeat(121), zone: 'UTC' },
    { name: 'Ada', zone: '' },
    { name: 'Ada', zone: 'Mars/Olympus' },
    { name: 'Ada', zone: 'UTC', email: 'other@example.com' },
  ])('refuses %j', (input) => expect(profileInput.safeParse(input).success).toBe(false))
})

describe('zoneOptions', () => {
  it('names each zone once, the usual ones first, and the own one always', () => {
    const values = zoneOptions('Etc/GMT+5').map(({ value }) => value)
    expect(values[0]).toBe('America/New_York')
    expect(new Set(values).size).toBe(values.length)
    for (const zone of ['America/Chicago', 'Europe/Madrid', 'UTC', 'Etc/GMT+5']) expect(values).toContain(zone)
    for (const zone of values) expect(profileInput.safeParse({ name: 'Ada', zone }).success, zone).toBe(true)
  })
})
