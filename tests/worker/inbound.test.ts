/** The mailbox of replies over a real socket: what was there, what comes, broken connections, and a mail that cannot be taken. */
import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createLog } from '../../lib/platform/log.ts'
import { type InboundWatch, watchMailbox } from '../../worker/inbound.ts'
import { testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { type TestImap, testImap } from '../support/imap.ts'
import { rawMail } from '../support/inbound-mail.ts'

let database: TestDatabase
let imap: TestImap
let watch: InboundWatch | null = null
beforeAll(async () => {
  database = await testDatabase()
})
afterEach(async () => {
  await watch?.stop()
  await imap.close()
})
afterAll(() => database.close())

const watching = (url: string) =>
  watchMailbox({
    url,
    context: () => testContext(database.db, { kind: 'system', job: 'mail_intake' }),
    log: createLog('silent', 'worker'),
    firstWait: 20,
  })
const count = async () => {
  const [row] = await database.sql`select count(*)::int as count from inbound_mail`
  return Number(row?.count)
}

describe('the mailbox', () => {
  it('is emptied, then read as mail comes, each once', async () => {
    imap = await testImap()
    const same = rawMail({ messageId: `${randomUUID()}@x.example` })
    imap.deliver(same)
    imap.deliver(rawMail())
    const before = await count()
    watch = watching(imap.url)
    await imap.allSeen(2)
    imap.deliver(same)
    await imap.allSeen(3)
    imap.deliver(rawMail({ subject: 'é'.repeat(100), text: 'x'.repeat(100_000) }))
    await imap.allSeen(4)
    expect((await count()) - before).toBe(3)
    expect(imap.signIns()).toBe(1)
  })

  it('is opened again when the connection breaks, the server refuses, or it was away', async () => {
    imap = await testImap()
    imap.deliver(rawMail())
    imap.refuse(2)
    watch = watching(imap.url)
    await imap.allSeen(1)
    expect(imap.signIns()).toBe(3)
    imap.cut()
    imap.deliver(rawMail())
    await imap.allSeen(2)
    const { port } = imap
    await imap.close()
    imap = await testImap(port)
    imap.deliver(rawMail())
    await imap.allSeen(1)
  })

  it('of two workers at once is taken once', async () => {
    imap = await testImap()
    const before = await count()
    for (let n = 0; n < 20; n += 1) imap.deliver(rawMail())
    watch = watching(imap.url)
    const second = watching(imap.url)
    await imap.allSeen(20)
    await second.stop()
    expect((await count()) - before).toBe(20)
  })

  it('keeps a mail unseen that could not be kept, and goes on with the others', async () => {
    await database.sql`
      create function hold_inbound() returns trigger language plpgsql as
      $$ begin if new.subject = 'poison' then raise exception 'no'; end if; return new; end $$`
    await database.sql`create trigger hold_inbound before insert on inbound_mail for each row execute function hold_inbound()`
    imap = await testImap()
    imap.deliver(rawMail({ subject: 'poison' }))
    imap.deliver(rawMail())
    watch = watching(imap.url)
    await imap.allSeen(1)
    expect(imap.seen()).toEqual([2])
    await database.sql`drop trigger hold_inbound on inbound_mail`
    imap.deliver(rawMail())
    await imap.allSeen(3)
  })

  it('takes the beginning of a mail that is too large, so that nobody waits for it', async () => {
    imap = await testImap()
    const messageId = `${randomUUID()}@x.example`
    imap.deliver(rawMail({ messageId, subject: 'large', text: 'x'.repeat(3_000_000) }))
    watch = watching(imap.url)
    await imap.allSeen(1)
    const [row] = await database.sql`select subject from inbound_mail where message_id = ${`<${messageId}>`}`
    expect(row).toEqual({ subject: 'large' })
  })
})
