/** The page of one submission for payer staff: everything the rules look at, and why each act is not possible now. */
import { findProductionClientOfApp } from '../../db/queries/client.ts'
import { datedText, dueSentence } from '../domain/calendar.ts'
import type { ClientStatus } from '../domain/client.ts'
import { type Contradiction, contradictions } from '../domain/contradictions.ts'
import { wholeAnswers } from '../domain/document-diff.ts'
import { missedExpectations } from '../domain/expectations.ts'
import type { Label } from '../domain/label.ts'
import { type Edition, questionOf } from '../domain/questionnaire.ts'
import { notFound } from '../domain/refusal.ts'
import {
  claimedBy,
  firstContact,
  isOpen,
  nextReply,
  openDue,
  type ReviewStatus,
  reviewStatus,
  type Turn,
  turn,
  type Unheard,
  unheard,
} from '../domain/review.ts'
import { type FindingKind, standingException, whyNotFinding, whyNotLift } from '../domain/review-finding.ts'
import { whyNotClose } from '../domain/review-heard.ts'
import { type ApprovalFacts, whyNotApprove, whyNotDeny, whyNotRequestChanges } from '../domain/review-verdict.ts'
import type { Context } from './context.ts'
import { type EpisodeListRow, openCasesOfOrganization } from './episode-list.ts'
import { type OrganizationClient, productionClientsOf } from './organization-clients.ts'
import { mayAct, staffOf } from './review-access.ts'
import { type ReviewDocuments, reviewDocuments } from './review-document.ts'
import { approvalFacts, lastDocument, type ReviewFacts, reviewFacts, roundsOf, staffName } from './review-facts.ts'
import { findingsThatStand, whatMembersRead } from './review-finding.ts'
import { whyNotMail } from './review-mail.ts'
import { type ReviewEntry, reviewTimeline } from './review-timeline.ts'
import { clientStatuses } from './stop-step.ts'
import { isKey } from './submission-access.ts'
import { labels } from './submission-check.ts'
import { editionOfSubmission } from './submission-draft.ts'
import { submissionFacts } from './submission-facts.ts'

export type ReviewView = {
  submissionId: string
  reference: string
  app: string
  organization: { name: string; kind: string; country: string; website: string; domains: string[] }
  status: ReviewStatus
  turn: Turn
  /** What became of our last words while our clock runs on them. */
  unheard: Unheard | null
  claim: { staffId: string; name: string; mine: boolean } | null
  /** By when AppSec does something next; null while no clock runs. */
  due: { at: Date; sentence: string; overdue: boolean } | null
  firstContact: { sentence: string }
  awaitsReply: boolean
  documents: ReviewDocuments
  label: { en: Label; es: Label }
  contradictions: (Contradiction & { prompts: string[] })[]
  expectations: { id: string; questionId: string; sentence: string; exception: { by: string; when: string } | null }[]
  /** What stands of what was found about answers, and why the reader cannot lift it. */
  findings: { kind: FindingKind; questionId: string; prompt: string; when: string; by: string; whyNotLift: string[] }[]
  timeline: ReviewEntry[]
  terms: { version: string; title: string; accepted: { when: string; who: string } | null } | null
  primary: { name: string; email: string; confirmed: boolean } | null
  client: { clientId: string; status: ClientStatus } | null
  /** Of the same organization: other production clients that are suspended, and every case that nobody closed. */
  atRisk: { suspended: OrganizationClient[]; cases: EpisodeListRow[] }
  /** Why each act is not possible now; empty when it is. */
  whyNot: Record<'approve' | 'deny' | 'changes' | 'message' | 'finding' | 'close', string[]>
  conflict: boolean
  may: { act: boolean; except: boolean }
  /** For the forms: the same one posted twice acts once. */
  once: string
  /** For the forms: the last document, and the last event, as the page shows them. */
  documentId: string
  seen: string
}

/**
 * @param input.round the document to show; the last one unless told
 * Refuses everybody but payer staff, and drafts, with `not_found`.
 */
export async function reviewView(ctx: Context, input: { submissionId: string; round?: number }): Promise<ReviewView> {
  const staff = staffOf(ctx)
  if (!isKey(input.submissionId)) throw notFound('submission')
  const facts = await reviewFacts(ctx.reader, await submissionFacts(ctx.reader, input.submissionId, ctx.now), staff)
  const edition = editionOfSubmission(facts.submission.edition)
  const { zone } = ctx.settings.calendar
  const timeline = await reviewTimeline(ctx.reader, facts.events, edition, {
    ...{ zone, erasedAt: facts.organization.erasedAt },
  })
  const answers = wholeAnswers(lastDocument(facts))
  const read = await whatMembersRead(ctx.reader, facts)
  return {
    submissionId: facts.submission.id,
    reference: facts.submission.reference,
    app: facts.app.name,
    organization: organizationOf(facts),
    status: reviewStatus(facts.events),
    turn: turn(facts.events),
    claim: await claimOf(ctx, facts),
    ...clocksOf(ctx, facts),
    documents: await reviewDocuments(ctx.reader, facts, input.round ?? facts.documents.length, zone),
    label: labels(edition, facts, answers),
    contradictions: contradictions(edition, answers).map((hint) => ({
      ...hint,
      prompts: hint.questionIds.map((id) => promptOf(edition, id)),
    })),
    expectations: missedExpectations(edition, answers).map((missed) => ({
      ...missed,
      exception: exceptionOf(facts, timeline, missed),
    })),
    findings: await findingsOf(ctx, facts, read.attestation, edition),
    timeline,
    terms: termsOf(facts, zone),
    primary: facts.primary && {
      name: facts.primary.name,
      email: facts.primary.email,
      confirmed: facts.primary.confirmedAt !== null,
    },
    ...(await clientsOf(ctx, facts)),
    whyNot: whyNot(ctx, { ...facts, ...read }, await approvalFacts(ctx.reader, ctx, facts)),
    conflict: facts.conflict,
    may: { act: mayAct(staff), except: staff.kind === 'lead' && !facts.conflict },
    once: ctx.randomId(),
    documentId: facts.documents.at(-1)?.id ?? '',
    seen: facts.events.at(-1)?.id ?? '',
  }
}

