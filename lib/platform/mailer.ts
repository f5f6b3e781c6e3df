/** Sends a written mail over SMTP and says in three words how it ended. The only file that knows nodemailer. */
import { Transform } from 'node:stream'
import { createTransport } from 'nodemailer'
import { parseEmailAddress } from '../domain/email-address.ts'
import { MAY_HAVE_ARRIVED } from '../domain/mail.ts'
import type { Settings } from './env.ts'

export type OutgoingMail = {
  /** Makes the Message-ID, so that a second delivery can be told for what it is. */
  mailId: string
  to: string
  /** The name that stands before the payer's address. */
  fromName: string
  replyTo: string
  subject: string
  text: string
  html: string
  /** Message-IDs (without angle brackets) of the thread so far, root first. */
  references: readonly string[]
  automatic: boolean
  /** What the Date header says; the moment of sending when left out. */
  date?: Date
}

export type SendOutcome = {
  /** Taken by the server; not now, try again; never. */
  outcome: 'accepted' | 'deferred' | 'refused'
  /** What the server said, or what went wrong. */
  detail: string
}

export type Mailer = { send: (mail: OutgoingMail) => Promise<SendOutcome>; close: () => void }

/** How long (ms) to wait for the server: to connect, to greet, and for each answer. */
export type MailerPatience = { connect: number; greeting: number; answer: number }
const PATIENCE: MailerPatience = { connect: 10_000, greeting: 10_000, answer: 60_000 }

export function createMailer(
  settings: Pick<Settings, 'smtpUrl' | 'mailFrom' | 'mailHost'>,
  patience: MailerPatience = PATIENCE,
): Mailer {
  const transport = createTransport({
    url: settings.smtpUrl,
    pool: true,
    maxConnections: 4,
    // Once more over a new connection when the server had closed a resting one and not a byte of the mail was sent.
    // Any other new try is the job queue's, which writes it down.
    maxRequeues: 1,
    // Shorter than servers wait, so that a connection is not cut just when a mail goes out.
    idleTimeout: 20_000,
    connectionTimeout: patience.connect,
    greetingTimeout: patience.greeting,
    socketTimeout: patience.answer,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const handedOver = new Set<string>()
  // The last byte of a mail passes here just before the final dot: from then on it may arrive whatever happens.
  transport.use('stream', ({ data, message }, done) => {
    const { messageId } = data
    message.transform(
      () =>
        new Transform({
          transform: (chunk, _encoding, next) => next(null, chunk),
          flush(next) {
            handedOver.add(String(messageId))
            next()
          },
        }),
    )
    done()
  })
  return {
    async send(mail) {
      const fault = headerFault(mail)
      if (fault) return { outcome: 'refused', detail: fault }
      const messageId = `<${mail.mailId}@${settings.mailHost}>`
      try {
        const { response } = await transport.sendMail(message(mail, messageId, settings.mailFrom))
        return { outcome: 'accepted', detail: response }
      } catch (error) {
        return outcomeOf(error, handedOver.has(messageId))
      } finally {
        handedOver.delete(messageId)
      }
    },
    close: () => transport.close(),
  }
}

function message(mail: OutgoingMail, messageId: string, from: string) {
  const thread = mail.references.map((reference) => `<${reference}>`)
  return {
    messageId,
    from: { name: mail.fromName, address: from },
    to: { name: '', address: mail.to },
    replyTo: mail.replyTo,
    envelope: { from, to: [mail.to] },
    ...(mail.date ? { date: mail.date } : {}),
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    // Lines of any length then survive every server.
    textEncoding: 'quoted-printable' as const,
    ...(thread.length > 0 ? { inReplyTo: thread.at(-1), references: thread.join(' ') } : {}),
    // RFC 3834; some servers know only the second. Both keep vacation notes from answering.
    ...(mail.automatic ? { headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' } } : {}),
  }
}

const CONTROLS = /[\p{Cc}\u2028\u2029]/u
const REFERENCE = /^[A-Za-z0-9._-]+@[A-Za-z0-9.-]+$/

/** What must not get into a header; null when all is well. Values are never shown. */
function headerFault(mail: OutgoingMail): string | null {
  for (const name of ['mailId', 'fromName', 'replyTo', 'subject', 'to'] as const) {
    if (CONTROLS.test(mail[name])) return `Not sent: a control character in ${name}.`
  }
  if (!mail.references.every((reference) => REFERENCE.test(reference))) return 'Not sent: a malformed reference.'
  try {
    // The envelope must hold exactly the address that was stored.
    if (parseEmailAddress(mail.to) !== mail.to) return 'Not sent: the address is not in its stored form.'
  } catch {
    return 'Not sent: the address is malformed.'
  }
  return null
}

type SmtpError = Error & { code?: string; command?: string; responseCode?: number; response?: string }

/** Commands whose refusal is about this mail; any other is about the connection or our own account, and may pass. */
const ABOUT_THE_MAIL: ReadonlySet<string> = new Set(['MAIL FROM', 'RCPT TO', 'DATA'])

function outcomeOf(thrown: unknown, handedOver: boolean): SendOutcome {
  const error = thrown as SmtpError
  const { responseCode, command = '' } = error
  const said = error.response ?? `${error.code ?? 'error'}: ${error.message}`
  if (responseCode !== undefined && responseCode >= 500 && ABOUT_THE_MAIL.has(command)) {
    return { outcome: 'refused', detail: said }
  }
  const unknownEnd = handedOver && responseCode === undefined
  return { outcome: 'deferred', detail: unknownEnd ? `${MAY_HAVE_ARRIVED} ${said}` : said }
}
