/** Alerts of the security-rating service: who may, once each, whose they are, one case an organization, who is told. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RatingAlert } from '../../lib/domain/rating.ts'
import { parseRatingFile, RATING_ROWS_MAX } from '../../lib/domain/rating-file.ts'
import { readCsv } from '../../lib/platform/csv.ts'
import { reinstateClient, suspendClient } from '../../lib/services/client-stop.ts'
import type { Actor, Staff } from '../../lib/services/context.ts'
import { closeEpisode } from '../../lib/services/episode-act.ts'
import { noteAnswer, noteInvite, tellDeveloper } from '../../lib/services/episode-breach.ts'
import { caseForDeveloper, openBreachesOf } from '../../lib/services/episode-developer.ts'
import { episodeRegister } from '../../lib/services/episode-list.ts'
import { episodeView } from '../../lib/services/episode-view.ts'
import { recordRatings, uploadRatings } from '../../lib/services/rating.ts'
import {
  dismissAlerts,
  matchAlerts,
  ratingAlertPage,
  ratingList,
  ratingUpload,
} from '../../lib/services/rating-desk.ts'
import { approvedApp } from '../support/approved-app.ts'
import { testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { type TestOrganization, testOrganization } from '../support/organization.ts'
import { testStaff } from '../support/review.ts'

let database: TestDatabase
let rita: Staff
let audra: Staff
let lena: Staff
let sunny: TestOrganization
let prairie: TestOrganization
let bluestem: TestOrganization
const system: Actor = { kind: 'system', job: 'rating' }
const MEMBER: Actor = { kind: 'member', subject: 'm' }
const context = (actor: Actor, hours = 0) =>
  testContext(database.db, actor, new Date(Date.parse('2026-11-24T15:00:00Z') + hours * 3_600_000))
let messages = 0

const alert = (domain: string, more: Partial<RatingAlert> = {}): RatingAlert => ({
  ...{
    id: null,
    vendor: `Vendor of ${domain}`,
    domain,
    rating: 'D',
    findings: 'Expired certificate',
    severity: 'high',
  },
  ...more,
})
function send(alerts: RatingAlert[], id = `msg_${++messages}`) {
  return recordRatings(context(system), { id, digest: JSON.stringify(alerts), alerts })
}
const upload = (actor: Actor, alerts: RatingAlert[]) =>
  uploadRatings(context(actor), { name: 'alerts.csv', digest: 'd', alerts, faults: [] })
const cases = async (organization: TestOrganization, closed = false) =>
  (await episodeRegister(context(audra), { kind: 'breach', closed })).rows.filter(({ organization: name }) =>
    name.startsWith(organization.appName),
  )
const mails = async (organization: TestOrganization) => {
  const rows = await database.sql`select to_address from mail where kind = 'breach_alert'
    and to_address like ${`%@${organization.owner.email.split('@')[1]}`} order by to_address`
  return rows.map((row) => row.to_address)
}
async function caseOf(organization: TestOrganization): Promise<string> {
  const [row] = await cases(organization)
  if (!row) throw new Error('there is no case')
  return row.episodeId
}

beforeAll(async () => {
  database = await testDatabase()
  rita = await testStaff(database.db, 'reviewer', 'Rita Reyes')
  lena = await testStaff(database.db, 'lead', 'Lena Lopez')
  audra = await testStaff(database.db, 'auditor', 'Audra Ames')
  sunny = await testOrganization(database.db, 'sunny.com', 'Sunny')
  prairie = await testOrganization(database.db, 'prairie.org', 'Prairie')
  bluestem = await testOrganization(database.db, 'bluestem.net', 'Bluestem')
})
afterAll(() => database.close())

describe('who may', () => {
  it('strangers find nothing, auditors read and change nothing', async () => {
    await upload(rita, [alert('nobody-here.com')])
    const [row] = (await ratingList(context(audra))).rows
    const alertId = row?.alertId ?? ''
    for (const actor of [{ kind: 'anonymous' } as const, sunny.owner, MEMBER]) {
      const ctx = context(actor)
      const refused = { code: 'not_found' }
      await expect((async () => recordRatings(ctx, { id: 'x', digest: 'x', alerts: [] }))()).rejects.toMatchObject(
        refused,
      )
      await expect(upload(actor, [])).rejects.toMatchObject(refused)
      await expect(ratingList(ctx)).rejects.toMatchObject(refused)
      await expect(ratingAlertPage(ctx, alertId)).rejects.toMatchObject(refused)
      await expect(ratingUpload(ctx, alertId)).rejects.toMatchObject(refused)
      await expect(
        matchAlerts(ctx, { alertId, organizationId: sunny.organizationId, note: 'x' }),
      ).rejects.toMatchObject(refused)
      await expect(dismissAlerts(ctx, { alertId, reason: 'x' })).rejects.toMatchObject(refused)
    }
    const refused = { code: 'read_only' }
    await expect(upload(audra, [])).rejects.toMatchObject(refused)
    await expect(dismissAlerts(context(audra), { alertId, reason: 'x' })).rejects.toMatchObject(refused)
    expect(await ratingAlertPage(context(audra), alertId)).toMatchObject({ mayAct: false, open: 1 })
    await expect(ratingAlertPage(context(rita), 'x')).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('alerts about an organization', () => {
  it('below the setting are kept and open nothing', async () => {
    expect(await send([alert('sunny.com', { severity: 'medium' })])).toMatchObject({
      taken: 1,
      matched: 1,
      episodes: 0,
    })
    expect(await cases(sunny)).toEqual([])
  })
  it('open one case and tell the security contact and the owners once, however many come', async () => {
    const many = [
      alert('api.sunny.com'),
      alert('sunny.com', { severity: 'critical' }),
      alert('sunny.com', { severity: 'low' }),
    ]
    expect(await send(many)).toMatchObject({ taken: 3, matched: 3, episodes: 1 })
    expect(await send([alert('www.sunny.com', { findings: 'Open database' })])).toMatchObject({ episodes: 1 })
    expect(await cases(sunny)).toHaveLength(1)
    expect(await mails(sunny)).toEqual(['owner@sunny.com', 'security@sunny.com'])
    const view = await episodeView(context(audra), await caseOf(sunny))
    expect(view.client).toBeNull()
    expect(view.evidence).toMatchObject({ domain: 'sunny.com', severity: 'critical', alerts: 3 })
    expect(view.events.map(({ kind }) => kind)).toEqual(['opened', 'told', 'evidence'])
    expect(view.checklist.find(({ code }) => code === 'developer')?.done).not.toBe('')
  })
  it('stand on the page of their file, before those about nobody, with their case', async () => {
    const { batchId } = await upload(rita, [alert('a.nobody.com'), alert('mail.sunny.com', { findings: 'Open relay' })])
    const view = await ratingUpload(context(audra), batchId)
    expect(view.alerts.map(({ domain }) => domain)).toEqual(['mail.sunny.com', 'a.nobody.com'])
    expect(view).toMatchObject({ taken: 2, matched: 1, episodes: 1, badRows: 0 })
    expect(view.cases).toEqual([{ episodeId: await caseOf(sunny), reference: expect.stringMatching(/^E-/) }])
  })
  it('that only say whose they are wait for a colleague before anybody is written to', async () => {
    await database.sql`update organization set website = 'https://claimed.com/' where id = ${bluestem.organizationId}`
    expect(await send([alert('claimed.com')])).toMatchObject({ matched: 1, episodes: 1 })
    const episodeId = await caseOf(bluestem)
    expect(await mails(bluestem)).toEqual([])
    await expect(caseForDeveloper(context(bluestem.owner), episodeId)).rejects.toMatchObject({ code: 'not_found' })
    await expect(tellDeveloper(context(audra), { episodeId })).rejects.toMatchObject({ code: 'read_only' })
    await tellDeveloper(context(rita), { episodeId })
    await expect(tellDeveloper(context(rita), { episodeId })).rejects.toMatchObject({ code: 'told_before' })
    expect(await mails(bluestem)).toEqual(['owner@bluestem.net', 'security@bluestem.net'])
  })
  it('with one domain go to each of them', async () => {
    await database.sql`update contact set email = 'sec@shared.net' where kind = 'backup'
      and organization_id in (${bluestem.organizationId}, ${prairie.organizationId})`
    expect(await send([alert('shared.net')])).toMatchObject({ taken: 1, matched: 1, episodes: 2 })
  })
  it('are taken once: the same message, another with its id, the same file twice and at the same time', async () => {
    const alerts = [alert('once.prairie.org', { id: 'rr-1' })]
    const first = await send(alerts, 'msg_once')
    expect(await send(alerts, 'msg_once')).toEqual(first)
    await expect(send([alert('else.com')], 'msg_once')).rejects.toMatchObject({ code: 'rating_id_taken' })
    expect(await send(alerts)).toMatchObject({ taken: 0, known: 1 })
    const file = Array.from({ length: 300 }, (_, at) => alert(`d${at}.prairie.org`))
    const both = await Promise.all([upload(rita, file), upload(lena, file.toReversed())])
    expect(both.reduce((sum, { taken }) => sum + taken, 0)).toBe(300)
    expect(await upload(rita, [...file, ...file])).toMatchObject({ taken: 0, known: 600 })
    expect(await cases(prairie)).toHaveLength(1)
  })
  it('in a case that is over do not open it again, and new ones open another', async () => {
    const episodeId = await caseOf(prairie)
    const words = { episodeId, publicReason: 'Put right.' }
    await expect(closeEpisode(context(rita), words)).rejects.toMatchObject({ field: 'result' })
    await closeEpisode(context(rita), { ...words, result: 'put_right' })
    expect(await send([alert('once.prairie.org', { id: 'rr-2' })])).toMatchObject({ taken: 1, episodes: 0 })
    expect(await cases(prairie)).toEqual([])
    await send([alert('once.prairie.org', { findings: 'Leaked passwords' })])
    expect(await cases(prairie)).toHaveLength(1)
    expect(await cases(prairie, true)).toHaveLength(1)
  })
})

describe('alerts about nobody', () => {
  it('are matched by hand, with the case that follows, or dismissed; a second colleague is told', async () => {
    await send([
      alert('unknown.com'),
      alert('unknown.com', { findings: 'Old TLS', severity: 'low' }),
      alert('stranger.com'),
    ])
    const [row] = (await ratingList(context(rita), { text: 'unknown' })).rows
    const alertId = row?.alertId ?? ''
    const { organizationId } = sunny
    const input = { alertId, organizationId, note: 'Their registrar says so.' }
    await expect(matchAlerts(context(rita), { ...input, organizationId: 'x' })).rejects.toMatchObject({
      field: 'organizationId',
    })
    await expect(matchAlerts(context(rita), { ...input, note: '' })).rejects.toMatchObject({ field: 'note' })
    const cousin = await testStaff(database.db, 'reviewer', 'Cousin', sunny.owner.email.split('@')[1])
    await expect(matchAlerts(context(cousin), input)).rejects.toMatchObject({ code: 'conflict' })
    const results = await Promise.allSettled([matchAlerts(context(rita), input), matchAlerts(context(lena), input)])
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const page = await ratingAlertPage(context(audra), alertId)
    expect(page).toMatchObject({ open: 0, events: [{ kind: 'matched', organization: 'Sunny Incorporated' }] })
    expect(page.events[0]?.episode?.episodeId).toBe(await caseOf(sunny))
    const [strange] = (await ratingList(context(rita), { text: 'stranger' })).rows
    await dismissAlerts(context(rita), { alertId: strange?.alertId ?? '', reason: 'No app of ours.' })
    expect((await ratingList(context(rita), { state: 'dismissed' })).rows).toHaveLength(1)
    await expect(matchAlerts(context(rita), { ...input, alertId: strange?.alertId ?? '' })).rejects.toMatchObject({
      code: 'alert_handled',
    })
  })
  it('stand in pages without gaps', async () => {
    await send(Array.from({ length: 60 }, (_, at) => alert(`page${at}.io`)))
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await ratingList(context(rita), { after, text: '.io' })
      seen.push(...page.rows.map(({ alertId }) => alertId))
      after = page.next ?? undefined
    } while (after)
    expect(new Set(seen).size).toBe(60)
    expect(seen).toHaveLength(60)
  })
})

describe('the case', () => {
  it('keeps the invite, answers and days, and the developer reads the public part', async () => {
    const episodeId = await caseOf(sunny)
    await noteInvite(context(rita), { episodeId, state: 'sent', note: 'To security@sunny.com' })
    for (const state of ['sent', 'lost', '']) {
      await expect(noteInvite(context(rita), { episodeId, state })).rejects.toMatchObject({
        code: 'invite',
        field: 'state',
      })
    }
    await noteInvite(context(rita), { episodeId, state: 'accepted' })
    const answer = { episodeId, finding: 'Expired certificate', answer: 'It is ours.', until: '2026-12-20' }
    await expect(noteAnswer(context(rita), { ...answer, until: '2026-02-30' })).rejects.toMatchObject({
      code: 'day',
      field: 'until',
    })
    await expect(noteAnswer(context(audra), answer)).rejects.toMatchObject({ code: 'read_only' })
    await noteAnswer(context(rita), answer)
    await noteAnswer(context(rita), { ...answer, answer: 'Renewed.', until: '', done: '2026-11-23' })
    const view = await caseForDeveloper(context(sunny.viewer), episodeId)
    expect(view.breach).toMatchObject({ invite: 'accepted', answerDue: null, service: 'RiskRecon', mayAnswer: false })
    expect(view.breach?.remediations).toEqual([
      { finding: 'Expired certificate', answer: 'Renewed.', until: '2026-12-20', done: '2026-11-23' },
    ])
    expect(JSON.stringify(view)).not.toMatch(/security@sunny|Open database/)
    for (const actor of [prairie.owner, MEMBER, rita] as Actor[]) {
      await expect(caseForDeveloper(context(actor), episodeId)).rejects.toMatchObject({ code: 'not_found' })
    }
    expect(await openBreachesOf(context(sunny.owner), sunny.organizationId)).toHaveLength(1)
  })
  it('notes the suspension of a client, and closes only once that works again', async () => {
    const episodeId = await caseOf(sunny)
    const { clientId } = await approvedApp(database.db, sunny)
    const publicReason = 'Tokens of our APIs may be known to others.'
    await suspendClient(context(rita), { clientId, criterion: 'breach_unresolved', publicReason })
    const close = { episodeId, publicReason: 'Over.', result: 'put_right' }
    await expect(closeEpisode(context(lena), close)).rejects.toMatchObject({ code: 'still_suspended' })
    await reinstateClient(context(lena), { clientId, publicReason: 'Every secret was replaced.' })
    const { events } = await episodeView(context(audra), episodeId)
    expect(events.slice(-3).map(({ kind }) => kind)).toEqual(['suspended', 'told', 'reinstated'])
    await closeEpisode(context(lena), close)
    expect(await openBreachesOf(context(sunny.owner), sunny.organizationId)).toEqual([])
  })
})

describe('a file of 10,000 rows with 37 bad ones', () => {
  it('takes 9,963 and names each bad line and column', async () => {
    const bad = new Map(Array.from({ length: 37 }, (_, at) => [2 + at * 270, at] as const))
    const broken = ['"open,x.com,C,Old,high', 'V,https://x.com/a,C,Old,high', 'V,x.com,C,Old,urgent', 'V,x.com,C,Old']
    const lines = Array.from({ length: RATING_ROWS_MAX }, (_, at) => {
      const kind = bad.get(at + 2)
      return kind === undefined ? `"=1+1 ${at}",d${at}.example.com,C,"Old TLS, ${at}",medium` : broken[kind % 4]
    })
    const rows = await readCsv(
      `Vendor,Domain,Rating,Findings,Severity\r\n${lines.join('\r\n')}\r\n`,
      RATING_ROWS_MAX + 1,
    )
    const file = parseRatingFile(rows)
    const result = await uploadRatings(context(rita), { ...file, name: 'big.csv', digest: 'd' })
    expect(result).toMatchObject({ taken: 9963, known: 0 })
    const view = await ratingUpload(context(audra), result.batchId)
    expect(view).toMatchObject({ name: 'big.csv', by: 'Rita Reyes', taken: 9963, badRows: 37 })
    expect(view.alerts).toHaveLength(100)
    const listed = (await ratingList(context(audra))).uploads.find(({ batchId }) => batchId === result.batchId)
    expect(listed?.badRows).toBe(37)
    expect(view.list.map(({ line }) => line)).toEqual([...bad.keys()])
    expect(view.list.slice(0, 4).map(({ column }) => column)).toEqual(['', 'domain', 'severity', ''])
    const [audit] = await database.sql`select data from audit where noun_id = ${result.batchId}`
    expect(audit?.data).toMatchObject({ taken: 9963, faults: 37 })
  })
})
