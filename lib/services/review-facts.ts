/** What an act of a review looks at beyond the submission itself. Steps for the acts and for the page; they decide nothing. */
import type { DocumentRow } from '../../db/queries/document.ts'
import { findDocumentApprovedBefore, listProvenAddresses } from '../../db/queries/review.ts'
import { findStaff } from '../../db/queries/staff.ts'
import { listStops } from '../../db/queries/stop.ts'
import type { Reader } from '../../db/transaction.ts'
import { datedText } from '../domain/calendar.ts'
import { type KeptDocument, keptDocument, wholeAnswers } from '../domain/document-diff.ts'
import { missedExpectations } from '../domain/expectations.ts'
import { type Edition, questionOf } from '../domain/questionnaire.ts'
import { notFound, Refusal } from '../domain/refusal.ts'
import { whyRemovalStopsApproval } from '../domain/removal.ts'
import { isOpen, type ReviewEvent, reviewStatus } from '../domain/review.ts'
import { type Round, standingException } from '../domain/review-finding.ts'
import { type ApprovalFacts, conflictOfInterest } from '../domain/review-verdict.ts'
import { whyStopsApproval } from '../domain/stop.ts'
import type { Context, Staff } from './context.ts'
import { isClientOfAppRemoved, isOrganizationRemoved } from './removal-facts.ts'
import { editionOfSubmission } from './submission-draft.ts'
import type { SubmissionFacts } from './submission-facts.ts'
import { problemsOf } from './submission-problems.ts'

export type ReviewFacts = SubmissionFacts & { staff: Staff; conflict: boolean }

/** Whether the reviewer's own mail domain is one of the organization's. What it only says of itself does not count. */
export async function conflictWith(reader: Reader, staff: Staff, organizationId: string): Promise<boolean> {
  return conflictOfInterest(staff.email, await listProvenAddresses(reader, organizationId))
}

/** Drafts are the developer's alone. Refuses `not_found` for one. */
export async function reviewFacts(reader: Reader, facts: SubmissionFacts, staff: Staff): Promise<ReviewFacts> {
  if (reviewStatus(facts.events) === 'draft') throw notFound('submission')
  return { ...facts, staff, conflict: await conflictWith(reader, staff, facts.organization.id) }
}

/** The last signed document with its people. */
export function lastDocument({ documents }: Pick<SubmissionFacts, 'documents'>): KeptDocument {
  const row = documents.at(-1)
  if (!row) throw notFound('document')
  return keptDocument(row.content, row.people)
}

/** The answers of each round, as the rules of findings and exceptions compare them. */
export function roundsOf(documents: readonly DocumentRow[]): Round[] {
  return documents.map(({ signedAt, content, people }) => ({
    signedAt,
    answers: wholeAnswers(keptDocument(content, people)),
  }))
}

/** Everything `whyNotApprove` looks at. */
export async function approvalFacts(reader: Reader, ctx: Context, facts: ReviewFacts): Promise<ApprovalFacts> {
  const edition = editionOfSubmission(facts.submission.edition)
  const answers = wholeAnswers(lastDocument(facts))
  const problems = await problemsOf(reader, ctx, facts, answers)
  return {
    events: facts.events,
    termsAccepted: facts.termsAccepted,
    problems: problems.map(({ questionId, message }) => `${promptOf(edition, questionId)}: ${message}`),
    missedExpectations: missedExpectations(edition, answers).filter(
      (missed) => !standingException(facts.events, roundsOf(facts.documents), missed),
    ),
    conflict: facts.conflict,
    stops: [...whyStopsApproval(await listStops(reader, facts.organization.id)), ...(await removedOf(reader, facts))],
  }
}

async function removedOf(reader: Reader, { organization, app }: ReviewFacts): Promise<string[]> {
  return whyRemovalStopsApproval({
    organization: await isOrganizationRemoved(reader, organization.id),
    client: await isClientOfAppRemoved(reader, app.id),
  })
}

const promptOf = (edition: Edition, questionId: string) => questionOf(edition, questionId)?.prompt ?? questionId

/** What changes are compared with: the round before, else the statements that were live before. */
export async function documentBefore(
  reader: Reader,
  facts: Pick<SubmissionFacts, 'app' | 'submission' | 'documents'>,
  round: number,
): Promise<{ document: KeptDocument; what: string } | null> {
  const before = facts.documents.find((row) => row.round === round - 1)
  if (before) return { document: keptDocument(before.content, before.people), what: `round ${before.round}` }
  const first = facts.documents[0]
  if (!first) return null
  const approved = await findDocumentApprovedBefore(reader, facts.app.id, facts.submission.id, first.signedAt)
  return approved ? { document: keptDocument(approved.content, approved.people), what: 'the last approval' } : null
}

/** Name of a colleague; somebody who is gone is "a colleague". */
export async function staffName(reader: Reader, staffId: string | null): Promise<string> {
  const row = staffId ? await findStaff(reader, staffId) : undefined
  return row?.name || 'A colleague'
}

const ENDED: Partial<Record<ReviewEvent['kind'], string>> = {
  approved: 'approved it',
  denied: 'denied it',
  withdrawn: 'withdrew it',
  closed: 'closed it',
}

const OTHERS = { developer: 'The developer', system: 'The portal' } as const

/**
 * Refuses `decided_meanwhile` for a review that is over, and names who ended it and when; the form keeps what was typed.
 */
export async function mustBeOpen(reader: Reader, ctx: Context, facts: ReviewFacts): Promise<void> {
  if (isOpen(reviewStatus(facts.events))) return
  const end = facts.events.find((event) => ENDED[event.kind])
  if (!end) throw notFound('submission')
  const own = end.actorKind === 'staff' && end.actorId === facts.staff.staffId
  const name = end.actorKind === 'staff' ? await staffName(reader, end.actorId) : OTHERS[end.actorKind]
  const when = datedText(end.at, ctx.settings.calendar.zone)
  throw new Refusal(
    'decided_meanwhile',
    `${own ? 'You' : name} ${ENDED[end.kind]} on ${when}. Nothing was changed by you now, and what you typed is still here.`,
    { details: { kind: end.kind, by: name, at: end.at.toISOString() } },
  )
}
