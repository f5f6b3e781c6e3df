/** The business-day clocks: a printed table of cases, the federal calendar, and properties. */
import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import {
  type BusinessCalendar,
  businessMinutesLeft,
  dueSentence,
  firstContactDue,
  isBusinessDay,
  nextReplyDue,
} from '../../lib/domain/calendar.ts'
import { loadHolidays } from '../../lib/platform/holidays.ts'
import { federalHolidays } from '../support/federal-holidays.ts'

const zone = 'America/Chicago'
const calendar: BusinessCalendar = {
  zone,
  open: '08:00',
  close: '17:00',
  holidays: new Set(federalHolidays(2020, 2040)),
}
const at = (local: string, inZone = zone) =>
  new Date(Temporal.PlainDateTime.from(local).toZonedDateTime(inZone).epochMilliseconds)
const local = (instant: Date) =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone).toPlainDateTime().toString()

/** Submitted (local), due (UTC), why. Written by hand from a wall calendar. */
const CASES: [submitted: string, dueUtc: string, why: string][] = [
  ['2026-11-23T10:00', '2026-11-25T23:00:00Z', 'Monday to Wednesday'],
  ['2026-11-23T00:00', '2026-11-25T23:00:00Z', 'first minute of Monday'],
  ['2026-11-23T23:59:59', '2026-11-25T23:00:00Z', 'last second of Monday is still day 0'],
  ['2026-11-24T10:00', '2026-11-27T23:00:00Z', 'Thanksgiving skipped, the Friday after counts'],
  ['2026-11-25T10:00', '2026-11-30T23:00:00Z', 'Wednesday before Thanksgiving'],
  ['2026-11-25T17:01', '2026-11-30T23:00:00Z', 'after hours changes nothing'],
  ['2026-11-26T10:00', '2026-11-30T23:00:00Z', 'on Thanksgiving'],
  ['2026-11-27T10:00', '2026-12-01T23:00:00Z', 'Friday to Tuesday'],
  ['2026-11-28T10:00', '2026-12-01T23:00:00Z', 'Saturday is a day 0 like any other'],
  ['2026-11-29T23:30', '2026-12-01T23:00:00Z', 'late on Sunday'],
  ['2026-12-23T10:00', '2026-12-28T23:00:00Z', 'over Christmas on a Friday'],
  ['2026-12-24T10:00', '2026-12-29T23:00:00Z', 'Christmas Eve is worked'],
  ['2026-12-25T10:00', '2026-12-29T23:00:00Z', 'on Christmas'],
  ['2026-12-30T10:00', '2027-01-04T23:00:00Z', 'over New Year'],
  ['2026-12-31T23:59', '2027-01-05T23:00:00Z', "New Year's Eve, Jan 1 on a Friday"],
  ['2027-01-01T08:00', '2027-01-05T23:00:00Z', "on New Year's Day"],
  ['2026-07-01T10:00', '2026-07-06T22:00:00Z', 'Jul 4 2026 observed on Friday Jul 3'],
  ['2026-07-02T10:00', '2026-07-07T22:00:00Z', 'day before the observed Independence Day'],
  ['2027-06-16T10:00', '2027-06-21T22:00:00Z', 'Juneteenth 2027 observed on Friday Jun 18'],
  ['2027-07-02T10:00', '2027-07-07T22:00:00Z', 'Jul 4 2027 observed on Monday Jul 5'],
  ['2027-12-22T10:00', '2027-12-27T23:00:00Z', 'Christmas 2027 observed on Friday Dec 24'],
  ['2027-12-29T10:00', '2028-01-03T23:00:00Z', 'New Year 2028 observed on Friday Dec 31 2027'],
  ['2027-12-30T10:00', '2028-01-04T23:00:00Z', 'Thursday before Dec 31 2027'],
  ['2028-11-08T10:00', '2028-11-13T23:00:00Z', 'Veterans Day 2028 observed on Friday Nov 10'],
  ['2026-11-10T10:00', '2026-11-13T23:00:00Z', 'Veterans Day on a Wednesday'],
  ['2026-10-09T10:00', '2026-10-14T22:00:00Z', 'Columbus Day skipped'],
  ['2026-09-04T10:00', '2026-09-09T22:00:00Z', 'Labor Day weekend'],
  ['2026-05-22T18:00', '2026-05-27T22:00:00Z', 'Memorial Day weekend, after hours'],
  ['2026-05-25T12:00', '2026-05-27T22:00:00Z', 'on Memorial Day'],
  ['2026-06-18T12:00', '2026-06-23T22:00:00Z', 'Juneteenth on a Friday'],
  ['2026-01-16T12:00', '2026-01-21T23:00:00Z', 'King weekend'],
  ['2026-02-13T12:00', '2026-02-18T23:00:00Z', "Washington's Birthday weekend"],
  ['2026-10-30T10:00', '2026-11-03T23:00:00Z', 'clocks go back on Nov 1: still 17:00 on the wall'],
  ['2026-10-29T10:00', '2026-11-02T23:00:00Z', 'Thursday before clocks go back'],
  ['2026-11-01T01:30', '2026-11-03T23:00:00Z', 'inside the hour that comes twice'],
  ['2027-03-12T10:00', '2027-03-16T22:00:00Z', 'clocks go forward on Mar 14'],
  ['2027-03-11T10:00', '2027-03-15T22:00:00Z', 'Thursday before clocks go forward'],
  ['2027-03-14T03:00', '2027-03-16T22:00:00Z', 'right after the missing hour'],
  ['2027-11-05T10:00', '2027-11-09T23:00:00Z', 'clocks go back on Nov 7 2027'],
  ['2026-08-03T07:59', '2026-08-05T22:00:00Z', 'before opening'],
  ['2026-08-04T17:00', '2026-08-06T22:00:00Z', 'at closing'],
  ['2026-08-05T12:00', '2026-08-07T22:00:00Z', 'Wednesday to Friday'],
  ['2026-08-06T12:00', '2026-08-10T22:00:00Z', 'Thursday to Monday'],
  ['2028-02-25T12:00', '2028-02-29T23:00:00Z', 'onto a leap day'],
]

