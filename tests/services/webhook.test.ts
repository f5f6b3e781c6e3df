/** Webhooks of an organization: who may do what, secrets, limits and the log. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { CHOOSABLE_EVENTS } from '../../lib/domain/webhook.ts'
import { createSandboxClient } from '../../lib/services/client.ts'
import type { Actor } from '../../lib/services/context.ts'
import {
  chooseWebhookEvents,
  createWebhook,
  deleteWebhook,
  turnOffWebhook,
  turnOnWebhook,
} from '../../lib/services/webhook.ts'
import { beginWebhookAttempt, recordWebhookAttempt } from '../../lib/services/webhook-delivery.ts'
import { endOldWebhookSecret, rotateWebhookSecret } from '../../lib/services/webhook-secret.ts'
import { redeliverWebhookMessage, sendWebhookTest } from '../../lib/services/webhook-send.ts'
import { LOG_PAGE, webhooksView, webhookView } from '../../lib/services/webhook-view.ts'
import { MONDAY_MORNING, testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { type TestOrganization, testOrganization, testPerson } from '../support/organization.ts'
import { messagesOf, webhookJobsOf } from '../support/webhook.ts'

let database: TestDatabase
let sunny: TestOrganization
let other: TestOrganization
let stranger: Actor
let count = 0
const HOUR = 60 * 60 * 1000
const later = (hours: number) => new Date(MONDAY_MORNING.getTime() + hours * HOUR)
const context = (actor: Actor, now = MONDAY_MORNING) => testContext(database.db, actor, now)
const system: Actor = { kind: 'system', job: 'webhook' }
const reviewer: Actor = { kind: 'reviewer', staffId: 'x', email: 'r@example.com', name: 'Rita' }

beforeAll(async () => {
  database = await testDatabase()
  other = await testOrganization(database.db, 'other.example.com', 'Other App')
  stranger = await testPerson(database.db, 'stranger@example.org')
})
beforeEach(async () => {
  count += 1
  sunny = await testOrganization(database.db, `sunny${count}.example.com`, `Sunny ${count}`)
})
afterAll(() => database.close())

const create = (path = 'candor', actor: Actor = sunny.owner, now = MONDAY_MORNING) =>
  createWebhook(context(actor, now), {
    organizationId: sunny.organizationId,
    url: `https://hooks.example.com/${path}`,
  })
const view = (webhookId: string, now = MONDAY_MORNING) => webhookView(context(sunny.viewer, now), webhookId)
/** What the worker would sign with. */
async function signers(webhookId: string, now: Date): Promise<string[]> {
  const { messageId } = await sendWebhookTest(context(sunny.owner, now), { webhookId })
  const attempt = await beginWebhookAttempt(context(system, now), { messageId, attempt: 0 })
  if (attempt === null || attempt === 'busy') throw new Error('nothing to send')
  return attempt.secrets
}

describe('making one', () => {
  it('is for owners and editors; viewers look, others find nothing', async () => {
    await create('owner')
    await create('editor', sunny.editor)
    await expect(create('viewer', sunny.viewer)).rejects.toMatchObject({ code: 'role_too_low' })
    for (const actor of [other.owner, stranger, reviewer, { kind: 'anonymous' } as const]) {
      await expect(create('foreign', actor)).rejects.toMatchObject({ code: 'not_found' })
      await expect(webhooksView(context(actor), sunny.organizationId)).rejects.toMatchObject({ code: 'not_found' })
    }
    expect(await webhooksView(context(sunny.viewer), sunny.organizationId)).toMatchObject({ mayEdit: false })
    expect((await webhooksView(context(sunny.editor), sunny.organizationId)).webhooks).toHaveLength(2)
  })

  it('shows the secret once and keeps it sealed', async () => {
    const { webhookId, secret } = await create()
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{32}$/)
    const text = JSON.stringify([await view(webhookId), await webhooksView(context(sunny.owner), sunny.organizationId)])
    expect(text).not.toContain(secret)
    const tables = ['webhook', 'webhook_secret', 'webhook_message', 'audit', 'mail']
    for (const table of tables) {
      const rows = await database.sql`select * from ${database.sql(table)}`
      expect(JSON.stringify(rows), table).not.toContain(secret.slice(6))
    }
    expect(await signers(webhookId, MONDAY_MORNING)).toEqual([secret])
  })

  it('refuses addresses beside the field, the same one twice, and a sixth', async () => {
    for (const url of ['', 'http://hooks.example.com/', 'https://127.0.0.1/', 'https://localhost/hook']) {
      const input = { organizationId: sunny.organizationId, url }
      await expect(createWebhook(context(sunny.owner), input)).rejects.toMatchObject({ field: 'url' })
    }
    const made = await Promise.all([1, 2, 3, 4, 5].map((n) => create(`hook-${n}`)))
    await expect(create('hook-1')).rejects.toMatchObject({ code: 'webhook_exists', field: 'url' })
    await expect(create('hook-6')).rejects.toMatchObject({ code: 'too_many_webhooks' })
    await deleteWebhook(context(sunny.owner), { webhookId: made[0]?.webhookId ?? '' })
    await create('hook-1')
  })

  it('two at once never make a sixth', async () => {
    for (const n of [1, 2, 3, 4]) await create(`hook-${n}`)
    const both = await Promise.allSettled([create('left'), create('right', sunny.editor)])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })
})

