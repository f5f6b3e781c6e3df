/**
 * The mail catcher: an SMTP server that keeps what it gets instead of sending it on, and a web page to read it.
 * Loopback only. `GET /api/messages` gives all mails as JSON, newest first.
 */
import { createServer, type RequestListener, type Server } from 'node:http'
import { join } from 'node:path'
import { SMTPServer } from 'smtp-server'
import { readSettings, type Settings } from '../lib/platform/env.ts'
import { createLog, type Log } from '../lib/platform/log.ts'
import { exitWithParent } from '../lib/platform/parent.ts'
import { type MailBox, openMailBox } from './mail-box.ts'
import { listPage, mailPage, unknownMailPage } from './mail-page.ts'
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

/** The paths of the web page; anything else is not there, and nothing here changes state. */
function webPages(box: MailBox): RequestListener {
  return (request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    const answer = (status: number, type: string, body: string) => {
      response.writeHead(status, { ...pageHeaders(), 'content-type': `${type}; charset=utf-8` })
      response.end(request.method === 'HEAD' ? undefined : body)
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') return answer(405, 'text/plain', 'Only GET')
    if (path === '/') return answer(200, 'text/html', listPage(box.newestFirst()))
    if (path === '/api/messages') return answer(200, 'application/json', JSON.stringify(box.newestFirst()))
    const id = /^\/(api\/)?messages\/([0-9a-f-]{36})$/.exec(path)
    const mail = id?.[2] ? box.find(id[2]) : undefined
    if (!mail) return answer(404, 'text/html', unknownMailPage())
    return id?.[1] ? answer(200, 'application/json', JSON.stringify(mail)) : answer(200, 'text/html', mailPage(mail))
  }
}

function listening(server: Server | SMTPServer['server'], listen: () => void): Promise<void> {
  return new Promise((done, failed) => {
    server.once('listening', done).once('error', failed)
    listen()
  })
}

/** Starts both servers on loopback. @returns how to stop them */
export async function startMail(
  settings: Pick<Settings, 'smtpPort' | 'mailPort' | 'dataDir'>,
  log: Log,
): Promise<{ close: () => Promise<void> }> {
  const box = openMailBox(join(settings.dataDir, 'mail'))
  const smtp = smtpServer(box, log)
  const web = createServer(webPages(box))
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
