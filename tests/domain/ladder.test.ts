/** The inactivity ladder: a printed table of local dates, and properties. */
import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { LADDER_DEFAULTS, ladderDates } from '../../lib/domain/ladder.ts'

const { zone } = LADDER_DEFAULTS
const at = (local: string) => new Date(Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds)
const zoned = (instant: Date) => Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone)
const local = (instant: Date) => zoned(instant).toPlainDateTime().toString({ smallestUnit: 'minute' })

/** Last activity, flagged, second mail, other staff, removal: local times. */
const CASES = [
  ['2026-01-15T10:00', '2026-03-15T10:00', '2026-03-29T10:00', '2026-04-15T10:00', '2026-04-22T10:00'],
  ['2026-12-31T09:30', '2027-02-28T09:30', '2027-03-14T09:30', '2027-03-28T09:30', '2027-04-04T09:30'],
  ['2027-12-31T09:30', '2028-02-29T09:30', '2028-03-14T09:30', '2028-03-29T09:30', '2028-04-05T09:30'],
  ['2027-12-29T09:30', '2028-02-29T09:30', '2028-03-14T09:30', '2028-03-29T09:30', '2028-04-05T09:30'],
  ['2026-07-31T23:59', '2026-09-30T23:59', '2026-10-14T23:59', '2026-10-30T23:59', '2026-11-06T23:59'],
  ['2026-08-31T00:00', '2026-10-31T00:00', '2026-11-14T00:00', '2026-11-30T00:00', '2026-12-07T00:00'],
  ['2026-11-30T12:00', '2027-01-30T12:00', '2027-02-13T12:00', '2027-02-28T12:00', '2027-03-07T12:00'],
  ['2027-01-14T02:30', '2027-03-14T03:30', '2027-03-28T02:30', '2027-04-14T02:30', '2027-04-21T02:30'],
  ['2026-09-01T01:30', '2026-11-01T01:30', '2026-11-15T01:30', '2026-12-01T01:30', '2026-12-08T01:30'],
  ['2026-11-24T08:00', '2027-01-24T08:00', '2027-02-07T08:00', '2027-02-24T08:00', '2027-03-03T08:00'],
] as const

test('months are calendar months clamped to month end, weeks are days, on the payer wall clock', () => {
  console.table(CASES.map(([last, flagged, second, others, removal]) => ({ last, flagged, second, others, removal })))
  for (const [last, ...steps] of CASES) {
    const dates = ladderDates(at(last))
    expect([dates.flaggedAt, dates.secondMailAt, dates.otherStaffAt, dates.removalAt].map(local), last).toEqual(steps)
  }
})

test('the date is the one in the payer zone, not in UTC', () => {
  // 03:00 UTC on Mar 1 is Feb 28 in Chicago.
  expect(local(ladderDates(new Date('2026-03-01T03:00:00Z')).flaggedAt)).toBe('2026-04-28T21:00')
})

test('another payer may wait longer', () => {
  const dates = ladderDates(at('2026-01-31T08:00'), { ...LADDER_DEFAULTS, inactiveMonths: 3, removalDays: 10 })
  expect([local(dates.flaggedAt), local(dates.removalAt)]).toEqual(['2026-04-30T08:00', '2026-06-09T08:00'])
})

const instants = fc.integer({ min: Date.UTC(2021, 0, 1), max: Date.UTC(2039, 0, 1) }).map((ms) => new Date(ms))

test('property: steps stand in order, and the month and week rules hold on every date', () => {
  fc.assert(
    fc.property(instants, (last) => {
      const dates = ladderDates(last)
      const [start, flagged, second, others, removal] = [
        last,
        dates.flaggedAt,
        dates.secondMailAt,
        dates.otherStaffAt,
        dates.removalAt,
      ].map((instant) => zoned(instant).toPlainDate()) as [
        Temporal.PlainDate,
        Temporal.PlainDate,
        Temporal.PlainDate,
        Temporal.PlainDate,
        Temporal.PlainDate,
      ]
      expect((flagged.year - start.year) * 12 + flagged.month - start.month).toBe(2)
      expect(flagged.day).toBe(Math.min(start.day, flagged.daysInMonth))
      expect(flagged.until(second).days).toBe(14)
      expect((others.year - flagged.year) * 12 + others.month - flagged.month).toBe(1)
      expect(others.until(removal).days).toBe(7)
      expect(dates.secondMailAt < dates.otherStaffAt && dates.otherStaffAt < dates.removalAt).toBe(true)
    }),
    { numRuns: 300 },
  )
})

test('property: later activity never brings a step forward by more than a clock change', () => {
  fc.assert(
    fc.property(instants, fc.integer({ min: 86_400_000, max: 90 * 86_400_000 }), (last, gap) => {
      const [first, later] = [ladderDates(last), ladderDates(new Date(last.getTime() + gap))]
      // Clamping lets several last days share one flagged date, with their own times of day.
      expect(later.flaggedAt.getTime() + 86_400_000).toBeGreaterThan(first.flaggedAt.getTime())
    }),
    { numRuns: 300 },
  )
})
