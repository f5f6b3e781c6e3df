/** From the queue to a real receiver, which proves each message with the scheme's own library. */
import dns from 'node:dns'
import { syncBuiltinESMExports } from 'node:module'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Verdict } from '../../lib/domain/webhook-delivery.ts'
import { readSettings } from '../../lib/platform/env.ts'
import { createLog } from '../../lib/platform/log.ts'
import { createMailer } from '../../lib/platform/mailer.ts'
import { createSandboxClient } from '../../lib/services/client.ts'
import { turnOffWebhook, turnOnWebhook } from '../../lib/services/webhook.ts'
import { recordWebhookAttempt } from '../../lib/services/webhook-delivery.ts'
import { rotateWebhookSecret } from '../../lib/services/webhook-secret.ts'
import { redeliverWebhookMessage, sendWebhookTest } from '../../lib/services/webhook-send.ts'
import { webhookView } from '../../lib/services/webhook-view.ts'
import type { JobTools } from '../../worker/jobs/tools.ts'
import { webhookJob } from '../../worker/jobs/webhook.ts'
import { startWorker } from '../../worker/run.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { type TestOrganization, testOrganization } from '../support/organization.ts'
import { attemptsOf, LOOPBACK, loopbackContext, messagesOf, testWebhook, webhookJobsOf } from '../support/webhook.ts'
import { type TestReceiver, testReceiver, verified } from '../support/webhook-receiver.ts'

let database: TestDatabase
let receiver: TestReceiver
let sunny: TestOrganization
let webhookId: string
let secret: string
let count = 0
const mailer = createMailer(LOOPBACK)
const HOUR = 60 * 60 * 1000

beforeAll(async () => {
  database = await testDatabase()
})
beforeEach(async () => {
  receiver = await testReceiver()
  count += 1
  sunny = await testOrganization(database.db, `sunny${count}.example.com`, `Sunny ${count}`)
  const made = await testWebhook(database, sunny, receiver.url)
  webhookId = made.webhookId
  secret = made.secret
})
afterEach(() => {
  receiver.close()
  vi.restoreAllMocks()
  syncBuiltinESMExports()
})
afterAll(async () => {
  mailer.close()
  await database.close()
})

const tools = (settings = LOOPBACK, now?: Date): JobTools => ({
  context: (job) => loopbackContext(database, { kind: 'system', job }, now),
  ...{ mailer, settings, log: createLog('silent') },
})
const owner = (now?: Date) => loopbackContext(database, sunny.owner, now)
const run = (messageId: string, attempt = 0, given = tools(), patience = 5000) =>
  webhookJob(given, { messageId, attempt }, patience)
const outcomes = async (messageId: string) => (await attemptsOf(database, messageId)).map(({ outcome }) => outcome)

/** A sandbox client is made; the message that says so. */
async function clientMade(): Promise<string> {
  const redirectUri = 'http://127.0.0.1:9000/callback'
  await createSandboxClient(owner(), { appId: sunny.appId, name: 'Laptop', redirectUri })
  return (await messagesOf(database, webhookId)).at(-1)?.id ?? ''
}

describe('a delivery', () => {
  it('is one signed post that the scheme’s library accepts', async () => {
    const messageId = await clientMade()
    await run(messageId)
    expect(receiver.received).toHaveLength(1)
    const [got] = receiver.received
    if (!got) throw new Error('nothing came')
    expect(verified(got, secret)).toMatchObject({ type: 'client.created', data: { environment: 'sandbox' } })
    expect(got.headers).toMatchObject({ 'webhook-id': messageId, 'content-type': 'application/json' })
    expect(await outcomes(messageId)).toEqual(['started', 'delivered'])
    expect(() => verified({ ...got, body: `${got.body} ` }, secret)).toThrow()
  })

  it('happens once however often the job runs, even at once', async () => {
    const messageId = await clientMade()
    await Promise.allSettled([run(messageId), run(messageId), run(messageId)])
    await run(messageId)
    expect(receiver.received).toHaveLength(1)
    expect(await outcomes(messageId)).toEqual(['started', 'delivered'])
  })

  it('is made again under the same id when the worker died at it', async () => {
    const messageId = await clientMade()
    receiver.answer = 'hang'
    const before = new Date(Date.now() - 60_000)
    // The first worker dies between its call and the end: its start stands alone in the log.
    await database.sql`
      insert into webhook_attempt (id, message_id, at, outcome) values (gen_random_uuid(), ${messageId}, ${before.toISOString()}, 'started')`
    receiver.answer = { status: 200 }
    await run(messageId)
    expect(await outcomes(messageId)).toEqual(['started', 'started', 'delivered'])
    const { messages } = await webhookView(owner(), webhookId)
    expect(messages[0]?.attempts.map(({ outcome }) => outcome)).toEqual(['lost', 'delivered'])
  })

  it('is signed by both secrets while one is replaced', async () => {
    const { secret: second } = await rotateWebhookSecret(owner(), { webhookId })
    const { messageId } = await sendWebhookTest(owner(), { webhookId })
    await run(messageId)
    const [got] = receiver.received
    if (!got) throw new Error('nothing came')
    expect(got.headers['webhook-signature']?.split(' ')).toHaveLength(2)
    for (const one of [secret, second]) expect(verified(got, one)).toMatchObject({ type: 'ping' })
  })
})

