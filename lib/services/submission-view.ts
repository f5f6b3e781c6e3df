/** What a developer sees of a submission: tasks with honest statuses, whose turn it is, due time, history. */
import { listAnswers } from '../../db/queries/answer.ts'
import { findProductionClientOfApp } from '../../db/queries/client.ts'
import { findPersonZone, listSubmissionsOfApp } from '../../db/queries/submission.ts'
import { sectionProgress } from '../domain/answers.ts'
import { datedText, dueSentence, isZone } from '../domain/calendar.ts'
import { may } from '../domain/organization.ts'
import { isNotYetLive, liveAt } from '../domain/provisioning.ts'
import { type Answers, type Edition, questionOf } from '../domain/questionnaire.ts'
import { isOpen, openDue, type ReviewStatus, reviewStatus, type Turn, turn } from '../domain/review.ts'
import { mayEditAnswers, SIGNATURE_QUESTION } from '../domain/submission.ts'
import {
  type LiveAt,
  openChanges,
  type PublicEvent,
  publicEvents,
  type RequestedChange,
} from '../domain/submission-timeline.ts'
import type { Context } from './context.ts'
import { askedForOf, thereOf } from './provisioning-facts.ts'
import { isClientOfAppRemoved } from './removal-facts.ts'
import { submissionAccess } from './submission-access.ts'
import { answersOf, editionOfSubmission } from './submission-draft.ts'
import { type SubmissionFacts, submissionFacts } from './submission-facts.ts'

export type SectionTask = {
  id: string
  title: string
  /** `ready`: nothing required is missing, `blank` optional questions have no answer, which is allowed. */
  status: 'not_started' | 'in_progress' | 'ready' | 'complete'
  answered: number
  total: number
  blank: number
  /** Required answers that are missing or at fault. */
  missing: number
  /** What AppSec asked to change here. */
  changes: number
}

export type SubmissionView = {
  submissionId: string
  reference: string
  appId: string
  appName: string
  company: string
  /** Whether the app belongs to another organization now; this one still reads what it sent. */
  moved: boolean
  status: ReviewStatus
  /** Approved, and not yet confirmed by the payer's own authorization server. */
  notYetLive: boolean
  turn: Turn
  edition: { id: string; title: string }
  sections: SectionTask[]
  /** Whether nothing but the signature is missing. */
  ready: boolean
  submittedAt: Date | null
  /** By when AppSec does something; null while no clock runs. */
  due: { at: Date; sentence: string } | null
  timeline: (PublicEvent & { when: string; about: string })[]
  changes: (RequestedChange & { prompt: string; section: string })[]
  /** The last frozen document. */
  document: { round: number; digest: string; signedAt: Date; when: string; signer: string } | null
  /** Acceptance of the terms in force. */
  terms: { version: string; title: string; acceptedAt: Date | null } | null
  primary: { email: string; confirmed: boolean } | null
  may: {
    edit: boolean
    reply: boolean
    withdraw: boolean
    acceptTerms: boolean
    /** A new submission can start from these answers: this one ended without approval, and none came after it. */
    applyAgain: boolean
  }
  /** For the reply's form: the same one posted twice writes once. */
  once: string
}

/** The page of one submission. Refuses `not_found` for anybody outside the organization. */
export async function submissionTasks(ctx: Context, submissionId: string): Promise<SubmissionView> {
  const access = await submissionAccess(ctx.reader, ctx, submissionId, 'read')
  const facts = await submissionFacts(ctx.reader, submissionId, ctx.now)
  const zone = await findPersonZone(ctx.reader, access.actor.personId)
  const edition = editionOfSubmission(facts.submission.edition)
  const answers = answersOf(await listAnswers(ctx.reader, submissionId))
  const status = reviewStatus(facts.events)
  const sections = sectionTasks(edition, answers, openChanges(facts.events))
  const open = isOpen(status) && !access.moved
  const there = await thereOfApp(ctx, facts.app.id)
  return {
    submissionId,
    reference: facts.submission.reference,
    appId: facts.app.id,
    appName: facts.app.name,
    company: facts.organization.legalName,
    moved: access.moved,
    status,
    notYetLive: status === 'approved' && !access.moved && there.notYetLive,
    turn: turn(facts.events),
    edition: { id: edition.id, title: edition.title },
    sections,
    ready: sections.every((section) => section.missing === 0),
    submittedAt: facts.submission.submittedAt,
    ...historyOf(ctx, facts, { edition, zone, liveAt: there.liveAt }),
    may: {
      edit: mayEditAnswers(status) && !access.moved && may(access.role, 'edit_submission'),
      reply: open && may(access.role, 'reply'),
      withdraw: open && may(access.role, 'submit'),
      applyAgain: !access.moved && may(access.role, 'edit_submission') && (await endedLast(ctx, facts, status)),
      acceptTerms: facts.submission.submittedAt !== null && may(access.role, 'accept_terms'),
    },
    once: ctx.randomId(),
  }
}

