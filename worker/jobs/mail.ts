/** Sends one mail of the outbox. Running it twice sends once: the attempts say what was done. */
import type { JobHelpers } from 'graphile-worker'
import { z } from 'zod'
import { type WrittenMail, writeMail } from '../../emails/render.tsx'
import type { OutgoingMail, SendOutcome } from '../../lib/platform/mailer.ts'
import { beginAttempt, type MailToSend, recordOutcome } from '../../lib/services/mail-delivery.ts'
import type { JobTools } from './tools.ts'

const payloadSchema = z.object({ mailId: z.uuid() })

/** Throws when the mail has to wait, so that the queue tries again: after seconds first, after hours at last. */
export async function mailJob(
  tools: JobTools,
  payload: unknown,
  job: Pick<JobHelpers['job'], 'attempts' | 'max_attempts'>,
): Promise<void> {
  const { mailId } = payloadSchema.parse(payload)
  const mail = await beginAttempt(tools.context('mail'), { mailId })
  if (!mail) return
  const result = await attempt(tools, mail)
  // The last try is the end of it: an operator finds the mail among the refused ones.
  const givenUp = result.outcome === 'deferred' && job.attempts >= job.max_attempts
  const ended = givenUp ? ({ ...result, outcome: 'refused' } as const) : result
  await recordOutcome(tools.context('mail'), { mailId, ...ended })
  tools.log[ended.outcome === 'accepted' ? 'info' : 'warn'](
    { mailId, kind: mail.kind, outcome: ended.outcome, attempt: job.attempts },
    'mail',
  )
  if (ended.outcome === 'deferred') throw new Error(`mail ${mailId} has to wait`)
}

type Ended = Omit<SendOutcome, 'outcome'> & { outcome: SendOutcome['outcome'] | 'skipped' }

async function attempt(tools: JobTools, mail: MailToSend): Promise<Ended> {
  let written: WrittenMail
  try {
    written = await writeMail(mail.kind, mail.props, mail.lang, tools.settings.payer)
  } catch (error) {
    // Trying again would end the same way; other mails go on.
    tools.log.error({ mailId: mail.mailId, kind: mail.kind, err: error }, 'a mail could not be written')
    return { outcome: 'skipped', detail: error instanceof Error ? error.message : 'The mail could not be written.' }
  }
  return tools.mailer.send(outgoing(tools, mail, written))
}

function outgoing({ settings: { payer } }: JobTools, mail: MailToSend, written: WrittenMail): OutgoingMail {
  const senders = {
    appsec: { fromName: `${payer.shortName} AppSec team`, replyTo: payer.appsecEmail },
    support: { fromName: `${payer.shortName} developer portal`, replyTo: payer.supportEmail },
    members: { fromName: payer.shortName, replyTo: payer.supportEmail },
  }
  const { mailId, to, references } = mail
  const sender = senders[written.sender]
  const { subject, text, html, automatic } = written
  return { mailId, to, references, subject, text, html, automatic, ...sender, replyTo: mail.replyTo ?? sender.replyTo }
}
