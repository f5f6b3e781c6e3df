/** The developer's words to AppSec: replies, standing by an answer, sending again; each starts the next-reply clock. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { insertAnswer } from '../../db/queries/answer.ts'
import { listDocuments } from '../../db/queries/document.ts'
import { appendReviewEvent, findSubmission, listReviewEvents } from '../../db/queries/submission.ts'
import { formOf } from '../../lib/domain/answers.ts'
import { nextReplyDue } from '../../lib/domain/calendar.ts'
import { type Answers, currentEdition, sectionOf } from '../../lib/domain/questionnaire.ts'
import type { Actor } from '../../lib/services/context.ts'
import { REPLY_MAX_LENGTH, replyToReview } from '../../lib/services/developer-reply.ts'
import { saveSection } from '../../lib/services/submission-draft.ts'
import { submit } from '../../lib/services/submission-send.ts'
import { startSubmission } from '../../lib/services/submission-start.ts'
import { answerStands } from '../../lib/services/submission-turn.ts'
import { submissionTasks } from '../../lib/services/submission-view.ts'
import { MONDAY_MORNING, testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { filledAnswers } from '../support/filled-answers.ts'
import { type TestOrganization, testOrganization } from '../support/organization.ts'

let database: TestDatabase
let sunny: TestOrganization
let other: TestOrganization
let submissionId: string
const context = (actor: Actor, now = MONDAY_MORNING) => testContext(database.db, actor, now)
const TUESDAY = new Date('2026-11-24T15:00:00Z')
const WEDNESDAY = new Date('2026-11-25T15:00:00Z')
const statements = ['trueToday', 'membersSee', 'willUpdate'].map((id) => `attest.signature.${id}`)
const signature = { name: 'Dana Diaz', title: 'Director', authority: true, statements }

beforeAll(async () => {
  database = await testDatabase()
  sunny = await testOrganization(database.db, 'sunny.example.com', 'Sunny Health')
  other = await testOrganization(database.db, 'other.example.com', 'Other App')
  const ctx = context(sunny.owner)
  submissionId = (await startSubmission(ctx, { appId: sunny.appId })).submissionId
  await database.sql`delete from answer where submission_id = ${submissionId}`
  for (const [questionId, value] of Object.entries(filledAnswers())) {
    const row = { submissionId, questionId, value, version: 1, updatedAt: ctx.now, updatedBy: null }
    await ctx.transaction((tx) => insertAnswer(tx, row))
  }
})
afterAll(() => database.close())

/** What a reviewer's request for changes leaves behind. */
async function askForChanges(at: Date) {
  const items = [{ questionId: 'app.purpose', ground: 'incomplete', text: 'Say what the app does with claims.' }]
  await context(sunny.owner).transaction((tx) =>
    appendReviewEvent(tx, {
      id: randomUUID(),
      submissionId,
      kind: 'changes_requested',
      at,
      actorKind: 'staff',
      actorId: randomUUID(),
      human: true,
      publicText: 'Please look at one answer.',
      internalText: 'Nobody outside reads this.',
      data: { items },
      mailId: null,
    }),
  )
}

