/**
 * Takes mail out of the payer's mailbox while a worker runs: everything unseen, then whatever comes. A mail is marked seen
 * after it is kept, so what dies in between is taken again and changes nothing twice. Several workers may do it at once.
 */
import { setTimeout as after } from 'node:timers/promises'
import type { Log } from '../lib/platform/log.ts'
import { readMail } from '../lib/platform/mail-reader.ts'
import { type Mailbox, openMailbox } from '../lib/platform/mailbox.ts'
import { digestOfBytes } from '../lib/platform/secrets.ts'
import type { Context } from '../lib/services/context.ts'
import { takeMail } from '../lib/services/inbound-mail.ts'

/** Waits (ms) between connections while the mail server is away. */
const FIRST_WAIT = 500
const LONGEST_WAIT = 60_000
/** How long (ms) to wait for word of new mail before looking anyway, and after a mail that could not be taken. */
const LOOK_AGAIN = 5 * 60_000
const TRY_AGAIN = 60_000

export type InboundTools = {
  url: string
  /** A context of this instant. */
  context: () => Context
  log: Log
  firstWait?: number
}

export type InboundWatch = { stop: () => Promise<void> }

export function watchMailbox(tools: InboundTools): InboundWatch {
  const stopping = new AbortController()
  const ended = loop(tools, stopping.signal)
  return {
    stop: async () => {
      stopping.abort()
      await ended
    },
  }
}

async function loop({ firstWait = FIRST_WAIT, ...tools }: InboundTools, stop: AbortSignal): Promise<void> {
  const { url, log } = tools
  let wait = firstWait
  while (!stop.aborted) {
    let mailbox: Mailbox | undefined
    try {
      mailbox = await openMailbox(url)
      log.info('the mailbox is open')
      wait = firstWait
      await takeAll(tools, mailbox, stop)
    } catch (error) {
      log.warn({ reason: error instanceof Error ? error.message : 'unknown' }, 'the mailbox cannot be read now')
    } finally {
      await mailbox?.close()
    }
    await after(wait, undefined, { signal: stop }).catch(() => {})
    wait = Math.min(wait * 2, LONGEST_WAIT)
  }
}

async function takeAll(tools: InboundTools, mailbox: Mailbox, stop: AbortSignal): Promise<void> {
  while (!stop.aborted && !mailbox.lost()) {
    let left = 0
    for (const uid of await mailbox.unseen()) {
      if (stop.aborted) return
      if (!(await takeOne(tools, mailbox, uid))) left += 1
    }
    await mailbox.news(left > 0 ? TRY_AGAIN : LOOK_AGAIN, stop)
  }
}

/** @returns false when it stays unseen, so that it is tried again while the others go on */
async function takeOne({ context, log }: InboundTools, mailbox: Mailbox, uid: number): Promise<boolean> {
  try {
    const source = await mailbox.source(uid)
    if (source) {
      const input = { parsed: await readMail(source), digest: digestOfBytes(source) }
      const { outcome } = await takeMail(context(), input)
      log.info({ uid, outcome }, 'mail came in')
    }
    await mailbox.markSeen(uid)
    return true
  } catch (error) {
    if (mailbox.lost()) throw error
    log.error({ uid, err: error }, 'a mail could not be taken')
    return false
  }
}
