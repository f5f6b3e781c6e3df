/** Apps: registered once under a name of their own; their page says what to do next and what happened. */
import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appendReviewEvent, markSubmitted } from '../../db/queries/submission.ts'
import { app } from '../../db/schema/app.ts'
import { audit } from '../../db/schema/audit.ts'
import { MAX_APPS } from '../../lib/domain/app.ts'
import type { ReviewEventKind } from '../../lib/domain/review.ts'
import { registerApp } from '../../lib/services/app.ts'
import { appView, myApps } from '../../lib/services/app-view.ts'
import { createSandboxClient } from '../../lib/services/client.ts'
import type { Actor } from '../../lib/services/context.ts'
import { beginStop, liftStop } from '../../lib/services/stop.ts'
import { startSubmission } from '../../lib/services/submission-start.ts'
import { MONDAY_MORNING, testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { type TestOrganization, testOrganization, testPerson } from '../support/organization.ts'
import { testStaff } from '../support/review.ts'

let database: TestDatabase
let sunny: TestOrganization
let other: TestOrganization
const anonymous = { kind: 'anonymous' } as const
const TUESDAY = new Date('2026-11-24T15:00:00Z')
const context = (actor: Actor, now = MONDAY_MORNING) => testContext(database.db, actor, now)

beforeAll(async () => {
  database = await testDatabase()
  sunny = await testOrganization(database.db, 'sunny.example.com', 'Sunny Health')
  other = await testOrganization(database.db, 'other.example.com', 'Other App')
})
afterAll(() => database.close())

const register = (actor: Actor, name: string, organizationId = sunny.organizationId) =>
  registerApp(context(actor), { organizationId, name })

describe('registerApp', () => {
  it('is for owners and editors of that organization', async () => {
    for (const actor of [anonymous, other.owner]) {
      await expect(register(actor, 'Mine')).rejects.toMatchObject({ code: 'not_found' })
    }
    await expect(register(sunny.owner, 'Mine', 'x')).rejects.toMatchObject({ code: 'not_found' })
    await expect(register(sunny.viewer, 'Mine')).rejects.toMatchObject({ code: 'role_too_low' })
  })
  it('keeps the name in canonical form, and text that looks like code as text', async () => {
    const { appId } = await register(sunny.editor, '  Ｂlue   Bird ')
    const [row] = await database.db.select().from(app).where(eq(app.id, appId))
    expect(row).toMatchObject({ name: 'Blue Bird', createdBy: sunny.editor.personId })
    const script = await register(sunny.editor, '<script>=1+1')
    expect(await appView(context(sunny.viewer), script.appId)).toMatchObject({ name: '<script>=1+1' })
    const rows = await database.db.select().from(audit).where(eq(audit.nounId, appId))
    expect(rows).toMatchObject([{ act: 'app.registered', organizationId: sunny.organizationId }])
  })
  it.each([
    ['BLUE BIRD', 'app_name_taken'],
    ['Blue-Bird!', 'app_name_taken'],
    ['B1ue Bird', 'app_name_taken'],
    ['Вlue Bird', 'app_name'],
    ['BCBSKS', 'app_name_taken'],
    ['My BCBSKS', 'app_name_taken'],
    ['Blue\u202eBird', 'app_name'],
    ['', 'app_name'],
    ['x'.repeat(61), 'app_name'],
    ['x'.repeat(1_000_000), 'app_name'],
  ])('refuses %j', async (name, code) => {
    await expect(register(other.owner, name, other.organizationId)).rejects.toMatchObject({ code, field: 'name' })
  })
  it('gives a name to one of two who take it at once, and tells the other as always', async () => {
    const results = await Promise.allSettled([
      register(sunny.owner, 'Green Heron'),
      register(other.owner, 'Green Her0n', other.organizationId),
      register(sunny.editor, 'green heron'),
    ])
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const result of results.filter((one) => one.status === 'rejected')) {
      expect(result.reason).toMatchObject({ code: 'app_name_taken', field: 'name' })
    }
  })
  it('frees the name of an app that is gone', async () => {
    const { appId } = await register(sunny.owner, 'Red Kite')
    await database.db.update(app).set({ deletedAt: MONDAY_MORNING }).where(eq(app.id, appId))
    await register(other.owner, 'Red Kite', other.organizationId)
    await expect(appView(context(sunny.owner), appId)).rejects.toMatchObject({ code: 'not_found' })
  })
  it('has an end', async () => {
    const crowded = await testOrganization(database.db, 'crowded.example.com', 'Crowded')
    for (let n = 1; n < MAX_APPS; n += 1) {
      await register(crowded.owner, `Crowd ${'abcdefghjkmnopqrstu'.charAt(n - 1)}`, crowded.organizationId)
    }
    const more = ['Crowd x', 'Crowd z'].map((name) => register(crowded.owner, name, crowded.organizationId))
    for (const result of await Promise.allSettled(more)) {
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'too_many_apps' } })
    }
  })
})

