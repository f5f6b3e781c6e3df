/**
 * Everything that an organization can leave behind is filled through the services that fill it; then it is erased, and the
 * whole database is searched for the names and addresses of its people.
 */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appendMailAttempt } from '../../db/queries/mail.ts'
import { registerApp } from '../../lib/services/app.ts'
import { deleteApp } from '../../lib/services/app-deletion.ts'
import { verifyAudit } from '../../lib/services/audit.ts'
import { createSandboxClient } from '../../lib/services/client.ts'
import { proposeChange, withdrawChange } from '../../lib/services/client-change.ts'
import { makeSecret } from '../../lib/services/client-secret.ts'
import { offerTransfer } from '../../lib/services/client-transfer.ts'
import { changeContact } from '../../lib/services/contact.ts'
import type { Actor, Developer, Staff } from '../../lib/services/context.ts'
import { replyToReview } from '../../lib/services/developer-reply.ts'
import { answerFinding } from '../../lib/services/episode-answer.ts'
import { noteAnswer } from '../../lib/services/episode-breach.ts'
import { episodeView } from '../../lib/services/episode-view.ts'
import { eraseRemoved } from '../../lib/services/erasure.ts'
import { reportIncident } from '../../lib/services/incident.ts'
import { inviteColleague } from '../../lib/services/invitation.ts'
import { saveProfile } from '../../lib/services/profile.ts'
import { confirmRemoval } from '../../lib/services/removal.ts'
import { requestChanges } from '../../lib/services/review-changes.ts'
import { addNote, writeMessage } from '../../lib/services/review-message.ts'
import { reviewView } from '../../lib/services/review-view.ts'
import { requestSignInCode, verifySignInCode } from '../../lib/services/sign-in.ts'
import { submit } from '../../lib/services/submission-send.ts'
import { startSubmission } from '../../lib/services/submission-start.ts'
import { answerStands } from '../../lib/services/submission-turn.ts'
import { ensureTerms } from '../../lib/services/terms.ts'
import { acceptByLink, sendTermsLink } from '../../lib/services/terms-link.ts'
import { createWebhook } from '../../lib/services/webhook.ts'
import { approvedApp } from '../support/approved-app.ts'
import { MONDAY_MORNING, testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { rawMail, received } from '../support/inbound-mail.ts'
import { episodeIdOf, type LadderTest, local, QUIET, quietClient, STEPS, sweepAt, system } from '../support/ladder.ts'
import { type TestOrganization, testOrganization } from '../support/organization.ts'
import { confirmAddress, fillAnswers, SIGNATURE, testStaff } from '../support/review.ts'
import { decideSubmissions } from '../support/transfer.ts'

/** Stands in every text that people of the organization wrote, in their names and in their addresses, and nowhere else. */
const NAME = 'Zephyrine'
const REMOVED = local('2027-03-08T08:00')
const ERASED = local('2027-04-10T08:00')

let database: TestDatabase
let rita: Staff
let lena: Staff
let wren: LadderTest
let moon: TestOrganization
let owner: Developer
const context = (actor: Actor, now = MONDAY_MORNING) => testContext(database.db, actor, now)

/** Rows of every table there is, those of the job queue too, in which a text stands. */
async function tablesWith(text: string): Promise<Record<string, string[]>> {
  const tables = await database.sql`
    select table_schema as schema, table_name as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`
  const found: Record<string, string[]> = {}
  for (const { schema, name } of tables) {
    const rows = await database.sql`
      select t::text as row from ${database.sql(`${schema}.${name}`)} t where t::text ilike ${`%${text}%`}`
    if (rows.length > 0) found[name] = rows.map(({ row }) => String(row))
  }
  return found
}

async function emptyTables(): Promise<string[]> {
  const tables =
    await database.sql`select table_name as name from information_schema.tables where table_schema = 'public'`
  const counts = await Promise.all(
    tables.map(({ name }) => database.sql`select ${name}::text as name from ${database.sql(String(name))} limit 1`),
  )
  const filled = new Set(counts.flat().map(({ name }) => name))
  return tables.flatMap(({ name }) => (filled.has(name) ? [] : [String(name)]))
}

beforeAll(async () => {
  database = await testDatabase()
  rita = await testStaff(database.db, 'reviewer', 'Rita Reyes')
  lena = await testStaff(database.db, 'lead', 'Lena Long')
  await ensureTerms(context(system, new Date('2026-01-01T00:00:00Z')))
  wren = await quietClient(database, 'wren.example.com', QUIET)
  moon = await testOrganization(database.db, 'moon.example.com', 'Moon App')
  await database.sql`update person set name = ${`${NAME} Quill`}, email = ${`${NAME.toLowerCase()}@wren.example.com`}
    where id = ${wren.organization.owner.personId}`
  const { personId } = wren.organization.owner
  owner = { kind: 'developer', personId, name: `${NAME} Quill`, email: `${NAME.toLowerCase()}@wren.example.com` }
  await people()
  await review()
  await client()
  await cases()
})
afterAll(() => database.close())

async function people(): Promise<void> {
  const { organizationId } = wren.organization
  const ctx = context(owner)
  const contact = { name: `${NAME} Second`, email: 'zephyrine.second@wren.example.com', phone: '+1 785 555 0199' }
  await changeContact(ctx, { organizationId, kind: 'backup', ...contact })
  await saveProfile(ctx, { name: `${NAME} Quill`, zone: 'America/Denver' })
  await inviteColleague(ctx, { organizationId, email: 'zephyrine.new@wren.example.com', role: 'viewer' })
  // Somebody who stays: that mail is theirs, and names one of ours.
  await inviteColleague(ctx, { organizationId, email: moon.owner.email, role: 'viewer' })
  await requestSignInCode(ctx, { email: owner.email })
  const [code] = await database.sql`select props ->> 'code' as code from mail where kind = 'sign_in_code'`
  await verifySignInCode(context({ kind: 'anonymous' }), { email: owner.email, code: String(code?.code) })
  await createWebhook(ctx, { organizationId, url: 'https://hooks.example.com/zephyrine' })
}

/** A second app of which the review talks and never ends. */
async function review(): Promise<void> {
  const { organizationId } = wren.organization
  const ctx = context(owner)
  const { appId } = await registerApp(ctx, { organizationId, name: 'Wren Two' })
  const { submissionId } = await startSubmission(ctx, { appId })
  const main = { name: `${NAME} Main`, email: 'contact@wren.example.com', phone: '+1 785 555 0100' }
  const answers = { 'contact.primary': main }
  await fillAnswers(database.db, submissionId, 'Wren Two', 'wren.example.com', answers)
  await confirmAddress(database.db, organizationId, main.email)
  await submit(ctx, { submissionId, ...SIGNATURE, name: `${NAME} Signer` })
  await sendTermsLink(ctx, { organizationId, email: 'zephyrine@law.example.com' })
  const [link] = await database.sql`select props ->> 'url' as url from mail where kind = 'terms_link'`
  const token = String(link?.url).split('/').at(-1) ?? ''
  const [terms] = await database.sql`select version from terms`
  const accepted = { token, version: String(terms?.version), name: `${NAME} Counsel`, title: 'Counsel' }
  await acceptByLink(context({ kind: 'anonymous' }), { ...accepted, authority: 'yes' })

  const staff = context(rita)
  await writeMessage(staff, { submissionId, text: `Dear ${NAME}, a question.` })
  await replyToReview(ctx, { submissionId, text: `Ask ${NAME}.`, once: randomUUID() })
  const change = { questionId: 'app.identity', ground: 'incomplete', text: 'Say more.' }
  await requestChanges(staff, { submissionId, text: `Dear ${NAME}, please change:`, changes: [change] })
  await answerStands(ctx, { submissionId, text: `It stands, says ${NAME}.` })
  await addNote(staff, { submissionId, text: `A note of staff about ${NAME}.` })
  const from = `${NAME} <contact@wren.example.com>`
  const [mail] = await database.sql`select id from mail where kind = 'review_message'`
  const headers = { References: `<${mail?.id}@${staff.settings.mailHost}>` }
  await received(context(system), rawMail({ from, headers, text: `Yours, ${NAME}` }))
  // Something that nobody sent, in an app that its owner deletes.
  const third = await registerApp(ctx, { organizationId, name: 'Wren Three' })
  const draft = await startSubmission(ctx, third)
  await fillAnswers(database.db, draft.submissionId, 'Wren Three', 'wren.example.com', {
    'app.identity': { name: 'Wren Three', description: `By ${NAME}` },
  })
  await deleteApp(ctx, { appId: third.appId, name: 'Wren Three' })
}

async function client(): Promise<void> {
  const ctx = context(owner)
  const { clientId, organization } = wren
  const made = { appId: organization.appId, name: 'Try', redirectUri: 'https://wren.example.com/cb' }
  const sandbox = await createSandboxClient(ctx, { ...made, type: 'confidential-symmetric' })
  await makeSecret(ctx, { clientId: sandbox.clientId, label: `Laptop of ${NAME}` })
  const change = { kind: 'name' as const, clientId, name: 'Wren Other', reason: `${NAME} likes it.` }
  await withdrawChange(ctx, await proposeChange(ctx, change))
  await decideSubmissions(database, clientId, MONDAY_MORNING)
  await offerTransfer(ctx, { clientId, email: 'zephyrine@buyer.example.com', reason: `${NAME} retires.` })
  // Somebody else's offer, to one of ours.
  const other = await approvedApp(database.db, moon)
  await decideSubmissions(database, other.clientId, MONDAY_MORNING)
  await offerTransfer(context(moon.owner), { clientId: other.clientId, email: owner.email, reason: 'We sold it.' })
}

async function cases(): Promise<void> {
  const ctx = context(owner)
  const { organizationId } = wren.organization
  await reportIncident(ctx, {
    ...{ organizationId, clientId: '', once: randomUUID(), kind: 'device', date: '2026-11-23', time: '08:00' },
    ...{ description: `${NAME} lost a laptop.`, tokens: 'no', members: `${NAME} counts them`, contained: 'yes' },
  })
  const [breach] = await database.sql`select id from episode where kind = 'breach'`
  const episodeId = String(breach?.id)
  const finding = { finding: `The laptop of ${NAME}`, answer: `${NAME} found it.` }
  await answerFinding(ctx, { episodeId, ...finding, once: randomUUID() })
  await noteAnswer(context(rita), { episodeId, finding: 'On the phone', answer: `${NAME} called.` })
  const [receipt] = await database.sql`select id from mail where kind = 'incident_received'`
  const headers = { References: `<${receipt?.id}@${ctx.settings.mailHost}>` }
  await received(context(system), rawMail({ from: owner.email, headers, text: `More of ${NAME}` }))
}

/** Tables that nothing above fills. Whoever adds one says here why no name and no word of a developer comes into it. */
const UNFILLED: Record<string, string> = {
  activity_batch: 'what the gateway counted',
  activity_count: 'what the gateway counted',
  activity_gap: 'when the gateway was silent',
  attestation_notice: 'sentences that members read, which stay',
  grant: 'what a member was shown, which stays; the address is the member’s',
  grant_event: 'what became of it',
  jwks_fetch: 'what stood at an address of keys',
  provider_state: 'sign-ins of members',
  provision_attempt: 'what another server answered',
  provision_intent: 'name, addresses and keys of a client',
  provision_state: 'counts',
  provisioned_client: 'ids and sealed secrets',
  rating_alert: 'words of the security-rating service',
  rating_batch: 'files of the security-rating service',
  rating_event: 'notes of staff, which stay',
  signal: 'words of the gateway',
  stop_event: 'reasons and notes of staff, which stay',
  webhook_attempt: 'what the company’s server answered',
}

/** Every mail server names the address that it took or did not. */
async function deliver(): Promise<void> {
  const mails = await database.sql`select id, to_address from mail`
  for (const { id: mailId, to_address: to } of mails) {
    const attempt = { id: randomUUID(), mailId, at: REMOVED, outcome: 'accepted' as const, detail: `250 <${to}> taken` }
    await database.db.transaction((tx) => appendMailAttempt(tx, attempt))
  }
}

describe('erasing an organization', () => {
  it('leaves no name, no address and no word of its people but in what the rules keep', async () => {
    const before = Object.keys(await tablesWith(NAME))
    // So that the search below cannot pass because nothing was there.
    expect(before.toSorted()).toEqual(
      [
        ...[
          'acceptance',
          'answer',
          'client_change',
          'client_secret',
          'confirmed_address',
          'contact',
          'document',
          'episode_event',
        ],
        ...['inbound_mail', 'incident_report', 'invitation', 'mail', 'person', 'review_event', 'sign_in_code'],
        ...['terms_link', 'webhook'],
      ].toSorted(),
    )
    const [placed] = await database.sql`
      select count(*)::int as n from inbound_mail where text <> '' and (submission_id is not null or episode_id is not null)`
    expect(placed?.n).toBe(2)
    for (const at of STEPS) await sweepAt(database, at)
    await confirmRemoval(context(lena, REMOVED), { episodeId: await episodeIdOf(database, wren.clientId) })
    await deliver()
    expect((await emptyTables()).toSorted()).toEqual(Object.keys(UNFILLED).toSorted())
    const { organizationId } = wren.organization
    expect(await eraseRemoved(context(system, ERASED))).toEqual([organizationId])

    // What the rules keep: notes and decisions of payer staff are the payer's own record (domain.md 1 and 13). Documents,
    // acceptances and audit stay as well, with titles and digests; no name stands in them any more (domain.md 9).
    const left = await tablesWith(NAME)
    expect(Object.keys(left)).toEqual(['review_event'])
    expect(left.review_event?.join()).toContain('A note of staff about')
    expect(left.review_event).toHaveLength(1)
    expect(await tablesWith('@wren.example.com')).toEqual({})
  })

  it('leaves the evidence: documents, acceptances, what happened, and an audit that is whole', async () => {
    const { organizationId } = wren.organization
    const [document] = await database.sql`
      select count(*)::int as n, count(*) filter (where signer_name is not null)::int as named
      from document d join submission s on s.id = d.submission_id where s.organization_id = ${organizationId}`
    expect(document).toEqual({ n: 2, named: 0 })
    const [acceptance] = await database.sql`select name, title, link_email from acceptance`
    expect(acceptance).toEqual({ name: null, title: 'Counsel', link_email: null })
    const kinds = await database.sql`select kind from episode_event where actor_kind = 'developer' order by seq`
    expect(kinds.map(({ kind }) => kind)).toEqual(['opened', 'answer'])
    expect((await verifyAudit(context(system, ERASED))).map(({ fault }) => fault)).toEqual([null, null])
  })

  it('tells staff that words were erased, and when, where there were any', async () => {
    const sentence = 'The words were erased on April 10, 2027.'
    const [found] = await database.sql`
      select submission_id as id, (select id from episode where kind = 'breach') as episode
      from review_event where kind = 'answer_stands'`
    const { timeline } = await reviewView(context(rita, ERASED), { submissionId: String(found?.id) })
    const view = await episodeView(context(rita, ERASED), String(found?.episode))
    const kindsOf = (entries: readonly { kind: string; erased: string }[]) =>
      entries.flatMap(({ kind, erased }) => (erased === sentence ? kind : erased))
    expect(kindsOf(timeline).filter(Boolean)).toEqual(['message', 'reply', 'answer_stands', 'reply'])
    expect(kindsOf(view.events).filter(Boolean)).toEqual(['opened', 'answer', 'answer', 'received'])
    expect([view.erased, view.mails.map(({ erased }) => erased)]).toEqual([sentence, [true]])
  })

  it('leaves others what is theirs', async () => {
    const kept = await database.sql`select kind, props from mail where to_address = ${moon.owner.email} order by kind`
    expect(kept.find(({ kind }) => kind === 'invitation')?.props).toMatchObject({ inviter: 'somebody' })
    const [offer] = await database.sql`
      select reason, offered_to from client_change where before ->> 'organizationId' = ${moon.organizationId}`
    expect(offer).toEqual({ reason: 'We sold it.', offered_to: null })
    const [contact] = await database.sql`select count(*)::int as n from contact`
    expect(contact?.n).toBe(3)
  })
})
