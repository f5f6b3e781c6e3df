/** Every mail in every language: complete, readable as text, neutral for members, and deaf to markup in its values. */
import { describe, expect, it } from 'vitest'
import { catalogue, MAIL_KINDS, type MailKind, mailFaults } from '../../emails/catalogue.ts'
import { oneLine } from '../../emails/props.ts'
import { TEXT_WIDTH, writeMail } from '../../emails/render.tsx'
import { DEVELOPER_STANDINGS } from '../../lib/domain/provisioning.ts'
import type { Lang } from '../../lib/domain/wording/pages.ts'
import { readSettings } from '../../lib/platform/env.ts'
import { MAIL_SAMPLES } from '../support/mail-samples.ts'

const { payer } = readSettings({})
const write = (kind: MailKind, lang: Lang = 'en', change: Record<string, unknown> = {}) =>
  writeMail(kind, { ...MAIL_SAMPLES[kind], ...change }, lang, payer)

const CASES = MAIL_KINDS.flatMap((kind) => (['en', 'es'] as const).map((lang) => ({ kind, lang })))
const IN_THREAD = MAIL_KINDS.filter((kind) => 'reference' in MAIL_SAMPLES[kind])
const FOR_MEMBERS = MAIL_KINDS.filter((kind) => catalogue[kind].sender === 'members')