describe('myApps', () => {
  it('is for developers, and empty before the first organization', async () => {
    await expect(myApps(context(anonymous))).rejects.toMatchObject({ code: 'not_found' })
    expect(await myApps(context(await testPerson(database.db, 'new@x.example')))).toEqual([])
  })
  it('shows the apps of one’s own organizations only, each with the next step', async () => {
    const [place, ...more] = await myApps(context(sunny.viewer))
    expect(more).toEqual([])
    expect(place).toMatchObject({ organizationId: sunny.organizationId, role: 'viewer', mayRegister: false })
    expect(place?.apps.map(({ name }) => name)).toContain('Sunny Health')
    expect(JSON.stringify(place)).not.toContain('Other App')
    expect(place?.apps.every(({ next }) => next === 'start')).toBe(true)
  })
})

describe('appView', () => {
  let submissionId: string
  const happen = (kind: ReviewEventKind, at: Date, publicText = '') =>
    context(sunny.owner).transaction((tx) =>
      appendReviewEvent(tx, {
        id: randomUUID(),
        submissionId,
        kind,
        at,
        actorKind: kind === 'submitted' ? 'developer' : 'staff',
        actorId: randomUUID(),
        human: true,
        publicText,
        internalText: 'Nobody outside reads this.',
        data: {},
        mailId: null,
      }),
    )

  it('is for people of the organization', async () => {
    for (const actor of [anonymous, other.owner]) {
      await expect(appView(context(actor), sunny.appId)).rejects.toMatchObject({ code: 'not_found' })
    }
    for (const id of ['x', '', '../..']) {
      await expect(appView(context(sunny.owner), id)).rejects.toMatchObject({ code: 'not_found' })
    }
  })
  it('goes from registered to draft to sent', async () => {
    submissionId = (await startSubmission(context(sunny.owner), { appId: sunny.appId })).submissionId
    expect(await appView(context(sunny.viewer), sunny.appId)).toMatchObject({
      next: 'continue',
      submission: { submissionId, status: 'draft', turn: 'developer', due: null },
      may: { edit: false, manageClients: false },
    })
    await context(sunny.owner).transaction((tx) => markSubmitted(tx, submissionId, MONDAY_MORNING))
    await happen('submitted', MONDAY_MORNING)
    const view = await appView(context(sunny.owner), sunny.appId)
    expect(view).toMatchObject({ next: 'confirm_address', submission: { turn: 'appsec' } })
    expect(view.submission?.due?.sentence).toBe('Wed Nov 25, 5:00 p.m. CT, 26 business hours left')
  })
  it('tells the history of submissions and clients in public words, oldest first', async () => {
    const { clientId } = await createSandboxClient(context(sunny.editor, TUESDAY), {
      appId: sunny.appId,
      name: 'Try out',
      redirectUri: 'https://sunny.example.com/callback',
    })
    await happen('denied', new Date('2026-11-24T16:00:00Z'), 'The domain is not proven.')
    const view = await appView(context(sunny.owner, TUESDAY), sunny.appId)
    expect(view).toMatchObject({ next: 'apply_again', clients: [{ clientId, status: 'live' }] })
    expect(view.history.map(({ title, by }) => [title, by])).toEqual([
      ['App registered', 'developer'],
      [`Questionnaire ${view.submission?.reference} started`, 'developer'],
      [`You submitted the answers (${view.submission?.reference})`, 'developer'],
      ['Sandbox client “Try out” made', 'developer'],
      [`Denied (${view.submission?.reference})`, 'team'],
    ])
    expect(view.history.at(-1)?.text).toBe('The domain is not proven.')
    expect(JSON.stringify(view)).not.toContain('Nobody outside')
  })
  it('tells of a stop of the whole organization and of its end, with the public reasons', async () => {
    const stop = { scope: 'organization' as const, organizationId: sunny.organizationId }
    const at = (hours: number) => new Date(TUESDAY.getTime() + hours * 3_600_000)
    const lead = (name: string) => testStaff(database.db, 'lead', name)
    const begun = { ...stop, criterion: 'malicious_traffic', publicReason: 'Passwords were guessed.' }
    await beginStop(context(await lead('Lena Long'), at(2)), { ...begun, internalText: 'Nobody outside reads this.' })
    await liftStop(context(await lead('Luis Lee'), at(3)), { ...stop, publicReason: 'The cause is closed.' })
    const { history } = await appView(context(sunny.viewer, at(4)), sunny.appId)
    expect(history.slice(-2)).toMatchObject([
      { at: at(2), title: 'All clients of the organization stopped', by: 'team', text: 'Passwords were guessed.' },
      { at: at(3), title: 'All clients of the organization may work again', by: 'team', text: 'The cause is closed.' },
    ])
    expect(JSON.stringify(history)).not.toMatch(/Nobody outside|Lena|Luis/)
  })
})
