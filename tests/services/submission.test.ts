/** A draft from its start to the receipt: who may, what is kept, what is refused, what is frozen. */
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listAnswers } from '../../db/queries/answer.ts'
import { listDocuments } from '../../db/queries/document.ts'
import { findSubmission, listReviewEvents } from '../../db/queries/submission.ts'
import { mail } from '../../db/schema/mail.ts'
import { formOf } from '../../lib/domain/answers.ts'
import { firstContactDue } from '../../lib/domain/calendar.ts'
import type { AnswerValue } from '../../lib/domain/edition.ts'
import { currentEdition } from '../../lib/domain/questionnaire.ts'
import type { Actor, Context } from '../../lib/services/context.ts'
import { checkAnswers } from '../../lib/services/submission-check.ts'
import { saveSection } from '../../lib/services/submission-draft.ts'
import { submit } from '../../lib/services/submission-send.ts'
import { startSubmission } from '../../lib/services/submission-start.ts'
import { withdraw } from '../../lib/services/submission-turn.ts'
import { submissionTasks } from '../../lib/services/submission-view.ts'
import { MONDAY_MORNING, testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { filledAnswers } from '../support/filled-answers.ts'
import { type TestOrganization, testOrganization, testPerson } from '../support/organization.ts'

let database: TestDatabase
let sunny: TestOrganization
let other: TestOrganization
let submissionId: string
const context = (actor: Actor, now = MONDAY_MORNING) => testContext(database.db, actor, now)
const NOBODY = { kind: 'anonymous' } as const
const statements = ['trueToday', 'membersSee', 'willUpdate'].map((id) => `attest.signature.${id}`)
const signature = { name: 'Dana Diaz', title: 'Director', authority: true, statements }

beforeAll(async () => {
  database = await testDatabase()
  sunny = await testOrganization(database.db, 'sunny.example.com', 'Sunny Health')
  other = await testOrganization(database.db, 'other.example.com', 'Other App')
  submissionId = (await startSubmission(context(sunny.owner), { appId: sunny.appId })).submissionId
})
afterAll(() => database.close())

/** Posts a section as its form does. */
async function save(ctx: Context, section: string, answers: Record<string, AnswerValue>, id = submissionId) {
  const questions = currentEdition().sections.find((one) => one.id === section)?.questions ?? []
  const form = Object.assign({}, ...questions.map((question) => formOf(question, answers[question.id])))
  const versions = Object.fromEntries((await listAnswers(ctx.reader, id)).map((row) => [row.questionId, row.version]))
  return saveSection(ctx, { submissionId: id, section, form, versions })
}

async function saveAll(ctx: Context, answers: Record<string, AnswerValue>, id = submissionId) {
  for (const section of currentEdition().sections) await save(ctx, section.id, answers, id)
}

const stored = async (questionId: string) =>
  (await listAnswers(database.db, submissionId)).find((row) => row.questionId === questionId)

describe('startSubmission', () => {
  it('starts with what the portal knows', async () => {
    expect((await stored('org.identity'))?.value).toMatchObject({
      legalName: 'Sunny Health Incorporated',
      kind: 'company',
      monitoredDomains: ['sunny.example.com'],
    })
    expect((await stored('contact.primary'))?.value).toMatchObject({ email: 'primary@sunny.example.com' })
    expect((await stored('app.identity'))?.value).toEqual({ name: 'Sunny Health' })
  })
  it('gives the open one back, also to two at once', async () => {
    const starts = [sunny.owner, sunny.editor].map((actor) => startSubmission(context(actor), { appId: sunny.appId }))
    expect(await Promise.all(starts)).toEqual([{ submissionId }, { submissionId }])
  })
  it('refuses strangers, other organizations and viewers', async () => {
    const input = { appId: sunny.appId }
    const stranger = await testPerson(database.db, 'stranger@nowhere.example.com')
    for (const actor of [NOBODY, stranger, other.owner]) {
      await expect(startSubmission(context(actor), input)).rejects.toMatchObject({ code: 'not_found' })
    }
    await expect(startSubmission(context(sunny.viewer), input)).rejects.toMatchObject({ code: 'role_too_low' })
    await expect(startSubmission(context(sunny.owner), { appId: 'x' })).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('saveSection', () => {
  it('refuses strangers, other organizations and viewers', async () => {
    const input = { submissionId, section: 'app', form: {}, versions: {} }
    for (const actor of [NOBODY, other.owner]) {
      await expect(saveSection(context(actor), input)).rejects.toMatchObject({ code: 'not_found' })
    }
    await expect(saveSection(context(sunny.viewer), input)).rejects.toMatchObject({ code: 'role_too_low' })
    const elsewhere = { ...input, section: 'nowhere' }
    await expect(saveSection(context(sunny.owner), elsewhere)).rejects.toMatchObject({ code: 'not_found' })
  })
  it('keeps markup and formulas as text', async () => {
    await save(context(sunny.owner), 'app', { 'app.purpose': '<script>alert(1)</script>' })
    expect((await stored('app.purpose'))?.value).toBe('<script>alert(1)</script>')
    await save(context(sunny.owner), 'app', { 'app.purpose': '=1+1' })
    expect((await stored('app.purpose'))?.value).toBe('=1+1')
  })
  it('refuses an answer of 2 MB, keeps the one before and saves the others', async () => {
    const version = async (id: string) => (await stored(id))?.version ?? 0
    const form = { 'app.purpose': 'x'.repeat(2_000_000), 'app.platforms': ['ios'] }
    const versions = { 'app.purpose': await version('app.purpose'), 'app.platforms': await version('app.platforms') }
    const result = await saveSection(context(sunny.owner), { submissionId, section: 'app', form, versions })
    expect(result.errors).toHaveProperty(['app.purpose'])
    expect(result.saved).toContain('app.platforms')
    expect((await stored('app.purpose'))?.value).toBe('=1+1')
  })
  it('shows both sides of a stale answer and saves the rest', async () => {
    const before = Object.fromEntries(
      (await listAnswers(database.db, submissionId)).map((row) => [row.questionId, row.version]),
    )
    const post = (actor: Actor, form: Record<string, string | string[]>) =>
      saveSection(context(actor), { submissionId, section: 'app', form, versions: before })
    await post(sunny.owner, { 'app.identity.name': 'Sunny Health', 'app.purpose': 'Theirs', 'app.platforms': ['ios'] })
    const late = post(sunny.editor, {
      'app.identity.name': 'Sunny Health',
      'app.purpose': 'Yours',
      'app.platforms': ['ios', 'android'],
    })
    await expect(late).rejects.toMatchObject({
      code: 'stale',
      details: { answers: { 'app.purpose': { theirs: 'Theirs', yours: 'Yours' } }, saved: ['app.platforms'] },
    })
    expect((await stored('app.purpose'))?.value).toBe('Theirs')
    expect((await stored('app.platforms'))?.value).toEqual(['ios', 'android'])
  })
  it('lets one of two first answers at once through', async () => {
    const post = (actor: Actor, text: string) =>
      saveSection(context(actor), {
        submissionId,
        section: 'choices',
        form: { 'choice.how-to-stop': text },
        versions: {},
      })
    const results = await Promise.allSettled([post(sunny.owner, 'One'), post(sunny.editor, 'Two')])
    expect(results.map((result) => result.status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect((await stored('choice.how-to-stop'))?.version).toBe(1)
  })
})

describe('submit', () => {
  it('refuses what is incomplete, by name', async () => {
    const refusal = submit(context(sunny.owner), { submissionId, ...signature })
    await expect(refusal).rejects.toMatchObject({ code: 'incomplete' })
    expect(await stored('attest.signature')).toBeUndefined()
    await saveAll(context(sunny.owner), filledAnswers(true, { 'app.identity': appIdentity('Sunny Health') }))
  })
  it('refuses a signature without name, title, statements or authority', async () => {
    const faults = [
      [{ name: ' ' }, 'name'],
      [{ title: '' }, 'title'],
      [{ statements: statements.slice(1) }, 'attest.signature.trueToday'],
      [{ authority: false }, 'authority'],
      [{ name: 'a\u202eb' }, 'name'],
    ] as const
    for (const [fault, field] of faults) {
      const refusal = submit(context(sunny.owner), { submissionId, ...signature, ...fault })
      await expect(refusal).rejects.toMatchObject({ code: 'signature', field })
    }
  })
  it('refuses the name of another live app', async () => {
    await save(context(sunny.owner), 'app', { ...filledAnswers(), 'app.identity': appIdentity('0ther App') })
    await expect(submit(context(sunny.owner), { submissionId, ...signature })).rejects.toMatchObject({
      code: 'incomplete',
      details: { problems: [{ input: 'app.identity.name' }] },
    })
    await save(context(sunny.owner), 'app', { ...filledAnswers(), 'app.identity': appIdentity('Sunny Health') })
  })
  it('refuses strangers, other organizations and viewers', async () => {
    const input = { submissionId, ...signature }
    for (const actor of [NOBODY, other.owner]) {
      await expect(submit(context(actor), input)).rejects.toMatchObject({ code: 'not_found' })
    }
    await expect(submit(context(sunny.viewer), input)).rejects.toMatchObject({ code: 'role_too_low' })
  })
  it('signs nothing but the answers that stood on the page of the check', async () => {
    const { read } = await checkAnswers(context(sunny.owner), submissionId)
    await save(context(sunny.editor), 'choices', {
      ...filledAnswers(true),
      'choice.how-to-stop': 'Write to us by post.',
    })
    const refusal = submit(context(sunny.owner), { submissionId, ...signature, read })
    await expect(refusal).rejects.toMatchObject({ code: 'answers_changed' })
    expect(await listDocuments(database.db, submissionId)).toEqual([])
    await saveAll(context(sunny.owner), filledAnswers(true, { 'app.identity': appIdentity('Sunny Health') }))
    expect((await checkAnswers(context(sunny.owner), submissionId)).read).toBe(read)
  })
  it('sends once for two at once, with its event, clock, mails and audit', async () => {
    const { read } = await checkAnswers(context(sunny.editor), submissionId)
    const input = { submissionId, ...signature, read }
    const results = await Promise.all([submit(context(sunny.owner), input), submit(context(sunny.editor), input)])
    expect(results.map((result) => result.sent).toSorted()).toEqual([false, true])
    const events = await listReviewEvents(database.db, submissionId)
    expect(events.map((event) => event.kind)).toEqual(['submitted'])
    const row = await findSubmission(database.db, submissionId)
    const due = firstContactDue(MONDAY_MORNING, context(NOBODY).settings.calendar)
    expect(row).toMatchObject({ dueAt: due, openTurn: 'appsec', submittedAt: MONDAY_MORNING })
    const mails = await database.db.select().from(mail).where(eq(mail.submissionId, submissionId))
    const submitter = results[0]?.sent ? sunny.owner.email : sunny.editor.email
    expect(mails.map((one) => one.toAddress).toSorted()).toEqual(['contact@sunny.example.com', submitter].toSorted())
    const audit = await database.sql`select act from audit where noun_id = ${submissionId} and act like '%.submitted'`
    expect(audit).toHaveLength(1)
  })
  it('freezes a document whose digest is of its text and names nobody', async () => {
    const [document, ...more] = await listDocuments(database.db, submissionId)
    expect(more).toEqual([])
    expect(document?.digest).toBe(context(NOBODY).digest(document?.content ?? ''))
    for (const personal of ['Dana Diaz', 'contact@sunny.example.com', 'second@sunny.example.com', '555 0100']) {
      expect(document?.content).not.toContain(personal)
      expect(JSON.stringify([document?.people, document?.signerName])).toContain(personal)
    }
    await expect(database.sql`update document set content = '{}'`).rejects.toThrow()
  })
  it('closes the answers', async () => {
    const input = { submissionId, section: 'app', form: { 'app.purpose': 'Late' }, versions: {} }
    await expect(saveSection(context(sunny.owner), input)).rejects.toMatchObject({ code: 'not_editable' })
  })
  it('shows a receipt with the due time to everybody of the organization', async () => {
    const view = await submissionTasks(context(sunny.viewer), submissionId)
    expect(view).toMatchObject({ status: 'submitted', turn: 'appsec', may: { edit: false, reply: false } })
    expect(view.due?.sentence).toContain('Wed Nov 25, 5:00 p.m. CT')
    expect(view.timeline.map((event) => event.title)).toEqual(['You submitted the answers'])
    await expect(submissionTasks(context(other.owner), submissionId)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('withdraw', () => {
  it('refuses strangers and viewers, then ends it; the next one starts with the same answers', async () => {
    await expect(withdraw(context(other.owner), { submissionId })).rejects.toMatchObject({ code: 'not_found' })
    await expect(withdraw(context(sunny.viewer), { submissionId })).rejects.toMatchObject({ code: 'role_too_low' })
    await withdraw(context(sunny.owner), { submissionId })
    await withdraw(context(sunny.owner), { submissionId })
    const view = await submissionTasks(context(sunny.owner), submissionId)
    expect(view).toMatchObject({ status: 'withdrawn', turn: 'nobody', due: null })
    const next = await startSubmission(context(sunny.owner), { appId: sunny.appId })
    expect(next.submissionId).not.toBe(submissionId)
    const answers = await listAnswers(database.db, next.submissionId)
    expect(answers.map((row) => row.questionId)).toContain('app.purpose')
    expect(answers.map((row) => row.questionId)).not.toContain('attest.signature')
  })
})

function appIdentity(name: string): AnswerValue {
  const filled = filledAnswers()['app.identity'] as Record<string, unknown>
  return { ...filled, name }
}
