/** The two other ends that AppSec brings about: a denial by a security criterion, and closing after notice, which is none. */
import { datedText } from '../domain/calendar.ts'
import { Refusal } from '../domain/refusal.ts'
import { whyNotClose } from '../domain/review-heard.ts'
import { reviewText } from '../domain/review-text.ts'
import { denialFault, whyNotDeny } from '../domain/review-verdict.ts'
import { SECURITY_CRITERIA_VERSION, securityCriterion, wayToApply } from '../domain/security-criteria.ts'
import type { Context } from './context.ts'
import { type ActInput, type ActResult, appendStaffEvent, reviewAct } from './review-act.ts'
import { mailDecision } from './review-mail.ts'

export type DenyInput = ActInput & {
  /** Code of a security criterion; there is no other ground. */
  criterion: string
  /** What the developer reads, in a sentence or two. */
  publicReason: string
  internalText?: string
}

/**
 * Denies, and mails the reason with the way back. Refuses `not_deniable`, `denial` (fields `criterion`, `publicReason`),
 * `text` (fields `publicReason`, `denialNote`), `document_changed`, `decided_meanwhile`.
 */
export function deny(ctx: Context, input: DenyInput): Promise<ActResult> {
  return reviewAct(ctx, input, 'denied', async (tx, facts) => {
    const reasons = whyNotDeny(facts)
    if (reasons.length > 0) throw new Refusal('not_deniable', reasons.join(' '), { details: { reasons } })
    const publicReason = reviewText(input.publicReason, { field: 'publicReason' })
    const internalText = reviewText(input.internalText ?? '', { field: 'denialNote' })
    const fault = denialFault(input.criterion, publicReason)
    const criterion = securityCriterion(input.criterion)
    if (fault || !criterion) throw new Refusal('denial', fault?.sentence ?? '', { field: fault?.field })
    const { title } = criterion
    const wayBack = wayToApply(criterion)
    const mailId = await mailDecision(tx, ctx, facts, {
      kind: 'submission_denied',
      props: { criterion: title, publicReason, wayBack },
    })
    const data = { criterion: criterion.code, criteria: SECURITY_CRITERIA_VERSION }
    const publicText = `${title}. ${publicReason}\n\nHow to come back: ${wayBack}`
    await appendStaffEvent(tx, ctx, input, facts.staff, { kind: 'denied', publicText, internalText, data, mailId })
    return { act: 'submission.denied', data: { ...data, mailId } }
  })
}

const CLOSED =
  'We closed this submission because the terms of service stayed unanswered. This is no denial. You can start a new submission at any time; it begins with these answers.'

/** Closes a submission whose terms stay unanswered, after the notice ran out. Refuses `not_closable` (details: `reasons`). */
export function closeUnanswered(ctx: Context, input: ActInput): Promise<ActResult> {
  return reviewAct(ctx, input, 'closed', async (tx, facts) => {
    const dayText = (at: Date) => datedText(at, ctx.settings.calendar.zone)
    const reasons = whyNotClose(facts, ctx.now, dayText)
    if (reasons.length > 0) throw new Refusal('not_closable', reasons.join(' '), { details: { reasons } })
    const mailId = await mailDecision(tx, ctx, facts, { kind: 'review_message', props: { text: CLOSED } })
    const data = { terms: facts.terms?.version ?? null }
    await appendStaffEvent(tx, ctx, input, facts.staff, { kind: 'closed', publicText: CLOSED, data, mailId })
    return { act: 'submission.closed', data: { ...data, mailId } }
  })
}
