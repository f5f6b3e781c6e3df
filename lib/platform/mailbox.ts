/** A mailbox read over IMAP. The only file that knows imapflow. */
import { ImapFlow } from 'imapflow'
import { INBOUND_MAIL_MAX } from '../domain/inbound-mail.ts'

/** How much (bytes) is read of a mail that is too large: its head, and the beginning of its words. */
const HEAD_MAX = 64 * 1024
/** How long (ms) connecting and each answer may take. */
const PATIENCE = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 5 * 60_000 }

export type Mailbox = {
  /** Mails without the mark of a mail that was taken. */
  unseen(): Promise<number[]>
  /** A mail, of a too large one its beginning; null when it is gone. */
  source(uid: number): Promise<Buffer | null>
  markSeen(uid: number): Promise<void>
  /** Resolves when mail may have come since the last call of `unseen`, at the latest after `most` ms, or when told to stop. */
  news(most: number, stop: AbortSignal): Promise<void>
  /** Whether the connection is lost. */
  lost(): boolean
  close(): Promise<void>
}

type Where = { host: string; port: number; secure: boolean; user: string; pass: string; path: string }

/** @param url `imaps://user:password@host:port/INBOX`, its parts percent-encoded */
function whereOf(url: string): Where {
  const { protocol, hostname, port, username, password, pathname } = new URL(url)
  const secure = protocol === 'imaps:'
  return {
    ...{ host: hostname, port: port ? Number(port) : secure ? 993 : 143, secure },
    ...{ user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    path: decodeURIComponent(pathname.slice(1)) || 'INBOX',
  }
}

const isLoopback = (host: string) => ['localhost', '127.0.0.1', '[::1]'].includes(host)

/** Signs in and opens the mailbox. Without TLS only on this machine. Throws what the server said. */
export async function openMailbox(url: string): Promise<Mailbox> {
  const { host, port, secure, user, pass, path } = whereOf(url)
  const tls = secure ? {} : { doSTARTTLS: !isLoopback(host) }
  const client = new ImapFlow({ ...PATIENCE, host, port, secure, ...tls, auth: { user, pass }, logger: false })
  let lost = false
  let fresh = false
  let wake: () => void = () => {}
  client.on('exists', () => {
    fresh = true
    wake()
  })
  for (const event of ['close', 'error'] as const) {
    client.on(event, () => {
      lost = true
      wake()
    })
  }
  await client.connect()
  try {
    await client.mailboxOpen(path)
  } catch (error) {
    client.close()
    throw error
  }
  const byUid = { uid: true }
  return {
    async unseen() {
      fresh = false
      return (await client.search({ seen: false }, byUid)) || []
    },
    async source(uid) {
      const found = await client.fetchOne(String(uid), { size: true }, byUid)
      if (!found) return null
      const whole = (found.size ?? 0) <= INBOUND_MAIL_MAX
      const read = await client.fetchOne(String(uid), { source: whole || { start: 0, maxLength: HEAD_MAX } }, byUid)
      return read ? (read.source ?? null) : null
    },
    async markSeen(uid) {
      await client.messageFlagsAdd(String(uid), ['\\Seen'], byUid)
    },
    async news(most, stop) {
      if (fresh || lost || stop.aborted) return
      let timer: NodeJS.Timeout | undefined
      const woken = new Promise<void>((done) => {
        wake = done
        timer = setTimeout(done, most)
        stop.addEventListener('abort', () => done(), { once: true })
      })
      // Ends by itself when the connection does, or with the next command.
      client.idle().catch(() => {})
      await woken
      clearTimeout(timer)
    },
    lost: () => lost,
    async close() {
      // A server that does not answer is not waited for.
      if (!lost) await Promise.race([client.logout().catch(() => {}), new Promise((done) => setTimeout(done, 1_000))])
      client.close()
    },
  }
}