describe('replyToReview', () => {
  const input = (text: string) => ({ submissionId, text })
  it('needs a submission under review', async () => {
    await expect(replyToReview(context(sunny.owner), input('Hello'))).rejects.toMatchObject({ code: 'not_open' })
    await submit(context(sunny.owner), { submissionId, ...signature })
  })
  it('refuses strangers, other organizations and viewers', async () => {
    for (const actor of [{ kind: 'anonymous' } as const, other.owner]) {
      await expect(replyToReview(context(actor), input('Hello'))).rejects.toMatchObject({ code: 'not_found' })
    }
    await expect(replyToReview(context(sunny.viewer), input('Hello'))).rejects.toMatchObject({ code: 'role_too_low' })
  })
  it('refuses nothing and too much', async () => {
    for (const text of [' \n ', 'x'.repeat(REPLY_MAX_LENGTH + 1)]) {
      await expect(replyToReview(context(sunny.owner), input(text))).rejects.toMatchObject({
        code: 'reply',
        field: 'text',
      })
    }
  })
  it('keeps the text as text and shows it in the history', async () => {
    await replyToReview(context(sunny.editor, TUESDAY), input('<b>=1+1</b>\r\nSecond line\u0000'))
    const view = await submissionTasks(context(sunny.owner, TUESDAY), submissionId)
    expect(view.timeline.at(-1)).toMatchObject({ kind: 'reply', by: 'developer', text: '<b>=1+1</b>\nSecond line' })
  })
  it('writes once when the same form comes twice, at once or later', async () => {
    const form = () =>
      replyToReview(context(sunny.owner, TUESDAY), {
        ...input('Sent twice'),
        once: '7d444840-9dc0-41d1-b245-5ffdce74fad2',
      })
    await Promise.all([form(), form()])
    await form()
    const rows = (await listReviewEvents(database.db, submissionId)).filter((row) => row.publicText === 'Sent twice')
    expect(rows).toHaveLength(1)
    await expect(replyToReview(context(sunny.owner), { ...input('Hello'), once: 'x' })).rejects.toMatchObject({
      code: 'form',
    })
  })
})

describe('after a request for changes', () => {
  it('shows what is asked and no internal word', async () => {
    await askForChanges(TUESDAY)
    const view = await submissionTasks(context(sunny.owner, TUESDAY), submissionId)
    expect(view).toMatchObject({ status: 'changes_requested', turn: 'developer', may: { edit: true } })
    expect(view.changes).toMatchObject([{ questionId: 'app.purpose', section: 'app' }])
    expect(JSON.stringify(view)).not.toContain('Nobody outside')
  })
  it('takes changed answers in a new round; the first document stays as it was', async () => {
    const [first] = await listDocuments(database.db, submissionId)
    const ctx = context(sunny.owner, WEDNESDAY)
    const answers: Answers = { ...filledAnswers(), 'app.purpose': 'Sorts your claims by year.' }
    const questions = sectionOf(currentEdition(), 'app')?.questions ?? []
    const form = Object.assign({}, ...questions.map((question) => formOf(question, answers[question.id])))
    const versions = Object.fromEntries(questions.map(({ id }) => [id, 1]))
    await saveSection(ctx, { submissionId, section: 'app', form, versions })
    expect(await submit(ctx, { submissionId, ...signature })).toMatchObject({ sent: true })
    const documents = await listDocuments(database.db, submissionId)
    expect(documents.map((document) => document.round)).toEqual([1, 2])
    expect(documents[0]).toEqual(first)
    expect(documents[1]?.content).toContain('Sorts your claims by year.')
    const last = (await listReviewEvents(database.db, submissionId)).at(-1)
    expect(last).toMatchObject({ kind: 'resubmitted', data: { round: 2 } })
    expect((await findSubmission(database.db, submissionId))?.submittedAt).toEqual(MONDAY_MORNING)
  })
  it('may be answered by standing by an answer, once', async () => {
    const stands = (actor: Actor) => answerStands(context(actor, WEDNESDAY), { submissionId, text: 'It is complete.' })
    await expect(stands(sunny.owner)).rejects.toMatchObject({ code: 'nothing_asked' })
    await askForChanges(WEDNESDAY)
    await expect(stands(other.owner)).rejects.toMatchObject({ code: 'not_found' })
    await expect(stands(sunny.viewer)).rejects.toMatchObject({ code: 'role_too_low' })
    const results = await Promise.allSettled([stands(sunny.owner), stands(sunny.editor)])
    expect(results.map((result) => result.status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const view = await submissionTasks(context(sunny.owner, WEDNESDAY), submissionId)
    expect(view).toMatchObject({ status: 'in_review', turn: 'appsec', changes: [] })
  })
  it('keeps the columns of the queue as the events say', async () => {
    const row = await findSubmission(database.db, submissionId)
    const { calendar } = context(sunny.owner).settings
    const first = nextReplyDue(MONDAY_MORNING, calendar)
    expect(row).toMatchObject({ openTurn: 'appsec', dueAt: first })
  })
})