describe.each(CASES)('$kind in $lang', ({ kind, lang }) => {
  it('is complete in subject, text and HTML', async () => {
    const { subject, text, html } = await write(kind, lang)
    expect(subject.length).toBeGreaterThan(10)
    expect(subject.length).toBeLessThanOrEqual(180)
    expect(subject).not.toMatch(/[\r\n]/)
    for (const part of [subject, text, html]) expect(part).not.toMatch(/undefined|\[object|\{\{|\{[a-z]+\}|NaN/i)
    expect(html).toContain(`lang="${(catalogue[kind].languages as readonly Lang[]).includes(lang) ? lang : 'en'}"`)
  })
  it('has a text part without markup, wrapped, that says all there is to say', async () => {
    const { text } = await write(kind, lang)
    expect(text).not.toMatch(/<[a-z/!]|&[a-z]+;|&#/i)
    for (const line of text.split('\n')) {
      if (!/^\S+$/.test(line)) expect(line.length, line).toBeLessThanOrEqual(TEXT_WIDTH)
    }
    const { url, code, text: written } = MAIL_SAMPLES[kind]
    if (url) expect(text).toContain(`\n${url}\n`)
    if (code) expect(text).toContain(`\n${code}\n`)
    if (written) for (const line of String(written).split('\n')) expect(text).toContain(line)
  })
  it('loads nothing, counts nobody, and has one heading', async () => {
    const { html } = await write(kind, lang)
    expect(html).not.toMatch(/<img|<script|<link|<iframe|<style|background(-image)?:\s*url|@import|\son[a-z]+=/i)
    const addresses = [...html.matchAll(/(?:href|src)="([^"]*)"/g)].map((match) => match[1])
    expect(new Set(addresses)).toEqual(new Set(MAIL_SAMPLES[kind].url ? [MAIL_SAMPLES[kind].url] : []))
    expect(html.match(/<h1/g)).toHaveLength(1)
    expect(html).toMatch(/<title>[^<]+<\/title>/)
  })
})

describe('mails about a submission', () => {
  it('share one subject with the reference, so that they stay in one thread', async () => {
    const subjects = await Promise.all(IN_THREAD.map(async (kind) => (await write(kind)).subject))
    expect(IN_THREAD.length).toBe(6)
    expect(new Set(subjects)).toEqual(new Set(['[C-7KQ2M9] FitTrack: your submission']))
  })
  it('are automatic unless a person wrote them', () => {
    const byHand = MAIL_KINDS.filter((kind) => !catalogue[kind].automatic)
    expect(byHand).toEqual(['review_message', 'changes_requested'])
  })
  it('say the due time in the payer’s zone', async () => {
    expect((await write('changes_requested')).text).toContain('Mon Nov 30, 2026, 5:00 p.m. CT')
    expect((await write('changes_requested', 'en', { due: null })).text).not.toMatch(/answer by/)
  })
})

describe.each(FOR_MEMBERS)('%s', (kind) => {
  it.each(['en', 'es'] as const)('names neither app nor health in subject and preview (%s)', async (lang) => {
    const { subject, html } = await write(kind, lang, { app: 'FitTrack' })
    const preview = /display:none[^>]*>([^<]*)/.exec(html)?.[1] ?? ''
    expect(preview.length).toBeGreaterThan(10)
    for (const words of [subject, preview]) {
      expect(words).not.toMatch(/FitTrack|app\b|aplicaci|health|salud|plan|claim|record|medic|diagn|BCBSKS|Blue Cross/i)
    }
    expect(html).not.toContain('FitTrack')
  })
  it('is Spanish when Spanish is asked for', async () => {
    const spanish = await write(kind, 'es', { phone: payer.memberPhone })
    expect(spanish.subject).not.toBe((await write(kind, 'en')).subject)
    expect(spanish.text).toContain('tarjeta de miembro')
    expect(spanish.text).not.toMatch(/\b(the|your|you)\b/i)
  })
})

describe('mails about a client in the payer’s own authorization server', () => {
  const OURS = 'fittrack-7kq2m9'
  const kinds = MAIL_KINDS.filter((kind) => 'there' in catalogue[kind].props.shape)
  it('are known', () => expect(kinds.length).toBeGreaterThan(8))
  it.each(kinds)('%s names the id there or none, and never ours', async (kind) => {
    for (const standing of DEVELOPER_STANDINGS) {
      const known = await write(kind, 'en', { approved: true, there: { standing, remoteId: 'their-1' } })
      const unknown = await write(kind, 'en', { approved: true, there: { standing, remoteId: null } })
      expect(known.html + unknown.html).not.toContain(OURS)
      expect(unknown.text).not.toMatch(/client id[^.]*:/i)
    }
  })
  it.each([
    ['submission_approved', 'live', 'Client id to sign in with: their-1'],
    ['change_decided', 'not_yet_live', 'Client id to sign in with: their-1'],
    ['secret_given', 'live', 'Client id to sign in with: their-1'],
    ['client_suspended', 'stopped', 'Client id: their-1'],
    ['inactive_suspended', 'stopped', 'Client id: their-1'],
    ['inactive_removed', 'stopped', 'Client id: their-1'],
  ] as const)('%s names the id that its people know', async (kind, standing, line) => {
    expect((await write(kind, 'en', { there: { standing, remoteId: 'their-1' } })).text).toContain(line)
  })
})

const MARKUP = '<script>alert(1)</script><img src=x onerror=alert(1)>"\'&'
const TEXT_FIELDS = MAIL_KINDS.flatMap((kind) =>
  Object.entries(MAIL_SAMPLES[kind])
    .filter(([name, value]) => typeof value === 'string' && name !== 'url' && name !== 'code')
    .map(([name]) => ({ kind, name })),
)

describe.each(TEXT_FIELDS)('$name of $kind', ({ kind, name }) => {
  it('is text, whatever it holds', async () => {
    const { html } = await write(kind, 'en', { [name]: MARKUP })
    expect(html).not.toMatch(/<script|<img/i)
  })
  it('adds no line to a header', async () => {
    for (const end of ['\r\n', '\n', '\r', '\u2028', '\u0000', '\u000b']) {
      const { subject, html } = await write(kind, 'en', { [name]: `a${end}Bcc: victim@example.com${end}${end}body` })
      expect(subject).not.toMatch(/[\p{Cc}\u2028\u2029]/u)
      expect(html).not.toContain('\u0000')
    }
  })
})

describe('what people wrote in a request for changes', () => {
  it('is text as well', async () => {
    const change = { question: MARKUP, ground: MARKUP, text: MARKUP }
    const { html, text } = await write('changes_requested', 'en', { changes: [change, change] })
    expect(html).not.toMatch(/<script|<img/i)
    expect(text).toContain('<script>alert(1)</script>')
  })
})

describe('values', () => {
  it.each([
    ['javascript:alert(1)', 'url'],
    ['mailto:a@example.com', 'url'],
    ['data:text/html,x', 'url'],
    ['', 'app'],
    ['\u202e\n', 'app'],
  ])('%j is refused as %s, by name only', async (value, name) => {
    expect(mailFaults('review_message', { ...MAIL_SAMPLES.review_message, [name]: value })).toHaveLength(1)
    await expect(write('review_message', 'en', { [name]: value })).rejects.toThrow(
      new RegExp(`review_message.*${name}`),
    )
  })
  it('of no mail at all are refused', async () => {
    expect(mailFaults('constructor', {})).toHaveLength(1)
    await expect(writeMail('nonsense', {}, 'en', payer)).rejects.toThrow('nonsense')
  })
  it('lose what could disguise them, and are cut when too long', () => {
    expect(oneLine(' Fit\u202eTrack \r\n  X ')).toBe('FitTrack X')
    expect(oneLine('x'.repeat(500))).toHaveLength(200)
  })
})

describe('the mails of a hand-over', () => {
  it('say until when an offer can be answered; those of before had no end', async () => {
    expect((await write('transfer_offered')).text).toMatch(/Answer by:?\s+Mon Dec 7, 2026, 9:00 a\.m\. CT/)
    expect((await write('transfer_offered', 'en', { until: undefined })).text).not.toContain('Answer by')
  })
  it.each([
    [{ given: true }, 'FitTrack belongs to Sunny Health now'],
    [{}, 'FitTrack stays with Sunny Health'],
    [{ gone: true }, 'FitTrack does not come to you'],
  ])('say in the subject where the app is: %j', async (change, subject) => {
    expect((await write('transfer_over', 'en', change)).subject).toBe(subject)
  })
})

describe('the mail about an incident', () => {
  it('keeps the reporter’s own words out of what the payer gets: they can be erased with the report', async () => {
    expect((await write('incident_received')).text).toContain('about 40')
    expect((await write('incident_reported')).text).not.toContain('Members affected')
  })
})
