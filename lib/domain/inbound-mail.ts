/**
 * What a mail that came in is: an automatic answer, a report that a mail of ours came back, or a person's words; and which
 * mails of ours it names. Nothing here believes the From header: it says who to look for, never who it was.
 *
 * Sources: RFC 3834 (automatic answers), RFC 3464 (delivery reports), RFC 5322 3.6.4 (threads). The other headers are what
 * mail systems in use send; the subjects are only an addition to them.
 */
import { normalForm } from './normal-form.ts'

/** A mail as the platform parsed it. */
export type ParsedMail = {
  /** Without angle brackets; empty when the mail has none. */
  messageId: string
  /** Addresses of the From header as they stand there. */
  from: readonly string[]
  /** Addresses of To, Cc, Delivered-To and X-Original-To. */
  recipients: readonly string[]
  subject: string
  text: string
  /** Lower-case name → unfolded values, in order. */
  headers: Readonly<Record<string, readonly string[]>>
  /** The machine-readable part of a delivery report; null when there is none. */
  report: string | null
  /** Message-IDs (without angle brackets) that stand in the part of a report that returns our mail. */
  returned: readonly string[]
  /** Names of the other attachments. None is kept. */
  attachments: readonly string[]
}

/** Largest mail (bytes) that is taken in. */
export const INBOUND_MAIL_MAX = 2 * 1024 * 1024
/** What is kept (characters) of a person's words, of a subject and of an address. */
export const INBOUND_TEXT_MAX = 20_000
const SUBJECT_MAX = 300
const ADDRESS_MAX = 254
const MESSAGE_ID_MAX = 500

const valuesOf = ({ headers }: ParsedMail, name: string): readonly string[] =>
  Object.hasOwn(headers, name) ? (headers[name] ?? []) : []
const first = (mail: ParsedMail, name: string) => valuesOf(mail, name)[0]?.trim().toLowerCase()

const BULK = new Set(['bulk', 'junk', 'list', 'auto_reply'])
const NEVER_BY_HAND = [
  'x-autoreply',
  'x-autorespond',
  'x-auto-response-suppress',
  'x-failed-recipients',
  'list-id',
  'list-unsubscribe',
]
const ROBOTS = /^(mailer-daemon|postmaster|no-?reply|do-?not-?reply)@/i
/** What mail programs write before the subject of an automatic answer, by language. */
const ROBOT_SUBJECTS = [
  'automatic reply|auto(matic)?[ -]?(reply|response)|autoreply|out of (the )?office|ooo:|on vacation',
  'undeliver(ed|able)|undelivered mail returned|delivery status notification|mail delivery (failed|failure)|returned mail',
  'respuesta autom[aá]tica|fuera de la oficina|resposta autom[aá]tica|risposta automatica|fuori (sede|ufficio)',
  'r[eé]ponse automatique|absence du bureau|abwesenheit|automatische antwort|automatisch antwoord|afwezigheid',
  'automatiskt? svar|autosvar|automaattinen vastaus|odpowied[zź] automatyczna|automatyczna odpowied[zź]',
  'automatick[aá] odpov[eě][dď]|otomatik yan[ıi]t|автоматический ответ|автоответ|автоматична відповідь',
  '自動応答|自動返信|不在|自动回复|自動回覆|자동 ?(회신|응답)|부재중|trả lời tự động',
]
const ROBOT_SUBJECT = new RegExp(`^\\s*(${ROBOT_SUBJECTS.join('|')})`, 'iu')

/** Whether no person wrote it: nothing that it says may stop a clock or a ladder. */
export function isAutomatic(mail: ParsedMail): boolean {
  const submitted = first(mail, 'auto-submitted')
  if (submitted !== undefined && submitted.split(';')[0]?.trim() !== 'no') return true
  if (BULK.has(first(mail, 'precedence') ?? '')) return true
  if (NEVER_BY_HAND.some((name) => !['', 'no', undefined].includes(first(mail, name)))) return true
  // The empty return path is how reports and notes keep from answering each other.
  if (first(mail, 'return-path') === '<>') return true
  if (mail.report !== null || first(mail, 'content-type')?.startsWith('multipart/report')) return true
  if (mail.from.length === 0 || mail.from.some((address) => ROBOTS.test(address))) return true
  return ROBOT_SUBJECT.test(normalForm(mail.subject, 'NFC'))
}

/** A mail came back for good: the enhanced status (RFC 3463) and what the other server said, in one line. */
export type Bounce = { detail: string }

const field = (block: string, name: string) =>
  new RegExp(`^${name}:[ \\t]*(.*)$`, 'im').exec(block)?.[1]?.replace(/\s+/g, ' ').trim() ?? ''

/**
 * Some servers (Exim) send no report but name the addresses that failed in a header, and our mail in the thread.
 * @returns null for everything but a report that delivery failed. `failed` is final whatever its status says (a 4.x.x one
 * was tried until the server gave up); `delayed` is none, because the server still tries.
 */
