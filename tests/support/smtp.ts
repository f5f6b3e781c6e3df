/** A mail server in the test's own process: keeps what it takes, and misbehaves as told. */
import type { AddressInfo, Socket } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

export type Arrived = {
  parsed: ParsedMail
  source: string
  /** Addresses of the envelope. */
  recipients: string[]
}

/** What it does with the next mails; set `behaviour` on the server at any time. */
export type Behaviour =
  | { kind: 'accept' }
  | { kind: 'answer'; at: 'rcpt' | 'data'; code: number; sentence: string }
  /** Cuts the connection: at DATA before reading, or after the whole mail was read and kept. */
  | { kind: 'drop'; at: 'rcpt' | 'end' }
  /** Reads the whole mail, runs `meanwhile`, and answers 250 once it is done. */
  | { kind: 'wait'; meanwhile: () => Promise<void> }
  | { kind: 'hang' }

export type TestSmtp = {
  url: string
  port: number
  arrived: Arrived[]
  behaviour: Behaviour
  /** Resolves once so many mails have arrived. */
  count: (mails: number) => Promise<void>
  /** Ends every connection. */
  cut: () => void
  close: () => Promise<void>
}

const ACCEPT: Behaviour = { kind: 'accept' }

/** @param port a free one unless given */
export async function testSmtp(port = 0): Promise<TestSmtp> {
  const waiting: { mails: number; done: () => void }[] = []
  const sockets = new Set<Socket>()
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    logger: false,
    onRcptTo(_address, _session, done) {
      const { behaviour } = smtp
      if (behaviour.kind === 'drop' && behaviour.at === 'rcpt') return cut()
      if (behaviour.kind === 'answer' && behaviour.at === 'rcpt') return done(fault(behaviour))
      done()
    },
    onData(stream, session, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', async () => {
        const { behaviour } = smtp
        if (behaviour.kind === 'answer' && behaviour.at === 'data') return done(fault(behaviour))
        const source = Buffer.concat(parts).toString('utf8')
        const recipients = session.envelope.rcptTo.map(({ address }) => address)
        smtp.arrived.push({ parsed: await simpleParser(source), source, recipients })
        for (const { mails, done: tell } of waiting) if (smtp.arrived.length >= mails) tell()
        if (behaviour.kind === 'hang') return
        if (behaviour.kind === 'drop' && behaviour.at === 'end') return cut()
        if (behaviour.kind === 'wait') await behaviour.meanwhile()
        done()
      })
    },
  })
  server.on('error', () => {})
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  await new Promise<void>((done, failed) => {
    server.server.once('error', failed)
    server.listen(port, '127.0.0.1', done)
  })
  const smtp: TestSmtp = {
    url: '',
    port: (server.server.address() as AddressInfo).port,
    arrived: [],
    behaviour: ACCEPT,
    count: (mails) =>
      smtp.arrived.length >= mails ? Promise.resolve() : new Promise((done) => waiting.push({ mails, done })),
    cut,
    close: async () => {
      cut()
      await new Promise<void>((done) => server.close(() => done()))
    },
  }
  smtp.url = `smtp://127.0.0.1:${smtp.port}`
  return smtp
}

function fault({ code, sentence }: { code: number; sentence: string }): Error {
  return Object.assign(new Error(sentence), { responseCode: code })
}