test('first contact is due at close of the second business day after the local date', () => {
  console.table(CASES.map(([submitted, due, why]) => ({ submitted, due, why })))
  expect(CASES.length).toBeGreaterThanOrEqual(40)
  for (const [submitted, due, why] of CASES) {
    expect(firstContactDue(at(submitted), calendar).toISOString().replace('.000', ''), why).toBe(due)
    expect(nextReplyDue(at(submitted), calendar)).toEqual(firstContactDue(at(submitted), calendar))
  }
})

test('day 0 is the date in the payer zone, not in UTC', () => {
  // 05:30 UTC on Tuesday is 23:30 on Monday in Chicago.
  expect(firstContactDue(new Date('2026-11-24T05:30:00Z'), calendar).toISOString()).toBe('2026-11-25T23:00:00.000Z')
  const berlin = { ...calendar, zone: 'Europe/Berlin' }
  expect(firstContactDue(new Date('2026-11-23T23:30:00Z'), berlin).toISOString()).toBe('2026-11-27T16:00:00.000Z')
})

test('the payer may keep another closing time and other holidays', () => {
  const own = { ...calendar, close: '16:30', holidays: ['2026-11-26', '2026-11-27'] }
  expect(local(firstContactDue(at('2026-11-24T10:00'), own))).toBe('2026-11-30T16:30:00')
})

test('federal holidays are the observed days, year borders included', () => {
  expect(federalHolidays(2026, 2028).join(' ')).toBe(
    '2026-01-01 2026-01-19 2026-02-16 2026-05-25 2026-06-19 2026-07-03 2026-09-07 2026-10-12 2026-11-11 2026-11-26 ' +
      '2026-12-25 2027-01-01 2027-01-18 2027-02-15 2027-05-31 2027-06-18 2027-07-05 2027-09-06 2027-10-11 2027-11-11 ' +
      '2027-11-25 2027-12-24 2027-12-31 2028-01-17 2028-02-21 2028-05-29 2028-06-19 2028-07-04 2028-09-04 2028-10-09 ' +
      '2028-11-10 2028-11-23 2028-12-25',
  )
  expect(federalHolidays(2027, 2027)).toContain('2027-12-31')
})

