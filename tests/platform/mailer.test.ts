/** The mailer against a real SMTP server that accepts, refuses, defers, drops and hangs. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { writeMail } from '../../emails/render.tsx'
import { MAY_HAVE_ARRIVED } from '../../lib/domain/mail.ts'
import { readSettings } from '../../lib/platform/env.ts'
import { createMailer, type Mailer, type OutgoingMail } from '../../lib/platform/mailer.ts'
import { MAIL_SAMPLES } from '../support/mail-samples.ts'
import { type TestSmtp, testSmtp } from '../support/smtp.ts'

const MAIL: OutgoingMail = {
  mailId: '0b6f6f0e-7f5a-4a5e-9b0f-2f7f1d2f3a4b',
  to: 'dana@sunny.example.com',
  fromName: 'BCBSKS AppSec',
  replyTo: 'appsec@bcbsks.com',
  subject: 'Hello, señora Díaz',
  text: 'One\nTwo\n',
  html: '<p>One<br>Two</p>',
  references: [],
  automatic: true,
}
/** Short only where the server never answers. */
const SHORT = { connect: 5_000, greeting: 5_000, answer: 1_000 }

let smtp: TestSmtp
let mailer: Mailer
beforeAll(async () => {
  smtp = await testSmtp()
  mailer = createMailer(readSettings({ SMTP_URL: smtp.url }))
})
beforeEach(() => {
  smtp.behaviour = { kind: 'accept' }
  smtp.arrived.length = 0
})
afterAll(async () => {
  mailer.close()
  await smtp.close()
})

describe('an accepted mail', () => {
  it('has one recipient, a fixed Message-ID, names and both parts', async () => {
    expect(await mailer.send(MAIL)).toMatchObject({ outcome: 'accepted', detail: expect.stringMatching(/^250/) })
    const [{ parsed, recipients } = { parsed: undefined, recipients: [] }] = smtp.arrived
    expect(recipients).toEqual(['dana@sunny.example.com'])
    expect(parsed?.messageId).toBe('<0b6f6f0e-7f5a-4a5e-9b0f-2f7f1d2f3a4b@mail.candor.localhost>')
    expect(parsed?.from?.value).toEqual([{ name: 'BCBSKS AppSec', address: 'appsec@bcbsks.com' }])
    expect(parsed?.replyTo?.text).toBe('appsec@bcbsks.com')
    expect(parsed?.subject).toBe(MAIL.subject)
    expect(parsed?.text?.trim()).toBe('One\nTwo')
    expect(parsed?.html).toContain('<br>')
    expect(parsed?.headers.get('auto-submitted')).toBe('auto-generated')
    expect(parsed?.inReplyTo).toBeUndefined()
  })
  it('stands in its thread, and is no automatic one when a person wrote it', async () => {
    await mailer.send({ ...MAIL, references: ['a@mail.candor.localhost', 'b@mail.candor.localhost'], automatic: false })
    const parsed = smtp.arrived[0]?.parsed
    expect(parsed?.inReplyTo).toBe('<b@mail.candor.localhost>')
    expect(parsed?.references).toEqual(['<a@mail.candor.localhost>', '<b@mail.candor.localhost>'])
    expect(parsed?.headers.has('auto-submitted')).toBe(false)
  })
  it('keeps what was written, and every line short enough for any server', async () => {
    const props = { ...MAIL_SAMPLES.review_message, text: `${'long words of a person '.repeat(300)}ñ` }
    const written = await writeMail('review_message', props, 'en', readSettings({}).payer)
    await mailer.send({ ...MAIL, ...written })
    const [arrived] = smtp.arrived
    expect(arrived?.parsed.text?.trim()).toBe(written.text.trim())
    for (const line of arrived?.source.split('\r\n') ?? []) expect(line.length).toBeLessThanOrEqual(998)
  })
})

