/** Statements that follow others: what was taken back or not confirmed stays to be read; after a year the label says so. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findCurrentAttestation } from '../../db/queries/attestation.ts'
import { addAttestationNotices, labelOfApp } from '../../lib/services/attestation.ts'
import { lapseAnswers } from '../../lib/services/attestation-lapse.ts'
import type { Actor } from '../../lib/services/context.ts'
import { approvedApp } from '../support/approved-app.ts'
import { MONDAY_MORNING, testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { type TestOrganization, testOrganization } from '../support/organization.ts'

const DAY = 24 * 60 * 60 * 1000
let database: TestDatabase
let sunny: TestOrganization
const system: Actor = { kind: 'system', job: 'lapse_answers' }
const later = (days: number) => new Date(MONDAY_MORNING.getTime() + days * DAY)
const context = (actor: Actor, now = MONDAY_MORNING) => testContext(database.db, actor, now)

async function labelText(lang: 'en' | 'es' = 'en'): Promise<string> {
  const shown = await labelOfApp(context({ kind: 'anonymous' }), sunny.appId, lang)
  return JSON.stringify(shown?.label)
}

beforeAll(async () => {
  database = await testDatabase()
  sunny = await testOrganization(database.db, 'sunny.example.com', 'Sunny Health')
  await approvedApp(database.db, sunny)
  await database.sql`
    insert into review_event (id, submission_id, kind, at, actor_kind, human, public_text, internal_text, data)
    select gen_random_uuid(), id, 'approved', ${MONDAY_MORNING.toISOString()}, 'staff', false, '', '', '{}' from submission`
})
afterAll(() => database.close())

describe('the label of statements', () => {
  it('says after a year when they were given, once, whoever draws it', async () => {
    for (const actor of [{ kind: 'anonymous' } as const, sunny.owner]) {
      await expect(lapseAnswers(context(actor))).rejects.toMatchObject({ code: 'not_found' })
    }
    expect(await lapseAnswers(context(system, later(365)))).toBe(0)
    expect(await labelText()).not.toContain('November 2026')
    const both = await Promise.all([0, 1].map(() => lapseAnswers(context(system, later(367)))))
    expect(both.toSorted()).toEqual([0, 1])
    expect(await lapseAnswers(context(system, later(368)))).toBe(0)
    expect(await labelText()).toContain('It last answered this in November 2026.')
    expect(await labelText()).toContain('These answers are more than one year old.')
    expect(await labelText('es')).toContain('noviembre de 2026')
    const audits = await database.sql`select 1 from audit where act = 'attestation.lapsed'`
    expect(audits).toHaveLength(1)
  })

  it('tells of answers taken back, and of what could not be confirmed as long as the answer stays', async () => {
    const ctx = context(system, later(368))
    await ctx.transaction(async (tx) => {
      const row = await findCurrentAttestation(tx, sunny.appId)
      if (!row) throw new Error('nothing was published')
      const notice = { kind: 'could_not_confirm', at: ctx.now } as const
      const ids = ['org.identity', 'sell.identified']
      await addAttestationNotices(
        tx,
        ctx,
        row,
        ids.map((questionId) => ({ ...notice, questionId })),
      )
    })
    expect((await labelText()).match(/We could not confirm/g)?.length).toBeGreaterThan(1)
    await approvedApp(database.db, sunny, false)
    const rows = await database.sql`
      select n.kind, n.question_id, n.data from attestation_notice n join attestation a on a.id = n.attestation_id
      where a.version = 2`
    expect(rows.filter(({ kind }) => kind === 'could_not_confirm')).toMatchObject([{ question_id: 'org.identity' }])
    const taken = rows.find(({ question_id }) => question_id === 'sell.identified')
    expect(taken).toMatchObject({ kind: 'withdrawn', data: { before: expect.anything() } })
    expect(await labelText()).toContain('The company took back this answer on November 23, 2026. Before, it said: ')
    expect(await labelText('es')).toContain('23 de noviembre de 2026')
    expect(rows.some(({ kind }) => kind === 'lapsed')).toBe(false)
  })
})
