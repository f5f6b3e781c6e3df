/** What a mail that came in is: printed cases of automatic answers, reports and quotes, and what holds for any text. */
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  bounceOf,
  INBOUND_TEXT_MAX,
  inboundKey,
  isAutomatic,
  keptMail,
  namedMails,
  type ParsedMail,
  replyText,
} from '../../lib/domain/inbound-mail.ts'
import { mailOfTag, plusAddress, replyTag, tagsAmong } from '../../lib/domain/reply-address.ts'

const HOST = 'mail.candor.localhost'
const plain: ParsedMail = {
  messageId: 'a1@sunny.example.com',
  from: ['owner@sunny.example.com'],
  recipients: ['appsec@bcbsks.com'],
  subject: 'Re: [E-7KQ2M9] Sunny Health: is it still in use?',
  text: 'Yes, we use it.',
  headers: {},
  report: null,
  returned: [],
  attachments: [],
}
const withHeaders = (headers: Record<string, string>): ParsedMail => ({
  ...plain,
  headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
})

describe('isAutomatic', () => {
  it.each<[string, ParsedMail, boolean]>([
    ['a person', plain, false],
    ['Auto-Submitted: no', withHeaders({ 'auto-submitted': 'no' }), false],
    ['Auto-Submitted: No (a comment follows)', withHeaders({ 'auto-submitted': 'No; by hand' }), false],
    ['Auto-Submitted: auto-replied', withHeaders({ 'auto-submitted': 'auto-replied' }), true],
    ['Auto-Submitted: auto-generated; type', withHeaders({ 'auto-submitted': 'Auto-Generated; x=y' }), true],
    ['Auto-Submitted: something new', withHeaders({ 'auto-submitted': 'auto-later' }), true],
    ['Precedence: bulk', withHeaders({ precedence: 'Bulk' }), true],
    ['Precedence: auto_reply', withHeaders({ precedence: 'auto_reply' }), true],
    ['Precedence: normal', withHeaders({ precedence: 'normal' }), false],
    ['X-Autoreply: yes', withHeaders({ 'x-autoreply': 'yes' }), true],
    ['X-Autoreply: no', withHeaders({ 'x-autoreply': 'no' }), false],
    ['X-Auto-Response-Suppress: All', withHeaders({ 'x-auto-response-suppress': 'All' }), true],
    ['a list', withHeaders({ 'list-id': '<news.example.com>' }), true],
    ['the empty return path', withHeaders({ 'return-path': '<>' }), true],
    ['a return path', withHeaders({ 'return-path': '<owner@sunny.example.com>' }), false],
    ['a report', { ...plain, report: 'Action: delayed' }, true],
    ['a report without its part', withHeaders({ 'content-type': 'multipart/report; boundary=x' }), true],
    ['nobody', { ...plain, from: [] }, true],
    ['the mail system', { ...plain, from: ['MAILER-DAEMON@mx.example.com'] }, true],
    ['no-reply', { ...plain, from: ['no-reply@sunny.example.com'] }, true],
    ['Automatic reply: …', { ...plain, subject: 'Automatic reply: [E-7KQ2M9] Sunny Health' }, true],
    ['Out of Office', { ...plain, subject: 'Out of Office: back on Monday' }, true],
    ['Respuesta automática', { ...plain, subject: 'Respuesta automática: su mensaje' }, true],
    ...[
      'Réponse automatique : absence',
      'Re\u0301ponse automatique',
      'Risposta automatica: assente',
      'Resposta automática: férias',
      'Automatisch antwoord: afwezig',
      'Automatische Antwort: Urlaub',
      'Automatiskt svar: ledig',
      'Автоматический ответ: в отпуске',
      '自動応答: 休暇中',
      '自动回复：休假',
    ].map((subject): [string, ParsedMail, boolean] => [subject, { ...plain, subject }, true]),
    ['a person who speaks of one', { ...plain, subject: 'Re: your out of office note' }, false],
  ])('%s', (_what, mail, automatic) => expect(isAutomatic(mail)).toBe(automatic))
})

const report = (action: string, status: string, more = '') =>
  `Reporting-MTA: dns; mx.example.com\r\n\r\nFinal-Recipient: rfc822; x@y.example\r\nAction: ${action}\r\nStatus: ${status}\r\n${more}`

