/**
 * Answering a caught mail, as its reader's mail program would: a plain reply to where the mail asks for one, handed to the
 * portal's own signed entrance for mail. Nothing leaves this machine.
 */
import { randomUUID } from 'node:crypto'
import { signedHeaders } from '../lib/platform/signature.ts'
import type { CaughtMail } from './mail-box.ts'

export type ReplyTarget = { url: string; keys: readonly string[] }

const oneLine = (text: string) => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()
const inHeader = (text: string) => `=?utf-8?B?${Buffer.from(oneLine(text)).toString('base64')}?=`

/** @param from the sender line, which anybody may write as they like */
export function replyOf(mail: CaughtMail, from: string, text: string): Buffer {
  const answered = mail.headers['message-id'] ?? ''
  const references = [mail.headers.references, answered].filter(Boolean).join(' ')
  const quoted = mail.text.split('\n').map((line) => `> ${line}`)
  const head = [
    `From: <${oneLine(from).replace(/[<>]/g, '')}>`,
    `To: ${mail.headers['reply-to'] ?? oneLine(mail.from)}`,
    `Subject: ${inHeader(/^re:/i.test(mail.subject) ? mail.subject : `Re: ${mail.subject}`)}`,
    `Message-ID: <${randomUUID()}@reader.candor.localhost>`,
    `In-Reply-To: ${answered}`,
    `References: ${references}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
  ]
  const words = `${text}\n\nOn ${mail.date} ${oneLine(mail.from)} wrote:\n${quoted.join('\n')}\n`
  const body = Buffer.from(words).toString('base64').replace(/.{76}/g, '$&\r\n')
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}\r\n`)
}

/** @returns what became of it, a key of `saidOf` */
export async function deliver(source: Buffer, { url, keys }: ReplyTarget): Promise<string> {
  const signed = signedHeaders(randomUUID(), new Date(), source, keys)
  try {
    const answer = await fetch(url, {
      method: 'POST',
      body: new Uint8Array(source),
      headers: {
        'content-type': 'message/rfc822',
        'webhook-id': signed.id,
        'webhook-timestamp': signed.timestamp,
        'webhook-signature': signed.signature,
      },
    })
    const { outcome } = (await answer.json()) as { outcome?: string }
    return outcome ?? 'refused'
  } catch {
    return 'away'
  }
}

const SAID: Record<string, string> = {
  answered: 'The portal took it as the answer.',
  paused: 'The portal took it. It pauses the ladder until AppSec has looked, because the sender is not known.',
  shown: 'The portal took it. AppSec can read it, and it changes nothing.',
  unplaced: 'The portal took it, and found nothing that it belongs to.',
  automatic: 'The portal took it for an automatic mail, which changes nothing.',
  refused: 'The portal did not take it.',
  away: 'The portal is not there now. Try again in a moment.',
}

/** The sentence that tells what became of an answer; empty for anything else. */
export const saidOf = (outcome: string | null): string =>
  outcome !== null && Object.hasOwn(SAID, outcome) ? (SAID[outcome] ?? '') : ''