describe('what the server answers', () => {
  it.each([
    [{ kind: 'answer', at: 'rcpt', code: 550, sentence: '5.1.1 No such person' }, 'refused', /^550 5\.1\.1/],
    [{ kind: 'answer', at: 'data', code: 554, sentence: '5.7.1 Looks like spam' }, 'refused', /^554/],
    [{ kind: 'answer', at: 'rcpt', code: 451, sentence: '4.7.1 Greylisted' }, 'deferred', /^451/],
    [{ kind: 'answer', at: 'data', code: 452, sentence: '4.2.2 Mailbox full' }, 'deferred', /^452/],
    [{ kind: 'answer', at: 'rcpt', code: 421, sentence: '4.3.2 Going down' }, 'deferred', /^(421|ECONNECTION)/],
    [{ kind: 'drop', at: 'rcpt' }, 'deferred', /^E[A-Z]+: /],
    [{ kind: 'drop', at: 'end' }, 'deferred', new RegExp(`^${MAY_HAVE_ARRIVED}`)],
  ] as const)('%j is %s', async (behaviour, outcome, detail) => {
    smtp.behaviour = behaviour
    expect(await mailer.send(MAIL)).toEqual({ outcome, detail: expect.stringMatching(detail) })
    // Never tried again behind the back of the job queue once the server had it.
    expect(smtp.arrived.length).toBe(behaviour.kind === 'answer' || behaviour.at === 'rcpt' ? 0 : 1)
    smtp.behaviour = { kind: 'accept' }
    expect(await mailer.send(MAIL)).toMatchObject({ outcome: 'accepted' })
  })
  it('a resting connection that the server closed costs no try', async () => {
    await mailer.send(MAIL)
    smtp.cut()
    expect(await mailer.send(MAIL)).toMatchObject({ outcome: 'accepted' })
  })
  it('silence after the whole mail is deferred, and may have arrived', async () => {
    smtp.behaviour = { kind: 'hang' }
    const impatient = createMailer(readSettings({ SMTP_URL: smtp.url }), SHORT)
    const detail = expect.stringMatching(new RegExp(`^${MAY_HAVE_ARRIVED}.*ETIMEDOUT`))
    expect(await impatient.send(MAIL)).toEqual({ outcome: 'deferred', detail })
    expect(smtp.arrived).toHaveLength(1)
    impatient.close()
  })
  it('nobody there is deferred', async () => {
    const gone = await testSmtp()
    await gone.close()
    const lonely = createMailer(readSettings({ SMTP_URL: gone.url }))
    expect(await lonely.send(MAIL)).toEqual({ outcome: 'deferred', detail: expect.stringContaining('ECONNREFUSED') })
    lonely.close()
  })
})

describe('headers', () => {
  it.each(['subject', 'fromName', 'replyTo', 'to', 'mailId'] as const)('never get a line more by %s', async (name) => {
    for (const end of ['\r\n', '\n', '\r', '\u2028', '\0']) {
      const mail = { ...MAIL, [name]: `${MAIL[name]}${end}Bcc: victim@example.com` }
      expect(await mailer.send(mail)).toEqual({ outcome: 'refused', detail: expect.not.stringContaining('victim') })
    }
    expect(smtp.arrived).toEqual([])
  })
  it.each([
    '"e@attacker.com"@victim.com',
    'a@victim.com, b@attacker.com',
    'a@victim.com>\u0020<b@attacker.com',
    'a\uFF20victim.com',
    'A@Victim.com',
    ' a@victim.com',
    `${'a'.repeat(1_000_000)}@victim.com`,
  ])('never an address that is not the stored one (case %#)', async (to) => {
    expect(await mailer.send({ ...MAIL, to })).toMatchObject({ outcome: 'refused' })
    expect(smtp.arrived).toEqual([])
  })
  it('never a malformed reference', async () => {
    expect(await mailer.send({ ...MAIL, references: ['a@b>\r\nBcc: x@y.example'] })).toMatchObject({
      outcome: 'refused',
    })
  })
})
