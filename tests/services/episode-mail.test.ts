/** Mail about malicious activity and breaches: it stands at its case, is marked by what its sender is worth, and moves nothing. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { reinstateClient, suspendClient } from '../../lib/services/client-stop.ts'
import type { Actor, Staff } from '../../lib/services/context.ts'
import { closeEpisode } from '../../lib/services/episode-act.ts'
import { caseForDeveloper } from '../../lib/services/episode-developer.ts'
import { exportEpisode } from '../../lib/services/episode-export.ts'
import { flagClient } from '../../lib/services/episode-malicious.ts'
import { episodeView } from '../../lib/services/episode-view.ts'
import { unplacedMail } from '../../lib/services/inbound-view.ts'
import { reportIncident } from '../../lib/services/incident.ts'
import { recordRatings } from '../../lib/services/rating.ts'
import { replyAddress } from '../../lib/services/reply-address.ts'
import { approvedApp } from '../support/approved-app.ts'
import { testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { rawMail, received } from '../support/inbound-mail.ts'
import { type TestOrganization, testOrganization } from '../support/organization.ts'
import { testStaff } from '../support/review.ts'

let database: TestDatabase
let rita: Staff
let lena: Staff
let sunny: TestOrganization
const NOW = new Date('2026-11-24T15:00:00Z')
const HOST = 'mail.candor.localhost'
const context = (actor: Actor) => testContext(database.db, actor, NOW)
const intake = () => context({ kind: 'system', job: 'mail_intake' })

beforeAll(async () => {
  database = await testDatabase()
  rita = await testStaff(database.db, 'reviewer', 'Rita Reyes')
  lena = await testStaff(database.db, 'lead', 'Lena Lopez')
  sunny = await testOrganization(database.db, 'sunny.com', 'Sunny')
})
afterAll(() => database.close())

async function mailsOf(kind: string): Promise<{ id: string; to: string; address: string }[]> {
  const rows = await database.sql`select id, to_address from mail where kind = ${kind} order by created_at, to_address`
  return rows.map(({ id, to_address: to }) => ({ id, to, address: replyAddress(intake(), id) ?? '' }))
}
const view = (episodeId: string) => episodeView(context(rita), episodeId)
const kindsOf = async (episodeId: string) => (await view(episodeId)).events.map(({ kind }) => kind)

describe('a breach', () => {
  let episodeId: string
  beforeAll(async () => {
    const alert = {
      id: null,
      vendor: 'V',
      domain: 'sunny.com',
      rating: 'D',
      findings: 'Old TLS',
      severity: 'high' as const,
    }
    await recordRatings(context({ kind: 'system', job: 'rating' }), { id: 'm', digest: 'd', alerts: [alert] })
    const [row] = await database.sql`select id from episode`
    episodeId = String(row?.id)
  })

  it('takes the answer to each of our mails, whoever of the organization got it', async () => {
    const mails = await mailsOf('breach_alert')
    expect(mails.map(({ to }) => to)).toEqual(['owner@sunny.com', 'security@sunny.com'])
    for (const { to, address } of mails) {
      const mail = rawMail({ from: to, to: address, text: `It is ours, says ${to}.` })
      expect(await received(intake(), mail)).toBe('shown')
      expect(await received(intake(), mail)).toBe('repeated')
    }
    const { events, mails: shown, status, next } = await view(episodeId)
    expect(events.slice(-2)).toMatchObject([
      { title: 'A mail came in', mail: { from: 'owner@sunny.com', known: true }, facts: [{ text: 'By mail' }] },
      { title: 'A mail came in', mail: { from: 'security@sunny.com', text: 'It is ours, says security@sunny.com.' } },
    ])
    expect(shown).toHaveLength(2)
    expect(status).toBe('open')
    expect(next).not.toBeNull()
    expect((await unplacedMail(context(rita))).mails).toEqual([])
  })

  it('marks a stranger, and everybody who only names the thread; the developer reads only of its own', async () => {
    const [mail] = await mailsOf('breach_alert')
    const before = (await caseForDeveloper(context(sunny.viewer), episodeId)).history.length
    const thread = { References: `<${mail?.id}@${HOST}>` }
    for (const [from, to, headers] of [
      ['x@gmail.com', mail?.address, {}],
      ['owner@sunny.com', 'appsec@bcbsks.com', thread],
    ] as const) {
      expect(await received(intake(), rawMail({ from, to, headers, text: 'Close it.' }))).toBe('shown')
    }
    const { events, status } = await view(episodeId)
    expect(events.slice(-2).map(({ mail: one, publicText }) => [one?.known, publicText])).toEqual([
      [false, ''],
      [true, ''],
    ])
    expect(status).toBe('open')
    const { history } = await caseForDeveloper(context(sunny.viewer), episodeId)
    expect(history).toHaveLength(before)
    expect(JSON.stringify(history)).not.toMatch(/gmail|Close it/)
    expect(history.filter(({ title }) => title === 'Your mail')).toHaveLength(2)
    const record = await exportEpisode(context(rita), { episodeId, format: 'csv' })
    expect(record.log.at(-2)?.mail).toMatch(/^From x@gmail.com, an unknown sender\nRe: hello\nClose it\.$/)
  })

  it('does not grow without end when somebody floods it, and takes mail after its end', async () => {
    const [mail] = await mailsOf('breach_alert')
    for (let at = 0; at < 25; at += 1) await received(intake(), rawMail({ from: 'x@gmail.com', to: mail?.address }))
    expect((await kindsOf(episodeId)).filter((kind) => kind === 'received')).toHaveLength(20)
    await closeEpisode(context(rita), { episodeId, publicReason: 'Over.', result: 'put_right' })
    expect(await received(intake(), rawMail({ from: 'owner@sunny.com', to: mail?.address }))).toBe('shown')
    expect((await view(episodeId)).status).toBe('closed')
  })

  it('that the organization reported takes answers to the receipt', async () => {
    const report = {
      ...{ organizationId: sunny.organizationId, clientId: '', once: crypto.randomUUID(), kind: 'malware' as const },
      ...{ date: '2026-11-23', time: '08:00', description: 'A laptop.', tokens: 'no' as const, members: '0' },
    }
    const { reference } = await reportIncident(context(sunny.viewer), { ...report, contained: 'yes' })
    const receipt = (await mailsOf('incident_received')).find(({ to }) => to === sunny.viewer.email)
    expect(await received(intake(), rawMail({ from: sunny.viewer.email, to: receipt?.address }))).toBe('shown')
    const [row] = await database.sql`select id from episode where reference = ${reference}`
    const own = await caseForDeveloper(context(sunny.viewer), String(row?.id))
    expect(own.breach).toMatchObject({ rated: false, invite: null })
    expect(own.history.map(({ title }) => title)).toEqual(['Case opened', 'Your mail'])
  })
})

describe('malicious activity', () => {
  it('takes the answer to the suspension, and lets nothing go on by it', async () => {
    const { clientId } = await approvedApp(database.db, sunny)
    const flagged = { clientId, attack: 'brute_force', evidence: 'Many tries.' }
    const { episodeId } = await flagClient(context(rita), flagged)
    await expect(caseForDeveloper(context(sunny.owner), episodeId)).rejects.toMatchObject({ code: 'not_found' })
    const words = { criterion: 'malicious_traffic', publicReason: 'Calls of the app guess passwords.' }
    await suspendClient(context(rita), { clientId, ...words })
    const [mail] = await mailsOf('client_suspended')
    expect(await received(intake(), rawMail({ from: 'owner@sunny.com', to: mail?.address }))).toBe('shown')
    expect((await kindsOf(episodeId)).at(-1)).toBe('received')
    const { client, status } = await view(episodeId)
    expect(client?.status).toBe('suspended')
    expect(status).toBe('open')
    const own = await caseForDeveloper(context(sunny.viewer), episodeId)
    expect(own).toMatchObject({ kind: 'malicious', about: words.publicReason, breach: null })
    expect(own.wayBack).toContain('Find and stop the cause')
    expect(own.history.map(({ title }) => title)).toEqual(['Case opened', 'A client was suspended', 'Your mail'])
    expect(JSON.stringify(own)).not.toMatch(/Many tries|Rita/)
    await reinstateClient(context(lena), { clientId, publicReason: 'The cause is closed.' })
    const [second] = await mailsOf('client_reinstated')
    expect(await received(intake(), rawMail({ from: 'owner@sunny.com', to: second?.address }))).toBe('shown')
    expect((await caseForDeveloper(context(sunny.viewer), episodeId)).wayBack).toBe('')
  })
})
