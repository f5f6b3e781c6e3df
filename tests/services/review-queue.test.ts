/** The queue: views, order, paging, and columns that never drift from what the events say. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findSubmission } from '../../db/queries/submission.ts'
import { openDue, turn } from '../../lib/domain/review.ts'
import type { QUEUE_VIEWS } from '../../lib/domain/review-queue.ts'
import type { Actor, Staff } from '../../lib/services/context.ts'
import { replyToReview } from '../../lib/services/developer-reply.ts'
import { approve } from '../../lib/services/review-approve.ts'
import { requestChanges } from '../../lib/services/review-changes.ts'
import { claim, release } from '../../lib/services/review-claim.ts'
import { deny } from '../../lib/services/review-deny.ts'
import { addNote, noReplyNeeded, writeMessage } from '../../lib/services/review-message.ts'
import { reviewQueue } from '../../lib/services/review-queue.ts'
import { submissionEvents } from '../../lib/services/submission-facts.ts'
import { submit } from '../../lib/services/submission-send.ts'
import { answerStands, withdraw } from '../../lib/services/submission-turn.ts'
import { testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { mailOutcome, SIGNATURE, type TestSubmission, testStaff, testSubmission } from '../support/review.ts'

let database: TestDatabase
let rita: Staff
let remy: Staff
let audra: Staff
const TUESDAY = new Date('2026-11-24T15:00:00Z')
const context = (actor: Actor, now = TUESDAY) => testContext(database.db, actor, now)
let count = 0
const submission = (now?: Date) => {
  count += 1
  return testSubmission(database.db, `app${count}.example.com`, `Number ${count}`, now ? { now } : {})
}
const queue = (view: (typeof QUEUE_VIEWS)[number], after?: string, actor: Actor = rita) =>
  reviewQueue(context(actor), { view, after })

beforeAll(async () => {
  database = await testDatabase()
  rita = await testStaff(database.db, 'reviewer', 'Rita Reyes')
  remy = await testStaff(database.db, 'reviewer', 'Remy Roth')
  audra = await testStaff(database.db, 'auditor', 'Audra Ames')
})
afterAll(() => database.close())

describe('views', () => {
  let first: TestSubmission
  let second: TestSubmission
  let third: TestSubmission
  const refs = async (view: (typeof QUEUE_VIEWS)[number], actor: Actor = rita) =>
    (await queue(view, undefined, actor)).rows.map((row) => row.submissionId)
  it('are for payer staff alone, auditors included', async () => {
    first = await submission(new Date('2026-11-20T15:00:00Z'))
    second = await submission(new Date('2026-11-23T15:00:00Z'))
    third = await submission(new Date('2026-11-19T15:00:00Z'))
    for (const actor of [{ kind: 'anonymous' } as const, first.owner]) {
      await expect(queue('turn', undefined, actor)).rejects.toMatchObject({ code: 'not_found' })
    }
    expect((await queue('turn', undefined, audra)).mayAct).toBe(false)
  })
  it('stand in the order of their due instants', async () => {
    const page = await queue('turn')
    expect(page.rows.map((row) => row.submissionId)).toEqual([third, first, second].map((one) => one.submissionId))
    expect(page.rows[1]).toMatchObject({ app: 'Number 1', turn: 'appsec', claimer: null, status: 'submitted' })
    expect(page.rows[1]?.due?.sentence).toMatch(/^Tue Nov 24, 5:00 p\.m\. CT, 8 business hours left$/)
    expect(page.rows[1]?.news).toMatch(/^New, \d+ of \d+ questions answered$/)
    expect(page.rows[0]?.due).toMatchObject({ overdue: true, sentence: expect.stringContaining('overdue by') })
  })
  it('tell mine, unclaimed, waiting and decided apart', async () => {
    await claim(context(rita), { submissionId: first.submissionId })
    await writeMessage(context(rita), { submissionId: second.submissionId, text: 'Hello there' })
    // The message has not arrived yet, so the clock still runs.
    expect(await refs('turn')).toContain(second.submissionId)
    expect(await refs('waiting')).toEqual([])
    expect((await queue('turn')).rows.map(({ unheard }) => unheard)).toContain('on_its_way')
    await mailOutcome(database.db, second.submissionId, 'accepted', TUESDAY)
    await deny(context(rita), {
      submissionId: third.submissionId,
      criterion: 'impersonation',
      publicReason: 'The name is that of another company.',
    })
    expect(await refs('turn')).toEqual([first.submissionId])
    expect(await refs('mine')).toEqual([first.submissionId])
    expect(await refs('mine', remy)).toEqual([])
    expect(await refs('unclaimed')).toEqual([second.submissionId])
    expect(await refs('waiting')).toEqual([second.submissionId])
    expect(await refs('decided')).toEqual([third.submissionId])
    const year = expect.stringContaining(', 2026,')
    expect((await queue('decided')).rows[0]).toMatchObject({ ended: { when: year }, since: { when: year }, due: null })
    const page = await queue('waiting')
    expect(page.counts).toEqual({ turn: 1, mine: 1, unclaimed: 1, waiting: 1, decided: 1 })
    expect(page.rows[0]).toMatchObject({ news: 'We wrote: “Hello there”', turn: 'developer', due: null })
    await release(context(rita), { submissionId: first.submissionId })
    expect(await refs('mine')).toEqual([])
  })
  it('page by key, each row once, also where due instants are the same or missing', async () => {
    const copies = await Promise.all(Array.from({ length: 3 }, () => submission(new Date('2026-11-23T15:00:00Z'))))
    await database.sql`
      insert into submission (id, app_id, organization_id, edition, reference, created_at, submitted_at, due_at, open_turn)
      select gen_random_uuid(), ${copies[0]?.appId ?? ''}, ${copies[0]?.organizationId ?? ''}, '2026-1', 'X-' || n, now(), ${TUESDAY.toISOString()}::timestamptz,
        case when n % 2 = 0 then '2026-11-25T23:00:00Z'::timestamptz end, case when n % 3 = 0 then 'nobody' else 'appsec' end
      from generate_series(1, 130) n`
    for (const view of ['turn', 'unclaimed', 'decided'] as const) {
      const seen: string[] = []
      let after: string | undefined
      for (let pages = 0; pages < 20; pages += 1) {
        const page = await queue(view, after)
        seen.push(...page.rows.map((row) => row.submissionId))
        if (!page.next) break
        after = page.next
      }
      expect(new Set(seen).size).toBe(seen.length)
      expect(seen.length).toBeGreaterThan(40)
    }
    await queue('turn', "-_'; drop table submission")
  })
})

describe('the columns of the queue', () => {
  type Act = (one: TestSubmission, now: Date) => Promise<unknown>
  const acts: Record<string, Act> = {
    claim: ({ submissionId }, now) => claim(context(rita, now), { submissionId }),
    release: ({ submissionId }, now) => release(context(rita, now), { submissionId }),
    message: ({ submissionId }, now) => writeMessage(context(rita, now), { submissionId, text: 'Words' }),
    note: ({ submissionId }, now) => addNote(context(remy, now), { submissionId, text: 'Words' }),
    accepted: ({ submissionId }, now) => mailOutcome(database.db, submissionId, 'accepted', now),
    bounced: ({ submissionId }, now) => mailOutcome(database.db, submissionId, 'bounced', now),
    deferred: ({ submissionId }, now) => mailOutcome(database.db, submissionId, 'deferred', now),
    reply: ({ submissionId, owner }, now) => replyToReview(context(owner, now), { submissionId, text: 'Words' }),
    changes: ({ submissionId }, now) =>
      requestChanges(context(rita, now), {
        submissionId,
        text: '',
        changes: [{ questionId: 'app.purpose', ground: 'security', text: 'Say more.' }],
      }),
    stands: ({ submissionId, owner }, now) => answerStands(context(owner, now), { submissionId, text: 'It stands.' }),
    resubmit: ({ submissionId, owner }, now) => submit(context(owner, now), { submissionId, ...SIGNATURE }),
    noReply: ({ submissionId }, now) => noReplyNeeded(context(rita, now), { submissionId }),
    approve: ({ submissionId }, now) => approve(context(rita, now), { submissionId }),
    withdraw: ({ submissionId, owner }, now) => withdraw(context(owner, now), { submissionId }),
  }
  it('never drift, whatever happens in whatever order', async () => {
    const often = Object.keys(acts).filter((name) => name !== 'approve' && name !== 'withdraw')
    const step = fc.record({
      act: fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...often) }, fc.constantFrom('approve', 'withdraw')),
      minutes: fc.integer({ min: 1, max: 3000 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
        const one = await submission()
        let now = TUESDAY
        for (const { act, minutes } of steps) {
          now = new Date(now.getTime() + minutes * 60_000)
          // What is not possible now is refused, and then nothing may have changed either.
          await acts[act]?.(one, now).catch((error: Error) =>
            expect(error.name === 'Refusal' || error.message === 'nothing was mailed', error.stack).toBe(true),
          )
          const events = await submissionEvents(database.db, one.submissionId)
          const row = await findSubmission(database.db, one.submissionId)
          const { calendar } = context(rita).settings
          expect({ dueAt: row?.dueAt, openTurn: row?.openTurn }).toEqual({
            dueAt: openDue(events, row?.submittedAt ?? null, calendar),
            openTurn: turn(events),
          })
        }
      }),
      { numRuns: 12 },
    )
  }, 120_000)
})
