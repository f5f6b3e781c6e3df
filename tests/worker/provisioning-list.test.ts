/** What staff see of another authorization server: only what is not well, however many clients there are; stops and checks reach all. */
import { describe, expect, it } from 'vitest'
import { createSandboxClient } from '../../lib/services/client.ts'
import { clientList } from '../../lib/services/client-list.ts'
import { startProvisionChecks } from '../../lib/services/provisioning.ts'
import { takeProvisionedSecret } from '../../lib/services/provisioning-act.ts'
import { provisionAlert, provisionPage } from '../../lib/services/provisioning-view.ts'
import { beginStop, liftStop } from '../../lib/services/stop.ts'
import { approvedApp } from '../support/approved-app.ts'
import { ProvisionFixture } from '../support/provisioning.ts'
import { testStaff } from '../support/review.ts'

const t = new ProvisionFixture()
const sql = () => t.database.sql

/** Causes of the jobs that wait, by client; then none waits. */
async function queued(): Promise<Map<string, string>> {
  const rows = await sql()`select payload from graphile_worker._private_jobs j
    join graphile_worker._private_tasks k on k.id = j.task_id where k.identifier = 'provision'`
  await sql()`delete from graphile_worker._private_jobs`
  return new Map(rows.map(({ payload }) => [payload.clientId, payload.cause]))
}

/** As many more apps of the organization, each with a production client that is like the one of the test. */
async function clones(name: string, count: number): Promise<void> {
  await sql()`insert into app select (jsonb_populate_record(a, jsonb_build_object(
      'id', gen_random_uuid(), 'name', ${name} || n, 'name_fold', ${name} || n))).*
    from app a, generate_series(1, ${count}::int) n where a.id = ${t.place.appId}`
  await sql()`insert into client select (jsonb_populate_record(c, jsonb_build_object(
      'id', ${name} || '-' || substr(a.name, ${name.length + 1}::int), 'app_id', a.id))).*
    from client c, app a where c.id = ${t.clientId} and a.name ~ ${`^${name}\\d+$`}`
}

describe('a stop of a whole organization', () => {
  it('takes every production client out and puts each back when it is lifted, and no sandbox client', async () => {
    const second = `a second app ${t.count}`
    const appId = crypto.randomUUID()
    const { organizationId } = t.place
    await sql()`insert into app (id, organization_id, name, name_fold, created_at)
      values (${appId}, ${organizationId}, ${second}, ${second}, now())`
    const other = (await approvedApp(t.database.db, { ...t.place, appId, appName: second })).clientId
    const redirectUri = 'http://127.0.0.1:9000/callback'
    await createSandboxClient(t.context(t.place.owner), { appId, name: 'Try', redirectUri })
    const ids = [t.clientId, other].toSorted()
    const work = async () => {
      const jobs = await queued()
      for (const clientId of jobs.keys()) await t.run('work', undefined, clientId)
      return [...jobs.keys()].toSorted()
    }
    await startProvisionChecks(t.system())
    await work()
    const there = async () => (await t.there.clients()).map(({ software_id }) => software_id).toSorted()
    expect(await there()).toEqual(expect.arrayContaining(ids))
    const lena = await testStaff(t.database.db, 'lead', `Lena ${t.count}`)
    const stop = {
      scope: 'organization' as const,
      organizationId,
      publicReason: 'Calls of all its apps guess passwords.',
    }
    await beginStop(t.context(lena), { ...stop, criterion: 'malicious_traffic' })
    expect((await provisionAlert(t.context(t.rita)))?.running).toBe(2)
    expect(await work()).toEqual(ids)
    expect(await there()).toEqual([])
    await liftStop(t.context(t.rita), { ...stop, publicReason: 'The cause was found and closed.' })
    expect(await work()).toEqual(ids)
    expect(await there()).toEqual(ids)
  })
})

