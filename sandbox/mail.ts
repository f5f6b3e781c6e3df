/**
 * The mail catcher: an SMTP server that keeps what it gets instead of sending it on, and a web page to read it.
 * Loopback only. `GET /api/messages` gives all mails as JSON, newest first.
 */
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { join } from 'node:path'
import { SMTPServer } from 'smtp-server'
import { readSettings, type Settings } from '../lib/platform/env.ts'
import { createLog, type Log } from '../lib/platform/log.ts'
import { exitWithParent } from '../lib/platform/parent.ts'
import { type MailBox, openMailBox } from './mail-box.ts'
import { listPage, mailPage, unknownMailPage } from './mail-page.ts'
import { deliver, type ReplyTarget, replyOf, saidOf } from './mail-reply.ts'
import { pageHeaders } from './page.ts'

const LARGEST_MAIL = 5 * 1024 * 1024

/** Addresses there never take mail, so that somebody can see what the portal makes of it. */
const TROUBLES: Record<string, { code: number; sentence: string }> = {
  'refused.test': { code: 550, sentence: '5.1.1 This address does not exist' },
  'deferred.test': { code: 451, sentence: '4.3.0 Try again later' },
}

type SmtpFault = Error & { responseCode?: number }

function smtpFault(code: number, sentence: string): SmtpFault {
  return Object.assign(new Error(sentence), { responseCode: code })
}

function smtpServer(box: MailBox, log: Log): SMTPServer {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    size: LARGEST_MAIL,
    logger: false,
    onRcptTo(address, _session, done) {
      const domain = address.address.split('@').at(-1)?.toLowerCase() ?? ''
      const trouble = TROUBLES[domain]
      done(trouble ? smtpFault(trouble.code, trouble.sentence) : null)
    },
    onData(stream, session, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('error', done)
      stream.on('end', () => {
        if (stream.sizeExceeded) return done(smtpFault(552, '5.3.4 The mail is too large'))
        const recipients = session.envelope.rcptTo.map(({ address }) => address)
        box.keep(Buffer.concat(parts), recipients).then(
          (mail) => done(null, `2.0.0 kept as ${mail.id}`),
          (error: unknown) => {
            log.error({ err: error }, 'a mail could not be kept')
            done(smtpFault(451, '4.3.0 The mail could not be kept'))
          },
        )
      })
    },
  })
  server.on('error', (error) => log.warn({ err: error }, 'SMTP connection'))
  return server
}

/** The paths of the web page; anything else is not there. Only an answer to a mail changes anything, and not here. */
function webPages(box: MailBox, target: ReplyTarget): RequestListener {
  return async (request, response) => {
    const { pathname: path, searchParams } = new URL(request.url ?? '/', 'http://localhost')
    // The answer form's Origin is checked, so browsers must send it.
    const headers = { ...pageHeaders(), 'referrer-policy': 'same-origin' }
    const answer = (status: number, type: string, body: string) => {
      response.writeHead(status, { ...headers, 'content-type': `${type}; charset=utf-8` })
      response.end(request.method === 'HEAD' ? undefined : body)
    }
    const answered = /^\/messages\/([0-9a-f-]{36})\/reply$/.exec(path)
    const toAnswer = request.method === 'POST' && answered?.[1] ? box.find(answered[1]) : undefined
    if (toAnswer) {
      const form = await postedForm(request)
      if (!form) return answer(403, 'text/plain', 'Only from the page of the mail')
      const source = replyOf(toAnswer, form.get('from') ?? '', form.get('text') ?? '')
      const outcome = await deliver(source, target)
      response.writeHead(303, { ...headers, location: `/messages/${toAnswer.id}?said=${outcome}` })
      return response.end()
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') return answer(405, 'text/plain', 'Only GET')
    if (path === '/') return answer(200, 'text/html', listPage(box.newestFirst()))
    if (path === '/api/messages') return answer(200, 'application/json', JSON.stringify(box.newestFirst()))
    const id = /^\/(api\/)?messages\/([0-9a-f-]{36})$/.exec(path)
    const mail = id?.[2] ? box.find(id[2]) : undefined
    if (!mail) return answer(404, 'text/html', unknownMailPage())
    if (id?.[1]) return answer(200, 'application/json', JSON.stringify(mail))
    return answer(200, 'text/html', mailPage(mail, saidOf(searchParams.get('said'))))
  }
}

const LARGEST_FORM = 32 * 1024

/** @returns null unless it is a small form of one of our own pages */
async function postedForm(request: IncomingMessage): Promise<URLSearchParams | null> {
  const { origin, host, 'content-type': type } = request.headers
  const own = origin === `http://${host}` && /^localhost:\d+$/.test(host ?? '')
  if (!own || !type?.startsWith('application/x-www-form-urlencoded')) return null
  let body = ''
  for await (const part of request as AsyncIterable<Buffer>) {
    body += part.toString('latin1')
    if (body.length > LARGEST_FORM) return null
  }
  return new URLSearchParams(body)
}

function listening(server: Server | SMTPServer['server'], listen: () => void): Promise<void> {
  return new Promise((done, failed) => {
    server.once('listening', done).once('error', failed)
    listen()
  })
}

/** Starts both servers on loopback. @returns how to stop them */
export async function startMail(
  settings: Pick<Settings, 'smtpPort' | 'mailPort' | 'dataDir' | 'authserver' | 'intake'>,
  log: Log,
): Promise<{ close: () => Promise<void> }> {
  const box = openMailBox(join(settings.dataDir, 'mail'))
  const smtp = smtpServer(box, log)
  const target = { url: `${settings.authserver.production.url}/v1/mail`, keys: settings.intake.mail }
  const web = createServer(webPages(box, target))
  await listening(smtp.server, () => smtp.listen(settings.smtpPort, '127.0.0.1'))
  await listening(web, () => web.listen(settings.mailPort, '127.0.0.1'))
  return {
    async close() {
      web.closeAllConnections()
      await Promise.all([
        new Promise<void>((done) => smtp.close(() => done())),
        new Promise<void>((done) => web.close(() => done())),
      ])
    },
  }
}

if (process.argv[1]?.endsWith('mail.ts')) {
  exitWithParent()
  const settings = readSettings()
  await startMail(settings, createLog(settings.logLevel, 'mail'))
}
