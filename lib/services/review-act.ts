/**
 * The shape of every act of a reviewer: may? → lock → look → act → clock → audit, all in one transaction. A step for the
 * services beside it; what is particular to an act is the `work` it hands in.
 */
import { appendReviewEvent, findSubmission, lockAppOfSubmissions, lockSubmission } from '../../db/queries/submission.ts'
import type { Tx } from '../../db/transaction.ts'
import { notFound, Refusal } from '../domain/refusal.ts'
import type { ReviewEventKind } from '../domain/review.ts'
import type { Context, Staff } from './context.ts'
import { wasPosted } from './form-once.ts'
import { recordAudit } from './record.ts'
import { reviewerOf } from './review-access.ts'
import { refreshClock } from './review-clock.ts'
import { mustBeOpen, type ReviewFacts, reviewFacts } from './review-facts.ts'
import { isKey } from './submission-access.ts'
import { submissionFacts } from './submission-facts.ts'

export type ActInput = {
  submissionId: string
  /** Made with the form; the same one posted twice acts once. */
  once?: string
  /** The document that was read; another one since then is refused. */
  documentId?: string
}

/** The audit row of an act; null when there was nothing to do. */
export type Acted = { act: string; data?: Record<string, unknown> } | null

export type ActOptions = {
  /** Who acts; a reviewer or lead unless told. */
  who?: (ctx: Context) => Staff
  /** Whether the act makes sense after the review is over. */
  afterEnd?: boolean
  /** Holds the app too, for acts that publish something of it. */
  lockApp?: boolean
}

export type ActResult = { submissionId: string }

/**
 * @param kind of the event that the act appends
 * Refuses `not_found`, `read_only` (auditors), `decided_meanwhile`, and `document_changed` when the developer sent another
 * round since the page was drawn, besides what `work` refuses.
 */
export function reviewAct(
  ctx: Context,
  input: ActInput,
  kind: StaffEvent['kind'],
  work: (tx: Tx, facts: ReviewFacts) => Promise<Acted>,
  options: ActOptions = {},
): Promise<ActResult> {
  const { who = reviewerOf, afterEnd = false, lockApp = false } = options
  return ctx.transaction(async (tx) => {
    const staff = who(ctx)
    const { submissionId, once } = input
    if (!isKey(submissionId)) throw notFound('submission')
    if (lockApp) {
      const submission = await findSubmission(tx, submissionId)
      if (!submission) throw notFound('submission')
      await lockAppOfSubmissions(tx, submission.appId)
    }
    await lockSubmission(tx, submissionId)
    const facts = await reviewFacts(tx, await submissionFacts(tx, submissionId, ctx.now), staff)
    if (wasPosted(facts.events, kind, once)) return { submissionId }
    if (!afterEnd) await mustBeOpen(tx, ctx, facts)
    mustBeLastDocument(facts, input.documentId)
    const acted = await work(tx, facts)
    if (acted) {
      await refreshClock(tx, ctx, submissionId)
      await recordAudit(tx, ctx, {
        act: acted.act,
        noun: 'submission',
        nounId: submissionId,
        organizationId: facts.organization.id,
        data: acted.data,
      })
    }
    return { submissionId }
  })
}

/** Nobody decides about answers that they did not see. */
function mustBeLastDocument({ documents }: ReviewFacts, documentId: string | undefined): void {
  if (documentId === undefined || documentId === documents.at(-1)?.id) return
  throw new Refusal(
    'document_changed',
    'The developer has sent changed answers meanwhile. Read them before you decide.',
  )
}

export type StaffEvent = {
  kind: Extract<
    ReviewEventKind,
    | 'claimed'
    | 'released'
    | 'message'
    | 'note'
    | 'changes_requested'
    | 'no_reply_needed'
    | 'exception'
    | 'finding'
    | 'finding_lifted'
    | 'approved'
    | 'denied'
    | 'closed'
  >
  publicText?: string
  internalText?: string
  data?: Record<string, unknown>
  mailId?: string | null
}

/** Appends what somebody of the staff did. @returns the event's id */
export async function appendStaffEvent(
  tx: Tx,
  ctx: Context,
  input: ActInput,
  staff: Staff,
  event: StaffEvent,
): Promise<string> {
  const id = ctx.randomId()
  await appendReviewEvent(tx, {
    id,
    submissionId: input.submissionId,
    kind: event.kind,
    at: ctx.now,
    actorKind: 'staff',
    actorId: staff.staffId,
    human: true,
    publicText: event.publicText ?? '',
    internalText: event.internalText ?? '',
    data: { ...event.data, ...(input.once ? { once: input.once } : {}) },
    mailId: event.mailId ?? null,
  })
  return id
}
