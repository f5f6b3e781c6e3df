/** Clients in a payer's own authorization server that is down, slow or lying; and our own process dying in between. */
import { describe, expect, it } from 'vitest'
import { callRegistration } from '../../lib/platform/registration-call.ts'
import type { Staff } from '../../lib/services/context.ts'
import { beginProvisionCall } from '../../lib/services/provisioning.ts'
import { retryProvisioning, tellRemovedThere } from '../../lib/services/provisioning-act.ts'
import { developerProvisionView, provisionReport } from '../../lib/services/provisioning-view.ts'
import type { Mood } from '../support/payer-authserver.ts'
import { PATIENCE, ProvisionFixture } from '../support/provisioning.ts'
import { testStaff } from '../support/review.ts'

const t = new ProvisionFixture()

/** Lies about calls of one method and passes the others on. */
const lie =
  (method: string, mood: Mood): Mood =>
  async (exchange) => {
    if (exchange.method === method) return mood(exchange)
    const { status, body } = await exchange.forward()
    exchange.answer(status, body)
  }

/** Does what it was told, and the connection ends before it can say so. */
const gone: Mood = async ({ forward, cut }) => {
  await forward()
  cut()
}

describe('a server that is down', () => {
  it('is tried again later and later, under the same key, and then gets the client once', async () => {
    await t.there.down()
    await t.run()
    expect(await t.outcomes()).toEqual(['register unreachable'])
    const { nextTry, standing: now } = await t.view()
    expect([now, nextTry?.at.getTime()]).toEqual(['not_yet_live', t.setup.clock.now.getTime() + 10_000])
    const [job] = await t.database.sql`select run_at from graphile_worker.jobs where key = ${`provision:${t.clientId}`}`
    expect(new Date(job?.run_at as string)).toEqual(nextTry?.at)
    t.pass(1)
    await t.run()
    expect((await t.view()).nextTry?.at.getTime()).toBe(t.setup.clock.now.getTime() + 30_000)
    expect((await provisionReport(t.system()))?.notWell.map((row) => row.clientId)).not.toContain(t.clientId)
    t.pass(11)
    expect((await provisionReport(t.system()))?.notWell.map((row) => row.clientId)).toContain(t.clientId)
    await t.there.up()
    await t.run()
    expect([await t.standing(), (await t.there.clients()).length]).toEqual(['live', 1])
  })

  it('is said loudly to keep a client that must stop', async () => {
    await t.run()
    await t.happens('suspended')
    await t.there.down()
    await t.run()
    expect(await t.standing()).toBe('not_yet_stopped')
    expect((await provisionReport(t.system()))?.notWell).toContainEqual(
      expect.objectContaining({ clientId: t.clientId, standing: 'not_yet_stopped' }),
    )
    await t.there.up()
    await t.run()
    expect([await t.standing(), await t.there.clients()]).toEqual(['stopped', []])
  })
})

describe('a server that is slow', () => {
  it('registered and did not say so in time: what is left there can do nothing, and one client works', async () => {
    const hold: Mood = async ({ forward }) => void (await forward())
    t.there.mood = hold
    await t.run('work', 2_000)
    expect(await t.outcomes()).toEqual(['register unanswered'])
    t.there.mood = null
    t.pass(1)
    await t.run()
    expect(await t.standing()).toBe('live')
    const keys = t.there.seen.filter(({ method }) => method === 'POST').map(({ headers }) => headers['idempotency-key'])
    expect([keys.length, new Set(keys).size]).toEqual([2, 1])
    const uris = (await t.redirects()).flat()
    expect(uris).toContain(`https://not-yet-live.invalid/${t.clientId}`)
    expect(uris.filter((uri) => !uri?.includes('.invalid'))).toEqual(await t.ours())
    const report = await provisionReport(t.system(), await t.there.clients())
    expect(report?.leftBehind).toContainEqual({ clientId: t.clientId, registrations: 1 })
    expect(report?.theirs?.doubles).toMatchObject([{ clientId: t.clientId, inert: true }])
  })

  it('removed and did not say so in time: that there is no such client proves it', async () => {
    await t.run()
    await t.happens('suspended')
    t.there.mood = lie('DELETE', gone)
    await t.run()
    expect([await t.outcomes(), await t.standing()]).toEqual([
      expect.arrayContaining(['delete unanswered']),
      'not_yet_stopped',
    ])
    t.there.mood = null
    t.pass(1)
    await t.run()
    expect(await t.standing()).toBe('stopped')
  })

  it('changed the access token and did not say so in time: management is lost, and a person puts it right', async () => {
    t.there.mood = lie('PUT', gone)
    await t.run()
    t.there.mood = null
    t.pass(1)
    await t.run()
    expect(await t.view()).toMatchObject({
      standing: 'lost',
      nextTry: null,
      last: { detail: expect.stringContaining('Management access lost') },
      may: { tellRemoved: true },
    })
    const tell = (actor: Staff) => tellRemovedThere(t.context(actor), { clientId: t.clientId })
    const audra = await testStaff(t.database.db, 'auditor', 'Audra Ames')
    await expect(tell(audra)).rejects.toMatchObject({ code: 'read_only' })
    await tell(t.rita)
    await t.run()
    expect(await t.standing()).toBe('live')
    await expect(tell(t.rita)).rejects.toMatchObject({ code: 'not_lost' })
  })
})

