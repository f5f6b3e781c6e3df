/** What organizations are told by webhooks: written with the change, ids only, and nothing to whom it does not concern. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSandboxClient } from '../../lib/services/client.ts'
import { reinstateClient, suspendClient } from '../../lib/services/client-stop.ts'
import type { Actor, Staff } from '../../lib/services/context.ts'
import { closeEpisode } from '../../lib/services/episode-act.ts'
import { tellDeveloper } from '../../lib/services/episode-breach.ts'
import { episodeRegister } from '../../lib/services/episode-list.ts'
import { flagClient } from '../../lib/services/episode-malicious.ts'
import { eraseRemoved } from '../../lib/services/erasure.ts'
import { recordRatings } from '../../lib/services/rating.ts'
import { confirmRemoval, undoRemoval } from '../../lib/services/removal.ts'
import { stillInUse } from '../../lib/services/still-in-use.ts'
import { beginStop, liftStop } from '../../lib/services/stop.ts'
import { ensureTerms } from '../../lib/services/terms.ts'
import { turnOffWebhook } from '../../lib/services/webhook.ts'
import { beginWebhookAttempt } from '../../lib/services/webhook-delivery.ts'
import { webhookView } from '../../lib/services/webhook-view.ts'
import { approvedApp } from '../support/approved-app.ts'
import { testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { episodeIdOf, local, QUIET, quietClient, STEPS, STOP, sweepAt } from '../support/ladder.ts'
import { type TestOrganization, testOrganization } from '../support/organization.ts'
import { acceptTestTerms, testStaff } from '../support/review.ts'
import { attemptsOf, messagesOf, testWebhook, type Written, webhookJobsOf } from '../support/webhook.ts'

let database: TestDatabase
let rita: Staff
let lena: Staff
const days = (n: number) => new Date(STOP.getTime() + n * 86_400_000)
const context = (actor: Actor, now = new Date('2026-11-24T15:00:00Z')) => testContext(database.db, actor, now)

beforeAll(async () => {
  database = await testDatabase()
  await ensureTerms(context({ kind: 'system', job: 'start' }))
  rita = await testStaff(database.db, 'reviewer', 'Rita Reyes')
  lena = await testStaff(database.db, 'lead', 'Lena Long')
})
afterAll(() => database.close())

const hook = (of: TestOrganization, path = 'candor') =>
  testWebhook(database, of, `https://hooks.example.com/${path}`).then(({ webhookId }) => webhookId)
const told = async (webhookId: string): Promise<Written[]> => messagesOf(database, webhookId)
const kinds = async (webhookId: string) => (await told(webhookId)).map(({ kind }) => kind)

const ID = /^(?:[0-9a-f-]{36}|E-[0-9A-Z]{6}|production|sandbox|20\d\d-\d+)$/
/** Every value of every body is an id, a reference, a version or an environment. */
function onlyIds(messages: Written[]) {
  for (const { body, kind, text } of messages) {
    expect(Object.keys(body)).toEqual(['type', 'timestamp', 'data'])
    expect(body.type).toBe(kind)
    expect(text).not.toMatch(/@|Incorporated|Person|Dana|reason/i)
    for (const value of Object.values(body.data)) {
      if (typeof value === 'string') expect(value, kind).toMatch(ID)
    }
  }
}

