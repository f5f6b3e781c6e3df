/**
 * POST /v1/mail: the payer's mail system hands over a mail that came to AppSec's address, whole: as message/rfc822, or as
 * JSON with it in base64; signed by the Standard Webhooks scheme. 200 is answered when it is kept; the same mail again
 * changes nothing, whatever id its message has.
 */
import type Router from '@koa/router'
import { z } from 'zod'
import { INBOUND_MAIL_MAX } from '../../lib/domain/inbound-mail.ts'
import { Refusal } from '../../lib/domain/refusal.ts'
import { readMail } from '../../lib/platform/mail-reader.ts'
import { digestOfBytes } from '../../lib/platform/secrets.ts'
import { takeMail } from '../../lib/services/inbound-mail.ts'
import { type IntakeApi, type IntakeMessage, intakeRoute, textOf } from './intake.ts'

type MailType = 'message/rfc822' | 'application/json'

const wrapped = z.strictObject({ raw: z.base64() })

/** Adds the route. */
export function mailRoutes(router: Router, api: IntakeApi): void {
  intakeRoute<MailType>(router, api, {
    path: '/v1/mail',
    types: ['message/rfc822', 'application/json'],
    // Room for base64 and its wrapping.
    largest: INBOUND_MAIL_MAX * 1.5,
    statuses: { mail_too_large: 413 },
    async take(message) {
      const source = sourceOf(message)
      if (source.length > INBOUND_MAIL_MAX) {
        throw new Refusal('mail_too_large', `A mail has ${INBOUND_MAIL_MAX / 1024} KiB at most.`)
      }
      return takeMail(message.context, { parsed: await readMail(source), digest: digestOfBytes(source) })
    },
  })
}

function sourceOf({ type, body }: IntakeMessage<MailType>): Buffer {
  if (type === 'message/rfc822') return body
  let value: unknown
  try {
    value = JSON.parse(textOf(body))
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw new Refusal('not_json', 'The body is no JSON.')
  }
  const parsed = wrapped.safeParse(value)
  if (!parsed.success) throw new Refusal('mail', 'Send {"raw": "<the mail in base64>"} and nothing more.')
  return Buffer.from(parsed.data.raw, 'base64')
}