describe('a process that dies', () => {
  const begin = async () => {
    const made = await beginProvisionCall(t.system(), { clientId: t.clientId, cause: 'work' })
    if (made === null || made === 'busy') throw new Error('there was no call to make')
    return made
  }

  it('between a registration and its record leaves nothing there that works', async () => {
    const made = await begin()
    const { url, token } = t.there
    const key = made.intentId
    await callRegistration({ method: 'POST', url, token, key, body: made.body }, PATIENCE)
    expect(await t.redirects()).toEqual([[`https://not-yet-live.invalid/${t.clientId}`]])
    t.pass(2)
    await t.run()
    expect(await t.standing()).toBe('live')
    const works = (await t.redirects()).filter((uris) => !uris?.some((uri) => uri.includes('.invalid')))
    expect(works).toEqual([await t.ours()])
    expect((await t.view()).leftBehind).toBe(1)
  })

  it('between a removal and its record finds the client gone', async () => {
    await t.run()
    await t.happens('suspended')
    const made = await begin()
    const { registrationUri: url = '', token = '' } = made.hold ?? {}
    await callRegistration({ method: 'DELETE', url, token, body: null }, PATIENCE)
    await expect(t.run()).rejects.toThrow('another worker')
    t.pass(1)
    await t.run()
    expect([await t.standing(), await t.there.clients()]).toEqual(['stopped', []])
  })
})

describe('a server that lies', () => {
  const tampered = (body: string) =>
    JSON.stringify({ ...JSON.parse(body), redirect_uris: ['https://evil.example.com/back'] })

  it.each<[string, Mood, string]>([
    [
      'takes other addresses than it was told',
      lie('PUT', async ({ forward, body, answer }) => {
        const taken = await forward(tampered(body))
        const { redirect_uris } = JSON.parse(body)
        answer(taken.status, JSON.stringify({ ...JSON.parse(taken.body), redirect_uris }))
      }),
      'not_yet_live',
    ],
    ['says yes to a change and does nothing', lie('PUT', ({ body, answer }) => answer(200, body)), 'not_yet_live'],
    [
      'tells other addresses',
      lie('GET', async ({ forward, answer }) => {
        const { status, body } = await forward()
        answer(status, tampered(body))
      }),
      'not_yet_live',
    ],
    [
      'answers for another client',
      lie('GET', ({ answer }) => answer(200, JSON.stringify({ client_id: 'another' }))),
      'not_yet_live',
    ],
    ['does not speak JSON', lie('GET', ({ answer }) => answer(200, '<p>Hello</p>')), 'not_yet_live'],
    ['answers without end', lie('GET', ({ answer }) => answer(200, 'x'.repeat(5_000_000))), 'not_yet_live'],
    ['sends us elsewhere', lie('PUT', ({ answer }) => answer(307, '', { location: 'http://localhost:1/' })), 'refused'],
    ['names no client', lie('POST', ({ answer }) => answer(201, '{}')), 'not_yet_live'],
    [
      'wants the client managed by somebody else',
      lie('POST', async ({ forward, answer }) => {
        const { body } = await forward()
        answer(201, JSON.stringify({ ...JSON.parse(body), registration_client_uri: 'https://evil.example.com/reg/1' }))
      }),
      'not_yet_live',
    ],
    ['refuses our token', lie('POST', ({ answer }) => answer(401, '{"error":"invalid_token"}')), 'refused'],
    ['refuses the client', lie('POST', ({ answer }) => answer(400, '{"error":"invalid_redirect_uri"}')), 'refused'],
  ])('and %s never has a live client', async (_name, mood, expected) => {
    t.there.mood = mood
    await t.run()
    expect(await t.standing()).toBe(expected)
    const { standing: shown, remoteId } = (await developerProvisionView(t.context(t.place.owner), t.clientId)) ?? {}
    expect([shown, remoteId]).toEqual(['not_yet_live', null])
    t.pass(11)
    const report = await provisionReport(t.system())
    expect(report?.notWell.find((row) => row.clientId === t.clientId)?.detail).not.toBe('')
    t.there.mood = null
    await retryProvisioning(t.context(t.rita), { clientId: t.clientId })
    await t.run('retry')
    expect(await t.standing()).toBe('live')
  })

  it('and says that a client is gone is found out', async () => {
    await t.run()
    await t.happens('suspended')
    t.there.mood = lie('DELETE', ({ answer }) => answer(204, ''))
    await t.run()
    expect(await t.view()).toMatchObject({ standing: 'not_yet_stopped', last: { outcome: 'mismatch' } })
    t.there.mood = null
    t.pass(1)
    await t.run()
    expect([await t.standing(), await t.there.clients()]).toEqual(['stopped', []])
  })
})