export function bounceOf(mail: ParsedMail): Bounce | null {
  if (mail.report === null) {
    const failed = valuesOf(mail, 'x-failed-recipients').some((value) => value.includes('@'))
    return failed ? { detail: 'It could not be delivered.' } : null
  }
  const blocks = mail.report
    .replace(/\r\n?/g, '\n')
    .replace(/\n[ \t]+/g, ' ')
    .split(/\n{2,}/)
  const failed = blocks.find((block) => field(block, 'Action').toLowerCase().split(/[ (]/)[0] === 'failed')
  if (failed === undefined) return null
  const said = field(failed, 'Diagnostic-Code') || 'It could not be delivered.'
  return { detail: [field(failed, 'Status'), said].filter(Boolean).join(' ') }
}

/** More than any honest thread names. */
const IDS_MAX = 20
const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'

/**
 * The ids of our mails that it names, each once: of a report the returned mail's, else the one it answers first and then
 * its thread, newest first. @param mailHost what stands behind the @ of our Message-IDs
 */
export function namedMails(mail: ParsedMail, mailHost: string): string[] {
  const ours = new RegExp(`^(${UUID})@${mailHost.replaceAll('.', '\\.')}$`, 'i')
  const idsIn = (name: string) =>
    valuesOf(mail, name).flatMap((value) => [...value.matchAll(/<\s*([^<>\s]{1,500})\s*>/g)].map((match) => match[1]))
  const named = [...mail.returned, ...idsIn('in-reply-to'), ...idsIn('references').reverse()]
  const ids = named.flatMap((id) => ours.exec(id ?? '')?.[1]?.toLowerCase() ?? [])
  return [...new Set(ids)].slice(0, IDS_MAX)
}

/** Where mail programs begin to repeat what they answer. */
const QUOTE = /^\s*>/
const RULE = /^(-{2,}\s*(original message|forwarded message|mensaje original)\s*-{2,}|_{10,})\s*$/i
const ATTRIBUTION = /^\s*(on|el|am|le)\b.{3,300}\s(wrote|escribi[oó]|schrieb|a écrit)(?=[\s:,]).{0,100}:\s*$/i
const HEAD = /^\s*\*?from:\*?\s.{1,200}$/i
const HEAD_GOES_ON = /^\s*\*?(sent|date|to|subject):/i

function startsQuote(lines: readonly string[], index: number): boolean {
  const [line = '', next = '', afterNext = ''] = lines.slice(index, index + 3)
  if (QUOTE.test(line) || RULE.test(line) || ATTRIBUTION.test(line)) return true
  if (HEAD.test(line)) return HEAD_GOES_ON.test(next) || HEAD_GOES_ON.test(afterNext)
  // An attribution broken over two lines.
  return !QUOTE.test(next) && ATTRIBUTION.test(`${line} ${next}`)
}

/** Much more than is kept, and little enough that no pattern here takes long. */
const READ_MAX = 10 * INBOUND_TEXT_MAX

/** Text as it can be kept: one kind of line end, no invisible controls (PostgreSQL keeps no NUL), trimmed. */
const clean = (text: string): string =>
  normalForm(text.slice(0, READ_MAX).replace(/\p{Cs}/gu, ''), 'NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{4,}/g, '\n\n\n')
    .trim()

/**
 * The writer's own words: everything before the first quoted part; when nothing stands there, the lines between the
 * quotes; when that is nothing as well, all of it. Whatever is cut still stands in the payer's mailbox.
 */
export function replyText(text: string): string {
  const whole = clean(text)
  const lines = whole.split('\n')
  const at = lines.findIndex((_, index) => startsQuote(lines, index))
  if (at < 0) return whole
  const before = lines.slice(0, at).join('\n').trim()
  if (before !== '') return before
  const between = lines.filter((_, index) => !startsQuote(lines, index)).join('\n')
  return clean(between) || whole
}

const oneLine = (text: string, max: number) =>
  clean(text)
    .replace(/[\s\u2028\u2029]+/g, ' ')
    .slice(0, max)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trim()

export type KeptMail = { from: string; to: string; subject: string; text: string }

/** What is kept of a mail, cut to size. Attachments are named and never kept. */
export function keptMail(mail: ParsedMail): KeptMail {
  const names = mail.attachments.slice(0, 20).map((name) => oneLine(name, 100) || 'without a name')
  const words = replyText(mail.text)
  const cut = words.length > INBOUND_TEXT_MAX ? `${words.slice(0, INBOUND_TEXT_MAX).trimEnd()}\n[…]` : words
  const left = names.length > 0 ? `[Attached and not kept: ${names.join(', ')}]` : ''
  return {
    from: oneLine(mail.from.join(', '), ADDRESS_MAX),
    to: oneLine(mail.recipients[0] ?? '', ADDRESS_MAX),
    subject: oneLine(mail.subject, SUBJECT_MAX),
    text: [cut, left].filter(Boolean).join('\n\n'),
  }
}

/** What makes it this mail and no other. @param digest of the whole mail, for one without a usable Message-ID */
export function inboundKey({ messageId }: ParsedMail, digest: string): string {
  const usable = /^[!-~]+$/.test(messageId) && messageId.length <= MESSAGE_ID_MAX
  return usable ? `<${messageId}>` : `digest:${digest}`
}
