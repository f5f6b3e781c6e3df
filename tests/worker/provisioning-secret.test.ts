/** Secrets that a payer's own authorization server changes by itself, and one that a developer asks to have changed. */
import { beforeEach, describe, expect, it } from 'vitest'
import { remindOfSecrets } from '../../lib/services/client-secret-reminder.ts'
import type { Actor } from '../../lib/services/context.ts'
import { renewProvisioned, takeProvisionedSecret } from '../../lib/services/provisioning-act.ts'
import { developerProvisionView } from '../../lib/services/provisioning-view.ts'
import { testOrganization } from '../support/organization.ts'
import type { Mood } from '../support/payer-authserver.ts'
import { ProvisionFixture } from '../support/provisioning.ts'

const t = new ProvisionFixture()

const type = (name: string) => t.database.sql`update client set type = ${name} where id = ${t.clientId}`
const there = async () => {
  const [client, ...others] = await t.there.clients()
  expect(others).toEqual([])
  return client
}
const take = (actor: Actor = t.place.owner) => takeProvisionedSecret(t.context(actor), { clientId: t.clientId })
const renew = (actor: Actor = t.place.owner) => renewProvisioned(t.context(actor), { clientId: t.clientId })
const view = (actor: Actor = t.place.owner) => developerProvisionView(t.context(actor), t.clientId)
const told = () => t.mails('secret_given', t.place.appName)
const live = () => t.mails('client_live', t.place.appName)
/** Everything that is kept. */
const dump = async () =>
  JSON.stringify([
    await t.database.sql`select * from provisioned_client`,
    await t.database.sql`select * from provision_attempt`,
    await t.database.sql`select * from mail`,
    await t.database.sql`select * from audit`,
  ])

/** The server gives the client another secret by itself. */
async function rotate(secret: string): Promise<void> {
  await t.there.change((await there())?.client_id ?? '', { client_secret: secret })
}

const DAY = 24 * 60 * 60 * 1000
/** A server that tells when the secret ends (seconds since 1970, 0 for never), or does not tell. */
const saying =
  (seconds: number | undefined): Mood =>
  async ({ forward, answer }) => {
    const { status, body } = await forward()
    const told = JSON.parse(body || '{}')
    answer(status, JSON.stringify({ ...told, client_secret_expires_at: seconds }))
  }

beforeEach(() => type('confidential-symmetric'))

