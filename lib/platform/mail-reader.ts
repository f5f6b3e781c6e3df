/** Reads a mail as it came over the wire into what the rules look at. The only product file that knows mailparser. */
import { type AddressObject, type Attachment, simpleParser } from 'mailparser'
import type { ParsedMail } from '../domain/inbound-mail.ts'

/** Longest (characters) header value and report that the rules get to see. */
const HEADER_MAX = 10_000
const REPORT_MAX = 20_000
/** Most values of one header, and most addresses. */
const VALUES_MAX = 50

/** Headers whose values the rules look at; whatever else a mail says of itself stays outside. */
const LOOKED_AT = new Set([
  'auto-submitted',
  'precedence',
  'x-autoreply',
  'x-autorespond',
  'x-auto-response-suppress',
  'x-failed-recipients',
  'list-id',
  'list-unsubscribe',
  'return-path',
  'content-type',
  'in-reply-to',
  'references',
])
const RECIPIENTS = new Set(['delivered-to', 'x-original-to', 'envelope-to'])

const OPTIONS = {
  skipTextToHtml: true,
  skipImageLinks: true,
  skipTextLinks: true,
  keepDeliveryStatus: true,
  maxHtmlLengthToParse: 500_000,
} as const

/** @param source the whole mail. Never fails on a malformed one: whatever can be read is given, its head at least. */
export async function readMail(source: Buffer): Promise<ParsedMail> {
  const parsed = await simpleParser(source, OPTIONS)
    .catch(() => simpleParser(headOf(source), OPTIONS))
    .catch(() => simpleParser('', OPTIONS))
  const headers: Record<string, string[]> = Object.create(null)
  const delivered: string[] = []
  for (const { key, line } of parsed.headerLines) {
    const value = unfolded(line)
    if (RECIPIENTS.has(key)) delivered.push(value.replace(/^<|>$/g, ''))
    if (!LOOKED_AT.has(key)) continue
    const values = headers[key] ?? []
    if (values.length < VALUES_MAX) headers[key] = [...values, value]
  }
  const { attachments } = parsed
  // The second is the same for addresses beyond ASCII (RFC 6533).
  const report = attachments.find(({ contentType }) => /^message\/(?:global-)?delivery-status$/.test(contentType))
  const returned = attachments.find(isReturned)
  return {
    messageId: (parsed.messageId ?? '').trim().replace(/^<|>$/g, ''),
    from: addressesOf(parsed.from),
    recipients: [...addressesOf(parsed.to), ...addressesOf(parsed.cc), ...delivered].slice(0, VALUES_MAX),
    subject: parsed.subject ?? '',
    text: parsed.text?.trim() ? parsed.text : await textOfHtml(parsed.html || ''),
    headers,
    report: report ? report.content.toString('utf8', 0, REPORT_MAX) : null,
    returned: report && returned ? messageIdsIn(returned.content) : [],
    attachments: attachments
      .filter((one) => one !== report && one !== returned && !one.related)
      .map(({ filename }) => filename ?? ''),
  }
}

const headOf = (source: Buffer) => source.toString('latin1', 0, REPORT_MAX).split(/\r?\n\r?\n/)[0] ?? ''

/** The parser makes text of HTML only where that is the whole mail, so it is made the whole of one. */
async function textOfHtml(html: string): Promise<string> {
  if (html === '') return ''
  const { text = '' } = await simpleParser(`Content-Type: text/html; charset=utf-8\r\n\r\n${html}`, OPTIONS)
  return text
}

const unfolded = (line: string) =>
  line
    .slice(line.indexOf(':') + 1, HEADER_MAX)
    .replace(/\r?\n/g, ' ')
    .trim()

const isReturned = ({ contentType }: Attachment) =>
  contentType === 'message/rfc822' ||
  contentType === 'message/rfc822-headers' ||
  contentType === 'text/rfc822-headers' ||
  contentType === 'message/global' ||
  contentType === 'message/global-headers'

function addressesOf(header: AddressObject | AddressObject[] | undefined): string[] {
  const lists = [header ?? []].flat().flatMap(({ value }) => value)
  return lists
    .flatMap((entry) => entry.group ?? [entry])
    .flatMap(({ address }) => (address ? [address] : []))
    .slice(0, VALUES_MAX)
}

/** Message-IDs in the head of a returned mail. */
function messageIdsIn(content: Buffer): string[] {
  const [head = ''] = content.toString('utf8', 0, REPORT_MAX).split(/\r?\n\r?\n/)
  return [...head.matchAll(/^message-id:\s*<([^<>\s]{1,500})>/gim)].map((match) => match[1] ?? '')
}
