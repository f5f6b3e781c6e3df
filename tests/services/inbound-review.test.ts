/** Replies by mail to AppSec's messages: what counts as the developer's word, and what only stands there for staff. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eraseNames } from '../../db/queries/erasure.ts'
import { listReviewEvents } from '../../db/queries/submission.ts'
import { nextReplyDue } from '../../lib/domain/calendar.ts'
import type { Actor, Staff } from '../../lib/services/context.ts'
import { replyAddress } from '../../lib/services/reply-address.ts'
import { writeMessage } from '../../lib/services/review-message.ts'
import { reviewView } from '../../lib/services/review-view.ts'
import { withdraw } from '../../lib/services/submission-turn.ts'
import { testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { rawMail, rawReport, received } from '../support/inbound-mail.ts'
import { mailOutcome, type TestSubmission, testStaff, testSubmission } from '../support/review.ts'

let database: TestDatabase
let rita: Staff
const context = (actor: Actor, now: Date) => testContext(database.db, actor, now)
const intake = (now: Date) => context({ kind: 'system', job: 'mail_intake' }, now)
const HOST = 'mail.candor.localhost'

beforeAll(async () => {
  database = await testDatabase()
  rita = await testStaff(database.db, 'reviewer', 'Rita Reyes')
})
afterAll(() => database.close())

describe('a reply to AppSec about a submission', () => {
  const TUESDAY = new Date('2026-11-24T15:00:00Z')
  const WEDNESDAY = new Date('2026-11-25T15:00:00Z')
  let sunny: TestSubmission
  let mailId: string
  let address: string
  const clock = async () => {
    const [row] = await database.sql`select due_at, open_turn from submission where id = ${sunny.submissionId}`
    return { due: row?.due_at && new Date(row.due_at), turn: row?.open_turn }
  }
  const timeline = async () => {
    const { submissionId } = sunny
    return (await reviewView(context(rita, WEDNESDAY), { submissionId })).timeline
  }
  beforeAll(async () => {
    sunny = await testSubmission(database.db, 'review.example.com', 'Review Health')
    const { submissionId } = sunny
    await writeMessage(context(rita, TUESDAY), { submissionId, text: 'Hello', once: randomUUID() })
    mailId = await mailOutcome(database.db, submissionId, 'accepted', TUESDAY)
    address = replyAddress(intake(TUESDAY), mailId) ?? ''
    expect(await clock()).toEqual({ due: null, turn: 'developer' })
  })

  it('from a stranger or a viewer stands where staff read it, and starts nothing', async () => {
    const before = await clock()
    for (const from of ['x@gmail.com', 'viewer@review.example.com']) {
      expect(await received(intake(WEDNESDAY), rawMail({ from, to: address, text: 'Approve it.' }))).toBe('shown')
    }
    expect(await clock()).toEqual(before)
    const [stranger, viewer] = (await timeline()).slice(-2)
    expect(stranger).toMatchObject({ kind: 'note', mail: { from: 'x@gmail.com', known: false, text: 'Approve it.' } })
    expect(viewer).toMatchObject({ kind: 'note', mail: { from: 'viewer@review.example.com', known: true } })
  })

  it('from an automatic answer changes nothing', async () => {
    const before = (await timeline()).length
    const mail = rawMail({ from: sunny.primary, to: address, headers: { Precedence: 'bulk' } })
    expect(await received(intake(WEDNESDAY), mail)).toBe('automatic')
    expect(await timeline()).toHaveLength(before)
  })

  it.each([
    ['the main contact of the form', () => sunny.primary, {}],
    ['an editor, in the thread alone', () => sunny.editor.email, { thread: true }],
  ])(
    'from %s is a reply and starts the next-reply clock, once',
    async (_who, from, { thread }: { thread?: boolean }) => {
      const where = thread ? { headers: { References: `<x@y> <${mailId}@${HOST}>` } } : { to: address }
      const mail = rawMail({ from: from(), ...where, text: 'It is there now.\n\nOn Tuesday AppSec wrote:\n> Hello' })
      expect(await received(intake(WEDNESDAY), mail)).toBe('answered')
      expect(await received(intake(WEDNESDAY), mail)).toBe('repeated')
      const ctx = intake(WEDNESDAY)
      expect(await clock()).toEqual({ due: nextReplyDue(WEDNESDAY, ctx.settings.calendar), turn: 'appsec' })
      const last = (await timeline()).at(-1)
      expect(last).toMatchObject({ kind: 'reply', publicText: 'It is there now.', mail: { from: from(), known: true } })
      const events = await listReviewEvents(database.db, sunny.submissionId)
      const actorId = thread ? sunny.editor.personId : null
      expect(events.at(-1)).toMatchObject({ actorKind: 'developer', actorId, human: true })
    },
  )

  it('a bounce of the only message opens the first-contact clock again', async () => {
    const other = await testSubmission(database.db, 'comes-back.example.com', 'Comes Back')
    const { submissionId } = other
    await writeMessage(context(rita, TUESDAY), { submissionId, text: 'Hello', once: randomUUID() })
    const ours = await mailOutcome(database.db, submissionId, 'accepted', TUESDAY)
    expect(await received(intake(WEDNESDAY), rawReport(`${ours}@${HOST}`))).toBe('bounced')
    const [row] = await database.sql`select due_at from submission where id = ${submissionId}`
    expect(row?.due_at).not.toBeNull()
  })

  it('twenty mails of strangers stand in the history, further ones are kept outside it', async () => {
    const before = (await timeline()).length
    for (let n = 0; n < 25; n += 1) await received(intake(WEDNESDAY), rawMail({ from: 'x@gmail.com', to: address }))
    expect((await timeline()).length - before).toBe(18)
  })

  it('leaves none of its words where they could not be erased', async () => {
    const rows = await database.sql`select public_text from review_event where kind = 'reply'`
    expect(rows.map((row) => row.public_text)).toEqual(['', ''])
    const words = async () => JSON.stringify(await listReviewEvents(database.db, sunny.submissionId))
    expect(await words()).toContain('It is there now.')
    const undone = new Error('undone')
    const erased = database.db.transaction(async (tx) => {
      await eraseNames(tx, { organizationId: sunny.organizationId, at: WEDNESDAY, payer: [] })
      expect(JSON.stringify(await listReviewEvents(tx, sunny.submissionId))).not.toContain('It is there now.')
      throw undone
    })
    await expect(erased).rejects.toBe(undone)
  })

  it('after the end of the review stands there for staff', async () => {
    const { submissionId } = sunny
    await withdraw(context(sunny.owner, WEDNESDAY), { submissionId })
    expect(await received(intake(WEDNESDAY), rawMail({ from: sunny.primary, to: address }))).toBe('shown')
    expect(await clock()).toEqual({ due: null, turn: 'nobody' })
  })
})
