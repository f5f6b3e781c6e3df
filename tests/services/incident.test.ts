/** Incident reports: by anybody of the organization, once, into one case; AppSec and the company are told. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { IncidentInput } from '../../lib/domain/incident.ts'
import type { RatingAlert } from '../../lib/domain/rating.ts'
import type { Actor } from '../../lib/services/context.ts'
import { closeEpisode } from '../../lib/services/episode-act.ts'
import { tellDeveloper } from '../../lib/services/episode-breach.ts'
import { caseForDeveloper, openBreachesOf } from '../../lib/services/episode-developer.ts'
import { episodeRegister } from '../../lib/services/episode-list.ts'
import { episodeView } from '../../lib/services/episode-view.ts'
import { incidentsView, reportIncident } from '../../lib/services/incident.ts'
import { recordRatings } from '../../lib/services/rating.ts'
import { approvedApp } from '../support/approved-app.ts'
import { testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { type TestOrganization, testOrganization } from '../support/organization.ts'
import { confirmAddress, testStaff } from '../support/review.ts'

let database: TestDatabase
let sunny: TestOrganization
let other: TestOrganization
let clientId: string
let foreign: string
const context = (actor: Actor) => testContext(database.db, actor)

beforeAll(async () => {
  database = await testDatabase()
  sunny = await testOrganization(database.db, 'sunny.example.com', 'Sunny Health')
  other = await testOrganization(database.db, 'other.example.com', 'Other App')
  ;({ clientId } = await approvedApp(database.db, sunny))
  foreign = (await approvedApp(database.db, other)).clientId
})
afterAll(() => database.close())

const input = (change: Partial<IncidentInput> = {}): IncidentInput => ({
  organizationId: sunny.organizationId,
  clientId: '',
  once: randomUUID(),
  kind: 'credentials',
  date: '2026-11-22',
  time: '08:00',
  description: '<script>=1+1',
  tokens: 'unknown',
  members: 'not known yet',
  contained: 'no',
  ...change,
})

describe('reporting an incident', () => {
  it('is for people of the organization, whatever their role, and about their own clients', async () => {
    const strangers: Actor[] = [{ kind: 'anonymous' }, { kind: 'member', subject: 'x' }, other.owner]
    for (const actor of strangers) {
      await expect(reportIncident(context(actor), input())).rejects.toMatchObject({ code: 'not_found' })
      await expect(incidentsView(context(actor), sunny.organizationId)).rejects.toMatchObject({ code: 'not_found' })
    }
    for (const [change, code] of [
      [{ clientId: foreign }, 'client'],
      [{ once: 'x' }, 'form'],
      [{ date: '2026-11-24' }, 'date'],
    ] as const) {
      await expect(reportIncident(context(sunny.viewer), input(change))).rejects.toMatchObject({ code })
    }
    expect(await database.sql`select 1 from incident_report`).toHaveLength(0)
  })

  it('opens a case, tells AppSec, and sends a receipt to the reporter and the confirmed security contact', async () => {
    await confirmAddress(database.db, sunny.organizationId, 'security@sunny.example.com')
    const { reference } = await reportIncident(context(sunny.viewer), input({ clientId }))
    const mails = await database.sql`select kind, to_address from mail where kind like 'incident_%'`
    expect(mails.map(({ kind, to_address }) => `${kind} ${to_address}`).toSorted()).toEqual([
      'incident_received security@sunny.example.com',
      `incident_received ${sunny.viewer.email}`,
      'incident_reported appsec@bcbsks.com',
    ])
    const auditor = context(await testStaff(database.db, 'auditor', 'Ada Audit'))
    const [row] = (await episodeRegister(auditor, { kind: 'breach' })).rows
    expect(row).toMatchObject({ reference, client: { clientId, status: 'live' } })
    const evidence = { late: true, reportedAfterHours: 25, tokensAffected: 'unknown', contained: false }
    expect((await episodeView(auditor, row?.episodeId ?? '')).evidence).toMatchObject(evidence)
    expect((await incidentsView(context(sunny.editor), sunny.organizationId)).reports).toMatchObject([
      { reference, description: '<script>=1+1', client: 'Sunny Health', episodeId: row?.episodeId },
    ])
    // A case that the organization reported itself has no rating alert, and asks what the report left open.
    const { breach } = await caseForDeveloper(context(sunny.viewer), row?.episodeId ?? '')
    expect(breach).toMatchObject({ rated: false, tokensUnknown: true })
  })

  it('is taken once when the form is posted twice at once, and adds to the open case', async () => {
    const same = input({ kind: 'malware' })
    const both = await Promise.all([1, 2].map(() => reportIncident(context(sunny.owner), same)))
    expect(both[0]).toEqual(both[1])
    const { reports } = await incidentsView(context(sunny.owner), sunny.organizationId)
    expect(new Set(reports.map(({ reference }) => reference)).size).toBe(1)
    expect(reports).toHaveLength(2)
    expect(await database.sql`select 1 from episode where kind = 'breach'`).toHaveLength(1)
  })

  it('opens a new case when the one before was closed', async () => {
    const reviewer = context(await testStaff(database.db, 'reviewer', 'Riley Reviewer'))
    const [row] = (await episodeRegister(reviewer, { kind: 'breach' })).rows
    await closeEpisode(reviewer, {
      episodeId: row?.episodeId ?? '',
      publicReason: 'The secret was replaced.',
      result: 'put_right',
    })
    const { reference } = await reportIncident(context(sunny.editor), input())
    expect(reference).not.toBe(row?.reference)
    const acts = await database.sql`select data from audit where act = 'incident.reported' order by seq`
    expect(acts.map(({ data }) => data.opened)).toEqual([true, false, true])
  })

  it('writes to no address that nobody confirmed, and takes ten reports an hour', async () => {
    const report = () => {
      const { organizationId } = other
      return reportIncident(context(other.viewer), input({ organizationId }))
    }
    for (let count = 0; count < 10; count += 1) await report()
    await expect(report()).rejects.toMatchObject({ code: 'too_many_requests' })
    const told = await database.sql`
      select to_address, count(*)::int as count from mail
      where kind = 'incident_received' and to_address like '%@other.example.com' group by 1`
    expect(told).toMatchObject([{ to_address: other.viewer.email, count: 10 }])
  })
})

describe('a report while staff look at an alert about the same organization', () => {
  it('opens a case of its own beside an alert that nobody was told of', async () => {
    const quiet = await testOrganization(database.db, 'quiet-alert.com', 'Quiet Alert')
    await approvedApp(database.db, quiet)
    await database.sql`update organization set website = 'https://only-said.net/' where id = ${quiet.organizationId}`
    const alert: RatingAlert = {
      ...{
        id: null,
        vendor: 'Quiet',
        domain: 'only-said.net',
        rating: 'F',
        findings: 'Open port',
        severity: 'critical',
      },
    }
    await recordRatings(context({ kind: 'system', job: 'rating' }), { id: 'q', digest: 'q', alerts: [alert] })
    expect(await openBreachesOf(context(quiet.owner), quiet.organizationId)).toEqual([])
    const report = input({ organizationId: quiet.organizationId })
    const { reference } = await reportIncident(context(quiet.viewer), report)
    const [known, ...more] = await openBreachesOf(context(quiet.owner), quiet.organizationId)
    expect(more).toEqual([])
    expect(known).toMatchObject({
      reference,
      about: 'Your company reported an incident: A secret, key or token leaked.',
    })
    const again = await reportIncident(context(quiet.viewer), input({ organizationId: quiet.organizationId }))
    expect(again.reference).toBe(reference)
  })

  it('is joined by an alert of the rating service, whose mail names it; before that there is no such mail', async () => {
    const dusk = await testOrganization(database.db, 'dusk.com', 'Dusk Health')
    await approvedApp(database.db, dusk)
    const rita = context(await testStaff(database.db, 'reviewer', 'Rita Reyes'))
    const { reference } = await reportIncident(context(dusk.owner), input({ organizationId: dusk.organizationId }))
    const [row] = await database.sql`select id from episode where reference = ${reference}`
    const episodeId = String(row?.id)
    await expect(tellDeveloper(rita, { episodeId })).rejects.toMatchObject({ code: 'told_before' })
    const alert: RatingAlert = {
      ...{
        id: null,
        vendor: 'Dusk Health',
        domain: 'dusk.com',
        rating: 'D',
        findings: 'An open port',
        severity: 'high',
      },
    }
    await recordRatings(context({ kind: 'system', job: 'rating' }), { id: 'dusk', digest: 'dusk', alerts: [alert] })
    const mails = await database.sql`
      select props from mail where kind = 'breach_alert' and props ->> 'episode' = ${reference}`
    expect(mails.length).toBeGreaterThan(0)
    expect(mails[0]?.props).toMatchObject({ domain: 'dusk.com', rating: 'D', severity: 'high' })
    expect((await episodeView(rita, episodeId)).events.map(({ kind }) => kind)).toContain('told')
  })
})
