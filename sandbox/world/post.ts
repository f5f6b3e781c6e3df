/**
 * The post of the example world. Mails of the past go the way of all mails, through the mail job into the mail catcher,
 * but at the instant they are of: attempt, outcome and Date header all say that day. None is left for the worker.
 */
import type { Connection } from '../../db/client.ts'
import { contextOn } from '../../lib/platform/context.ts'
import type { Settings } from '../../lib/platform/env.ts'
import { createLog } from '../../lib/platform/log.ts'
import { createMailer } from '../../lib/platform/mailer.ts'
import { mailJob } from '../../worker/jobs/mail.ts'

export type Post = {
  /** A value that a mail in the outbox tells its reader: the newest of a kind to an address. */
  find: (kind: string, to: string, value: string) => Promise<string>
  /** Addresses of a domain to which there is a mail of a kind. */
  addressesOf: (kind: string, domain: string) => Promise<string[]>
  /** Sends what waits in the outbox, half a minute after `at`. */
  deliver: (at: Date) => Promise<void>
  close: () => void
}

const ON_THE_WAY = 30_000

export function openPost(settings: Settings, { db, sql }: Connection): Post {
  const mailer = createMailer(settings)
  const log = createLog('error', 'world')
  const origin = { ip: 'system', userAgent: '', requestId: 'world' }

  async function sendOne(mailId: string, date: Date): Promise<void> {
    const context = (job: string) => contextOn(db, settings, { kind: 'system', job }, origin, date)
    const dated = { ...mailer, send: (mail: Parameters<typeof mailer.send>[0]) => mailer.send({ ...mail, date }) }
    await mailJob({ context, mailer: dated, settings, log }, { mailId }, { attempts: 1, max_attempts: 1 })
    await sql`select graphile_worker.remove_job(${`mail:${mailId}`})`
  }

  /** Codes and links are forgotten once their mail has arrived; whoever got one still knows it. */
  const received = new Map<string, Record<string, unknown>>()

  return {
    async find(kind, to, value) {
      const told = received.get(`${kind} ${to}`)?.[value]
      if (told) return String(told)
      const [row] = await sql`
        select props->>${value} as value from mail where kind = ${kind} and to_address = ${to}
        order by created_at desc limit 1`
      if (!row?.value) throw new Error(`there is no ${kind} to ${to} with its ${value}`)
      return String(row.value)
    },
    async addressesOf(kind, domain) {
      const rows = await sql`
        select distinct to_address as address from mail
        where kind = ${kind} and to_address like ${`%@${domain}`} order by 1`
      return rows.map(({ address }) => String(address))
    },
    async deliver(at) {
      const waiting = await sql`
        select m.id, m.kind, m.to_address, m.props from mail m where not exists (select 1 from mail_attempt a where a.mail_id = m.id)
        order by m.created_at, m.id`
      for (const { id, kind, to_address, props } of waiting) {
        received.set(`${kind} ${to_address}`, props as Record<string, unknown>)
        await sendOne(String(id), new Date(at.getTime() + ON_THE_WAY))
      }
    },
    close: () => mailer.close(),
  }
}
