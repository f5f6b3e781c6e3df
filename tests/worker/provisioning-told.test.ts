/** Where the payer's own server serves the members, nobody is told more than that server has confirmed; and once each time. */
import { beforeEach, describe, expect, it } from 'vitest'
import { appView } from '../../lib/services/app-view.ts'
import { recordClientEvent } from '../../lib/services/client-event.ts'
import { reinstateClient, suspendClient } from '../../lib/services/client-stop.ts'
import { transferApp } from '../../lib/services/client-transfer-step.ts'
import type { Staff } from '../../lib/services/context.ts'
import { sweepLadder } from '../../lib/services/ladder.ts'
import { confirmRemoval } from '../../lib/services/removal.ts'
import { approve } from '../../lib/services/review-approve.ts'
import { writeMessage } from '../../lib/services/review-message.ts'
import { submissionTasks } from '../../lib/services/submission-view.ts'
import { provisionJob } from '../../worker/jobs/provision.ts'
import { episodeIdOf, feedUntil, local, quietClient } from '../support/ladder.ts'
import { ProvisionFixture } from '../support/provisioning.ts'
import { confirmAddress, mailOutcome, type TestSubmission, testStaff, testSubmission } from '../support/review.ts'

const t = new ProvisionFixture()
let made = 0
let one: TestSubmission
let clientId: string
let remy: Staff

const run = (cause: 'work' | 'check' | 'retry' = 'work') => provisionJob(t.setup.tools, { clientId, cause }, 2_000)
const { mails } = t
const live = () => mails('client_live', one.appName)

/** A submission, contacted, and approved a minute later. */
async function approved(answers = {}): Promise<void> {
  made += 1
  one = await testSubmission(t.database.db, `told${made}.example.com`, `Told ${made}`, { answers })
  const { submissionId } = one
  await writeMessage(t.context(t.rita), { submissionId, text: 'We are reading.' })
  await mailOutcome(t.database.db, submissionId, 'accepted', t.setup.clock.now)
  t.pass(1)
  await approve(t.context(t.rita), { submissionId })
  const [row] = await t.database.sql`select id from client where app_id = ${one.appId}`
  clientId = String(row?.id)
}

beforeEach(async () => {
  remy = await testStaff(t.database.db, 'reviewer', `Remy Roth ${t.count}`)
  await approved()
})

describe('an approval', () => {
  it('is told live to everybody who was promised it, and to the main contact of now', async () => {
    await confirmAddress(t.database.db, one.organizationId, `primary@told${made}.example.com`)
    await run()
    const to = [`primary@told${made}.example.com`, one.primary, one.owner.email]
    expect((await live()).map((mail) => mail.to).toSorted()).toEqual(to.toSorted())
  })

  it('names no client id before there is one to use, and a mail follows once the server confirmed it', async () => {
    const [mail] = await mails('submission_approved', one.appName)
    expect(mail?.text).toContain('is approved, not yet live')
    expect(mail?.text).toContain('We mail you again when it is live')
    expect(mail?.text.split('http')[0]).not.toContain(clientId)
    await t.there.down()
    await run()
    expect(await live()).toEqual([])
    await t.there.up()
    t.pass(1)
    await run()
    const there = (await t.there.clients()).find(({ software_id }) => software_id === clientId)
    const told = await live()
    expect(told.map(({ to }) => to).toSorted()).toEqual([one.primary, one.owner.email].toSorted())
    for (const { subject, text, clientId: named } of told) {
      expect(subject).toBe(`${one.appName} is now live`)
      expect([named, text.includes(`Client id to sign in with: ${there?.client_id}`)]).toEqual([there?.client_id, true])
      expect(text).not.toContain(there?.client_secret ?? there?.registration_access_token ?? 'no secret')
    }
  })

  it('is told live once, however often the job runs and the server is asked', async () => {
    const both = await Promise.allSettled([run(), run()])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    await run()
    expect((await t.there.clients()).filter(({ software_id }) => software_id === clientId)).toHaveLength(1)
    await run('check')
    await run('retry')
    expect(await live()).toHaveLength(2)
    await t.there.change((await live())[0]?.clientId ?? '', { redirect_uris: ['https://evil.example.com/back'] })
    await run('check')
    await run('retry')
    expect(await live()).toHaveLength(2)
  })

  it('says that a secret waits on the page, and the secret itself to nobody', async () => {
    await t.database.sql`update client set type = 'confidential-symmetric' where id = ${clientId}`
    await run()
    const secret = (await t.there.clients()).find(({ software_id }) => software_id === clientId)?.client_secret
    expect(secret).toMatch(/.{20}/)
    for (const { text } of await live()) expect(text).toContain('the page shows it once')
    expect(JSON.stringify(await t.database.sql`select props from mail`)).not.toContain(secret)
  })

  it('asks for the keys of a client that has none', async () => {
    const keys = { choice: 'confidential-asymmetric', jwksUri: 'https://keys.example.com/jwks.json' }
    await approved({ 'smart.client-type': keys })
    const [mail] = await mails('submission_approved', one.appName)
    expect(mail?.text).toContain('give the app’s public keys')
  })

  it('reads the same on the pages of the developer, before and after', async () => {
    const pages = async () => {
      const owner = t.context(one.owner)
      const submission = await submissionTasks(owner, one.submissionId)
      const app = await appView(owner, one.appId)
      return {
        notYetLive: submission.notYetLive,
        next: app.next,
        timeline: submission.timeline.slice(-2).map(({ title, by }) => `${title} by ${by}`),
        history: app.history.map(({ title }) => title).slice(-3),
      }
    }
    const { reference } = await submissionTasks(t.context(one.owner), one.submissionId)
    expect(await pages()).toMatchObject({
      notYetLive: true,
      next: 'wait_for_live',
      timeline: [expect.any(String), 'Approved, not yet live by team'],
      history: [expect.any(String), `Approved, not yet live (${reference})`, 'Production client made'],
    })
    t.pass(3)
    await run()
    expect(await pages()).toMatchObject({
      notYetLive: false,
      next: 'done',
      timeline: ['Approved, not yet live by team', 'Live by portal'],
      history: [
        `Approved, not yet live (${reference})`,
        'Production client made',
        'Production client live in the authorization server',
      ],
    })
  })
})

