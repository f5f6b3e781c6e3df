/** Mail that came in: who may end a ladder or answer a review by it, and that nobody else can do more than pause. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ParsedMail } from '../../lib/domain/inbound-mail.ts'
import type { Actor, Staff } from '../../lib/services/context.ts'
import { episodeView } from '../../lib/services/episode-view.ts'
import { forgetExpired } from '../../lib/services/expiry.ts'
import { takeMail } from '../../lib/services/inbound-mail.ts'
import { unplacedMail } from '../../lib/services/inbound-view.ts'
import { ladderDesk, resolvePause } from '../../lib/services/ladder-desk.ts'
import { replyAddress } from '../../lib/services/reply-address.ts'
import { testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { rawMail, rawReport, received } from '../support/inbound-mail.ts'
import {
  episodeIdOf,
  eventsOf,
  type LadderTest,
  local,
  mailEnds,
  mailsOf,
  quietClient,
  sweepAt,
} from '../support/ladder.ts'
import { testStaff } from '../support/review.ts'

let database: TestDatabase
let rita: Staff
let audra: Staff
const context = (actor: Actor, now: Date) => testContext(database.db, actor, now)
const intake = (now: Date) => context({ kind: 'system', job: 'mail_intake' }, now)

const QUIET = local('2026-11-30T08:00')
const FIRST = local('2027-01-30T08:00')
const SECOND = local('2027-02-13T08:00')
const OTHERS = local('2027-02-28T08:00')
const STOP = local('2027-03-07T08:00')
const HOST = 'mail.candor.localhost'

beforeAll(async () => {
  database = await testDatabase()
  rita = await testStaff(database.db, 'reviewer', 'Rita Reyes')
  audra = await testStaff(database.db, 'auditor', 'Audra Ames')
})
afterAll(() => database.close())

/** A client whose primary contact got the first mail. */
async function asked(domain: string) {
  const test = await quietClient(database, domain, QUIET)
  expect(await sweepAt(database, FIRST, test.clientId)).toEqual(['first_mail'])
  const [mail] = await mailsOf(database, test.clientId)
  if (!mail) throw new Error('no mail')
  await mailEnds(database, mail.id, 'accepted', FIRST)
  const address = replyAddress(intake(FIRST), mail.id) ?? ''
  return { ...test, mailId: mail.id, address, thread: { 'In-Reply-To': `<${mail.id}@${HOST}>` } }
}

const kept = async (messageId: string) => {
  const [row] = await database.sql`select * from inbound_mail where message_id = ${`<${messageId}>`}`
  return row
}
const auditOf = async (test: LadderTest) =>
  (
    await database.sql`
      select act from audit where organization_id = ${test.organization.organizationId} and act not like 'mail.%' order by seq`
  ).map(({ act }) => act)

describe('takeMail', () => {
  it('refuses everybody but our own servers', async () => {
    const parsed = {} as ParsedMail
    for (const actor of [{ kind: 'anonymous' } as const, rita]) {
      await expect(takeMail(context(actor, FIRST), { parsed, digest: '' })).rejects.toMatchObject({ code: 'not_found' })
    }
  })
})

describe('an answer of the organization to the signed address', () => {
  it.each(['primary', 'backup', 'viewer'])('of the %s ends the case, once', async (who) => {
    const test = await asked(`${who}-answers.example.com`)
    const mail = rawMail({ from: `${who.toUpperCase()}@${test.domain}`, to: `AppSec <${test.address}>` })
    expect(await received(intake(SECOND), mail)).toBe('answered')
    expect(await received(intake(SECOND), mail)).toBe('repeated')
    expect(await eventsOf(database, test.clientId)).toEqual(['opened', 'mailed', 'response', 'closed'])
    expect((await auditOf(test)).slice(-2)).toEqual(['ladder.answered', 'inbound_mail.received'])
    const more = rawMail({ from: `${who}@${test.domain}`, to: test.address })
    expect(await received(intake(SECOND), more)).toBe('shown')
    expect(await sweepAt(database, STOP, test.clientId)).toEqual([])
  })

  it('at two servers at once counts once', async () => {
    const test = await asked('twice.example.com')
    const mail = rawMail({ from: `owner@${test.domain}`, to: test.address })
    const all = await Promise.all([1, 2, 3, 4].map(() => received(intake(SECOND), mail)))
    expect(all.toSorted()).toEqual(['answered', 'repeated', 'repeated', 'repeated'])
    expect(await eventsOf(database, test.clientId)).toEqual(['opened', 'mailed', 'response', 'closed'])
  })

  it('after the suspension stops the removal', async () => {
    const test = await asked('late-answer.example.com')
    for (const at of [SECOND, OTHERS, STOP]) await sweepAt(database, at, test.clientId)
    const mail = rawMail({ from: `owner@${test.domain}`, to: test.address })
    expect(await received(intake(STOP), mail)).toBe('answered')
    const episodeId = await episodeIdOf(database, test.clientId)
    const desk = await ladderDesk(context(rita, STOP), episodeId)
    expect(desk.ladder).toMatchObject({ state: 'answered', suspended: true })
    const { mails } = await episodeView(context(rita, STOP), episodeId)
    expect(mails).toMatchObject([{ from: `owner@${test.domain}`, known: true, text: 'Yes, we use it.' }])
  })
})

