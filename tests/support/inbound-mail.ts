/** Mails as the outside sends them, taken in as the product does: read by the parser, then given to the service. */
import { randomUUID } from 'node:crypto'
import { readMail } from '../../lib/platform/mail-reader.ts'
import { digestOfBytes } from '../../lib/platform/secrets.ts'
import type { Context } from '../../lib/services/context.ts'
import { takeMail } from '../../lib/services/inbound-mail.ts'

export type RawMail = {
  from?: string
  to?: string
  subject?: string
  text?: string
  messageId?: string | null
  headers?: Record<string, string>
}

const lines = (parts: string[]) => Buffer.from(parts.join('\r\n').replace(/\r?\n/g, '\r\n'))

/** A plain mail of a person, unless the headers say otherwise. */
export function rawMail({ from, to, subject, text, messageId, headers = {} }: RawMail = {}): Buffer {
  return lines([
    `From: ${from ?? 'Dana Diaz <owner@sunny.example.com>'}`,
    `To: ${to ?? 'appsec@bcbsks.com'}`,
    `Subject: ${subject ?? 'Re: hello'}`,
    ...(messageId === null ? [] : [`Message-ID: <${messageId ?? `${randomUUID()}@sunny.example.com`}>`]),
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    'Content-Type: text/plain; charset=utf-8',
    '',
    text ?? 'Yes, we use it.',
    '',
  ])
}

/** What a mail server sends when a mail of ours could not be delivered, or not yet. */
export function rawReport(ours: string, action: 'failed' | 'delayed' = 'failed', status = '5.1.1'): Buffer {
  return lines([
    'Return-Path: <>',
    'From: Mail Delivery System <MAILER-DAEMON@mx.example.com>',
    'To: appsec@bcbsks.com',
    'Subject: Undelivered Mail Returned to Sender',
    'Auto-Submitted: auto-replied',
    `Message-ID: <${randomUUID()}@mx.example.com>`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="B"',
    '',
    '--B',
    'Content-Type: text/plain',
    '',
    'It did not work.',
    '--B',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example.com',
    '',
    'Final-Recipient: rfc822; owner@sunny.example.com',
    `Action: ${action}`,
    `Status: ${status}`,
    'Diagnostic-Code: smtp; 550 no such user',
    '',
    '--B',
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID: <${ours}>`,
    'Subject: hello',
    '',
    '--B--',
  ])
}

/** @returns what became of it */
export async function received(ctx: Context, source: Buffer): Promise<string> {
  const { outcome } = await takeMail(ctx, { parsed: await readMail(source), digest: digestOfBytes(source) })
  return outcome
}