describe('a receiver that fails', () => {
  it('is asked again by the schedule, then no more; the owners hear that the webhook is off', async () => {
    receiver.answer = { status: 500, body: 'out of\norder' }
    const messageId = await clientMade()
    const delays = [5, 300, 1800, 2 * 3600, 5 * 3600, 10 * 3600, 14 * 3600, 20 * 3600, 24 * 3600]
    for (const [attempt, delay] of delays.entries()) {
      const from = Date.now()
      await run(messageId, attempt)
      const [job, ...more] = await webhookJobsOf(database, messageId)
      expect(more).toEqual([])
      expect(job?.attempt).toBe(attempt + 1)
      const waits = ((job?.runAt.getTime() ?? 0) - from) / 1000
      expect(waits).toBeGreaterThanOrEqual(delay - 0.01)
      expect(waits).toBeLessThan(delay + 10)
    }
    await run(messageId, 9)
    const ids = new Set(receiver.received.map(({ headers }) => headers['webhook-id']))
    expect([receiver.received.length, ids.size]).toEqual([10, 1])
    for (const got of receiver.received) verified(got, secret)
    expect((await attemptsOf(database, messageId)).at(-1)).toMatchObject({ status: 500, detail: 'out of order' })
    const { off } = await webhookView(owner(), webhookId)
    expect(off?.reason).toBe('failing')
    const mails = await database.sql`select to_address, props from mail where kind = 'webhook_turned_off'`
    expect(mails.map(({ to_address }) => to_address)).toEqual([sunny.owner.email])
    expect(mails[0]?.props).toMatchObject({ host: new URL(receiver.url).host })
  })

  it('stays on when something else arrived meanwhile', async () => {
    const messageId = await clientMade()
    const { messageId: ping } = await sendWebhookTest(owner(), { webhookId })
    await run(ping)
    const verdict: Verdict = { outcome: 'failed', status: 500, detail: '', retryAfter: 0 }
    const ctx = loopbackContext(database, { kind: 'system', job: 'webhook' })
    for (let attempt = 0; attempt < 10; attempt += 1) {
      await recordWebhookAttempt(ctx, { messageId, attempt, verdict })
    }
    const { off, messages } = await webhookView(owner(), webhookId)
    expect(off).toBeNull()
    expect(messages.find((message) => message.messageId === messageId)?.state).toBe('failed')
  })

  it('may ask for a longer wait', async () => {
    receiver.answer = { status: 503, headers: { 'retry-after': '7200' } }
    const messageId = await clientMade()
    await run(messageId)
    const [job] = await webhookJobsOf(database, messageId)
    expect((job?.runAt.getTime() ?? 0) - Date.now()).toBeGreaterThan(1.99 * HOUR)
  })

  it('a test is tried once', async () => {
    receiver.answer = { status: 500 }
    const { messageId } = await sendWebhookTest(owner(), { webhookId })
    await run(messageId)
    expect((await webhookJobsOf(database, messageId)).filter(({ attempt }) => attempt > 0)).toEqual([])
  })

  it('that is slow is given up', async () => {
    receiver.answer = 'hang'
    const messageId = await clientMade()
    await run(messageId, 0, tools(), 200)
    expect((await attemptsOf(database, messageId)).at(-1)).toMatchObject({ outcome: 'failed', status: null })
  })

  it('with an endless answer is read no further than a line', async () => {
    receiver.answer = { status: 200, body: 'x'.repeat(1_000_000) }
    const messageId = await clientMade()
    await run(messageId)
    const last = (await attemptsOf(database, messageId)).at(-1)
    expect(last).toMatchObject({ outcome: 'delivered', status: 200 })
    expect(last?.detail.length).toBe(200)
  })

  it('that says 410 gets nothing more; the owners are told', async () => {
    receiver.answer = { status: 410 }
    const first = await clientMade()
    const second = await clientMade()
    await run(first)
    expect((await webhookView(owner(), webhookId)).off?.reason).toBe('gone')
    await run(second)
    expect(receiver.received).toHaveLength(1)
    expect(await outcomes(second)).toEqual(['skipped'])
    await clientMade()
    expect(await messagesOf(database, webhookId)).toHaveLength(2)
    const mails =
      await database.sql`select 1 from mail where to_address = ${sunny.owner.email} and kind = 'webhook_turned_off'`
    expect(mails).toHaveLength(1)
  })

  it('that redirects is not followed', async () => {
    const elsewhere = await testReceiver()
    receiver.answer = { status: 307, headers: { location: elsewhere.url } }
    const messageId = await clientMade()
    await run(messageId)
    elsewhere.close()
    expect(elsewhere.received).toEqual([])
    expect((await attemptsOf(database, messageId)).at(-1)).toMatchObject({ outcome: 'refused', status: 307 })
    expect((await webhookJobsOf(database, messageId)).map(({ attempt }) => attempt)).toEqual([1])
  })
})