describe('forged and strange mail', () => {
  it('pauses until staff have looked when it came to the signed address, and can do nothing else', async () => {
    const test = await asked('strange.example.com')
    const mail = () => rawMail({ from: 'someone@gmail.com', to: test.address, text: 'Please wait.\n\n> Is it?' })
    expect(await received(intake(SECOND), mail())).toBe('paused')
    expect(await received(intake(SECOND), mail())).toBe('shown')
    expect(await eventsOf(database, test.clientId)).toEqual(['opened', 'mailed', 'paused', 'received'])
    for (const at of [SECOND, OTHERS, STOP]) expect(await sweepAt(database, at, test.clientId)).toEqual([])
    const episodeId = await episodeIdOf(database, test.clientId)
    const desk = await ladderDesk(context(audra, STOP), episodeId)
    expect(desk.waiting).toBe(true)
    const { mails } = await episodeView(context(audra, STOP), episodeId)
    expect(mails).toHaveLength(2)
    expect(mails[0]).toMatchObject({ from: 'someone@gmail.com', known: false, text: 'Please wait.' })
    await resolvePause(context(rita, STOP), { episodeId, verdict: 'nothing' })
    expect((await ladderDesk(context(rita, STOP), episodeId)).waiting).toBe(false)
    expect(await sweepAt(database, STOP, test.clientId)).toContain('second_mail')
  })

  it.each<[string, (test: Awaited<ReturnType<typeof asked>>) => Parameters<typeof rawMail>[0]]>([
    [
      'an address of the organization in From, and only the thread',
      (t) => ({ from: `owner@${t.domain}`, headers: t.thread }),
    ],
    ['two senders', (t) => ({ from: `owner@${t.domain}, x@gmail.com`, to: t.address })],
    ['the address as the name of another', (t) => ({ from: `"owner@${t.domain}" <x@gmail.com>`, to: t.address })],
    ['a domain that only looks like it', (t) => ({ from: `owner@${t.domain}.evil.example`, to: t.address })],
  ])('%s pauses', async (what, mailOf) => {
    const test = await asked(`${what.replace(/[^a-z]/g, '').slice(0, 20)}.example.com`)
    expect(await received(intake(SECOND), rawMail(mailOf(test)))).toBe('paused')
  })

  it.each<[string, (test: Awaited<ReturnType<typeof asked>>) => Parameters<typeof rawMail>[0]]>([
    ['no sign of our mail', () => ({})],
    [
      'an address that we did not sign',
      (t) => ({ to: t.address.replace(/.@/, (end) => (end === '0@' ? '1@' : '0@')) }),
    ],
    ['the signed address at another domain', (t) => ({ to: t.address.replace('@bcbsks.com', '@evil.example') })],
    ['the id of no mail', () => ({ headers: { References: `<${randomUUID()}@${HOST}>` } })],
    ['the id of our mail at another host', (t) => ({ headers: { References: `<${t.mailId}@evil.example>` } })],
  ])('%s belongs to nothing and changes nothing', async (what, mailOf) => {
    const test = await asked(`n${what.replace(/[^a-z]/g, '').slice(0, 25)}.example.com`)
    const messageId = `${randomUUID()}@sunny.example.com`
    const mail = rawMail({ from: `owner@${test.domain}`, messageId, ...mailOf(test) })
    expect(await received(intake(SECOND), mail)).toBe('unplaced')
    expect(await eventsOf(database, test.clientId)).toEqual(['opened', 'mailed'])
    expect(await kept(messageId)).toMatchObject({ text: '', episode_id: null, sender_known: false })
    const { mails } = await unplacedMail(context(audra, SECOND))
    expect(mails.map(({ from, subject }) => [from, subject])).toContainEqual([`owner@${test.domain}`, 'Re: hello'])
    await expect(unplacedMail(context(test.organization.owner, SECOND))).rejects.toMatchObject({ code: 'not_found' })
  })

  it('to a case that is over does not put off the next one', async () => {
    const test = await asked('over.example.com')
    const answer = rawMail({ from: `owner@${test.domain}`, to: test.address })
    expect(await received(intake(SECOND), answer)).toBe('answered')
    expect(await received(intake(STOP), rawMail({ from: 'someone@gmail.com', to: test.address }))).toBe('shown')
    expect(await sweepAt(database, local('2027-04-13T08:00'), test.clientId)).toEqual(['first_mail'])
  })

  it('an answer to the mail that asks a lead is none', async () => {
    const test = await asked('lead.example.com')
    for (const at of [SECOND, OTHERS, STOP]) await sweepAt(database, at, test.clientId)
    const mail = (await mailsOf(database, test.clientId)).find(({ kind }) => kind === 'removal_asked')
    const headers = { References: `<${mail?.id}@${HOST}>` }
    expect(await received(intake(STOP), rawMail({ from: 'lena@payer.example.com', headers }))).toBe('unplaced')
  })
})

