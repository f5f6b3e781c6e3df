/** How reviews of a year went, for payer staff: summed up, and one row a submission. */
import { findFirstSubmitted, listSubmittedBetween } from '../../db/queries/review-report.ts'
import { localDay, localInstant } from '../domain/calendar.ts'
import { type ReviewOutcome, type ReviewReport, reviewOutcome, reviewReport } from '../domain/review-report.ts'
import type { Context } from './context.ts'
import { staffOf } from './review-access.ts'
import { eventsOfSubmissions } from './submission-facts.ts'

export type YearOfReviews = ReviewReport & {
  year: number
  /** Every year from the first submission to now, newest first. */
  years: number[]
  /** One a submission, oldest first; names no person. */
  rows: ReportRow[]
}

export type ReportRow = ReviewOutcome & {
  submissionId: string
  reference: string
  app: string
  organization: string
  submittedAt: Date
}

/** @param input.year of the first submission, in the payer's zone; this year when it is none. Refuses all but payer staff (`not_found`). */
export async function yearOfReviews(ctx: Context, input: { year?: string }): Promise<YearOfReviews> {
  staffOf(ctx)
  const { calendar } = ctx.settings
  const yearOf = (at: Date) => Number(localDay(at, calendar.zone).slice(0, 4))
  const newest = yearOf(ctx.now)
  const oldest = yearOf((await findFirstSubmitted(ctx.reader)) ?? ctx.now)
  const years = Array.from({ length: newest - oldest + 1 }, (_, back) => newest - back)
  const year = years.find((one) => String(one) === input.year) ?? newest
  const start = (of: number) => localInstant(`${of}-01-01`, '00:00', calendar.zone)
  const found = await listSubmittedBetween(ctx.reader, start(year), start(year + 1))
  const events = await eventsOfSubmissions(
    ctx.reader,
    found.map(({ submission }) => submission.id),
  )
  const reviews = found.flatMap(({ submission: { id, reference, submittedAt }, app, organization }) =>
    submittedAt ? [{ id, reference, app, organization, submittedAt, events: events.get(id) ?? [] }] : [],
  )
  const rows = reviews.map(({ id, reference, app, organization, submittedAt, events }) => {
    const named = { submissionId: id, reference, app, organization, submittedAt }
    return { ...named, ...reviewOutcome({ submittedAt, events }, calendar, ctx.now) }
  })
  return { ...reviewReport(reviews, calendar, ctx.now), year, years, rows }
}
