/** Mails about the end of a secret: 30, 7 and 1 day before, once each, to the main contact and the owners. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSandboxClient } from '../../lib/services/client.ts'
import { recordClientEvent } from '../../lib/services/client-event.ts'
import { makeSecret, revokeSecret } from '../../lib/services/client-secret.ts'
import { remindOfSecrets } from '../../lib/services/client-secret-reminder.ts'
import { MONDAY_MORNING, testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { type TestOrganization, testOrganization } from '../support/organization.ts'
import { confirmAddress } from '../support/review.ts'

let database: TestDatabase
let sunny: TestOrganization
let clientId: string
const day = (count: number) => new Date(MONDAY_MORNING.getTime() + count * 24 * 60 * 60 * 1000)
const job = (now: Date) => testContext(database.db, { kind: 'system', job: 'secret_reminders' }, now)

beforeAll(async () => {
  database = await testDatabase()
  sunny = await testOrganization(database.db, 'sunny.example.com', 'Sunny Health')
  await confirmAddress(database.db, sunny.organizationId, 'primary@sunny.example.com')
  clientId = await newClient()
})
afterAll(() => database.close())

async function newClient(): Promise<string> {
  const input = { appId: sunny.appId, name: 'Server', redirectUri: 'https://sunny.example.com/cb' }
  const made = await createSandboxClient(testContext(database.db, sunny.owner), {
    ...input,
    type: 'confidential-symmetric',
  })
  return made.clientId
}

/** The mails so far, as `days address`. */
async function mails(client = clientId): Promise<string[]> {
  const rows = await database.sql`
    select to_address, props from mail where kind = 'secret_ending' and props ->> 'clientId' = ${client}`
  return rows.map((row) => `${row.props.days} ${row.to_address}`)
}
const both = (days: number) => [`${days} owner@sunny.example.com`, `${days} primary@sunny.example.com`]

describe('secret_reminders', () => {
  it('is for jobs alone', async () => {
    for (const actor of [{ kind: 'anonymous' } as const, sunny.owner]) {
      await expect(remindOfSecrets(testContext(database.db, actor))).rejects.toMatchObject({ code: 'not_found' })
    }
  })
  it('tells thrice, once each, whether it runs once, twice or in two workers', async () => {
    const { secretId } = await makeSecret(testContext(database.db, sunny.owner), { clientId, label: 'Topeka' })
    await remindOfSecrets(job(day(334)))
    expect(await mails()).toEqual([])
    const expected: string[] = []
    for (const [now, days] of [
      [335, 30],
      [358, 7],
      [364, 1],
    ] as const) {
      await Promise.all([remindOfSecrets(job(day(now))), remindOfSecrets(job(day(now)))])
      await remindOfSecrets(job(new Date(day(now).getTime() + 60_000)))
      expected.push(...both(days))
      expect((await mails()).toSorted()).toEqual(expected.toSorted())
    }
    await remindOfSecrets(job(day(366)))
    expect(await mails()).toHaveLength(6)
    const [row] = await database.sql`select props from mail where kind = 'secret_ending' limit 1`
    expect(row?.props).toMatchObject({ app: 'Sunny Health', clientId })
    expect(row?.props.secret).toMatch(/^….{4} \(Topeka\)$/)
    const steps = await database.sql`select step from reminder where subject_id = ${secretId}`
    expect(steps.map(({ step }) => step).toSorted()).toEqual(['secret_1', 'secret_30', 'secret_7'])
  })
  it('leaves out what was missed and what was taken back', async () => {
    const another = await newClient()
    const late = await makeSecret(testContext(database.db, sunny.owner), { clientId: another })
    await remindOfSecrets(job(day(360)))
    expect((await mails(another)).toSorted()).toEqual(both(7))
    await revokeSecret(testContext(database.db, sunny.owner), { clientId: another, secretId: late.secretId })
    await remindOfSecrets(job(day(364)))
    expect(await mails(another)).toHaveLength(2)
  })
  it('says nothing of a client that is stopped', async () => {
    const stopped = await newClient()
    await makeSecret(testContext(database.db, sunny.owner), { clientId: stopped })
    const system = job(day(1))
    await system.transaction((tx) => recordClientEvent(tx, system, stopped, 'removed'))
    await remindOfSecrets(job(day(335)))
    expect(await mails(stopped)).toEqual([])
  })
})