describe('automatic answers and bounces', () => {
  it('an automatic answer changes nothing, whoever sent it', async () => {
    const test = await asked('vacation.example.com')
    const messageId = `${randomUUID()}@x.example`
    const headers = { 'Auto-Submitted': 'auto-replied' }
    const mail = rawMail({ from: `primary@${test.domain}`, to: test.address, headers, messageId })
    expect(await received(intake(SECOND), mail)).toBe('automatic')
    expect(await received(intake(SECOND), mail)).toBe('repeated')
    expect(await eventsOf(database, test.clientId)).toEqual(['opened', 'mailed'])
    expect(await kept(messageId)).toMatchObject({ automatic: true, text: '' })
    expect(await sweepAt(database, SECOND, test.clientId)).toEqual(['second_mail'])
  })

  it.each<[string, (ours: string) => Buffer]>([
    [
      'with addresses beyond ASCII',
      (ours) =>
        Buffer.from(
          rawReport(ours)
            .toString()
            .replace('message/delivery-status', 'message/global-delivery-status')
            .replace('text/rfc822-headers', 'message/global-headers'),
        ),
    ],
    [
      'of a server that sends no report',
      (ours) =>
        rawMail({
          from: 'Mailer-Daemon@mx.example.com',
          headers: { 'X-Failed-Recipients': 'primary@x.example.com', References: `<${ours}>` },
        }),
    ],
  ])('a bounce %s counts, too', async (what, bounceOf) => {
    const test = await asked(`b${what.length}.example.com`)
    expect(await received(intake(FIRST), bounceOf(`${test.mailId}@${HOST}`))).toBe('bounced')
    expect(await sweepAt(database, FIRST, test.clientId)).toEqual(['other_staff'])
  })

  it('a bounce of the first mail brings the mails to other people forward, and not the suspension', async () => {
    const test = await asked('bounced.example.com')
    const ours = `${test.mailId}@${HOST}`
    expect(await received(intake(FIRST), rawReport(ours, 'delayed', '4.4.1'))).toBe('automatic')
    expect(await sweepAt(database, FIRST, test.clientId)).toEqual([])
    expect(await received(intake(FIRST), rawReport(ours))).toBe('bounced')
    expect(await received(intake(FIRST), rawReport(ours))).toBe('automatic')
    const attempts =
      await database.sql`select outcome, detail from mail_attempt where mail_id = ${test.mailId} order by seq`
    expect(attempts).toEqual([
      { outcome: 'accepted', detail: '' },
      { outcome: 'bounced', detail: '5.1.1 smtp; 550 no such user' },
    ])
    expect(await sweepAt(database, FIRST, test.clientId)).toEqual(['other_staff'])
  })

  it('a bounce of a mail that nobody accepted, or of none of ours, changes nothing', async () => {
    const test = await quietClient(database, 'unsent.example.com', QUIET)
    await sweepAt(database, FIRST, test.clientId)
    const [mail] = await mailsOf(database, test.clientId)
    expect(await received(intake(FIRST), rawReport(`${mail?.id}@${HOST}`))).toBe('automatic')
    expect(await received(intake(FIRST), rawReport(`${randomUUID()}@${HOST}`))).toBe('automatic')
    const attempts = await database.sql`select outcome from mail_attempt where mail_id = ${mail?.id ?? ''}`
    expect(attempts).toEqual([])
  })
})

describe('what is kept', () => {
  it('no word of it stands in the audit, and stray mail is forgotten', async () => {
    const [audit] = await database.sql`select count(*)::int as count from audit where data::text like '%gmail%'`
    expect(audit?.count).toBe(0)
    const later = new Date(STOP.getTime() + 100 * 86_400_000)
    await forgetExpired(intake(later))
    expect((await unplacedMail(context(rita, later))).mails).toEqual([])
    const [rest] = await database.sql`select count(*)::int as count from inbound_mail where episode_id is not null`
    expect(rest?.count).toBeGreaterThan(5)
    const [automatic] = await database.sql`select count(*)::int as count from inbound_mail where automatic`
    expect(automatic?.count).toBe(0)
  })
})