describe('what comes later', () => {
  const suspension = { criterion: 'malicious_traffic', publicReason: 'Calls from the app guess passwords of members.' }

  it('is told under the id that stays, once for each change', async () => {
    await run()
    const [first] = await live()
    t.pass(1)
    await t.database.sql`update client set redirect_uris = ${['https://other.example.com/back']} where id = ${clientId}`
    const ctx = t.system()
    await ctx.transaction((tx) => recordClientEvent(tx, ctx, clientId, 'changed'))
    await run()
    await run('check')
    const later = (await live()).slice(2)
    expect(later.map(({ subject, clientId: id }) => [subject, id])).toEqual(
      Array(2).fill([`${one.appName}: your change is now live`, first?.clientId]),
    )
  })

  it('a suspension claims no more than was confirmed, and whoever comes back gets a new id, even at once', async () => {
    await run()
    const [first] = await live()
    await suspendClient(t.context(t.rita), { clientId, ...suspension })
    const [suspended] = await mails('client_suspended', one.appName)
    expect(suspended?.text).toContain('being taken out of the authorization server')
    t.pass(1)
    await reinstateClient(t.context(remy), { clientId, publicReason: 'The cause was found and closed.' })
    const [reinstated] = await mails('client_reinstated', one.appName)
    expect(reinstated?.text).toContain('We mail you the new client id')
    expect(reinstated?.text).not.toMatch(/same client id|works again/)
    await run()
    const again = (await live()).at(-1)
    expect(again?.subject).toBe(`${one.appName} is now live`)
    expect(again?.clientId).not.toBe(first?.clientId)
    const there = (await t.there.clients()).filter(({ software_id }) => software_id === clientId)
    expect(there.map(({ client_id }) => client_id)).toEqual([again?.clientId])
  })
})

describe('a client that nobody uses', () => {
  it('is suspended and removed under the id that its people know, or under none', async () => {
    const quiet = await quietClient(t.database, `quiet${t.count}.example.com`, local('2026-11-24T09:00'))
    const ctx = t.system()
    await ctx.transaction((tx) => recordClientEvent(tx, ctx, quiet.clientId, 'changed'))
    await provisionJob(t.setup.tools, { clientId: quiet.clientId, cause: 'work' })
    const there = (await t.there.clients()).find(({ software_id }) => software_id === quiet.clientId)
    for (const day of ['2027-01-24', '2027-02-07', '2027-02-24', '2027-03-03']) {
      t.setup.clock.now = local(`${day}T09:00`)
      await feedUntil(t.database, t.setup.clock.now)
      await sweepLadder(t.system())
    }
    const app = quiet.organization.appName
    const [suspended] = await mails('inactive_suspended', app)
    expect(suspended?.text).toContain(`Client id: ${there?.client_id}`)
    expect(suspended?.text).toContain('being taken out of the authorization server')
    await provisionJob(t.setup.tools, { clientId: quiet.clientId, cause: 'work' })
    const lena = await testStaff(t.database.db, 'lead', `Lena Low ${t.count}`)
    const episodeId = await episodeIdOf(t.database, quiet.clientId)
    t.pass(24 * 60)
    await confirmRemoval(t.context(lena), { episodeId })
    const [removed] = await mails('inactive_removed', app)
    expect(removed?.text).not.toContain('Client id')
    for (const { text } of [suspended, removed].filter((mail) => mail !== undefined)) {
      expect(text.replace(/https?:\S+/g, '')).not.toContain(quiet.clientId)
    }
  })
})

describe('an app that changes hands', () => {
  const handOver = () => {
    const ctx = t.system()
    const { organizationId } = t.place
    return ctx.transaction((tx) => transferApp(tx, ctx, { appId: one.appId, organizationId, publicReason: 'Sold.' }))
  }
  const there = async () => (await t.there.clients()).filter(({ software_id }) => software_id === clientId)

  it('gets another client there, whose secret the company of before never knew', async () => {
    await t.database.sql`update client set type = 'confidential-symmetric' where id = ${clientId}`
    await run()
    const [before] = await there()
    await handOver()
    await run()
    const [after, ...others] = await there()
    expect(others).toEqual([])
    expect(after?.client_id).not.toBe(before?.client_id)
    expect(after?.client_secret).not.toBe(before?.client_secret)
    const told = (await live()).filter(({ clientId: id }) => id === after?.client_id)
    expect(told.map(({ to }) => to)).toEqual([t.place.owner.email])
  })

  it('is not there at all while the new company has given no keys', async () => {
    const jwks = JSON.stringify({ keys: [{ kty: 'RSA', kid: 'one', alg: 'RS384', n: 'xx', e: 'AQAB' }] })
    await t.database
      .sql`update client set type = 'confidential-asymmetric', jwks = ${jwks}::text::jsonb where id = ${clientId}`
    await run()
    expect(await there()).toHaveLength(1)
    await handOver()
    await run()
    expect(await there()).toEqual([])
  })
})
