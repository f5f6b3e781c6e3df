/** Stops of an organization, of approvals and of consents: who may, and that two servers obey at their next call. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clientView } from '../../lib/services/client-view.ts'
import type { Staff } from '../../lib/services/context.ts'
import { approve } from '../../lib/services/review-approve.ts'
import { beginStop, liftStop, type StopInput } from '../../lib/services/stop.ts'
import { refuseStopped } from '../../lib/services/stop-step.ts'
import { stopsView } from '../../lib/services/stop-view.ts'
import { SYNTHETIC_MEMBERS } from '../../sandbox/members.ts'
import { type AuthserverTest, approvedClient, phoneAppAnswers, startAuthservers } from '../support/authserver.ts'
import { Launch, launchApp } from '../support/launch.ts'
import { MemberBrowser, textOf } from '../support/member-browser.ts'
import { type TestOrganization, testOrganization } from '../support/organization.ts'
import { testStaff, testSubmission } from '../support/review.ts'

const maria = SYNTHETIC_MEMBERS[0]?.person.id ?? ''
let test: AuthserverTest
let rita: Staff
let lena: Staff
let lars: Staff
let audra: Staff
let sunny: TestOrganization
let clientId: string
let homes: string[]
const reason = { publicReason: 'We look into something that we have to understand first.' }
const organizationStop = (): StopInput => {
  const { organizationId } = sunny
  return { scope: 'organization', organizationId, criterion: 'credentials_leaked', ...reason }
}

beforeAll(async () => {
  test = await startAuthservers()
  const { db } = test.database
  rita = await testStaff(db, 'reviewer', 'Rita Reyes')
  lena = await testStaff(db, 'lead', 'Lena Long')
  lars = await testStaff(db, 'lead', 'Lars Lund')
  audra = await testStaff(db, 'auditor', 'Audra Ames')
  sunny = await testOrganization(db, 'sunny.example.com', 'Sunny Health')
  ;({ clientId } = await approvedClient(test, sunny, phoneAppAnswers('Sunny Health')))
  homes = [test.settings.authserver.production.url, await test.another('production')]
})
afterAll(() => test.close())

describe('who may stop', () => {
  it.each<StopInput['scope']>(['organization', 'approvals', 'consents'])('%s: a lead alone', async (scope) => {
    const input = { ...organizationStop(), scope }
    const cases = [
      [{ kind: 'anonymous' } as const, 'not_found'],
      [sunny.owner, 'not_found'],
      [{ kind: 'member', subject: 'm' } as const, 'not_found'],
      [audra, 'read_only'],
      [rita, 'lead_only'],
    ] as const
    for (const [actor, code] of cases) {
      await expect(beginStop(test.context(actor), input)).rejects.toMatchObject({ code })
    }
    await expect(stopsView(test.context(sunny.owner))).rejects.toMatchObject({ code: 'not_found' })
    await expect(beginStop(test.context(lena), { ...input, publicReason: ' ' })).rejects.toMatchObject({
      field: 'publicReason',
    })
    await expect(liftStop(test.context(lena), { ...reason, ...input })).rejects.toMatchObject({ code: 'not_stopped' })
    expect((await stopsView(test.context(audra))).stops).toEqual([])
  })
  it('an organization needs to be known, and a criterion', async () => {
    const lead = test.context(lena)
    const unknown = { ...organizationStop(), organizationId: randomUUID() }
    await expect(beginStop(lead, unknown)).rejects.toMatchObject({ code: 'not_found' })
    await expect(beginStop(lead, { ...organizationStop(), criterion: 'privacy' })).rejects.toMatchObject({
      field: 'criterion',
    })
    await expect(beginStop(lead, { ...organizationStop(), organizationId: '' })).rejects.toMatchObject({
      field: 'organizationId',
    })
  })
  it('a lead chooses among the organizations that are not stopped; others choose nothing', async () => {
    const names = async (actor: Staff) => (await stopsView(test.context(actor))).organizations.map(({ name }) => name)
    expect(await names(lena)).toEqual(['Sunny Health Incorporated'])
    expect([await names(rita), await names(audra)]).toEqual([[], []])
  })
})

it('a stop of an organization holds on two servers at the next call, and a second person lifts it', async () => {
  const app = await launchApp(test, clientId, { person: maria, ticked: ['offline'] })
  const presses = [lena, lars].map((lead) => beginStop(test.context(lead), organizationStop()))
  const results = await Promise.allSettled(presses)
  expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'stopped_before' } })
  expect((await app.read(`Patient/${maria}`)).status).toBe(401)
  const refresh = { grant_type: 'refresh_token', refresh_token: app.tokens.refresh_token ?? '', client_id: clientId }
  for (const home of homes) {
    const body = new URLSearchParams(refresh)
    expect((await fetch(`${home}/token`, { method: 'POST', body })).status).toBe(401)
    const launch = await Launch.start(test, clientId)
    const url = launch.url.href.replace(homes[0] ?? '', home)
    expect((await new MemberBrowser(home).ask(url)).status).toBe(400)
  }
  expect(textOf((await app.browser.get(`${homes[0]}/grants`)).html)).toContain('Stopped by your plan on')
  const mails = await test.database.sql`select to_address from mail where kind = 'client_suspended'`
  expect(mails).toHaveLength(1)
  const stopped = await clientView(test.context(sunny.owner), clientId)
  expect(stopped).toMatchObject({ status: 'live', stopped: null, organizationStopped: reason })
  expect(Object.keys(stopped.organizationStopped ?? {}).toSorted()).toEqual(['at', 'publicReason'])
  expect((await stopsView(test.context(lena))).organizations).toEqual([])
  const [stop] = (await stopsView(test.context(lena), sunny.organizationId)).stops
  const [first, second] = stop?.own ? [lena, lars] : [lars, lena]
  const { organizationId } = sunny
  const lift = { scope: 'organization' as const, organizationId, ...reason }
  await expect(liftStop(test.context(first), lift)).rejects.toMatchObject({ code: 'second_person' })
  await expect(liftStop(test.context(audra), lift)).rejects.toMatchObject({ code: 'read_only' })
  await liftStop(test.context(second), lift)
  const again = await fetch(`${homes[1]}/token`, { method: 'POST', body: new URLSearchParams(refresh) })
  expect(again.status).toBe(200)
  expect((await clientView(test.context(sunny.owner), clientId)).organizationStopped).toBeNull()
  const acts = await test.database.sql`select act from audit where noun = 'stop' order by seq`
  expect(acts.map(({ act }) => act)).toEqual(['stop.begun', 'stop.lifted'])
})

it('a stop of consents is said in plain words, also to who was about to decide; sharing that began goes on', async () => {
  const app = await launchApp(test, clientId, { person: maria })
  const waiting = await Launch.start(test, clientId, { person: maria })
  const consent = await waiting.consent()
  await beginStop(test.context(lena), { scope: 'consents', ...reason })
  await expect(refuseStopped(test.database.db, 'production', clientId)).rejects.toMatchObject({
    code: 'consents_stopped',
  })
  await refuseStopped(test.database.db, 'sandbox', clientId)
  const late = await waiting.browser.submit(consent, '/decide', { decision: 'share' })
  expect(late.status).toBe(503)
  expect(textOf(late.html)).toContain('does not let any app start to get data right now')
  expect((await app.read(`Patient/${maria}`)).status).toBe(200)
  await expect(liftStop(test.context(rita), { scope: 'consents', ...reason })).rejects.toMatchObject({
    code: 'lead_only',
  })
  await liftStop(test.context(lena), { scope: 'consents', ...reason })
  expect((await launchApp(test, clientId, { person: maria })).tokens.access_token).toBeTruthy()
})

it('a stop of approvals, or of the organization, stands against an approval', async () => {
  const { submissionId } = await testSubmission(test.database.db, 'moon.example.com', 'Moon Health')
  const refused = () => approve(test.context(rita), { submissionId }).catch((error: Error) => error.message)
  expect(await refused()).not.toContain('stopped')
  await beginStop(test.context(lena), { scope: 'approvals', ...reason })
  expect(await refused()).toContain('A lead has stopped all approvals for now.')
  await liftStop(test.context(lars), { scope: 'approvals', ...reason })
  expect(await refused()).not.toContain('stopped')
})
