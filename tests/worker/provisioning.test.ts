/** Clients in a payer's own authorization server that is well: approved, changed, stopped, started again, checked. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listProvisioned } from '../../db/queries/provisioning.ts'
import { recordClientEvent } from '../../lib/services/client-event.ts'
import type { Actor } from '../../lib/services/context.ts'
import { retryProvisioning, takeProvisionedSecret } from '../../lib/services/provisioning-act.ts'
import { developerProvisionView, provisionReport, provisionView } from '../../lib/services/provisioning-view.ts'
import { driftCommand } from '../../scripts/portal-drift.ts'
import { testOrganization } from '../support/organization.ts'
import { ProvisionFixture } from '../support/provisioning.ts'
import { testStaff } from '../support/review.ts'

const t = new ProvisionFixture()

describe('a server that is well', () => {
  it('gets the client as it was approved, and it is live only once it was read back', async () => {
    expect(await t.standing()).toBe('not_yet_live')
    await t.run()
    expect(await t.outcomes()).toEqual(['register answered', 'update answered', 'read confirmed'])
    expect(await t.standing()).toBe('live')
    const [client, ...others] = await t.there.clients()
    expect(others).toEqual([])
    expect(client).toMatchObject({ redirect_uris: await t.ours(), software_id: t.clientId, response_types: ['code'] })
    expect((await t.view()).remoteId).toBe(client?.client_id)
    await t.run()
    expect(await t.outcomes()).toHaveLength(3)
    const token = t.there.seen.at(-1)?.headers.authorization?.split(' ')[1] ?? 'none'
    expect(token).toMatch(/^[\w-]{40,}$/)
    expect(JSON.stringify(await listProvisioned(t.database.db, [t.clientId]))).not.toContain(token)
  })

  it('never hears of sandbox clients, nor of anything when it is not configured', async () => {
    await t.database.sql`update client set environment = 'sandbox' where id = ${t.clientId}`
    await t.happens('changed')
    await expect(t.run()).rejects.toMatchObject({ code: 'not_found' })
    expect(await provisionView(t.context(t.rita), t.clientId)).toBeNull()
    expect(t.there.seen).toEqual([])
  })

  it('writes the intent and its job with the change, and neither without it', async () => {
    const rows = () => t.database.sql`select action from provision_intent where client_id = ${t.clientId} order by seq`
    const jobs = () => t.database.sql`select key from graphile_worker.jobs where key = ${`provision:${t.clientId}`}`
    const doomed = t.system().transaction(async (tx) => {
      await recordClientEvent(tx, t.system(), t.clientId, 'changed')
      throw new Error('rolled back')
    })
    await expect(doomed).rejects.toThrow('rolled back')
    expect([await rows(), await jobs()].flat()).toEqual([])
    await t.happens('changed')
    await t.happens('changed')
    expect((await rows()).map(({ action }) => action)).toEqual(['register'])
    expect(await jobs()).toHaveLength(1)
  })

  it('takes a change', async () => {
    await t.run()
    await t.database
      .sql`update client set redirect_uris = ${['https://other.example.com/back']} where id = ${t.clientId}`
    await t.happens('changed')
    expect(await t.standing()).toBe('not_yet_live')
    await t.run()
    expect(await t.standing()).toBe('live')
    expect(await t.redirects()).toEqual([['https://other.example.com/back']])
  })

  it('loses a suspended client, and gets it again when it is reinstated', async () => {
    await t.run()
    const [before] = await t.there.clients()
    await t.happens('suspended')
    expect(await t.standing()).toBe('not_yet_stopped')
    await t.run()
    expect([await t.standing(), await t.there.clients()]).toEqual(['stopped', []])
    await t.happens('reinstated')
    expect(await t.standing()).toBe('not_yet_live')
    await t.run()
    expect(await t.standing()).toBe('live')
    const [after] = await t.there.clients()
    expect(after).toMatchObject({ software_id: t.clientId, redirect_uris: await t.ours() })
    expect(after?.client_id).not.toBe(before?.client_id)
  })

  it('forgets a registration that was suspended before it began', async () => {
    await t.happens('changed')
    await t.happens('suspended')
    await t.run()
    expect([await t.standing(), t.there.seen]).toEqual(['stopped', []])
  })

  it('gives a secret, which one developer sees once', async () => {
    await t.database.sql`update client set type = 'confidential-symmetric' where id = ${t.clientId}`
    await t.run()
    const owner = t.context(t.place.owner)
    expect(await developerProvisionView(owner, t.clientId)).toMatchObject({ standing: 'live', secret: 'waits' })
    const take = (actor: Actor) => takeProvisionedSecret(t.context(actor), { clientId: t.clientId })
    const stranger = await testOrganization(t.database.db, `stranger${t.count}.example.com`, `Stranger ${t.count}`)
    await expect(take(stranger.owner)).rejects.toMatchObject({ code: 'not_found' })
    await expect(take(t.rita)).rejects.toMatchObject({ code: 'not_found' })
    await expect(take(t.place.viewer)).rejects.toMatchObject({ code: 'role_too_low' })
    const both = await Promise.allSettled([take(t.place.owner), take(t.place.editor)])
    const secrets = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value.secret] : []))
    expect(secrets).toEqual([(await t.there.clients())[0]?.client_secret])
    await expect(take(t.place.owner)).rejects.toMatchObject({ code: 'secret_taken' })
    const dump = JSON.stringify([
      await t.database.sql`select * from provisioned_client`,
      await t.database.sql`select * from provision_attempt`,
      await t.database.sql`select * from audit`,
    ])
    expect(dump).not.toContain(secrets[0])
  })

  it('waits for the keys of a client that has none yet', async () => {
    await t.database.sql`update client set type = 'confidential-asymmetric' where id = ${t.clientId}`
    await t.run()
    expect([await t.standing(), t.there.seen]).toEqual(['waits_for_keys', []])
    const n = Buffer.alloc(256, 7).toString('base64url')
    const jwks = JSON.stringify({ keys: [{ kty: 'RSA', kid: 'one', alg: 'RS384', use: 'sig', n, e: 'AQAB' }] })
    await t.database.sql`update client set jwks = ${jwks}::text::jsonb where id = ${t.clientId}`
    await t.happens('changed')
    await t.run()
    expect(await t.standing()).toBe('live')
    expect((await t.there.clients())[0]).toMatchObject({ token_endpoint_auth_method: 'private_key_jwt' })
  })
})

describe('the daily check', () => {
  it('sees what somebody changed t.there, changes nothing itself, and puts it right when a person says so', async () => {
    await t.run()
    const [client] = await t.there.clients()
    await t.run('check')
    expect(await t.standing()).toBe('live')
    await t.there.change(client?.client_id ?? '', { redirect_uris: ['https://evil.example.com/back'] })
    await t.run('check')
    expect(await t.view()).toMatchObject({
      standing: 'drifted',
      last: { detail: 'Differs there: redirect_uris.' },
      nextTry: null,
    })
    await t.run()
    expect(await t.redirects()).toEqual([['https://evil.example.com/back']])
    await t.run('retry')
    expect([await t.standing(), await t.redirects()]).toEqual(['live', [await t.ours()]])
  })

  it('leaves a client live that could only not be asked', async () => {
    await t.run()
    await t.there.down()
    await t.run('check')
    expect(await t.standing()).toBe('live')
    await t.there.up()
  })
})

describe('trying again', () => {
  it('is for reviewers and leads, when there is something to do', async () => {
    const again = (actor: Actor) => retryProvisioning(t.context(actor), { clientId: t.clientId })
    for (const actor of [{ kind: 'anonymous' } as const, t.place.owner]) {
      await expect(again(actor)).rejects.toMatchObject({ code: 'not_found' })
      await expect(provisionView(t.context(actor), t.clientId)).rejects.toMatchObject({ code: 'not_found' })
      await expect(provisionReport(t.context(actor))).rejects.toMatchObject({ code: 'not_found' })
    }
    const audra = await testStaff(t.database.db, 'auditor', 'Audra Adams')
    await expect(again(audra)).rejects.toMatchObject({ code: 'read_only' })
    const cousin = await testStaff(t.database.db, 'reviewer', 'Cousin', `app${t.count}.example.com`)
    await expect(again(cousin)).rejects.toMatchObject({ code: 'conflict' })
    await t.run()
    await expect(again(t.rita)).rejects.toMatchObject({ code: 'nothing_to_retry' })
  })
})

describe('the operator', () => {
  it('reads their clients against ours as JSON', async () => {
    await t.run()
    const folder = mkdtempSync(join(tmpdir(), 'candor-drift-'))
    try {
      const file = join(folder, 'theirs.json')
      const extra = { client_id: 'twice', software_id: t.clientId, redirect_uris: await t.ours() }
      writeFileSync(file, JSON.stringify([...(await t.there.clients()), extra]))
      const lines: string[] = []
      expect(await driftCommand(t.system(), file, (line) => lines.push(line))).toBe(1)
      const { theirs } = JSON.parse(lines.join(''))
      expect(theirs.doubles).toEqual([{ remoteId: 'twice', clientId: t.clientId, inert: false }])
      writeFileSync(file, '{}')
      await expect(driftCommand(t.system(), file, () => {})).rejects.toThrow('JSON array of clients')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
