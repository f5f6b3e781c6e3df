/** The reviewer's queue: a page of one view, ordered by due instant, and how many stand in each view. */

import type { DocumentRow } from '../../db/queries/document.ts'
import { listDocumentsOf } from '../../db/queries/review.ts'
import { countQueue, listQueue } from '../../db/queries/review-queue.ts'
import { listStaff } from '../../db/queries/staff.ts'
import { datedText, dueSentence, dueText } from '../domain/calendar.ts'
import { answerChanges, type KeptDocument, keptDocument } from '../domain/document-diff.ts'
import {
  endedAt,
  isOpen,
  openDue,
  type ReviewStatus,
  reviewStatus,
  type Turn,
  turn,
  type Unheard,
  unheard,
} from '../domain/review.ts'
import { newsOf } from '../domain/review-news.ts'
import {
  cursorText,
  parseCursor,
  QUEUE_COUNT_MAX,
  QUEUE_PAGE,
  QUEUE_VIEWS,
  type QueueView,
} from '../domain/review-queue.ts'
import { isBlank } from '../domain/visibility.ts'
import type { Context } from './context.ts'
import { staffOf } from './review-access.ts'
import { documentBefore } from './review-facts.ts'
import { editionOfSubmission } from './submission-draft.ts'
import { eventsOfSubmissions, type SubmissionEvent } from './submission-facts.ts'

export type QueueRow = {
  submissionId: string
  reference: string
  app: string
  organization: string
  status: ReviewStatus
  turn: Turn
  /** What became of our last words while our clock runs on them. */
  unheard: Unheard | null
  /** What is new, a sentence without its full stop. */
  news: string
  /** When something happened last. */
  since: { at: Date; when: string }
  /** Name of who has it; null when nobody has. */
  claimer: string | null
  mine: boolean
  /** By when AppSec does something; null while no clock runs. */
  due: { at: Date; sentence: string; overdue: boolean } | null
  /** When the review ended; null while it is open. */
  ended: { at: Date; when: string } | null
}

export type QueuePageView = {
  view: QueueView
  rows: QueueRow[]
  /** Pass as `after` for the next page; null at the end. */
  next: string | null
  /** By view, counted to one above the most that is shown. */
  counts: Record<QueueView, number>
  mayAct: boolean
}

/** @param input.after from `next` of the page before. Refuses everybody but payer staff (`not_found`). */
export async function reviewQueue(ctx: Context, input: { view: QueueView; after?: string }): Promise<QueuePageView> {
  const staff = staffOf(ctx)
  const { view } = input
  const page = { view, staffId: staff.staffId, after: parseCursor(input.after), limit: QUEUE_PAGE + 1 }
  const found = await listQueue(ctx.reader, page)
  const shown = found.slice(0, QUEUE_PAGE)
  const last = shown.at(-1)?.submission
  const at = last && (view === 'decided' ? last.submittedAt : last.dueAt)
  return {
    view,
    rows: await rowsOf(ctx, shown, staff.staffId),
    next: last && found.length > QUEUE_PAGE ? cursorText({ at: at ?? null, id: last.id }) : null,
    counts: await countsOf(ctx, staff.staffId),
    mayAct: staff.kind !== 'auditor',
  }
}

async function countsOf(ctx: Context, staffId: string): Promise<QueuePageView['counts']> {
  const counts = QUEUE_VIEWS.map(async (view) => {
    return [view, await countQueue(ctx.reader, view, staffId, QUEUE_COUNT_MAX + 1)] as const
  })
  return Object.fromEntries(await Promise.all(counts)) as QueuePageView['counts']
}

type Found = Awaited<ReturnType<typeof listQueue>>

async function rowsOf(ctx: Context, found: Found, staffId: string): Promise<QueueRow[]> {
  const ids = found.map((row) => row.submission.id)
  const [events, documents, staff] = await Promise.all([
    eventsOfSubmissions(ctx.reader, ids),
    listDocumentsOf(ctx.reader, ids),
    listStaff(ctx.reader),
  ])
  const names = new Map(staff.map((row) => [row.id, row.name]))
  return Promise.all(
    found.map(async (row) => {
      const own = events.get(row.submission.id) ?? []
      const news = await newsOfRow(
        ctx,
        row,
        own,
        documents.filter((one) => one.submissionId === row.submission.id),
      )
      const claimer = row.claimer && (names.get(row.claimer) ?? 'A colleague')
      return { ...rowOf(ctx, row, own), news, claimer, mine: row.claimer === staffId }
    }),
  )
}

function rowOf(ctx: Context, { submission, app, organization }: Found[number], events: readonly SubmissionEvent[]) {
  const { calendar } = ctx.settings
  const due = openDue(events, submission.submittedAt, calendar)
  const at = events.at(-1)?.at ?? submission.createdAt
  const end = endedAt(events)
  return {
    submissionId: submission.id,
    reference: submission.reference,
    app: app.name,
    organization: organization.legalName,
    status: reviewStatus(events),
    turn: turn(events),
    unheard: unheard(events, due),
    // What is over is read for years.
    since: { at, when: end ? datedText(at, calendar.zone) : dueText(at, calendar.zone) },
    ended: end && { at: end, when: datedText(end, calendar.zone) },
    due: due && { at: due, sentence: dueSentence(ctx.now, due, calendar), overdue: ctx.now.getTime() > due.getTime() },
  }
}

/** Documents are only read for what was sent; a message needs none. */
async function newsOfRow(
  ctx: Context,
  row: Found[number],
  events: readonly SubmissionEvent[],
  documents: DocumentRow[],
): Promise<string> {
  const last = documents.at(-1)
  if (!last || !isOpen(reviewStatus(events))) return newsOf(events, { asked: 0, answered: 0, changed: null })
  const document: KeptDocument = keptDocument(last.content, last.people)
  const before = await documentBefore(ctx.reader, { ...row, documents }, last.round)
  const edition = editionOfSubmission(row.submission.edition)
  const { questions } = document.content
  return newsOf(events, {
    asked: questions.length,
    answered: questions.filter((question) => !isBlank(question.value) || document.people[question.id]).length,
    changed: before ? answerChanges(edition, before.document, document).length : null,
  })
}