describe('acts on one', () => {
  const acts: Record<string, (actor: Actor, webhookId: string) => Promise<unknown>> = {
    'turn off': (actor, webhookId) => turnOffWebhook(context(actor), { webhookId }),
    'turn on': (actor, webhookId) => turnOnWebhook(context(actor), { webhookId }),
    rotate: (actor, webhookId) => rotateWebhookSecret(context(actor), { webhookId }),
    'end the old secret': (actor, webhookId) => endOldWebhookSecret(context(actor), { webhookId }),
    test: (actor, webhookId) => sendWebhookTest(context(actor), { webhookId }),
    redeliver: (actor, webhookId) => redeliverWebhookMessage(context(actor), { webhookId, messageId: 'msg_x' }),
    delete: (actor, webhookId) => deleteWebhook(context(actor), { webhookId }),
  }
  it.each(Object.keys(acts))('%s: refuses viewers, other organizations, strangers and staff', async (name) => {
    const act = acts[name]
    const { webhookId } = await create()
    await expect(act?.(sunny.viewer, webhookId)).rejects.toMatchObject({ code: 'role_too_low' })
    for (const actor of [other.owner, stranger, reviewer, system, { kind: 'anonymous' } as const]) {
      await expect(act?.(actor, webhookId)).rejects.toMatchObject({ code: 'not_found' })
      await expect(webhookView(context(actor), webhookId)).rejects.toMatchObject({ code: 'not_found' })
    }
    await expect(act?.(sunny.owner, 'no-id')).rejects.toMatchObject({ code: 'not_found' })
  })

  it('off, on and deleted are seen and audited', async () => {
    const { webhookId } = await create()
    await turnOffWebhook(context(sunny.editor), { webhookId })
    await turnOffWebhook(context(sunny.editor), { webhookId })
    expect((await view(webhookId)).off).toEqual({ at: MONDAY_MORNING, reason: 'paused' })
    await expect(sendWebhookTest(context(sunny.owner), { webhookId })).rejects.toMatchObject({ code: 'webhook_off' })
    await turnOnWebhook(context(sunny.editor), { webhookId })
    expect((await view(webhookId)).off).toBeNull()
    await deleteWebhook(context(sunny.owner), { webhookId })
    await expect(view(webhookId)).rejects.toMatchObject({ code: 'not_found' })
    await expect(turnOnWebhook(context(sunny.owner), { webhookId })).rejects.toMatchObject({ code: 'not_found' })
    const rows = await database.sql<{ act: string }[]>`select act from audit where noun_id = ${webhookId} order by seq`
    const acts = ['created', 'turned_off', 'turned_on', 'deleted'].map((act) => `webhook.${act}`)
    expect(rows.map(({ act }) => act)).toEqual(acts)
  })
})

