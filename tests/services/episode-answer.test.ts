/** A developer answers the findings of a breach: who may, once, with what is kept and who reads it. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor, Staff } from '../../lib/services/context.ts'
import { checkEpisodeItem, closeEpisode, noteEpisode } from '../../lib/services/episode-act.ts'
import { answerFinding } from '../../lib/services/episode-answer.ts'
import { tellDeveloper } from '../../lib/services/episode-breach.ts'
import { caseForDeveloper } from '../../lib/services/episode-developer.ts'
import { exportEpisode } from '../../lib/services/episode-export.ts'
import { episodeView } from '../../lib/services/episode-view.ts'
import { recordRatings } from '../../lib/services/rating.ts'
import { testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { type TestOrganization, testOrganization } from '../support/organization.ts'
import { testStaff } from '../support/review.ts'

let database: TestDatabase
let rita: Staff
let sunny: TestOrganization
let other: TestOrganization
let episodeId: string
const START = Date.parse('2026-11-24T15:00:00Z')
const context = (actor: Actor, hours = 0) => testContext(database.db, actor, new Date(START + hours * 3_600_000))
const typed = (more = {}) => ({
  ...{ episodeId, finding: 'Expired certificate', answer: 'Ours. We renew it.', until: '2026-12-20', done: '' },
  ...{ once: randomUUID(), ...more },
})

async function alerted(domain: string): Promise<string> {
  const alert = {
    id: null,
    vendor: 'V',
    domain,
    rating: 'D',
    findings: 'Expired certificate',
    severity: 'high' as const,
  }
  await recordRatings(context({ kind: 'system', job: 'rating' }), { id: domain, digest: domain, alerts: [alert] })
  const [row] = await database.sql`select id from episode where evidence ->> 'domain' = ${domain}`
  return String(row?.id)
}

beforeAll(async () => {
  database = await testDatabase()
  rita = await testStaff(database.db, 'reviewer', 'Rita Reyes')
  sunny = await testOrganization(database.db, 'sunny.com', 'Sunny')
  other = await testOrganization(database.db, 'other.org', 'Other')
  episodeId = await alerted('sunny.com')
})
afterAll(() => database.close())

describe('who may answer', () => {
  it('nobody outside, no viewer, and nobody in a case that the organization does not know of', async () => {
    const outside: Actor[] = [{ kind: 'anonymous' }, { kind: 'member', subject: 'm' }, other.owner, rita]
    for (const actor of outside) {
      await expect(answerFinding(context(actor), typed())).rejects.toMatchObject({ code: 'not_found' })
    }
    for (const id of ['x', randomUUID()]) {
      await expect(answerFinding(context(sunny.owner), typed({ episodeId: id }))).rejects.toMatchObject({
        code: 'not_found',
      })
    }
    await expect(answerFinding(context(sunny.viewer), typed())).rejects.toMatchObject({ code: 'role_too_low' })
    await database.sql`update organization set website = 'https://claimed.com/' where id = ${other.organizationId}`
    const unknown = { episodeId: await alerted('claimed.com') }
    for (const actor of [other.owner, other.viewer]) {
      await expect(answerFinding(context(actor), typed(unknown))).rejects.toMatchObject({ code: 'not_found' })
    }
    await tellDeveloper(context(rita), unknown)
    await answerFinding(context(other.editor), typed(unknown))
    expect((await caseForDeveloper(context(sunny.viewer), episodeId)).breach).toMatchObject({ mayAnswer: false })
  })
})

describe('an answer', () => {
  const last = async () => (await episodeView(context(rita), episodeId)).events.at(-1)

  it('is refused beside its field, and then nothing is written', async () => {
    for (const [more, field] of [
      [{ answer: '' }, 'answer'],
      [{ until: '2026-02-30' }, 'until'],
      [{ done: '2027-01-01' }, 'done'],
      [{ finding: 'x'.repeat(301) }, 'finding'],
    ] as const) {
      await expect(answerFinding(context(sunny.editor), typed(more))).rejects.toMatchObject({ field })
    }
    await expect(answerFinding(context(sunny.editor), typed({ once: 'x' }))).rejects.toMatchObject({ code: 'form' })
    expect((await last())?.kind).toBe('told')
  })

  it('is written once, however often it is posted, and both sides read who gave it', async () => {
    const same = typed()
    await Promise.all([1, 2, 3].map(() => answerFinding(context(sunny.editor, 1), same)))
    const { events, next, checklist } = await episodeView(context(rita, 1), episodeId)
    expect(events.filter(({ kind }) => kind === 'answer')).toHaveLength(1)
    expect(events.at(-1)).toMatchObject({
      title: 'Answer of the developer',
      by: `${sunny.editor.name}, for the developer`,
      publicText: 'Ours. We renew it.',
      facts: [
        { label: 'Finding', text: 'Expired certificate' },
        { label: 'Put right by', text: 'December 20, 2026' },
      ],
    })
    expect(checklist.find(({ code }) => code === 'answers')?.done).toContain(sunny.editor.name)
    const view = await caseForDeveloper(context(sunny.viewer, 1), episodeId)
    expect(view.breach).toMatchObject({ answerDue: null, remediations: [{ finding: 'Expired certificate' }] })
    expect(view.history.at(-1)).toMatchObject({ title: 'Your answer', by: sunny.editor.name })
    expect(next?.what).toBe('Look at the finding')
  })

  it('waits to be read until a colleague acts in the case', async () => {
    for (const { code, done } of (await episodeView(context(rita, 2), episodeId)).checklist) {
      if (!done) await checkEpisodeItem(context(rita, 2), { episodeId, item: code })
    }
    const waiting = async () => (await episodeView(context(rita, 3), episodeId)).next?.what
    expect(await waiting()).toBeUndefined()
    await answerFinding(context(sunny.owner, 3), typed({ finding: '' }))
    expect(await waiting()).toBe('Read what came in')
    await noteEpisode(context(rita, 3), { episodeId, note: 'Read.' })
    expect(await waiting()).toBeUndefined()
  })

  it('stands in the audit by its days alone, and in the record without the key of its form', async () => {
    const audit = await database.sql`select data from audit where act = 'episode.answered' and noun_id = ${episodeId}`
    expect(audit.map(({ data }) => data.until)).toEqual(['2026-12-20', '2026-12-20'])
    expect(JSON.stringify(audit)).not.toMatch(/renew|certificate/)
    const record = await exportEpisode(context(rita), { episodeId, format: 'json' })
    expect(JSON.stringify(record)).not.toContain('"once"')
    expect(record.log.map(({ title }) => title)).toContain('Answer of the developer')
  })

  it('is one of many at most', async () => {
    await database.sql`
      insert into episode_event (id, episode_id, kind, at, actor_kind, human, data)
      select gen_random_uuid(), ${episodeId}, 'answer', ${context(rita).now.toISOString()}, 'developer', true, '{}'
      from generate_series(1, 400)`
    await expect(answerFinding(context(sunny.owner), typed())).rejects.toMatchObject({ code: 'too_many_answers' })
  })

  it('comes too late in a case that is closed', async () => {
    await closeEpisode(context(rita), { episodeId, publicReason: 'Put right.', result: 'put_right' })
    await expect(answerFinding(context(sunny.owner), typed())).rejects.toMatchObject({ code: 'episode_closed' })
    expect(await caseForDeveloper(context(sunny.owner), episodeId)).toMatchObject({
      status: 'closed',
      breach: { mayAnswer: false, answerDue: null },
    })
  })
})