describe('clients, attestations and terms', () => {
  it('are told to every webhook of the organization that is on, and to no other', async () => {
    const sunny = await testOrganization(database.db, 'sunny.example.com', 'Sunny Health')
    const other = await testOrganization(database.db, 'other.example.com', 'Other App')
    const [one, two, off, foreign] = [
      await hook(sunny),
      await hook(sunny, '2'),
      await hook(sunny, '3'),
      await hook(other),
    ]
    await turnOffWebhook(context(sunny.owner), { webhookId: off })
    const { clientId } = await approvedApp(database.db, sunny)
    const redirectUri = 'http://127.0.0.1:9000/callback'
    await createSandboxClient(context(sunny.owner), { appId: sunny.appId, name: 'Laptop', redirectUri })
    await acceptTestTerms(database.db, sunny, new Date('2026-11-24T16:00:00Z'))
    const words = { clientId, publicReason: 'The app pretends to be another one, see the mail of Monday.' }
    await suspendClient(context(rita), { ...words, criterion: 'impersonation', internalText: 'internal' })
    await reinstateClient(context(lena), words)
    const all = [
      'attestation.published',
      'client.created',
      'client.created',
      'terms.accepted',
      'client.suspended',
      'client.reinstated',
    ]
    expect(await kinds(one)).toEqual(all)
    expect(await kinds(two)).toEqual(all)
    expect(await kinds(off)).toEqual([])
    expect(await kinds(foreign)).toEqual([])
    const messages = await told(one)
    onlyIds(messages)
    expect(messages[1]?.body.data).toEqual({ clientId, appId: sunny.appId, environment: 'production' })
    // Bodies hold ids only, and the log says which client that is.
    const log = (await webhookView(context(sunny.viewer), one)).messages.map(({ event, about }) => [event, about])
    expect(log.toReversed()).toEqual([
      ['attestation.published', null],
      ['client.created', 'Sunny Health'],
      ['client.created', 'Laptop (sandbox)'],
      ['terms.accepted', null],
      ['client.suspended', 'Sunny Health'],
      ['client.reinstated', 'Sunny Health'],
    ])
    for (const { id } of messages) {
      expect((await webhookJobsOf(database, id)).map(({ attempt }) => attempt)).toEqual([0])
    }
  })

  it('a change that does not happen tells nothing', async () => {
    const sunny = await testOrganization(database.db, 'rolled-back.example.com', 'Rolled Back')
    const webhookId = await hook(sunny)
    const ctx = context(sunny.owner)
    const failing = {
      ...ctx,
      transaction: <T>(work: Parameters<typeof ctx.transaction<T>>[0]) =>
        ctx.transaction(async (tx) => {
          await work(tx)
          throw new Error('the connection broke')
        }),
    } as typeof ctx
    const input = { appId: sunny.appId, name: 'Laptop', redirectUri: 'http://127.0.0.1:9000/callback' }
    await expect(createSandboxClient(failing, input)).rejects.toThrow('broke')
    expect(await kinds(webhookId)).toEqual([])
    expect(await database.sql`select 1 from graphile_worker._private_jobs where payload->>'messageId' = 'x'`).toEqual(
      [],
    )
  })
})

describe('cases', () => {
  it('of inactivity are told when they open and close', async () => {
    const { organization, clientId } = await quietClient(database, 'quiet.example.com', QUIET)
    const webhookId = await hook(organization)
    await sweepAt(database, local('2027-01-30T08:00'))
    await stillInUse(context(organization.owner, local('2027-02-01T09:00')), { clientId })
    expect(await kinds(webhookId)).toEqual(['episode.opened', 'episode.closed'])
    const messages = await told(webhookId)
    onlyIds(messages)
    expect(messages[0]?.body.data).toMatchObject({ episodeId: await episodeIdOf(database, clientId), clientId })
  })

  it('of a breach are told once the organization knows of it, and never before', async () => {
    const rated = await testOrganization(database.db, 'rated.example.com', 'Rated')
    await database.sql`update organization set website = 'https://claimed.net/' where id = ${rated.organizationId}`
    const webhookId = await hook(rated)
    const alerted = async (findings: string) => {
      const alert = { id: null, vendor: 'V', domain: 'claimed.net', rating: 'D', findings, severity: 'high' as const }
      const system = context({ kind: 'system', job: 'rating' })
      await recordRatings(system, { id: findings, digest: findings, alerts: [alert] })
      const { rows } = await episodeRegister(context(rita), { kind: 'breach' })
      return { episodeId: rows[0]?.episodeId ?? '' }
    }
    const end = { publicReason: 'It is over.', result: 'ended' }
    await closeEpisode(context(rita), { ...(await alerted('Old TLS')), ...end })
    const known = await alerted('Leaked passwords')
    expect(await kinds(webhookId)).toEqual([])
    await tellDeveloper(context(rita), known)
    expect(await kinds(webhookId)).toEqual(['episode.opened'])
    await closeEpisode(context(rita), { ...known, ...end })
    expect(await kinds(webhookId)).toEqual(['episode.opened', 'episode.closed'])
  })

  it('of malicious activity are not', async () => {
    const sunny = await testOrganization(database.db, 'attacker.example.com', 'Attacker')
    const { clientId } = await approvedApp(database.db, sunny)
    const webhookId = await hook(sunny)
    await flagClient(context(rita), { clientId, attack: 'credential_stuffing', evidence: 'Many failed sign-ins.' })
    expect(await kinds(webhookId)).toEqual([])
  })
})