describe('bounceOf', () => {
  it.each<[string, string | null, string | null]>([
    ['no report', null, null],
    [
      'failed, with the words of the other server',
      report('failed', '5.1.1', 'Diagnostic-Code: smtp; 550 5.1.1\r\n  no such user\r\n'),
      '5.1.1 smtp; 550 5.1.1 no such user',
    ],
    ['failed, in capitals and without words', report('FAILED', '5.2.2'), '5.2.2 It could not be delivered.'],
    ['given up after days of 4.x.x', report('failed', '4.4.7'), '4.4.7 It could not be delivered.'],
    ['delayed', report('delayed', '4.4.1'), null],
    ['delivered', report('delivered', '2.0.0'), null],
    ['relayed', report('relayed', '2.0.0'), null],
    [
      'one of two failed',
      `${report('delivered', '2.0.0')}\r\n${report('failed', '5.7.1')}`,
      '5.7.1 It could not be delivered.',
    ],
    ['failed only in the words', 'Diagnostic-Code: smtp; Action: failed', null],
    ['nothing', '', null],
  ])('%s', (_what, text, detail) => {
    expect(bounceOf({ ...plain, report: text })?.detail ?? null).toBe(detail)
  })
  it('the header of servers that send no report', () => {
    const failed = withHeaders({ 'x-failed-recipients': 'x@y.example' })
    expect(bounceOf(failed)).toEqual({ detail: 'It could not be delivered.' })
    expect(bounceOf({ ...failed, report: report('delayed', '4.4.1') })).toBeNull()
    expect(bounceOf(withHeaders({ 'x-failed-recipients': '' }))).toBeNull()
  })
})

describe('namedMails', () => {
  const [a, b, c] = [randomUUID(), randomUUID(), randomUUID()]
  it.each<[string, ParsedMail, string[]]>([
    ['none', plain, []],
    ['the one it answers', withHeaders({ 'in-reply-to': `<${a}@${HOST}>` }), [a]],
    [
      'the thread, newest first, each once',
      withHeaders({ 'in-reply-to': `<${b}@${HOST}>`, references: `<${a}@${HOST}>\t<${b}@${HOST}> <x@y>` }),
      [b, a],
    ],
    [
      'of a report the returned one first',
      { ...withHeaders({ references: `<${a}@${HOST}>` }), returned: [`${c}@${HOST}`] },
      [c, a],
    ],
    ['of another host', withHeaders({ references: `<${a}@mail.example.com> <${a}@x.${HOST}>` }), []],
    ['of a host that only looks like ours', withHeaders({ references: `<${a}@mailxcandor.localhost>` }), []],
    ['no uuid', withHeaders({ references: `<1@${HOST}> <' or 1=1@${HOST}>` }), []],
    ['in capitals', withHeaders({ references: `<${a.toUpperCase()}@${HOST.toUpperCase()}>` }), [a]],
  ])('%s', (_what, mail, ids) => expect(namedMails(mail, HOST)).toEqual(ids))
  it('a thousand are cut', () => {
    const many = Array.from({ length: 1_000 }, () => `<${randomUUID()}@${HOST}>`).join(' ')
    expect(namedMails(withHeaders({ references: many }), HOST)).toHaveLength(20)
  })
})