describe('a secret that the server changes by itself', () => {
  it('is told once, stands in no mail, and is seen once', async () => {
    await t.run()
    await take()
    await rotate('changed-by-that-server')
    await t.run('check')
    await t.run('check')
    const mails = await told()
    expect(mails.map(({ to }) => to)).toEqual([t.place.owner.email])
    expect(mails[0]?.subject).toBe(`${t.place.appName}: a new client secret`)
    expect(mails[0]?.text).toContain(`Client id to sign in with: ${(await there())?.client_id}`)
    expect(await dump()).not.toContain('changed-by-that-server')
    expect(await view()).toMatchObject({ standing: 'live', secret: 'waits', mayRenew: false })
    expect(await take()).toEqual({ secret: 'changed-by-that-server' })
    await t.run('check')
    expect(await told()).toHaveLength(1)
    const acts = await t.database.sql`
      select act from audit where noun_id = ${t.clientId} and act like 'provisioning.secret%' order by seq`
    expect(acts.map(({ act }) => act)).toEqual([
      'provisioning.secret_given',
      'provisioning.secret_shown',
      'provisioning.secret_given',
      'provisioning.secret_shown',
    ])
  })

  it('is told with a change that brings it, apart from the change', async () => {
    await t.run()
    await take()
    t.there.mood = async ({ method, forward, answer }) => {
      if (method === 'PUT') await rotate('changed-with-the-update')
      const { status, body } = await forward()
      answer(status, body)
    }
    await t.database
      .sql`update client set redirect_uris = ${['https://other.example.com/back']} where id = ${t.clientId}`
    await t.happens('changed')
    await t.run()
    expect([(await told()).length, await take()]).toEqual([1, { secret: 'changed-with-the-update' }])
    expect((await live()).map(({ subject }) => subject)).toEqual([
      `${t.place.appName} is now live`,
      `${t.place.appName}: your change is now live`,
    ])
    expect((await live())[1]?.text).not.toContain('secret')
  })

  it('is told also when only what somebody changed there was put right', async () => {
    await t.run()
    await take()
    await t.there.change((await there())?.client_id ?? '', {
      client_secret: 'changed-by-hand',
      redirect_uris: ['https://evil.example.com/back'],
    })
    await t.run('check')
    expect(await view()).toMatchObject({ standing: 'in_question', secret: 'waits' })
    await t.run('retry')
    expect([(await told()).length, await take()]).toEqual([1, { secret: 'changed-by-hand' }])
  })

  it('is not mistaken for a row of stars where it would stand', async () => {
    t.there.mood = async ({ forward, answer }) => {
      const { status, body } = await forward()
      const hidden = JSON.parse(body || '{}')
      const first = status === 201
      answer(status, first ? body : JSON.stringify({ ...hidden, client_secret: '**********' }))
    }
    await t.run()
    expect(await take()).toEqual({ secret: (await there())?.client_secret })
    expect(await told()).toEqual([])
  })

  it('is told of before it ends, 30, 7 and 1 day, each once; never when it came later, and anew with another end', async () => {
    const from = t.setup.clock.now.getTime()
    const at = (days: number) => t.pass((from + days * DAY - t.setup.clock.now.getTime()) / 60_000)
    const remind = () => remindOfSecrets(t.system())
    const subjects = async () => (await t.mails('secret_ending', t.place.appName)).map(({ subject }) => subject)
    const inDays = (days: string) => `${t.place.appName}: the client secret ends ${days}`
    t.there.mood = saying((from + 40 * DAY) / 1000)
    await t.run()
    expect(await remind()).toBe(0)
    for (const day of [10, 33, 39]) {
      at(day)
      expect((await Promise.all([remind(), remind()])).toSorted()).toEqual([0, 1])
      expect(await remind()).toBe(0)
    }
    expect((await subjects()).toSorted()).toEqual([inDays('in 30 days'), inDays('in 7 days'), inDays('tomorrow')])
    const [mail] = await t.mails('secret_ending', t.place.appName)
    expect(mail?.text).toContain(`Client id to sign in with: ${(await there())?.client_id}`)
    expect(mail?.text).not.toMatch(/take the old one back|Secret:/)
    t.there.mood = saying((from + 45 * DAY) / 1000)
    await t.run('check')
    const twice = [inDays('in 30 days'), inDays('in 7 days'), inDays('in 7 days'), inDays('tomorrow')]
    expect([await remind(), (await subjects()).toSorted()]).toEqual([1, twice])
    await rotate('changed-three-days-before-its-end')
    t.there.mood = saying((from + 42 * DAY) / 1000)
    await t.run('check')
    expect(await remind()).toBe(0)
    await t.happens('suspended')
    at(41.5)
    expect(await remind()).toBe(0)
    expect(await subjects()).toHaveLength(4)
  })

  it('ends when that server says so, which its people read; another secret of which it says nothing has no end', async () => {
    const end = new Date('2030-03-17T17:46:40Z')
    const secretEnd = async () => (await view(t.place.viewer))?.secretEnd
    t.there.mood = saying(end.getTime() / 1000)
    await t.run()
    const seen = { at: end, when: 'March 17, 2030', over: false }
    expect(await secretEnd()).toEqual(seen)
    await take()
    t.there.mood = saying(undefined)
    await t.run('check')
    expect(await secretEnd()).toEqual(seen)
    t.there.mood = saying(1_500_000_000)
    await t.run('check')
    expect(await secretEnd()).toMatchObject({ when: 'July 13, 2017', over: true })
    t.there.mood = saying(0)
    await t.run('check')
    expect(await secretEnd()).toBeNull()
    t.there.mood = saying(end.getTime() / 1000)
    await t.run('check')
    t.there.mood = saying(undefined)
    await rotate('changed-without-an-end')
    await t.run('check')
    expect([await secretEnd(), await take()]).toEqual([null, { secret: 'changed-without-an-end' }])
  })

  it('is nothing to the people of a client that proves itself by none', async () => {
    await type('public')
    const gives: Mood = async ({ method, forward, answer }) => {
      const { status, body } = await forward()
      answer(status, method === 'GET' ? JSON.stringify({ ...JSON.parse(body), client_secret: 'unasked-for' }) : body)
    }
    t.there.mood = gives
    await t.run()
    await t.run('check')
    expect([await told(), (await view())?.secret]).toEqual([[], 'none'])
    await expect(take()).rejects.toMatchObject({ code: 'secret_taken' })
  })

  it('is shown to nobody once the client is stopped', async () => {
    await t.run()
    await t.happens('suspended')
    expect(await view()).toMatchObject({ standing: 'stopped', secret: 'none' })
    await expect(take()).rejects.toMatchObject({ code: 'secret_taken' })
  })
})

