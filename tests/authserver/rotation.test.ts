/** A secret is changed while the app is used: no call fails, and then the old one opens nothing. */
import * as oauth from 'openid-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSandboxClient } from '../../lib/services/client.ts'
import { makeSecret, revokeSecret } from '../../lib/services/client-secret.ts'
import { clientView } from '../../lib/services/client-view.ts'
import { type AuthserverTest, startAuthservers } from '../support/authserver.ts'
import { Launch, REDIRECT } from '../support/launch.ts'
import { type TestOrganization, testOrganization } from '../support/organization.ts'

let test: AuthserverTest
let sunny: TestOrganization
let clientId: string
/** Members who use the app at the same time. */
const MEMBERS = 3

beforeAll(async () => {
  test = await startAuthservers()
  sunny = await testOrganization(test.database.db, 'sunny.example.com', 'Sunny Health')
  const client = { appId: sunny.appId, name: 'Server', redirectUri: REDIRECT, type: 'confidential-symmetric' as const }
  clientId = (await createSandboxClient(test.context(sunny.owner), client)).clientId
})
afterAll(() => test.close())

const newSecret = () => makeSecret(test.context(sunny.owner), { clientId })

/** A member's session of the app, kept alive by one refresh after another with whatever secret is configured. */
async function session(proof: () => oauth.ClientAuth) {
  const launch = await Launch.authorize(test, clientId, {
    environment: 'sandbox',
    ticked: ['offline'],
    proof: (...facts) => proof()(...facts),
  })
  let refresh = (await launch.redeem()).refresh_token ?? ''
  return async () => {
    const tokens = await oauth.refreshTokenGrant(launch.config, refresh)
    refresh = tokens.refresh_token ?? ''
    return tokens.access_token
  }
}

describe('rotation under traffic', () => {
  it('loses no call while a second secret takes over, and refuses the first once it is taken back', async () => {
    const first = await newSecret()
    let inUse = first.secret
    const sessions = await Promise.all(
      Array.from({ length: MEMBERS }, () => session(() => oauth.ClientSecretBasic(inUse))),
    )
    let calls = 0
    let running = true
    const traffic = sessions.map(async (refresh) => {
      while (running) {
        await refresh()
        calls += 1
      }
    })
    const some = async () => {
      const enough = calls + 4 * MEMBERS
      while (calls < enough) await Promise.race([...traffic, new Promise((done) => setTimeout(done, 5))])
    }
    await some()
    const second = await newSecret()
    await some()
    inUse = second.secret
    // Calls that were on their way with the old one end; only then is it taken back.
    await some()
    await revokeSecret(test.context(sunny.owner), { clientId, secretId: first.secretId })
    await some()
    running = false
    // A call that failed would have ended its traffic with an error.
    await Promise.all(traffic)
    expect(calls).toBeGreaterThanOrEqual(16 * MEMBERS)

    inUse = first.secret
    for (const refresh of sessions) await expect(refresh()).rejects.toMatchObject({ status: 401 })
    inUse = second.secret
    for (const refresh of sessions) expect(await refresh()).not.toBe('')
  })

  it('shows when each secret was used last, noted once an hour', async () => {
    const { secrets } = await clientView(test.context(sunny.owner), clientId)
    expect(secrets.map(({ state, lastUsedAt }) => [state, lastUsedAt !== null])).toEqual([
      ['live', true],
      ['revoked', true],
    ])
  })
})