async function endedLast(ctx: Context, { submission, app }: SubmissionFacts, status: ReviewStatus): Promise<boolean> {
  if (status !== 'denied' && status !== 'withdrawn' && status !== 'closed') return false
  const [newest] = await listSubmissionsOfApp(ctx.reader, app.id)
  // An app whose client was removed is registered anew.
  return newest?.id === submission.id && !(await isClientOfAppRemoved(ctx.reader, app.id))
}

/** What the payer's own authorization server has made of an approval; nothing where Candor's own serves the members. */
async function thereOfApp(ctx: Context, appId: string) {
  if (!ctx.settings.provisions) return { notYetLive: false }
  const client = await findProductionClientOfApp(ctx.reader, appId)
  const standing = client && (await thereOf(ctx.reader, ctx, client.id))?.standing
  const asked = await askedForOf(ctx, client?.id)
  return {
    notYetLive: isNotYetLive(standing),
    ...(asked ? { liveAt: (at: Date) => liveAt(at, asked) } : {}),
  }
}

type History = { edition: Edition; zone: string | null; liveAt?: LiveAt }

function historyOf(ctx: Context, facts: SubmissionFacts, { edition, zone, liveAt }: History) {
  const { calendar } = ctx.settings
  const shown = zone && isZone(zone) ? zone : calendar.zone
  const dueAt = openDue(facts.events, facts.submission.submittedAt, calendar)
  const last = facts.documents.at(-1)
  const { terms, acceptance, primary } = facts
  return {
    due: dueAt && { at: dueAt, sentence: dueSentence(ctx.now, dueAt, calendar, zone ?? undefined) },
    timeline: publicEvents(facts.events, liveAt).map((event) => ({
      ...event,
      when: datedText(event.at, shown),
      about: (event.questionId && questionOf(edition, event.questionId)?.prompt) || '',
    })),
    changes: openChanges(facts.events).map((change) => {
      const question = questionOf(edition, change.questionId)
      return { ...change, prompt: question?.prompt ?? '', section: question?.section ?? '' }
    }),
    document: last
      ? {
          round: last.round,
          digest: last.digest,
          signedAt: last.signedAt,
          when: datedText(last.signedAt, shown),
          signer: [last.signerName, last.signerTitle].filter(Boolean).join(', '),
        }
      : null,
    terms: terms && { version: terms.version, title: terms.title, acceptedAt: acceptance?.at ?? null },
    primary: primary && { email: primary.email, confirmed: primary.confirmedAt !== null },
  }
}

/** How far each section is; the signature is asked for at the very end and counts nowhere here. */
function sectionTasks(edition: Edition, answers: Answers, changes: readonly RequestedChange[] = []): SectionTask[] {
  return edition.sections.map(({ id, title, questions }) => {
    const progress = sectionProgress(edition, id, answers)
    const signs = questions.some((question) => question.id === SIGNATURE_QUESTION)
    const signed = signs && answers[SIGNATURE_QUESTION] ? 1 : 0
    const counted = { answered: progress.answered - signed, total: progress.total - (signs ? 1 : 0) }
    const problems = progress.problems.filter((problem) => problem.questionId !== SIGNATURE_QUESTION)
    const missing = new Set(problems.map((problem) => problem.questionId)).size
    const asked = changes.filter((change) => questionOf(edition, change.questionId)?.section === id)
    const status = statusOf({ ...counted, blank: progress.blank, missing })
    return { id, title, ...counted, blank: progress.blank, missing, changes: asked.length, status }
  })
}

function statusOf(task: Pick<SectionTask, 'answered' | 'total' | 'blank' | 'missing'>): SectionTask['status'] {
  if (task.answered === 0) return 'not_started'
  if (task.missing > 0) return 'in_progress'
  return task.blank > 0 ? 'ready' : 'complete'
}