test('the kept list agrees with the statute for twenty years, and the payer may change it', () => {
  expect(loadHolidays(2024, 2044)).toEqual(federalHolidays(2024, 2044))
  const own = loadHolidays(2026, 2026, ['2026-11-27', '-2026-10-12'])
  expect([own.includes('2026-11-27'), own.includes('2026-10-12')]).toEqual([true, false])
  expect(loadHolidays(2026, 2026, ['only', '2026-12-24'])).toEqual(['2026-12-24'])
  expect(() => loadHolidays(2026, 2026, ['Nov 27'])).toThrow('Nov 27')
})

test('business minutes count open hours only, and turn negative when overdue', () => {
  const due = at('2026-11-25T17:00')
  const left = (now: string) => businessMinutesLeft(at(now), due, calendar)
  expect(left('2026-11-24T17:00')).toBe(540)
  expect(left('2026-11-24T12:00')).toBe(300 + 540)
  expect(left('2026-11-25T06:00')).toBe(540)
  expect(left('2026-11-25T16:59:30')).toBe(0)
  expect(left('2026-11-27T09:00')).toBe(-60)
  expect(Object.is(left('2026-11-25T20:00'), 0)).toBe(true)
})

test('the due sentence says when, how long, and in whose zone', () => {
  const due = at('2026-11-25T17:00')
  const say = (now: string, viewer?: string) => dueSentence(at(now), due, calendar, viewer)
  expect(say('2026-11-24T19:00')).toBe('Wed Nov 25, 5:00 p.m. CT, 9 business hours left')
  expect(say('2026-11-25T15:30')).toBe('Wed Nov 25, 5:00 p.m. CT, 1 business hour left')
  expect(say('2026-11-25T16:15')).toBe('Wed Nov 25, 5:00 p.m. CT, 45 business minutes left')
  expect(say('2026-11-25T16:59:30')).toBe('Wed Nov 25, 5:00 p.m. CT, less than 1 business minute left')
  expect(say('2026-11-27T10:30')).toBe('Wed Nov 25, 5:00 p.m. CT, overdue by 2 business hours')
  expect(say('2026-11-25T18:00')).toBe('Wed Nov 25, 5:00 p.m. CT, overdue by less than 1 business minute')
  expect(say('2026-11-24T19:00', 'America/New_York')).toBe(
    'Wed Nov 25, 5:00 p.m. CT (6:00 p.m. ET for you), 9 business hours left',
  )
  expect(say('2026-11-24T19:00', 'Asia/Tokyo')).toMatch(/CT \(Thu Nov 26, 8:00 a\.m\. .+ for you\), 9 business/)
  expect(say('2026-11-24T19:00', 'Not/AZone')).toBe('Wed Nov 25, 5:00 p.m. CT, 9 business hours left')
})

const instants = fc.integer({ min: Date.UTC(2021, 0, 1), max: Date.UTC(2039, 0, 1) }).map((ms) => new Date(ms))

test('property: due is later, at close of a business day, two business days on', () => {
  fc.assert(
    fc.property(instants, (submitted) => {
      const due = firstContactDue(submitted, calendar)
      expect(due.getTime()).toBeGreaterThan(submitted.getTime())
      const [dueDate, dueTime] = local(due).split('T')
      expect(dueTime).toBe('17:00:00')
      expect(isBusinessDay(dueDate as string, calendar)).toBe(true)
      const endOfDay0 = at(`${local(submitted).slice(0, 10)}T23:59:59`)
      expect(businessMinutesLeft(endOfDay0, due, calendar)).toBe(2 * 540)
    }),
    { numRuns: 300 },
  )
})

test('property: who submits later is never due earlier', () => {
  fc.assert(
    fc.property(instants, fc.integer({ min: 0, max: 10 * 86_400_000 }), (first, gap) => {
      const later = new Date(first.getTime() + gap)
      expect(firstContactDue(later, calendar).getTime()).toBeGreaterThanOrEqual(
        firstContactDue(first, calendar).getTime(),
      )
    }),
    { numRuns: 300 },
  )
})
