/**
 * How reviews went: whether first contact kept its two business days, how long decisions took, and on which grounds apps
 * were denied. Source: the payer's page (first contact), 42 CFR 422.119(e): criteria "applied fairly and consistently".
 */
import { Temporal } from 'temporal-polyfill'
import { type BusinessCalendar, localDay } from './calendar.ts'
import { decisionOf, firstContact, isOpen, type ReviewEvent, type ReviewStatus, reviewStatus } from './review.ts'
import { SECURITY_CRITERIA } from './security-criteria.ts'

export type ReportedReview = { submittedAt: Date; events: readonly ReviewEvent[] }

/** `none`: taken back or closed before it was due and before anybody wrote. */
export type ContactOutcome = 'in_time' | 'late' | 'running' | 'none'

export type ReviewOutcome = {
  status: ReviewStatus
  contact: ContactOutcome
  contactDue: Date
  contactedAt: Date | null
  decidedAt: Date | null
  /** Calendar days in the payer's zone from submission to decision; null while undecided. */
  days: number | null
  /** Code of the criterion of a denial. */
  criterion: string | null
}

/** Then nobody has to be contacted any more. */
const ENDING: ReadonlySet<ReviewEvent['kind']> = new Set(['withdrawn', 'closed'])

/** What a report says of one submission. */
export function reviewOutcome(review: ReportedReview, calendar: BusinessCalendar, now: Date): ReviewOutcome {
  const { events, submittedAt } = review
  const { due, stoppedAt: stopped } = firstContact(events, submittedAt, calendar)
  const decision = decisionOf(events)
  const status = reviewStatus(events)
  const ended = events.find(({ kind }) => ENDING.has(kind))?.at
  // What arrives after the end was still on its way then, and is no contact in the time that counts.
  const stoppedAt = stopped && ended && stopped > ended ? null : stopped
  const until = stoppedAt ?? ended ?? now
  const late = until.getTime() > due.getTime()
  const { criterion } = decision?.data ?? {}
  return {
    status,
    contact: late ? 'late' : stoppedAt ? 'in_time' : isOpen(status) ? 'running' : 'none',
    contactDue: due,
    contactedAt: stoppedAt,
    decidedAt: decision?.at ?? null,
    days: decision && daysBetween(submittedAt, decision.at, calendar.zone),
    criterion: decision?.kind === 'denied' && typeof criterion === 'string' ? criterion : null,
  }
}

function daysBetween(from: Date, to: Date, zone: string): number {
  const [start, end] = [from, to].map((at) => Temporal.PlainDate.from(localDay(at, zone)))
  return start && end ? start.until(end, { largestUnit: 'day' }).days : 0
}

export type ReportMonth = Record<ContactOutcome, number> & {
  /** `YYYY-MM`, in the payer's zone, of the submission. */
  month: string
  submitted: number
}

export type ReviewReport = {
  /** Newest first; months without a submission are left out. */
  months: ReportMonth[]
  /** The same over all months. */
  total: Omit<ReportMonth, 'month'>
  decided: { approved: number; denied: number; ended: number; open: number }
  /** Days from submission to decision: half took no longer, and nine of ten; null before the first decision. */
  days: { half: number; nineOfTen: number } | null
  /** Every criterion in its fixed order, also those nobody was denied for. */
  denials: { code: string; title: string; count: number }[]
}

const NO_CONTACTS: Record<ContactOutcome, number> = { in_time: 0, late: 0, running: 0, none: 0 }

/** Sums up a period. @param reviews of submissions that were sent, in any order @param now decides what is late */
export function reviewReport(reviews: readonly ReportedReview[], calendar: BusinessCalendar, now: Date): ReviewReport {
  const months = new Map<string, ReportMonth>()
  const total = { submitted: 0, ...NO_CONTACTS }
  const decided = { approved: 0, denied: 0, ended: 0, open: 0 }
  const criteria: string[] = []
  const days: number[] = []
  for (const review of reviews) {
    const outcome = reviewOutcome(review, calendar, now)
    const name = localDay(review.submittedAt, calendar.zone).slice(0, 7)
    const month = months.get(name) ?? { month: name, submitted: 0, ...NO_CONTACTS }
    months.set(name, month)
    for (const sum of [month, total]) {
      sum.submitted += 1
      sum[outcome.contact] += 1
    }
    decided[endName(outcome.status)] += 1
    if (outcome.criterion) criteria.push(outcome.criterion)
    if (outcome.days !== null) days.push(outcome.days)
  }
  return {
    months: [...months.values()].sort((a, b) => (a.month < b.month ? 1 : -1)),
    total,
    decided,
    days: days.length > 0 ? { half: quantile(days, 0.5), nineOfTen: quantile(days, 0.9) } : null,
    denials: SECURITY_CRITERIA.map(({ code, title }) => ({
      code,
      title,
      count: criteria.filter((one) => one === code).length,
    })),
  }
}

function endName(status: ReviewStatus): keyof ReviewReport['decided'] {
  if (status === 'approved' || status === 'denied') return status
  return isOpen(status) ? 'open' : 'ended'
}

/** The smallest value that at least that part of all does not exceed. */
function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.ceil(sorted.length * part) - 1] ?? 0
}
