/** The register of at-risk cases and the acts in one: who may, what is kept, and pages without gaps. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor, Staff } from '../../lib/services/context.ts'
import { checkEpisodeItem, closeEpisode, noteEpisode } from '../../lib/services/episode-act.ts'
import { episodeRegister } from '../../lib/services/episode-list.ts'
import { confirmMalicious } from '../../lib/services/episode-malicious.ts'
import { openEpisode } from '../../lib/services/episode-step.ts'
import { episodeView } from '../../lib/services/episode-view.ts'
import { testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { type TestOrganization, testOrganization } from '../support/organization.ts'
import { testStaff } from '../support/review.ts'

let database: TestDatabase
let rita: Staff
let audra: Staff
let sunny: TestOrganization
const TUESDAY = Date.parse('2026-11-24T15:00:00Z')
const context = (actor: Actor, hours = 0) => testContext(database.db, actor, new Date(TUESDAY + hours * 3_600_000))
const open = (key: string, kind: 'malicious' | 'breach' = 'breach', hours = 0) => {
  const ctx = context({ kind: 'system', job: 'test' }, hours)
  const { organizationId } = sunny
  const facts = { kind, organizationId, clientId: null, key, evidence: { source: 'test' } }
  return ctx.transaction(async (tx) => (await openEpisode(tx, ctx, facts)).episode.id)
}

beforeAll(async () => {
  database = await testDatabase()
  rita = await testStaff(database.db, 'reviewer', 'Rita Reyes')
  audra = await testStaff(database.db, 'auditor', 'Audra Ames')
  sunny = await testOrganization(database.db, 'sunny.example.com', 'Sunny Health')
})
afterAll(() => database.close())

describe('the register', () => {
  it('shows every case once, newest first, over pages, also those of one instant', async () => {
    for (let index = 0; index < 60; index += 1) await open(`many-${index}`, 'breach', Math.floor(index / 20))
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await episodeRegister(context(audra), { after })
      expect(page.rows.length).toBeLessThanOrEqual(25)
      seen.push(...page.rows.map(({ episodeId }) => episodeId))
      after = page.next ?? undefined
    } while (after)
    expect(seen).toHaveLength(60)
    expect(new Set(seen).size).toBe(60)
  })
  it('is of one kind or state, and takes anything unknown for all open ones', async () => {
    const episodeId = await open('one', 'malicious', 9)
    const rows = async (input: Parameters<typeof episodeRegister>[1]) =>
      (await episodeRegister(context(rita, 9), input)).rows
    expect(await rows({ kind: 'malicious' })).toEqual([
      expect.objectContaining({
        episodeId,
        kind: 'malicious',
        status: 'open',
        client: null,
        organization: expect.stringContaining('Sunny'),
        next: expect.objectContaining({ what: 'Look at the evidence', late: false }),
      }),
    ])
    expect((await rows({ kind: 'x', after: "'; drop" }))[0]?.episodeId).toBe(episodeId)
    expect(await rows({ closed: true })).toEqual([])
    const late = (await episodeRegister(context(rita, 12), { kind: 'malicious' })).rows[0]
    expect(late?.next).toMatchObject({ late: true })
  })
})

describe('one case', () => {
  it('is there for staff alone; auditors read only', async () => {
    const episodeId = await open('access')
    for (const actor of [{ kind: 'anonymous' } as const, sunny.owner, { kind: 'member', subject: 'm' } as const]) {
      await expect(episodeRegister(context(actor))).rejects.toMatchObject({ code: 'not_found' })
      await expect(episodeView(context(actor), episodeId)).rejects.toMatchObject({ code: 'not_found' })
      await expect(noteEpisode(context(actor), { episodeId, note: 'x' })).rejects.toMatchObject({ code: 'not_found' })
    }
    for (const id of ['x', randomUUID()]) {
      await expect(episodeView(context(rita), id)).rejects.toMatchObject({ code: 'not_found' })
      await expect(noteEpisode(context(rita), { episodeId: id, note: 'x' })).rejects.toMatchObject({
        code: 'not_found',
      })
    }
    expect(await episodeView(context(audra), episodeId)).toMatchObject({ mayAct: false, evidence: { source: 'test' } })
    const refused = { code: 'read_only' }
    await expect(noteEpisode(context(audra), { episodeId, note: 'x' })).rejects.toMatchObject(refused)
    await expect(checkEpisodeItem(context(audra), { episodeId, item: 'look' })).rejects.toMatchObject(refused)
    await expect(closeEpisode(context(audra), { episodeId, publicReason: 'x' })).rejects.toMatchObject(refused)
  })
  it('is for a colleague when it is about the reader’s own company', async () => {
    const episodeId = await open('own')
    const own: Staff = { ...rita, email: `rita@${sunny.owner.email.split('@')[1]}` }
    await expect(closeEpisode(context(own), { episodeId, publicReason: 'x' })).rejects.toMatchObject({
      code: 'conflict',
    })
    await expect(checkEpisodeItem(context(own), { episodeId, item: 'look' })).rejects.toMatchObject({
      code: 'conflict',
    })
    expect(await episodeView(context(own), episodeId)).toMatchObject({ mayAct: false, conflict: true })
  })
  it('keeps notes, ticks and its end, each with its audit row', async () => {
    const episodeId = await open('acts')
    await expect(noteEpisode(context(rita), { episodeId, note: ' ' })).rejects.toMatchObject({ field: 'note' })
    await noteEpisode(context(rita), { episodeId, note: 'Called them.' })
    await expect(checkEpisodeItem(context(rita), { episodeId, item: 'cirt' })).rejects.toMatchObject({ code: 'item' })
    const ticks = [1, 2].map(() => checkEpisodeItem(context(rita), { episodeId, item: 'look' }))
    const results = await Promise.allSettled(ticks)
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'checked_before' } })
    await expect(confirmMalicious(context(rita), { episodeId })).rejects.toMatchObject({ code: 'not_malicious' })
    await expect(closeEpisode(context(rita), { episodeId, publicReason: '' })).rejects.toMatchObject({
      field: 'closeReason',
    })
    await closeEpisode(context(rita), {
      episodeId,
      publicReason: 'It was put right.',
      internalText: 'Seen.',
      result: 'put_right',
    })
    await expect(noteEpisode(context(rita), { episodeId, note: 'Late.' })).rejects.toMatchObject({
      code: 'episode_closed',
    })
    const view = await episodeView(context(audra), episodeId)
    expect(view.events.map(({ kind, by }) => `${kind} ${by}`)).toEqual([
      'opened The portal',
      'note Rita Reyes',
      'checked Rita Reyes',
      'closed Rita Reyes',
    ])
    expect(view).toMatchObject({ status: 'closed', next: null })
    const acts = await database.sql`select act from audit where noun_id = ${episodeId} order by seq`
    expect(acts.map(({ act }) => act)).toEqual(['episode.noted', 'episode.checked', 'episode.closed'])
  })
})