describe('a new secret', () => {
  it('signs beside the one before for 24 hours, then alone', async () => {
    const { webhookId, secret: first } = await create()
    const { secret: second } = await rotateWebhookSecret(context(sunny.owner, later(1)), { webhookId })
    expect(await signers(webhookId, later(24.9))).toEqual([second, first])
    expect((await view(webhookId, later(2))).secrets.map(({ until }) => until)).toEqual([null, later(25)])
    expect(await signers(webhookId, later(25))).toEqual([second])
  })

  it('a third ends the first at once, so that two sign at most', async () => {
    const { webhookId } = await create()
    const { secret: second } = await rotateWebhookSecret(context(sunny.owner, later(1)), { webhookId })
    const { secret: third } = await rotateWebhookSecret(context(sunny.owner, later(2)), { webhookId })
    expect(await signers(webhookId, later(3))).toEqual([third, second])
  })

  it('a leaked one is ended at once', async () => {
    const { webhookId } = await create()
    const { secret: second } = await rotateWebhookSecret(context(sunny.owner, later(1)), { webhookId })
    await endOldWebhookSecret(context(sunny.owner, later(2)), { webhookId })
    await endOldWebhookSecret(context(sunny.owner, later(2)), { webhookId })
    expect(await signers(webhookId, later(2))).toEqual([second])
  })
})