const promptOf = (edition: Edition, id: string) => questionOf(edition, id)?.prompt ?? id

const organizationOf = ({ organization }: ReviewFacts): ReviewView['organization'] => ({
  name: organization.legalName,
  kind: organization.kind,
  country: organization.country,
  website: organization.website,
  domains: organization.domains,
})

async function claimOf(ctx: Context, { events, staff }: ReviewFacts): Promise<ReviewView['claim']> {
  const staffId = claimedBy(events)
  return staffId ? { staffId, name: await staffName(ctx.reader, staffId), mine: staffId === staff.staffId } : null
}

function clocksOf(ctx: Context, { events, submission }: ReviewFacts) {
  const { calendar } = ctx.settings
  const at = openDue(events, submission.submittedAt, calendar)
  const first = firstContact(events, submission.submittedAt ?? submission.createdAt, calendar)
  const open = isOpen(reviewStatus(events))
  const sentence = first.stoppedAt
    ? `Made on ${datedText(first.stoppedAt, calendar.zone)}; it was due ${datedText(first.due, calendar.zone)}.`
    : open
      ? `Due ${dueSentence(ctx.now, first.due, calendar)}.`
      : `Not made; it was due ${datedText(first.due, calendar.zone)}.`
  return {
    unheard: unheard(events, at),
    due: at && { at, sentence: dueSentence(ctx.now, at, calendar), overdue: ctx.now.getTime() > at.getTime() },
    firstContact: { sentence },
    awaitsReply: nextReply(events, calendar) !== null,
  }
}

function exceptionOf(facts: ReviewFacts, timeline: readonly ReviewEntry[], missed: { id: string; questionId: string }) {
  const event = standingException(facts.events, roundsOf(facts.documents), missed)
  const entry = event && timeline.find(({ id }) => id === event.id)
  return entry ? { by: entry.by, when: entry.when } : null
}

async function findingsOf(
  ctx: Context,
  facts: ReviewFacts,
  attestation: Awaited<ReturnType<typeof whatMembersRead>>['attestation'],
  edition: Edition,
): Promise<ReviewView['findings']> {
  const standing = await findingsThatStand(ctx.reader, facts, attestation)
  return Promise.all(
    standing.map(async (finding) => ({
      kind: finding.kind,
      questionId: finding.questionId,
      prompt: promptOf(edition, finding.questionId),
      when: datedText(finding.at, ctx.settings.calendar.zone),
      by: await staffName(ctx.reader, finding.staffId),
      whyNotLift: whyNotLift(finding, facts, facts.staff.staffId),
    })),
  )
}

function termsOf({ terms, acceptance }: ReviewFacts, zone: string): ReviewView['terms'] {
  if (!terms) return null
  const who = acceptance ? [acceptance.name, acceptance.title].filter(Boolean).join(', ') : ''
  const accepted = acceptance ? { when: datedText(acceptance.at, zone), who } : null
  return { version: terms.version, title: terms.title, accepted }
}

async function clientsOf(
  ctx: Context,
  { app, organization }: ReviewFacts,
): Promise<Pick<ReviewView, 'client' | 'atRisk'>> {
  const [own, clients, cases] = await Promise.all([
    findProductionClientOfApp(ctx.reader, app.id),
    productionClientsOf(ctx.reader, organization.id),
    openCasesOfOrganization(ctx, organization.id),
  ])
  const status = own && (await clientStatuses(ctx.reader, [own.id])).get(own.id)
  const suspended = clients.filter((client) => client.status === 'suspended' && client.clientId !== own?.id)
  return { client: own ? { clientId: own.id, status: status ?? 'live' } : null, atRisk: { suspended, cases } }
}

function whyNot(
  ctx: Context,
  facts: ReviewFacts & { superseded: boolean },
  approval: ApprovalFacts,
): ReviewView['whyNot'] {
  const { calendar } = ctx.settings
  const mail = whyNotMail(facts)
  const mailed = mail ? [mail] : []
  const changes = whyNotRequestChanges(facts)
  return {
    approve: whyNotApprove(approval),
    deny: whyNotDeny(facts),
    changes: changes.length > 0 ? changes : mailed,
    message: isOpen(reviewStatus(facts.events)) ? mailed : ['The review is over.'],
    finding: whyNotFinding(facts, ctx.now, calendar),
    close: whyNotClose(facts, ctx.now, (at) => datedText(at, calendar.zone)),
  }
}