describe('a stop of the whole organization', () => {
  it('is told for each client that it stops and lets go on, and not for one that is stopped by itself', async () => {
    const sunny = await testOrganization(database.db, 'whole.example.com', 'Whole')
    const { clientId } = await approvedApp(database.db, sunny)
    const redirectUri = 'http://127.0.0.1:9000/callback'
    const sandbox = { appId: sunny.appId, name: 'Laptop', redirectUri }
    const { clientId: other } = await createSandboxClient(context(sunny.owner), sandbox)
    const why = { criterion: 'credentials_leaked', publicReason: 'A secret was seen in public.' }
    await suspendClient(context(rita), { clientId: other, ...why })
    const webhookId = await hook(sunny)
    const stop = { scope: 'organization' as const, organizationId: sunny.organizationId, ...why }
    await beginStop(context(lena), stop)
    await liftStop(context(rita), stop)
    const messages = await told(webhookId)
    onlyIds(messages)
    expect(messages.map(({ kind, body }) => [kind, body.data.clientId])).toEqual([
      ['client.suspended', clientId],
      ['client.reinstated', clientId],
    ])
  })
})

describe('a removed organization', () => {
  it('gets nothing while it is removed, and again when that is undone', async () => {
    const { organization, clientId } = await quietClient(database, 'removed.example.com', QUIET)
    const webhookId = await hook(organization)
    for (const at of STEPS) await sweepAt(database, at)
    const episodeId = await episodeIdOf(database, clientId)
    await confirmRemoval(context(lena, STOP), { episodeId })
    const system = context({ kind: 'system', job: 'webhook' }, days(1))
    for (const { id } of await told(webhookId)) {
      expect(await beginWebhookAttempt(system, { messageId: id, attempt: 0 })).toBeNull()
      expect(await attemptsOf(database, id)).toMatchObject([
        { outcome: 'skipped', detail: 'The organization was removed.' },
      ])
    }
    await undoRemoval(context(lena, days(2)), { episodeId, publicReason: 'You wrote to us.' })
    const last = (await told(webhookId)).at(-1)
    expect(last?.kind).toMatch(/restored|reinstated/)
    const attempt = { messageId: last?.id ?? '', attempt: 0 }
    expect(await beginWebhookAttempt(context(system.actor, days(2)), attempt)).toMatchObject({ body: last?.text })
  })

  it('keeps neither address nor secret once it is erased', async () => {
    const { organization, clientId } = await quietClient(database, 'erased.example.com', QUIET)
    const webhookId = await hook(organization, 'with-a-secret-path')
    for (const at of STEPS) await sweepAt(database, at)
    await confirmRemoval(context(lena, STOP), { episodeId: await episodeIdOf(database, clientId) })
    await eraseRemoved(context({ kind: 'system', job: 'erase_removed' }, days(31)))
    const [row] = await database.sql`select url, disabled_reason from webhook where id = ${webhookId}`
    expect(row).toEqual({ url: 'https://erased.invalid/', disabled_reason: 'deleted' })
    expect(await database.sql`select 1 from webhook_secret where webhook_id = ${webhookId}`).toEqual([])
  })
})