describe('sending by hand', () => {
  it('redelivers under the same id, once for two presses, and not while it is under way', async () => {
    const { webhookId } = await create()
    const { messageId } = await sendWebhookTest(context(sunny.owner), { webhookId })
    const job = { messageId, attempt: 0 }
    await beginWebhookAttempt(context(system), job)
    const again = () => redeliverWebhookMessage(context(sunny.owner), { webhookId, messageId })
    await expect(again()).rejects.toMatchObject({ code: 'under_way' })
    const verdict = { outcome: 'failed' as const, status: 500, detail: '', retryAfter: 0 }
    await recordWebhookAttempt(context(system), { ...job, verdict })
    await Promise.all([again(), again()])
    expect((await webhookJobsOf(database, messageId)).map(({ attempt }) => attempt)).toEqual([1])
    expect(await messagesOf(database, webhookId)).toHaveLength(1)
  })

  it('refuses a message of another webhook', async () => {
    const { webhookId } = await create()
    const foreign = await create('second')
    const { messageId } = await sendWebhookTest(context(sunny.owner), { webhookId: foreign.webhookId })
    const input = { webhookId, messageId }
    await expect(redeliverWebhookMessage(context(sunny.owner), input)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('has a limit', async () => {
    const { webhookId } = await create()
    for (let sent = 0; sent < 30; sent += 1) await sendWebhookTest(context(sunny.owner), { webhookId })
    const more = sendWebhookTest(context(sunny.owner), { webhookId })
    await expect(more).rejects.toMatchObject({ code: 'too_many_requests' })
  })
})

it('only jobs make attempts', async () => {
  const { webhookId } = await create()
  const { messageId } = await sendWebhookTest(context(sunny.owner), { webhookId })
  for (const actor of [sunny.owner, reviewer]) {
    const attempt = beginWebhookAttempt(context(actor), { messageId, attempt: 0 })
    await expect(attempt).rejects.toMatchObject({ code: 'not_found' })
  }
})

it('the log is paged without gaps or doubles', async () => {
  const { webhookId } = await create()
  for (let sent = 0; sent < LOG_PAGE + 5; sent += 1) await sendWebhookTest(context(sunny.owner), { webhookId })
  const first = await webhookView(context(sunny.viewer), webhookId)
  await sendWebhookTest(context(sunny.owner), { webhookId })
  const second = await webhookView(context(sunny.viewer), webhookId, first.older ?? '')
  const ids = [...first.messages, ...second.messages].map(({ messageId }) => messageId)
  expect(ids).toHaveLength(LOG_PAGE + 5)
  expect(new Set(ids).size).toBe(ids.length)
  expect(second.older).toBeNull()
  expect((await webhookView(context(sunny.viewer), webhookId, 'x')).messages).toHaveLength(LOG_PAGE)
})

describe('what it is told', () => {
  const choose = (webhookId: string, events: string[], actor: Actor = sunny.owner) =>
    chooseWebhookEvents(context(actor), { webhookId, events })
  const told = (webhookId: string) => messagesOf(database, webhookId).then((all) => all.map(({ kind }) => kind))

  it('is chosen when it is made and later, and only that is written; a test always', async () => {
    const input = { organizationId: sunny.organizationId, url: 'https://hooks.example.com/some' }
    const { webhookId } = await createWebhook(context(sunny.owner), { ...input, events: ['terms.accepted'] })
    const all = (await create('all')).webhookId
    const sandbox = (name: string) =>
      createSandboxClient(context(sunny.owner), {
        ...{ appId: sunny.appId, name },
        redirectUri: 'http://127.0.0.1:9000/callback',
      })
    await sandbox('One')
    await sendWebhookTest(context(sunny.owner), { webhookId })
    expect([await told(webhookId), await told(all)]).toEqual([['ping'], ['client.created']])
    expect((await view(webhookId)).events).toEqual(['terms.accepted'])
    await choose(webhookId, ['client.created', 'terms.accepted'], sunny.editor)
    await sandbox('Two')
    expect(await told(webhookId)).toEqual(['ping', 'client.created'])
    await choose(webhookId, [...CHOOSABLE_EVENTS])
    const listed = (await webhooksView(context(sunny.viewer), sunny.organizationId)).webhooks
    expect(listed.map(({ events }) => events)).toEqual([null, null])
  })

  it('is asked again when it is sent: what is no longer chosen is skipped, and the log says so', async () => {
    const { webhookId } = await create()
    const redirectUri = 'http://127.0.0.1:9000/callback'
    for (const name of ['Tried', 'Fresh'])
      await createSandboxClient(context(sunny.owner), { appId: sunny.appId, name, redirectUri })
    const [tried = '', fresh = ''] = (await messagesOf(database, webhookId)).map(({ id }) => id)
    const begin = (messageId: string, attempt: number) => beginWebhookAttempt(context(system), { messageId, attempt })
    expect(await begin(tried, 0)).toMatchObject({ event: 'client.created' })
    const verdict = { outcome: 'failed', status: 500, detail: '', retryAfter: 0 } as const
    await recordWebhookAttempt(context(system), { messageId: tried, attempt: 0, verdict })
    await choose(webhookId, ['terms.accepted'])
    expect([await begin(tried, 1), await begin(fresh, 0)]).toEqual([null, null])
    const skipped = expect.objectContaining({ outcome: 'skipped', detail: 'This type was no longer chosen.' })
    const log = (await view(webhookId)).messages
    expect(log.map(({ messageId, state, nextAt }) => [messageId, state, nextAt])).toEqual([
      [fresh, 'skipped', null],
      [tried, 'skipped', null],
    ])
    expect(log.map(({ attempts }) => attempts.at(-1))).toEqual([skipped, skipped])
    const again = () => redeliverWebhookMessage(context(sunny.owner), { webhookId, messageId: fresh })
    await expect(again()).rejects.toMatchObject({ code: 'not_chosen' })
    const { messageId: ping } = await sendWebhookTest(context(sunny.owner), { webhookId })
    expect(await begin(ping, 0)).toMatchObject({ event: 'ping' })
    await choose(webhookId, ['terms.accepted', 'client.created'])
    await again()
    expect(await begin(fresh, 1)).toMatchObject({ event: 'client.created' })
  })

  it('is for owners and editors to choose, at least one, and stands in the audit', async () => {
    const { webhookId } = await create()
    await expect(choose(webhookId, [])).rejects.toMatchObject({ code: 'webhook_events', field: 'events' })
    await expect(choose(webhookId, ['ping'])).rejects.toMatchObject({ code: 'webhook_events' })
    await expect(choose(webhookId, ['client.created'], sunny.viewer)).rejects.toMatchObject({ code: 'role_too_low' })
    for (const actor of [other.owner, stranger, reviewer]) {
      await expect(choose(webhookId, ['client.created'], actor)).rejects.toMatchObject({ code: 'not_found' })
    }
    expect((await view(webhookId)).events).toBeNull()
    await choose(webhookId, ['client.created'])
    await choose(webhookId, ['client.created'])
    const acts = await database.sql`select act from audit where noun_id = ${webhookId} order by seq`
    expect(acts.map(({ act }) => act)).toEqual(['webhook.created', 'webhook.events_chosen'])
  })
})
