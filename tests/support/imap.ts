/**
 * A mailbox on a real socket that speaks as much IMAP (RFC 3501, RFC 2177) as a reader of unseen mail needs, and breaks
 * off as told. Kept small on purpose: it knows one mailbox, one reader at a time is enough, and nothing is deleted.
 */
import type { AddressInfo, Socket } from 'node:net'
import { createServer } from 'node:net'

export type TestImap = {
  url: string
  port: number
  /** Puts a mail into the mailbox and tells whoever idles. @returns its uid */
  deliver: (source: Buffer) => number
  seen: () => number[]
  /** How often somebody signed in. */
  signIns: () => number
  /** Resolves once so many mails are seen. */
  allSeen: (mails: number) => Promise<void>
  /** Refuses the next sign-ins. */
  refuse: (times: number) => void
  /** Ends every connection. */
  cut: () => void
  close: () => Promise<void>
}

type Kept = { uid: number; source: Buffer; seen: boolean }

/** @param port a free one unless given @param mails those of an earlier server, by reference */
export async function testImap(port = 0, mails: Kept[] = []): Promise<TestImap & { mails: Kept[] }> {
  const sockets = new Set<Socket>()
  const idling = new Map<Socket, string>()
  /** How many mails each reader was told of. */
  const told = new Map<Socket, number>()
  const waiting: { mails: number; done: () => void }[] = []
  let signIns = 0
  let refusals = 0

  const tellOf = (socket: Socket) => {
    if (told.get(socket) === mails.length) return
    told.set(socket, mails.length)
    socket.write(`* ${mails.length} EXISTS\r\n`)
  }
  const seen = () => mails.flatMap((mail) => (mail.seen ? [mail.uid] : []))
  const tell = () => {
    for (const { mails: count, done } of waiting) if (seen().length >= count) done()
  }

  function fetch(say: (line: string | Buffer) => void, set: string, items: string): void {
    for (const [index, { uid, source, seen: flagged }] of mails.entries()) {
      if (!inSet(set, uid, mails.at(-1)?.uid ?? 0)) continue
      const parts: (string | Buffer)[] = [`* ${index + 1} FETCH (UID ${uid}`]
      if (/RFC822\.SIZE/i.test(items)) parts.push(` RFC822.SIZE ${source.length}`)
      if (/FLAGS/i.test(items)) parts.push(` FLAGS (${flagged ? '\\Seen' : ''})`)
      const body = /BODY(?:\.PEEK)?\[\](?:<(\d+)\.(\d+)>)?/i.exec(items)
      if (body) {
        const from = Number(body[1] ?? 0)
        const part = source.subarray(from, from + Number(body[2] ?? source.length))
        parts.push(` BODY[]${body[1] === undefined ? '' : `<${from}>`} {${part.length}}\r\n`, part)
      }
      say(Buffer.concat([...parts, ')\r\n'].map((one) => Buffer.from(one as string))))
    }
  }

  function answer(socket: Socket, tag: string, command: string): void {
    const say = (line: string | Buffer) => socket.write(typeof line === 'string' ? `${line}\r\n` : line)
    const ok = (text = 'done') => say(`${tag} OK ${text}`)
    const word = command.split(' ', 1)[0]?.toUpperCase() ?? ''
    if (word === 'CAPABILITY') say('* CAPABILITY IMAP4rev1 IDLE')
    else if (word === 'LOGIN') {
      signIns += 1
      if (refusals > 0) {
        refusals -= 1
        say(`${tag} NO [AUTHENTICATIONFAILED] not now`)
        return
      }
    } else if (word === 'LIST' || word === 'LSUB') say(`* ${word} (\\HasNoChildren) "/" INBOX`)
    else if (word === 'SELECT') {
      told.set(socket, mails.length)
      for (const line of [`${mails.length} EXISTS`, '0 RECENT', 'FLAGS (\\Seen)']) say(`* ${line}`)
      for (const line of ['PERMANENTFLAGS (\\Seen)', 'UIDVALIDITY 1', `UIDNEXT ${mails.length + 1}`])
        say(`* OK [${line}]`)
    } else if (/^UID SEARCH/i.test(command)) {
      say(`* SEARCH ${mails.flatMap((mail) => (mail.seen ? [] : [mail.uid])).join(' ')}`.trimEnd())
    } else if (/^UID FETCH/i.test(command)) {
      const [, set = '', items = ''] = /^UID FETCH (\S+) (.*)$/i.exec(command) ?? []
      fetch(say, set, items)
    } else if (/^UID STORE/i.test(command)) {
      const [, set = ''] = /^UID STORE (\S+) \+FLAGS/i.exec(command) ?? []
      for (const mail of mails) if (inSet(set, mail.uid, mails.at(-1)?.uid ?? 0)) mail.seen = true
      tell()
    } else if (word === 'IDLE') {
      idling.set(socket, tag)
      say('+ idling')
      tellOf(socket)
      return
    } else if (word === 'LOGOUT') {
      say('* BYE')
      ok()
      socket.end()
      return
    } else if (!['NOOP', 'CLOSE', 'UNSELECT', 'CHECK'].includes(word)) {
      say(`${tag} BAD ${word} is not spoken here`)
      return
    }
    ok(word === 'SELECT' ? '[READ-WRITE] done' : 'done')
  }

  function take(socket: Socket, line: string): void {
    const idle = idling.get(socket)
    if (idle !== undefined) {
      idling.delete(socket)
      socket.write(`${idle} OK done\r\n`)
      return
    }
    const [, tag = '*', command = ''] = /^(\S+) (.*)$/.exec(line) ?? []
    answer(socket, tag, command)
  }

  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => {
      sockets.delete(socket)
      idling.delete(socket)
    })
    let rest = ''
    socket.on('data', (part) => {
      const lines = (rest + part.toString('latin1')).split('\r\n')
      rest = lines.pop() ?? ''
      for (const line of lines) take(socket, line)
    })
    socket.write('* OK ready\r\n')
  })
  await new Promise<void>((done, failed) => {
    server.once('error', failed)
    server.listen(port, '127.0.0.1', done)
  })
  const { port: taken } = server.address() as AddressInfo
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    url: `imap://candor:hush%20hush@127.0.0.1:${taken}/INBOX`,
    port: taken,
    mails,
    deliver(source) {
      const uid = mails.length + 1
      mails.push({ uid, source, seen: false })
      for (const socket of idling.keys()) tellOf(socket)
      return uid
    },
    seen,
    signIns: () => signIns,
    allSeen: (count) =>
      seen().length >= count ? Promise.resolve() : new Promise((done) => waiting.push({ mails: count, done })),
    refuse: (times) => {
      refusals = times
    },
    cut,
    close: async () => {
      cut()
      await new Promise<void>((done) => server.close(() => done()))
    },
  }
}

const inSet = (set: string, uid: number, last: number): boolean =>
  set.split(',').some((part) => {
    const [from = '', to = from] = part.split(':').map((end) => (end === '*' ? String(last) : end))
    return uid >= Number(from) && uid <= Number(to)
  })