describe('another secret', () => {
  it('is for owners and editors of that organization', async () => {
    await t.run()
    await take()
    const stranger = await testOrganization(t.database.db, `other${t.count}.example.com`, `Other ${t.count}`)
    for (const actor of [{ kind: 'anonymous' } as const, stranger.owner, t.rita]) {
      await expect(renew(actor)).rejects.toMatchObject({ code: 'not_found' })
    }
    await expect(renew(t.place.viewer)).rejects.toMatchObject({ code: 'role_too_low' })
    expect((await view(t.place.viewer))?.mayRenew).toBe(false)
    expect((await view(t.place.editor))?.mayRenew).toBe(true)
  })

  it('comes with another client there, and nothing of before works', async () => {
    await t.run()
    await expect(renew()).rejects.toMatchObject({ code: 'not_renewable', message: expect.stringContaining('See it') })
    await take()
    const before = await there()
    const both = await Promise.allSettled([renew(), renew(t.place.editor)])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await view()).toMatchObject({ standing: 'not_yet_live', remoteId: null, renewing: true, mayRenew: false })
    t.pass(1)
    await t.run()
    const after = await there()
    expect(after).toMatchObject({ software_id: t.clientId, redirect_uris: await t.ours() })
    expect(after?.client_id).not.toBe(before?.client_id)
    expect(after?.client_secret).not.toBe(before?.client_secret)
    expect((await live()).at(-1)?.text).toContain(`Client id to sign in with: ${after?.client_id}`)
    expect((await live()).at(-1)?.text).toContain('the page shows it once')
    expect([await take(), await told()]).toEqual([{ secret: after?.client_secret }, []])
    expect(await view()).toMatchObject({ standing: 'live', secret: 'seen', mayRenew: true })
  })

  it('is said loudly to staff while the client of before is still there', async () => {
    await t.run()
    await take()
    await t.there.down()
    await renew()
    await t.run()
    expect(await t.view()).toMatchObject({ standing: 'not_yet_stopped', last: { outcome: 'unreachable' } })
    expect((await view())?.standing).toBe('not_yet_live')
    await t.there.up()
    t.pass(6)
    await t.run()
    expect(await t.standing()).toBe('live')
  })

  it('is for clients that are live and have secrets, five times an hour', async () => {
    await type('public')
    await t.run()
    await expect(renew()).rejects.toMatchObject({ code: 'not_renewable', message: expect.stringContaining('secret') })
    await type('confidential-symmetric')
    await t.happens('changed')
    await expect(renew()).rejects.toMatchObject({ code: 'not_renewable', message: expect.stringContaining('live') })
    await t.run()
    for (let count = 0; count < 5; count += 1) {
      await take()
      await renew()
      await t.run()
    }
    await take()
    await expect(renew()).rejects.toMatchObject({ code: 'too_many_requests' })
  })
})
