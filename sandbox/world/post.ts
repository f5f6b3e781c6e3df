import type { Connection } from '../../db/client.ts'
import type { Settings } from '../../lib/platform/env.ts'

export type Post = {
  /** A value that a mail in the outbox tells its reader: the newest of a kind to an address. */
  find: (kind: string, to: string, prop: string) => Promise<string>
  /** Addresses of a domain that have a mail of a kind. */
  addressesOf: (kind: string, domain: string) => Promise<string[]>
  deliver: (at: Date) => Promise<void>
  close: () => void
}

export function openPost(settings: Settings, { sql }: Connection): Post {
  return {
    async find(kind, to, prop) {
      const [row] = await sql`
        select props->>${prop} as value from mail where kind = ${kind} and to_address = ${to}
        order by created_at desc limit 1`
      if (!row?.value) throw new Error(`there is no ${kind} to ${to}`)
      return String(row.value)
    },
    async addressesOf(kind, domain) {
      const rows =
        await sql`select distinct to_address as address from mail where kind = ${kind} and to_address like ${`%@${domain}`} order by 1`
      return rows.map(({ address }) => String(address))
    },
    async deliver(at) {
      await sql`insert into mail_attempt (id, mail_id, at, outcome) select gen_random_uuid(), id, ${at.toISOString()}::timestamptz, 'accepted' from mail where not exists (select 1 from mail_attempt a where a.mail_id = mail.id)`
    },
    close() {},
  }
}
