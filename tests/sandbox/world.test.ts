/** The example world, loaded as `npm start` loads it: an app in every state, receipts, a whole audit, no new mail. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clientStatus } from '../../lib/domain/client.ts'
import { reviewStatus } from '../../lib/domain/review.ts'
import { contextOn } from '../../lib/platform/context.ts'
import { readSettings, type Settings } from '../../lib/platform/env.ts'
import { createLog } from '../../lib/platform/log.ts'
import { inactivityJudging } from '../../lib/services/activity-feed.ts'
import { labelToShow } from '../../lib/services/attestation.ts'
import { verifyAudit } from '../../lib/services/audit.ts'
import { clientForMember } from '../../lib/services/client-member.ts'
import { listGrants } from '../../lib/services/grant.ts'
import { sweepLadder } from '../../lib/services/ladder.ts'
import { eventsOfSubmissions } from '../../lib/services/submission-facts.ts'
import { demoClients } from '../../sandbox/demo-app.ts'
import { startFhir } from '../../sandbox/fhir.ts'
import { startMail } from '../../sandbox/mail.ts'
import type { CaughtMail } from '../../sandbox/mail-box.ts'
import { freePort } from '../../sandbox/postgres.ts'
import { loadWorld } from '../../sandbox/world/load.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { readJson } from '../support/json-request.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'candor-world-'))
const began = new Date()
let settings: Settings
let database: TestDatabase
const pieces: { close: () => Promise<void> }[] = []

beforeAll(async () => {
  const [authserver, fhir, mail, smtp] = await Promise.all([freePort(), freePort(), freePort(), freePort()])
  const ports = { AUTHSERVER_PORT: authserver, FHIR_PORT: fhir, MAIL_PORT: mail, SMTP_PORT: smtp }
  const env = Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)]))
  settings = readSettings({ ...env, DATA_DIR: dataDir })
  database = await testDatabase()
  pieces.push(await startMail(settings, createLog('silent', 'mail')))
  pieces.push(await startFhir(settings, createLog('silent', 'fhir')))
  await loadWorld(settings, { databaseUrl: database.url })
}, 300_000)
afterAll(async () => {
  for (const piece of pieces) await piece.close()
  await database.close()
  rmSync(dataDir, { recursive: true, force: true })
})

const system = () => {
  const origin = { ip: 'system', userAgent: '', requestId: 'test' }
  return contextOn(database.db, settings, { kind: 'system', job: 'test' }, origin, new Date())
}

async function statusOf(appName: string): Promise<string> {
  const [row] = await database.sql`
    select s.id from submission s join app a on a.id = s.app_id where a.name = ${appName} order by s.created_at desc`
  const events = await eventsOfSubmissions(database.db, [String(row?.id)])
  return reviewStatus(events.get(String(row?.id)) ?? [])
}

describe('the example world', () => {
  it('has an app in every state', async () => {
    const states = {
      'Sunflower Rides': 'draft',
      'Flint Hills Budget': 'submitted',
      'Wheatland Care Circle': 'in_review',
      'Cottonwood Family': 'changes_requested',
      'Sunflower Records': 'approved',
      ClaimCompass: 'approved',
      'Bluestem Pocket': 'approved',
      'Flint Hills Wallet': 'approved',
      'Konza Walks': 'approved',
      'Tallgrass Insights': 'denied',
    }
    for (const [name, state] of Object.entries(states)) expect([name, await statusOf(name)]).toEqual([name, state])
    const rows = await database.sql`
      select e.kind, e.at, e.id, e.criterion from client_event e join client c on c.id = e.client_id
      join app a on a.id = c.app_id where a.name = 'Flint Hills Wallet' and c.environment = 'production' order by e.seq`
    expect(clientStatus(rows as never)).toBe('suspended')
  })

  it('has one approved app of each label state', async () => {
    const states = await Promise.all(
      demoClients(dataDir).map(
        async ({ clientId }) =>
          (await labelToShow(system(), (await clientForMember(system(), 'production', clientId)).labels, 'en'))?.label
            .state,
      ),
    )
    expect(states.toSorted()).toEqual(['answered', 'answered_with_things_to_know', 'did_not_answer'])
  })

  it('lies in the past, in order, and the audit holds', async () => {
    const checks = await verifyAudit(system())
    expect(checks.map(({ fault }) => fault)).toEqual([null, null])
    const rows = await database.sql`select at from audit where chain = 'portal' order by seq`
    const instants = rows.map(({ at }) => new Date(at).getTime())
    expect(instants.toSorted((a, b) => a - b)).toEqual(instants)
    expect(Math.max(...instants)).toBeLessThanOrEqual(began.getTime())
  })

  it('has an app that nobody used for two months, on the second step of the ladder', async () => {
    const rows = await database.sql`
      select v.data->>'step' as step from episode e join episode_event v on v.episode_id = e.id
      join client c on c.id = e.client_id where e.kind = 'inactive' and c.name = 'Konza Walks' order by v.seq`
    expect(rows.map(({ step }) => step).filter(Boolean)).toEqual(['first_mail', 'second_mail'])
    expect((await inactivityJudging(database.db, new Date(), system().settings)).paused).toBe(false)
    expect((await sweepLadder(system())).steps).toEqual([])
  })

  it('has members with receipts, one of whom stopped', async () => {
    const of = (subject: string) => listGrants({ ...system(), actor: { kind: 'member', subject } }, 'production')
    const all = (await Promise.all(['maria-hernandez', 'rosa-delgado', 'james-carter'].map(of))).flat()
    expect(all.map(({ appName, status, lang }) => `${appName} ${status} ${lang}`).toSorted()).toEqual([
      'Bluestem Pocket stopped en',
      'ClaimCompass active en',
      'Sunflower Records active en',
      'Sunflower Records active es',
    ])
    for (const grant of all) {
      expect(grant.since.getTime()).toBeLessThan(began.getTime() - 24 * 60 * 60 * 1000)
      expect(JSON.stringify(grant.shown)).toContain(grant.appName)
    }
  })

  it('has sent every mail of the past, with the date of its day, and leaves none to be sent', async () => {
    const caught = (await readJson(`http://localhost:${settings.mailPort}/api/messages`)) as CaughtMail[]
    const [row] = await database.sql`select count(*)::int as n from mail`
    expect(caught).toHaveLength(Number(row?.n))
    for (const mail of caught) expect(Date.parse(mail.headers.date ?? '')).toBeLessThan(began.getTime())
    const open = await database.sql`
      select m.kind from mail m where not exists
        (select 1 from mail_attempt a where a.mail_id = m.id and a.outcome = 'accepted')`
    expect(open).toHaveLength(0)
  })

  it('names whom to sign in as', () => {
    const file = JSON.parse(readFileSync(join(dataDir, 'world.json'), 'utf8')) as { developers: { email: string }[] }
    expect(file.developers).toHaveLength(8)
    for (const { email } of file.developers) expect(email).toMatch(/\.example$/)
  })
})
