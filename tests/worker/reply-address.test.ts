/** From the outbox over real SMTP and back: a mail that can be answered names an address of its own, and an answer to it counts. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSettings } from '../../lib/platform/env.ts'
import { createLog } from '../../lib/platform/log.ts'
import { createMailer, type Mailer } from '../../lib/platform/mailer.ts'
import { writeMessage } from '../../lib/services/review-message.ts'
import { mailJob } from '../../worker/jobs/mail.ts'
import { MONDAY_MORNING, testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { rawMail, received } from '../support/inbound-mail.ts'
import { eventsOf, local, mailsOf, quietClient, sweepAt } from '../support/ladder.ts'
import { testStaff, testSubmission } from '../support/review.ts'
import { type TestSmtp, testSmtp } from '../support/smtp.ts'

let database: TestDatabase
let smtp: TestSmtp
let mailer: Mailer
beforeAll(async () => {
  database = await testDatabase()
  smtp = await testSmtp()
  mailer = createMailer(readSettings({ SMTP_URL: smtp.url }))
})
afterAll(async () => {
  mailer.close()
  await Promise.all([smtp.close(), database.close()])
})

/** Sends one mail of the outbox. @returns what stands in its Reply-To */
async function replyToOf(mailId: string, now: Date): Promise<string> {
  const context = (job: string) => testContext(database.db, { kind: 'system', job }, now)
  const tools = { context, mailer, settings: readSettings({}), log: createLog('silent') }
  await mailJob(tools, { mailId }, { attempts: 1, max_attempts: 48 })
  const arrived = smtp.arrived.at(-1)
  expect(arrived?.parsed.messageId).toBe(`<${mailId}@mail.candor.localhost>`)
  return arrived?.parsed.replyTo?.value[0]?.address ?? ''
}

const FIRST = local('2027-01-30T08:00')
const SIGNED = /^appsec\+[0-9a-z]{41}@bcbsks\.com$/
const intake = (now: Date) => testContext(database.db, { kind: 'system', job: 'mail_intake' }, now)

describe('the reply address', () => {
  it('of a ladder mail is signed, and an answer to it ends the case', async () => {
    const test = await quietClient(database, 'circle.example.com', local('2026-11-30T08:00'))
    await sweepAt(database, FIRST, test.clientId)
    const [mail] = await mailsOf(database, test.clientId)
    const address = await replyToOf(mail?.id ?? '', FIRST)
    expect(address).toMatch(SIGNED)
    expect(await received(intake(FIRST), rawMail({ from: mail?.to, to: address }))).toBe('answered')
    expect((await eventsOf(database, test.clientId)).at(-1)).toBe('closed')
  })

  it('of a message of AppSec is signed; of the mail that the form arrived it is the team’s', async () => {
    const rita = await testStaff(database.db, 'reviewer', 'Rita Reyes')
    const { submissionId, primary } = await testSubmission(database.db, 'sunny.example.com', 'Sunny Health')
    const ctx = testContext(database.db, rita)
    await writeMessage(ctx, { submissionId, text: 'Hello', once: randomUUID() })
    const idOf = async (kind: string) => {
      const [row] = await database.sql`
        select id from mail where submission_id = ${submissionId} and kind = ${kind} and to_address = ${primary}`
      return String(row?.id)
    }
    expect(await replyToOf(await idOf('submission_received'), MONDAY_MORNING)).toBe('appsec@bcbsks.com')
    const address = await replyToOf(await idOf('review_message'), MONDAY_MORNING)
    expect(address).toMatch(SIGNED)
    expect(await received(intake(MONDAY_MORNING), rawMail({ from: primary, to: address }))).toBe('answered')
  })

  it.each<[string, Record<string, string>, string | null]>([
    ['the embedded mail server', {}, 'appsec@bcbsks.com'],
    ['a mail server from which nothing comes in', { SMTP_URL: 'smtp://mail.example.org' }, null],
    ['IMAP', { SMTP_URL: 'smtp://mail.example.org', IMAP_URL: 'imaps://a:b@mail.example.org' }, 'appsec@bcbsks.com'],
    [
      'the webhook, with a sender of its own',
      {
        SMTP_URL: 'smtp://mail.example.org',
        MAIL_KEYS: `whsec_${Buffer.alloc(32).toString('base64')}`,
        MAIL_FROM: 'team@x.example',
      },
      'team@x.example',
    ],
  ])('with %s is made only where an answer can come in', (_what, env, base) => {
    expect(readSettings(env).replyBase).toBe(base)
  })
})
