/** An app that changes hands, where the payer's own authorization server serves the members: nothing of before works there. */
import { describe, expect, it } from 'vitest'
import { transferApp } from '../../lib/services/client-transfer-step.ts'
import { developerProvisionView } from '../../lib/services/provisioning-view.ts'
import { publicSet, testKey } from '../support/client-keys.ts'
import { type TestOrganization, testOrganization } from '../support/organization.ts'
import { ProvisionFixture } from '../support/provisioning.ts'

const t = new ProvisionFixture()
const jwks = (kid: string) => publicSet(testKey(kid))

async function handOver(): Promise<TestOrganization> {
  const moon = await testOrganization(t.database.db, `moon${t.count}.example.com`, `Moon ${t.count}`)
  const { appId } = t.place
  const facts = { appId, organizationId: moon.organizationId, publicReason: 'Both agree.' }
  await t.system().transaction((tx) => transferApp(tx, t.system(), facts))
  return moon
}

describe('an app that changes hands', () => {
  it('is taken out there and registered anew, with a secret for the new company alone', async () => {
    await t.database.sql`update client set type = 'confidential-symmetric' where id = ${t.clientId}`
    await t.run()
    const [before] = await t.there.clients()
    const moon = await handOver()
    expect(await t.standing()).toBe('not_yet_stopped')
    await t.run()
    const [after, ...others] = await t.there.clients()
    expect(others).toEqual([])
    expect(after?.client_id).not.toBe(before?.client_id)
    expect(after?.client_secret).not.toBe(before?.client_secret)
    expect(await t.standing()).toBe('live')
    const view = await developerProvisionView(t.context(moon.owner), t.clientId)
    expect(view).toMatchObject({ standing: 'live', secret: 'waits', remoteId: after?.client_id })
    const calls = await t.outcomes()
    await t.run()
    expect(await t.outcomes()).toEqual(calls)
  })
  it('loses the keys of before there, and waits for new ones', async () => {
    const give = async (set: string) => {
      await t.database.sql`update client set jwks = ${set}::text::jsonb where id = ${t.clientId}`
      await t.happens('changed')
    }
    await t.database.sql`update client set type = 'confidential-asymmetric' where id = ${t.clientId}`
    await give(jwks('old'))
    await t.run()
    await handOver()
    await t.run()
    expect([await t.standing(), await t.there.clients()]).toEqual(['waits_for_keys', []])
    await give(jwks('new'))
    await t.run()
    expect(await t.standing()).toBe('live')
    expect((await t.there.clients())[0]?.jwks).toMatchObject({ keys: [{ kid: 'new' }] })
  })
  it('leaves no registration on its way that has the keys of before', async () => {
    await t.database.sql`
      update client set type = 'confidential-asymmetric', jwks = ${jwks('old')}::text::jsonb where id = ${t.clientId}`
    await t.happens('changed')
    await handOver()
    await t.run()
    expect([await t.standing(), t.there.seen]).toEqual(['waits_for_keys', []])
  })
  it('is taken out first, also while the server is away', async () => {
    await t.run()
    await handOver()
    await t.there.down()
    await t.run()
    await t.happens('changed')
    await t.there.up()
    await t.run()
    expect((await t.outcomes()).slice(3)).toEqual([
      'delete unreachable',
      'delete answered',
      'read confirmed',
      'register answered',
      'update answered',
      'read confirmed',
    ])
  })
})
