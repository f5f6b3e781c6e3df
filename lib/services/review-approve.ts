/**
 * Approval: in one transaction the decision, the signed statements, the client, the developer's mail and the audit. The
 * other outcome, what members are told, follows from the answers and is never a reason here.
 */
import { findProductionClientOfApp, lockClient } from '../../db/queries/client.ts'
import type { Tx } from '../../db/transaction.ts'
import type { LabelNotice } from '../domain/label.ts'
import { notFound, Refusal } from '../domain/refusal.ts'
import { reviewText } from '../domain/review-text.ts'
import { whyNotApprove } from '../domain/review-verdict.ts'
import { publishAttestation } from './attestation.ts'
import { createProductionClient } from './client.ts'
import type { Context } from './context.ts'
import { thereOf } from './provisioning-facts.ts'
import { type ActInput, type ActResult, appendStaffEvent, reviewAct } from './review-act.ts'
import { approvalFacts, type ReviewFacts } from './review-facts.ts'
import { findingsOfReview } from './review-finding.ts'
import { mailDecision } from './review-mail.ts'

export const APPROVAL_REASON = 'All required answers are there, and nothing stands against an approval.'

export type ApproveInput = ActInput & {
  /** What the developer reads; a standard sentence when empty. */
  publicReason?: string
  /** What only staff read. */
  internalText?: string
}

/**
 * Refuses `not_approvable` (details: `reasons`, every one), `document_changed`, `text` (fields `approvalReason`,
 * `approvalNote`), `decided_meanwhile`.
 */
export function approve(ctx: Context, input: ApproveInput): Promise<ActResult> {
  return reviewAct(
    ctx,
    input,
    'approved',
    async (tx, facts) => {
      const publicReason = reviewText(input.publicReason ?? '', { field: 'approvalReason' }) || APPROVAL_REASON
      const internalText = reviewText(input.internalText ?? '', { field: 'approvalNote' })
      const documentId = await approvableDocument(tx, ctx, facts)
      return publish(tx, ctx, facts, { ...input, documentId, publicReason, internalText })
    },
    { lockApp: true },
  )
}

async function approvableDocument(tx: Tx, ctx: Context, facts: ReviewFacts): Promise<string> {
  const reasons = whyNotApprove(await approvalFacts(tx, ctx, facts))
  if (reasons.length > 0) {
    throw new Refusal('not_approvable', `It cannot be approved yet. ${reasons.join(' ')}`, { details: { reasons } })
  }
  const document = facts.documents.at(-1)
  if (!document) throw notFound('document')
  return document.id
}

type Approval = ActInput & { documentId: string; publicReason: string; internalText: string }

async function publish(tx: Tx, ctx: Context, facts: ReviewFacts, approval: Approval) {
  const { submissionId, documentId, publicReason, internalText } = approval
  const of = { appId: facts.app.id, submissionId, documentId }
  // The client is locked before the first audit row, which holds the head of the chain: the one lock order.
  const before = await findProductionClientOfApp(tx, facts.app.id)
  if (before) await lockClient(tx, before.id)
  const { attestationId, version } = await publishAttestation(tx, ctx, { ...of, notices: noticesOf(facts) })
  const { clientId } = await createProductionClient(tx, ctx, of)
  const there = await thereOf(tx, ctx, clientId)
  const mailId = await mailDecision(tx, ctx, facts, {
    kind: 'submission_approved',
    props: {
      publicReason,
      clientId,
      ...(there ? { there } : {}),
      url: `${ctx.settings.portalUrl}/developer/clients/${clientId}`,
    },
  })
  const data = { documentId, attestationId, version, clientId }
  await appendStaffEvent(tx, ctx, approval, facts.staff, {
    kind: 'approved',
    publicText: publicReason,
    internalText,
    data,
    mailId,
  })
  return { act: 'submission.approved', data: { ...data, mailId } }
}

/** What reviewers found about answers before the decision, and still stands. */
const noticesOf = (facts: ReviewFacts): LabelNotice[] =>
  findingsOfReview(facts).map(({ kind, questionId, at }) => ({ kind, questionId, at }))