describe('the daily check', () => {
  it('asks about every production client, over several batches, and about no other', async () => {
    await clones('many', 450)
    await sql()`update client set environment = 'sandbox' where id = 'many-7'`
    await queued()
    const expected = (await sql()`select id from client where environment = 'production'`).map(({ id }) => id)
    expect(await startProvisionChecks(t.system())).toBe(expected.length)
    const jobs = await queued()
    expect([...jobs.keys()].toSorted()).toEqual(expected.toSorted())
    expect(new Set(jobs.values())).toEqual(new Set(['check']))
    await sql()`update client set environment = 'sandbox' where id like 'many-%'`
  })
})

describe('the list', () => {
  it('reads what is not well out of 2,000 clients, page by page, longest wait first', async () => {
    await t.run()
    await clones('list', 2000)
    await sql()`insert into client_event (id, client_id, kind, at, actor_kind)
      select gen_random_uuid(), id, 'created', ${t.setup.clock.now.toISOString()}, 'system' from client where id like 'list-%'`
    await sql()`insert into provision_intent (id, client_id, action, metadata, at)
      select gen_random_uuid(), c.id, 'register', i.metadata, i.at
      from client c, provision_intent i where c.id like 'list-%' and i.client_id = ${t.clientId}
      order by substr(c.id, 6)::int`
    await sql()`insert into provisioned_client (client_id, remote_id, registration_uri, sealed_token, confirmed_digest)
      select client_id, client_id, '', '', (select confirmed_digest from provisioned_client where client_id = ${t.clientId})
      from provision_intent where client_id like 'list-%' and substr(client_id, 6)::int % 40 > 0`
    await sql()`insert into provision_state (client_id, seq, open)
      select client_id, seq, substr(client_id, 6)::int % 40 = 0 from provision_intent where client_id like 'list-%'`
    t.pass(11)
    const seen: string[] = []
    const pages: number[] = []
    for (let after: string | undefined; ; ) {
      const page = await provisionPage(t.context(t.rita), after === undefined ? {} : { after })
      if (!page) throw new Error('there is no other server')
      pages.push(page.rows.length)
      seen.push(...page.rows.map(({ clientId }) => clientId))
      if (page.next === null) break
      after = page.next
    }
    expect(pages).toEqual([25, 25])
    expect(seen).toEqual(Array.from({ length: 50 }, (_, n) => `list-${(n + 1) * 40}`))
    expect(await provisionAlert(t.context(t.rita))).toEqual({ notWell: 50, running: 0, more: false })
    await sql()`update provision_state set open = true where client_id like 'list-%'`
    expect((await provisionAlert(t.context(t.rita)))?.more).toBe(true)
    await sql()`update client set environment = 'sandbox' where id like 'list-%'`
  })

  it('is for staff', async () => {
    for (const actor of [{ kind: 'anonymous' } as const, t.place.owner]) {
      await expect(provisionPage(t.context(actor))).rejects.toMatchObject({ code: 'not_found' })
      await expect(provisionAlert(t.context(actor))).rejects.toMatchObject({ code: 'not_found' })
    }
  })
})

describe('the id there', () => {
  it('finds the client for staff, as ours does', async () => {
    await t.run()
    const find = async (text: string) =>
      (await clientList(t.context(t.rita), { environment: 'production', text })).rows.map((row) => row.clientId)
    expect(await find(String((await t.view()).remoteId))).toEqual([t.clientId])
    expect(await find(t.clientId)).toEqual([t.clientId])
    expect(await find('of nobody there')).toEqual([])
  })
})

describe('a secret that the server makes later', () => {
  it('waits for the developer, once', async () => {
    await sql()`update client set type = 'public' where id = ${t.clientId}`
    await t.run()
    await sql()`update client set type = 'confidential-symmetric' where id = ${t.clientId}`
    await t.happens('changed')
    await t.run()
    const [client] = await t.there.clients()
    expect(client?.client_secret).toMatch(/.{20}/)
    const take = () => takeProvisionedSecret(t.context(t.place.owner), { clientId: t.clientId })
    expect(await take()).toEqual({ secret: client?.client_secret })
    await t.run('check')
    await expect(take()).rejects.toMatchObject({ code: 'secret_taken' })
  })
})
