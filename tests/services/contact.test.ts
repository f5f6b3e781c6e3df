/** Contacts: changed without review; an address counts once its reader pressed the button, or signs in with it. */
import { desc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { insertAnswer } from '../../db/queries/answer.ts'
import { findAddressConfirmation } from '../../db/queries/submission.ts'
import { mail } from '../../db/schema/mail.ts'
import { currentEdition } from '../../lib/domain/questionnaire.ts'
import { confirmAddress, confirmationView } from '../../lib/services/address-confirmation.ts'
import { askContactAgain, askPrimaryAgain, changeContact } from '../../lib/services/contact.ts'
import type { Actor } from '../../lib/services/context.ts'
import { organizationView } from '../../lib/services/organization.ts'
import { statementsOf } from '../../lib/services/submission-problems.ts'
import { submit } from '../../lib/services/submission-send.ts'
import { startSubmission } from '../../lib/services/submission-start.ts'
import { submissionTasks } from '../../lib/services/submission-view.ts'
import { MONDAY_MORNING, testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { filledAnswers } from '../support/filled-answers.ts'
import { type TestOrganization, testOrganization } from '../support/organization.ts'

let database: TestDatabase
let sunny: TestOrganization
let other: TestOrganization
const anonymous = { kind: 'anonymous' } as const
const DAY = 24 * 60 * 60 * 1000
const inDays = (days: number) => new Date(MONDAY_MORNING.getTime() + days * DAY)
const context = (actor: Actor, now = MONDAY_MORNING) => testContext(database.db, actor, now)
const statements = statementsOf(currentEdition()).map(({ input }) => input)
const signature = { name: 'Dana Diaz', title: 'Director', authority: true, statements }

beforeAll(async () => {
  database = await testDatabase()
  sunny = await testOrganization(database.db, 'sunny.example.com', 'Sunny Health')
  other = await testOrganization(database.db, 'other.example.com', 'Other App')
})
afterAll(() => database.close())

const mailsTo = (email: string) =>
  database.db.select().from(mail).where(eq(mail.toAddress, email)).orderBy(desc(mail.createdAt))
const tokenTo = async (email: string, organization = 'Sunny') => {
  const rows = (await mailsTo(email)).filter((row) => String(row.props.organization).startsWith(organization))
  const asked = rows.find((row) => row.kind === 'confirm_address')
  return String(asked?.props.url).split('/').at(-1) ?? ''
}
const change = (actor: Actor, kind: 'primary' | 'backup' | 'security', email: string, name = 'Kim Lee') =>
  changeContact(context(actor), { organizationId: sunny.organizationId, kind, name, email, phone: '785 555 0199' })
const stateOf = async (kind: string) =>
  (await organizationView(context(sunny.viewer), sunny.organizationId)).contacts.find((row) => row.kind === kind)

describe('changeContact', () => {
  it('is for owners and editors of that organization', async () => {
    for (const actor of [anonymous, other.owner]) {
      await expect(change(actor, 'backup', 'a@x.example')).rejects.toMatchObject({ code: 'not_found' })
    }
    await expect(change(sunny.viewer, 'backup', 'a@x.example')).rejects.toMatchObject({ code: 'role_too_low' })
  })
  it('refuses the payer’s own domains, beside the field', async () => {
    for (const email of ['nobody@bcbsks.com', 'nobody@lab.bcbsks.com']) {
      await expect(change(sunny.editor, 'security', email)).rejects.toMatchObject({
        code: 'payer_domain',
        field: 'email',
      })
    }
  })
  it('asks a new address, in one act with the change', async () => {
    expect(await change(sunny.editor, 'primary', 'kim@sunny.example.com', '<script>=1+1</script>')).toMatchObject({
      asked: 'sent',
    })
    expect(await stateOf('primary')).toMatchObject({ name: '<script>=1+1</script>', state: 'asked' })
    expect(await mailsTo('kim@sunny.example.com')).toMatchObject([
      { kind: 'confirm_address', props: { organization: 'Sunny Health Incorporated' } },
    ])
  })
  it('asks nothing when only a name or a phone changed', async () => {
    await change(sunny.editor, 'primary', 'KIM@sunny.example.com')
    expect(await mailsTo('KIM@sunny.example.com')).toHaveLength(0)
  })
  it('needs two people for main and backup contact', async () => {
    for (const kind of ['backup', 'primary'] as const) {
      const email = kind === 'backup' ? 'kim@sunny.example.com' : 'backup@sunny.example.com'
      await expect(change(sunny.owner, kind, email)).rejects.toMatchObject({ code: 'same_mailbox', field: 'email' })
    }
    await change(sunny.owner, 'security', 'kim@sunny.example.com')
  })
  it('counts the sign-in address of somebody of the organization as confirmed', async () => {
    expect(await change(sunny.owner, 'backup', 'Editor@sunny.example.com')).toMatchObject({ asked: 'confirmed' })
    expect(await stateOf('backup')).toMatchObject({ state: 'own' })
    const proven = await findAddressConfirmation(database.db, sunny.organizationId, 'EDITOR@sunny.example.com')
    expect(proven).toEqual(MONDAY_MORNING)
    expect(await findAddressConfirmation(database.db, other.organizationId, 'editor@sunny.example.com')).toBeUndefined()
  })
})

describe('confirmAddress', () => {
  it('keeps a digest only, and opening the link changes nothing', async () => {
    const token = await tokenTo('kim@sunny.example.com')
    expect(JSON.stringify(await database.sql`select * from confirmed_address`)).not.toContain(token)
    for (let opened = 0; opened < 3; opened += 1) {
      expect(await confirmationView(context(anonymous), token)).toMatchObject({ confirmedAt: null, expired: false })
    }
    expect(await findAddressConfirmation(database.db, sunny.organizationId, 'kim@sunny.example.com')).toBeUndefined()
  })
  it('refuses guesses and links that are too old', async () => {
    const token = await tokenTo('kim@sunny.example.com')
    for (const guess of ['x'.repeat(43), 'x'.repeat(10_000), '']) {
      await expect(confirmationView(context(anonymous), guess)).rejects.toMatchObject({ code: 'not_found' })
      await expect(confirmAddress(context(anonymous), { token: guess })).rejects.toMatchObject({ code: 'not_found' })
    }
    await expect(confirmAddress(context(anonymous, inDays(14)), { token })).rejects.toMatchObject({
      code: 'link_expired',
    })
  })
  it('is done by the reader, without an account; twice at once is harmless and audited once', async () => {
    const token = await tokenTo('kim@sunny.example.com')
    const press = () => confirmAddress(context(anonymous), { token })
    expect(await Promise.all([press(), press()])).toHaveLength(2)
    expect(await stateOf('primary')).toMatchObject({ state: 'confirmed' })
    expect(await confirmationView(context(anonymous, inDays(30)), token)).toMatchObject({ expired: false })
    const rows = await database.sql`select * from audit where act = 'address.confirmed'`
    expect(rows).toHaveLength(1)
  })
  it('counts for the organization that asked, and for no other', async () => {
    expect(await findAddressConfirmation(database.db, other.organizationId, 'kim@sunny.example.com')).toBeUndefined()
  })
})

describe('askContactAgain', () => {
  const again = (actor: Actor, kind: 'primary' | 'backup' | 'security' = 'security') =>
    askContactAgain(context(actor), { organizationId: other.organizationId, kind })
  it('is for owners and editors of that organization', async () => {
    for (const actor of [anonymous, sunny.owner]) {
      await expect(again(actor)).rejects.toMatchObject({ code: 'not_found' })
    }
    await expect(again(other.viewer)).rejects.toMatchObject({ code: 'role_too_low' })
  })
  it('sends five a day at most, whichever organization asks', async () => {
    await change(sunny.owner, 'security', 'security@other.example.com')
    for (let sent = 1; sent < 5; sent += 1) await again(other.editor)
    await expect(again(other.editor)).rejects.toMatchObject({ code: 'too_many_mails' })
    expect(await mailsTo('security@other.example.com')).toHaveLength(5)
  })
  it('says when nothing is left to confirm', async () => {
    await confirmAddress(context(anonymous), { token: await tokenTo('security@other.example.com', 'Other') })
    await expect(again(other.owner)).rejects.toMatchObject({ code: 'already_confirmed' })
  })
})

describe('the main contact of a form', () => {
  let submissionId: string
  it('is asked when the form is sent, once', async () => {
    const ctx = context(other.owner)
    submissionId = (await startSubmission(ctx, { appId: other.appId })).submissionId
    await database.sql`delete from answer where submission_id = ${submissionId}`
    for (const [questionId, value] of Object.entries(filledAnswers())) {
      const row = { submissionId, questionId, value, version: 1, updatedAt: ctx.now, updatedBy: null }
      await ctx.transaction((tx) => insertAnswer(tx, row))
    }
    await Promise.all([submit(ctx, { submissionId, ...signature }), submit(ctx, { submissionId, ...signature })])
    const kinds = (await mailsTo('contact@sunny.example.com')).map((row) => row.kind)
    expect(kinds.toSorted()).toEqual(['confirm_address', 'submission_received'])
    const view = await submissionTasks(ctx, submissionId)
    expect(view.primary).toMatchObject({ email: 'contact@sunny.example.com', confirmed: false })
  })
  it('can be asked again by the organization only', async () => {
    for (const actor of [anonymous, sunny.owner]) {
      await expect(askPrimaryAgain(context(actor), { submissionId })).rejects.toMatchObject({ code: 'not_found' })
    }
    await expect(askPrimaryAgain(context(other.viewer), { submissionId })).rejects.toMatchObject({
      code: 'role_too_low',
    })
    await askPrimaryAgain(context(other.editor), { submissionId })
  })
  it('counts as confirmed once its reader pressed the button', async () => {
    await confirmAddress(context(anonymous), { token: await tokenTo('contact@sunny.example.com', 'Other') })
    const view = await submissionTasks(context(other.owner), submissionId)
    expect(view.primary).toMatchObject({ confirmed: true })
    await expect(askPrimaryAgain(context(other.editor), { submissionId })).rejects.toMatchObject({
      code: 'already_confirmed',
    })
  })
})
