/** The directory: approved apps only, all alike, by name, with the label that was frozen. */
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { app } from '../../db/schema/app.ts'
import { myApps } from '../../lib/services/app-view.ts'
import { clientDesk } from '../../lib/services/client-desk.ts'
import { recordClientEvent } from '../../lib/services/client-event.ts'
import { clientList } from '../../lib/services/client-list.ts'
import { directoryPage, listDirectory } from '../../lib/services/directory.ts'
import { beginStop, liftStop } from '../../lib/services/stop.ts'
import { approvedApp } from '../support/approved-app.ts'
import { testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { type TestOrganization, testOrganization } from '../support/organization.ts'
import { testStaff } from '../support/review.ts'

let database: TestDatabase
let zebra: TestOrganization
let apple: TestOrganization
let waiting: TestOrganization
let appleClient: string
const anybody = () => testContext(database.db, { kind: 'anonymous' })
const names = async () => (await listDirectory(anybody())).map(({ name }) => name)

beforeAll(async () => {
  database = await testDatabase()
  zebra = await testOrganization(database.db, 'zebra.example.com', 'Zebra Health')
  apple = await testOrganization(database.db, 'apple.example.com', 'Apple Tree')
  waiting = await testOrganization(database.db, 'waiting.example.com', 'Still Waiting')
})
afterAll(() => database.close())

describe('the directory', () => {
  it('is empty before the first approval', async () => {
    expect(await names()).toEqual([])
  })
  it('lists approved apps by name, whatever they answered', async () => {
    await approvedApp(database.db, zebra)
    appleClient = (await approvedApp(database.db, apple, false)).clientId
    expect(await names()).toEqual(['Apple Tree', 'Zebra Health'])
  })
  it('shows each app the same rows in the same order, in both languages', async () => {
    for (const lang of ['en', 'es'] as const) {
      const full = await directoryPage(anybody(), zebra.appId, lang)
      const blank = await directoryPage(anybody(), apple.appId, lang)
      expect(full.label.rows.map(({ id }) => id)).toEqual(blank.label.rows.map(({ id }) => id))
      expect(full.label.lang).toBe(lang)
      expect(blank.label.state).toBe('did_not_answer')
      expect(blank).toMatchObject({ name: 'Apple Tree', company: 'Apple Tree Incorporated', version: 1, live: true })
    }
  })
  it('knows no app that is not approved, and no nonsense', async () => {
    for (const appId of [waiting.appId, 'nonsense', '']) {
      await expect(directoryPage(anybody(), appId, 'en')).rejects.toMatchObject({ code: 'not_found' })
    }
  })
  it('takes a stopped app off the list and keeps its page', async () => {
    const system = testContext(database.db, { kind: 'system', job: 'test' })
    const happen = (kind: 'suspended' | 'reinstated') =>
      system.transaction((tx) => recordClientEvent(tx, system, appleClient, kind))
    await happen('suspended')
    expect(await names()).toEqual(['Zebra Health'])
    expect((await directoryPage(anybody(), apple.appId, 'en')).live).toBe(false)
    await happen('reinstated')
    expect(await names()).toEqual(['Apple Tree', 'Zebra Health'])
  })
  it('takes the apps of a stopped organization off the list; staff and developers see them stopped', async () => {
    const lena = await testStaff(database.db, 'lead', 'Lena Long')
    const rita = await testStaff(database.db, 'reviewer', 'Rita Reyes')
    const publicReason = 'Attacks came from all of your clients.'
    const of = { scope: 'organization' as const, organizationId: apple.organizationId, publicReason }
    const seen = async () => {
      const staff = testContext(database.db, rita)
      const desk = await clientDesk(staff, appleClient)
      const list = await clientList(staff, { environment: 'production', text: appleClient })
      const [own] = await myApps(testContext(database.db, apple.owner))
      return [desk.statusNow, list.rows[0]?.status, own?.apps[0]?.clients[0]?.status, desk.status]
    }
    expect(await seen()).toEqual(['live', 'live', 'live', 'live'])
    await beginStop(testContext(database.db, lena), { ...of, criterion: 'malicious_traffic' })
    expect(await names()).toEqual(['Zebra Health'])
    expect((await directoryPage(anybody(), apple.appId, 'en')).live).toBe(false)
    expect(await seen()).toEqual(['suspended', 'suspended', 'suspended', 'live'])
    await liftStop(testContext(database.db, rita), of)
    expect(await names()).toEqual(['Apple Tree', 'Zebra Health'])
    expect(await seen()).toEqual(['live', 'live', 'live', 'live'])
  })
  it('forgets a deleted app', async () => {
    await database.db.update(app).set({ deletedAt: anybody().now }).where(eq(app.id, apple.appId))
    expect(await names()).toEqual(['Zebra Health'])
    await expect(directoryPage(anybody(), apple.appId, 'en')).rejects.toMatchObject({ code: 'not_found' })
  })
})
