/** Starts a submission for an app, filled in with what the portal knows already. */
import { insertAnswer, listAnswers } from '../../db/queries/answer.ts'
import { findCurrentAttestation, findDocument } from '../../db/queries/attestation.ts'
import {
  findOrganizationOfApp,
  findSubmissionByReference,
  insertSubmission,
  listContactsOfOrganization,
  listSubmissionsOfApp,
} from '../../db/queries/submission.ts'
import type { Tx } from '../../db/transaction.ts'
import { mustBeAllowed } from '../domain/organization.ts'
import { type Answers, type AnswerValue, currentEdition, questionOf } from '../domain/questionnaire.ts'
import { notFound, Refusal } from '../domain/refusal.ts'
import { frozenAnswers } from '../domain/registration.ts'
import { REGISTER_ANEW } from '../domain/removal.ts'
import { isOpen, reviewStatus } from '../domain/review.ts'
import { referenceOf, SIGNATURE_QUESTION } from '../domain/submission.ts'
import { lockedAppOf } from './client.ts'
import type { Context } from './context.ts'
import { recordAudit } from './record.ts'
import { isClientOfAppRemoved } from './removal-facts.ts'
import { submissionEvents } from './submission-facts.ts'
import { withLiveClient, withoutKeysOfBefore } from './submission-prefill.ts'

/**
 * Starts a draft. An app has one open submission at most: while there is one, that one is given back.
 * A new one after an earlier one starts with the earlier answers, so that only changes have to be made.
 * Refuses `not_found` (not a person of the app's organization), `role_too_low` and, for an app whose client was removed,
 * `client_removed`.
 */
export function startSubmission(ctx: Context, input: { appId: string }): Promise<{ submissionId: string }> {
  return ctx.transaction(async (tx) => {
    const { actor } = ctx
    if (actor.kind !== 'developer') throw notFound('app')
    const app = await lockedAppOf(tx, ctx, input.appId)
    mustBeAllowed(app.role, 'edit_submission')
    if (await isClientOfAppRemoved(tx, app.id)) throw new Refusal('client_removed', REGISTER_ANEW)
    const [latest] = await listSubmissionsOfApp(tx, app.id)
    const own = latest?.organizationId === app.organizationId
    if (latest && own) {
      const status = reviewStatus(await submissionEvents(tx, latest.id))
      if (status === 'draft' || isOpen(status)) return { submissionId: latest.id }
    }
    const submissionId = await insertDraft(tx, ctx, app, actor.personId)
    const known = await knownAnswers(tx, app.id, app.name)
    const earlier = !latest ? known : own ? await earlierAnswers(tx, latest.id) : await takenOver(tx, app.id, known)
    const prefill = latest ? await withLiveClient(tx, app.id, earlier) : known
    for (const [questionId, value] of Object.entries(prefill)) {
      const row = { submissionId, questionId, value, version: 1, updatedAt: ctx.now, updatedBy: actor.personId }
      await insertAnswer(tx, row)
    }
    await recordAudit(tx, ctx, {
      act: 'submission.started',
      noun: 'submission',
      nounId: submissionId,
      organizationId: app.organizationId,
      data: { appId: app.id, after: latest?.id ?? null },
    })
    return { submissionId }
  })
}

async function insertDraft(
  tx: Tx,
  ctx: Context,
  app: { id: string; organizationId: string },
  personId: string,
): Promise<string> {
  const submissionId = ctx.randomId()
  await insertSubmission(tx, {
    id: submissionId,
    appId: app.id,
    organizationId: app.organizationId,
    edition: currentEdition().id,
    reference: await freeReference(tx, ctx),
    createdAt: ctx.now,
    createdBy: personId,
    submittedAt: null,
    dueAt: null,
    openTurn: null,
  })
  return submissionId
}

async function freeReference(tx: Tx, ctx: Context): Promise<string> {
  for (;;) {
    const reference = referenceOf(ctx.digest(ctx.randomSecret()))
    if (!(await findSubmissionByReference(tx, reference))) return reference
  }
}

/**
 * For a company that took the app over: what the approved document says about the app, which names nobody, and who the
 * company is. Drafts, messages and people of the company before are nothing it sees.
 */
async function takenOver(tx: Tx, appId: string, known: Answers): Promise<Answers> {
  const approved = await findCurrentAttestation(tx, appId)
  const document = approved && (await findDocument(tx, approved.documentId))
  if (!document) return known
  const edition = currentEdition()
  const answers = Object.entries(frozenAnswers(document.content)).filter(([id]) => questionOf(edition, id))
  const earlier = withoutKeysOfBefore(Object.fromEntries(answers) as Answers)
  return { ...earlier, ...known, 'app.identity': earlier['app.identity'] ?? known['app.identity'] }
}

/** The answers of the submission before, without the signature: everybody signs anew. */
async function earlierAnswers(tx: Tx, submissionId: string): Promise<Answers> {
  const edition = currentEdition()
  const rows = await listAnswers(tx, submissionId)
  const kept = rows.filter((row) => row.value !== null && row.questionId !== SIGNATURE_QUESTION)
  return Object.fromEntries(
    kept.filter((row) => questionOf(edition, row.questionId)).map((row) => [row.questionId, row.value as AnswerValue]),
  )
}

/** What the organization told the portal when it signed up. */
async function knownAnswers(tx: Tx, appId: string, appName: string): Promise<Answers> {
  const organization = await findOrganizationOfApp(tx, appId)
  if (!organization) throw notFound('app')
  const contacts = await listContactsOfOrganization(tx, organization.id)
  const answers: Record<string, AnswerValue> = {
    'org.identity': filled({
      legalName: organization.legalName,
      dba: organization.dba,
      kind: knownKind(organization.kind),
      address: organization.address,
      country: organization.country,
      website: organization.website,
      monitoredDomains: organization.domains,
    }),
    'app.identity': { name: appName },
  }
  for (const { kind, name, email, phone } of contacts) {
    answers[`contact.${kind}`] = filled(kind === 'security' ? { email, phone } : { name, email, phone })
  }
  return answers
}

/** The kind of organization when it is one of the questionnaire's own codes. */
function knownKind(kind: string): string {
  const fields = questionOf(currentEdition(), 'org.identity')?.fields ?? []
  const options = fields.find((field) => field.id === 'kind')?.options ?? []
  return options.some((option) => option.code === kind) ? kind : ''
}

/** Blank fields are left out of an answer. */
function filled(fields: Record<string, string | string[]>): Record<string, string | string[]> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value.length > 0))
}