describe('replyText', () => {
  it.each<[string, string, string]>([
    ['nothing quoted', 'Yes.\r\n\r\nDana', 'Yes.\n\nDana'],
    [
      'Gmail',
      'Yes, we do.\n\nOn Mon, Nov 23, 2026 at 9:00 AM AppSec <appsec@bcbsks.com> wrote:\n> Is it?\n> Say so.',
      'Yes, we do.',
    ],
    [
      'Gmail, broken over two lines',
      'Yes.\nOn Mon, Nov 23, 2026 at 9:00 AM BCBSKS AppSec team\n<appsec@bcbsks.com> wrote:\n> Is it?',
      'Yes.',
    ],
    ['Outlook', 'Yes.\n\n________________________________\nFrom: AppSec\nSent: Monday\nIs it?', 'Yes.'],
    [
      'Outlook without a rule',
      'Yes.\n\nFrom: AppSec <appsec@bcbsks.com>\nSent: Monday, November 23\nTo: Dana\n\nIs it?',
      'Yes.',
    ],
    ['Original Message', 'Yes.\n-----Original Message-----\nIs it?', 'Yes.'],
    ['Spanish', 'Sí.\nEl lun, 23 nov 2026, AppSec <a@b.com> escribió:\n> ¿Está?', 'Sí.'],
    ['below the quote', '> Is it?\n\nYes, it is.', 'Yes, it is.'],
    ['between quotes', '> Is it?\nYes.\n> Since when?\nMay.', 'Yes.\nMay.'],
    ['a quote and nothing else', '> Is it?', '> Is it?'],
    ['a sentence that begins with On', 'On Monday we start.\nFrom: now on.', 'On Monday we start.\nFrom: now on.'],
    ['controls and many empty lines', 'a\u0000b\u0007\n\n\n\n\n\nc', 'ab\n\n\nc'],
    ['empty', ' \n ', ''],
  ])('%s', (_what, text, own) => expect(replyText(text)).toBe(own))

  const lines = fc.array(
    fc.oneof(
      fc.string(),
      fc.constantFrom('> quoted', 'On x y z wrote:', 'From: a', 'Sent: b', '', '_____________', '\u0000'),
    ),
  )
  it('never makes nothing of something, adds no line, and keeps no control', () => {
    fc.assert(
      fc.property(lines, (parts) => {
        const text = parts.join('\n')
        const own = replyText(text)
        const cleaned = (part: string) =>
          part
            .replace(/\p{Cs}/gu, '')
            .normalize('NFC')
            .replace(/[^\P{Cc}\n\t]/gu, '')
        const given = new Set(
          cleaned(text.replace(/\r\n?/g, '\n'))
            .split('\n')
            .map((line) => line.trim()),
        )
        expect(own === '').toBe(cleaned(text).trim() === '')
        for (const line of own.split('\n')) expect(own === '' || given.has(line.trim())).toBe(true)
        expect(own).not.toMatch(/[^\P{Cc}\n\t]/u)
      }),
    )
  })
  it('is quick with 2 MB of whatever is slow to look at', () => {
    const started = performance.now()
    for (const part of [' ', '> ', '\n', 'On ', '<', '\t\n', 'From: x\n']) {
      const text = part.repeat(2_000_000 / part.length)
      replyText(`${text}x`)
      namedMails(withHeaders({ references: text.slice(0, 20_000) }), HOST)
    }
    expect(performance.now() - started).toBeLessThan(5_000)
  })
})

describe('keptMail and inboundKey', () => {
  it('keep one line where one line is shown, cut long texts and name attachments', () => {
    const kept = keptMail({
      ...plain,
      subject: `a\r\nBcc: x\u2028${'s'.repeat(500)}`,
      text: 'w'.repeat(INBOUND_TEXT_MAX + 10),
      attachments: ['invoice.pdf', ''],
    })
    expect(kept.subject).toMatch(/^a Bcc: x s+$/)
    expect(kept.subject.length).toBeLessThanOrEqual(300)
    expect(kept.text).toMatch(/w\n\[…\]\n\n\[Attached and not kept: invoice.pdf, without a name\]$/)
  })
  it('know a mail by its Message-ID, else by its digest', () => {
    expect(inboundKey(plain, 'd')).toBe('<a1@sunny.example.com>')
    for (const messageId of ['', 'a b', 'x'.repeat(501), 'é@x']) {
      expect(inboundKey({ ...plain, messageId }, 'd')).toBe('digest:d')
    }
  })
})

describe('the signed plus-address', () => {
  const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 })
  it('names any mail, in any case, and fits 64 characters', () => {
    fc.assert(
      fc.property(fc.uuid(), hex, (id, code) => {
        const address = plusAddress('appsec@bcbsks.com', replyTag(id, code)) ?? ''
        expect(address.split('@')[0]?.length).toBeLessThanOrEqual(64)
        const [tag = ''] = tagsAmong(['x@y.example', ` ${address.toUpperCase()} `], 'appsec@bcbsks.com')
        expect(mailOfTag(tag)).toBe(id)
        expect(tag).toBe(replyTag(id, code))
      }),
    )
  })
  it('is not made when it does not fit', () => {
    const tag = replyTag(randomUUID(), 'f'.repeat(64))
    expect(plusAddress(`${'a'.repeat(22)}@x.example`, tag)).not.toBeNull()
    expect(plusAddress(`${'a'.repeat(23)}@x.example`, tag)).toBeNull()
    expect(plusAddress('a+b@x.example', tag)).toBeNull()
  })
  it.each(['', 'x', 'z'.repeat(41), `${'z'.repeat(25)}${'0'.repeat(16)}`, 'é'.repeat(41)])('%s is no tag', (tag) => {
    expect(mailOfTag(tag)).toBeNull()
  })
  it('of another mailbox or domain is not ours', () => {
    const tag = replyTag(randomUUID(), '0'.repeat(64))
    expect(tagsAmong([`other+${tag}@bcbsks.com`, `appsec+${tag}@evil.example`], 'appsec@bcbsks.com')).toEqual([])
  })
})