describe('turned off and on', () => {
  it('what waits is not sent while it is off; by hand it is sent later', async () => {
    const messageId = await clientMade()
    await turnOffWebhook(owner(), { webhookId })
    await run(messageId)
    expect(receiver.received).toEqual([])
    await turnOnWebhook(owner(), { webhookId })
    await redeliverWebhookMessage(owner(), { webhookId, messageId })
    await run(messageId, 1)
    expect(await outcomes(messageId)).toEqual(['skipped', 'started', 'delivered'])
    expect(receiver.received[0]?.headers['webhook-id']).toBe(messageId)
  })

  it('what arrived can be sent again, once, whatever comes of it', async () => {
    const messageId = await clientMade()
    await run(messageId)
    receiver.answer = { status: 500 }
    await redeliverWebhookMessage(owner(), { webhookId, messageId })
    await run(messageId, 1)
    expect(receiver.received).toHaveLength(2)
    expect((await webhookJobsOf(database, messageId)).filter(({ attempt }) => attempt > 1)).toEqual([])
    expect((await webhookView(owner(), webhookId)).messages[0]?.state).toBe('delivered')
  })
})

describe('addresses inside', () => {
  const closed = tools(readSettings({}))
  const leadTo = (url: string) => database.sql`update webhook set url = ${url} where id = ${webhookId}`
  const port = () => new URL(receiver.url).port

  it.each([
    ['this machine by name', () => `https://localhost:${port()}/hook`],
    ['this machine by number', () => `https://127.0.0.1:${port()}/hook`],
    ['this machine in the clear', () => receiver.url],
    ['the metadata service of a cloud', () => 'https://169.254.169.254/latest/meta-data'],
    ['a private network', () => 'https://10.0.0.1/hook'],
    ['IPv6 of this machine', () => `https://[::1]:${port()}/hook`],
    ['IPv4 in IPv6', () => `https://[::ffff:127.0.0.1]:${port()}/hook`],
  ])('%s is never reached', async (_name, url) => {
    await leadTo(url())
    const messageId = await clientMade()
    await run(messageId, 0, closed)
    expect(receiver.received).toEqual([])
    expect((await attemptsOf(database, messageId)).at(-1)).toMatchObject({ outcome: 'refused', status: null })
  })

  it.each(['127.0.0.1', '10.1.2.3', '169.254.169.254'])(
    'a public name that leads to %s is never reached',
    async (ip) => {
      type Found = (error: Error | null, address: unknown, family?: number) => void
      vi.spyOn(dns, 'lookup').mockImplementation(((_host: string, options: { all?: boolean }, found: Found) => {
        if (options.all) found(null, [{ address: ip, family: 4 }])
        else found(null, ip, 4)
      }) as unknown as typeof dns.lookup)
      syncBuiltinESMExports()
      await leadTo(`https://hooks.example.com:${port()}/hook`)
      const messageId = await clientMade()
      await run(messageId, 0, closed)
      expect(dns.lookup).toHaveBeenCalled()
      expect(receiver.received).toEqual([])
      const last = (await attemptsOf(database, messageId)).at(-1)
      expect(last).toMatchObject({ outcome: 'refused', detail: 'The address is not a public one.' })
    },
  )
})

describe('the queue', () => {
  it('delivers what a change wrote, and a second worker does not deliver it twice', async () => {
    const settings = readSettings({ DATABASE_URL: database.url, OUTBOUND_LOOPBACK: 'yes' })
    const from = { settings, connection: database, log: createLog('silent') }
    const workers = [startWorker(from, createMailer(settings)), startWorker(from, createMailer(settings))]
    await Promise.all(workers.map(({ ready }) => ready))
    const ids = [await clientMade(), await clientMade(), await clientMade()]
    const delivered = async () => (await Promise.all(ids.map(outcomes))).every((all) => all.at(-1) === 'delivered')
    try {
      await expect.poll(delivered).toBe(true)
    } finally {
      await Promise.all(workers.map((worker) => worker.stop()))
    }
    expect(receiver.received.map(({ headers }) => headers['webhook-id']).toSorted()).toEqual(ids.toSorted())
  })
})
