/** What a report says of reviews: a table of cases, and sums that always fit. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ReviewEvent, ReviewEventKind } from '../../lib/domain/review.ts'
import { type ContactOutcome, reviewOutcome, reviewReport } from '../../lib/domain/review-report.ts'

const calendar = { zone: 'America/Chicago', open: '08:00', close: '17:00', holidays: ['2026-11-26'] }
/** A Monday; first contact is due on Wednesday at 23:00 UTC. */
const SUBMITTED = new Date('2026-11-23T15:00:00Z')
const WEDNESDAY = new Date('2026-11-25T22:59:00Z')
const FRIDAY = new Date('2026-11-27T15:00:00Z')

function event(kind: ReviewEventKind, at: Date, more: Partial<ReviewEvent> = {}): ReviewEvent {
  const text = { publicText: '', internalText: '' }
  return { kind, at, actorKind: 'staff', actorId: 's', human: true, data: {}, ...text, mailId: null, ...more }
}
const submitted = event('submitted', SUBMITTED, { actorKind: 'developer', actorId: 'd' })
const message = (at: Date, delivery: ReviewEvent['delivery']) => event('message', at, { delivery, mailId: 'm' })

describe('reviewOutcome', () => {
  const cases: [what: string, events: ReviewEvent[], now: Date, contact: ContactOutcome][] = [
    ['nothing yet, before it is due', [], WEDNESDAY, 'running'],
    ['nothing yet, after it was due', [], FRIDAY, 'late'],
    ['a message that arrived', [message(WEDNESDAY, 'accepted')], FRIDAY, 'in_time'],
    ['a message that came back', [message(WEDNESDAY, 'bounced')], FRIDAY, 'late'],
    ['a message that arrived too late', [message(FRIDAY, 'accepted')], FRIDAY, 'late'],
    ['a claim is no contact', [event('claimed', WEDNESDAY)], FRIDAY, 'late'],
    ['a decision counts', [event('approved', WEDNESDAY)], FRIDAY, 'in_time'],
    ['taken back before it was due', [event('withdrawn', WEDNESDAY, { actorKind: 'developer' })], FRIDAY, 'none'],
    [
      'a message that arrived after it was taken back',
      [
        { ...message(WEDNESDAY, 'accepted'), deliveredAt: FRIDAY },
        event('withdrawn', WEDNESDAY, { actorKind: 'developer' }),
      ],
      FRIDAY,
      'none',
    ],
    ['taken back when it was late already', [event('withdrawn', FRIDAY, { actorKind: 'developer' })], FRIDAY, 'late'],
  ]
  it.each(cases)('%s', (_what, events, now, contact) => {
    expect(reviewOutcome({ submittedAt: SUBMITTED, events: [submitted, ...events] }, calendar, now).contact).toBe(
      contact,
    )
  })

  it('counts days by the calendar of the payer, and names the ground of a denial only', () => {
    const lateEvening = new Date('2026-11-24T05:59:00Z')
    const denied = event('denied', new Date('2026-11-24T06:00:00Z'), { data: { criterion: 'impersonation' } })
    const outcome = reviewOutcome({ submittedAt: lateEvening, events: [submitted, denied] }, calendar, FRIDAY)
    expect(outcome).toMatchObject({ status: 'denied', days: 1, criterion: 'impersonation', decidedAt: denied.at })
    const approved = event('approved', FRIDAY, { data: { criterion: 'impersonation' } })
    const other = reviewOutcome({ submittedAt: SUBMITTED, events: [submitted, approved] }, calendar, FRIDAY)
    expect(other).toMatchObject({ days: 4, criterion: null })
  })
})

describe('reviewReport', () => {
  it('is empty before the first submission', () => {
    expect(reviewReport([], calendar, FRIDAY)).toMatchObject({
      months: [],
      total: { submitted: 0, in_time: 0, late: 0, running: 0, none: 0 },
      days: null,
    })
  })

  it('stands by months of the payer, newest first, with every criterion', () => {
    const october = new Date('2026-11-01T04:59:00Z')
    const reviews = [october, SUBMITTED, SUBMITTED].map((submittedAt) => ({ submittedAt, events: [submitted] }))
    const report = reviewReport(reviews, calendar, WEDNESDAY)
    expect(report.months).toEqual([
      { month: '2026-11', submitted: 2, in_time: 0, late: 0, running: 2, none: 0 },
      { month: '2026-10', submitted: 1, in_time: 0, late: 1, running: 0, none: 0 },
    ])
    expect(report.denials).toHaveLength(6)
    expect(report.decided).toEqual({ approved: 0, denied: 0, ended: 0, open: 3 })
  })

  it('adds up, whatever happened, and half of the decisions take no longer than nine of ten', () => {
    const start = Date.parse('2025-12-20T00:00:00Z')
    const ends = fc.constantFrom<ReviewEventKind>('approved', 'denied', 'withdrawn', 'closed', 'message', 'claimed')
    const review = fc
      .record({ at: fc.integer({ min: 0, max: 400 }), after: fc.integer({ min: 0, max: 900 }), kind: ends })
      .map(({ at, after, kind }) => {
        const submittedAt = new Date(start + at * 3_600_000 * 24)
        const end = event(kind, new Date(submittedAt.getTime() + after * 3_600_000), { delivery: 'accepted' })
        return { submittedAt, events: [{ ...submitted, at: submittedAt }, end] }
      })
    fc.assert(
      fc.property(fc.array(review, { maxLength: 40 }), (reviews) => {
        const { months, total, decided, days } = reviewReport(reviews, calendar, new Date(start + 500 * 86_400_000))
        expect(total.submitted).toBe(reviews.length)
        expect(total.in_time + total.late + total.running + total.none).toBe(reviews.length)
        expect(months.reduce((sum, { submitted: count }) => sum + count, 0)).toBe(reviews.length)
        expect(decided.approved + decided.denied + decided.ended + decided.open).toBe(reviews.length)
        if (days) expect(days.half).toBeLessThanOrEqual(days.nineOfTen)
        expect(days === null).toBe(decided.approved + decided.denied === 0)
      }),
    )
  })
})
