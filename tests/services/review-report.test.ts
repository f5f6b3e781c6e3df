/** The report of a year: who reads it, which submissions it counts, and what its file says. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor, Staff } from '../../lib/services/context.ts'
import { deny } from '../../lib/services/review-deny.ts'
import { yearOfReviews } from '../../lib/services/review-report.ts'
import { testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { type TestSubmission, testStaff, testSubmission } from '../support/review.ts'

let database: TestDatabase
let rita: Staff
let audra: Staff
let early: TestSubmission
let kept: TestSubmission
const NEW_YEAR = new Date('2027-01-01T06:00:00Z')
const context = (actor: Actor, now = NEW_YEAR) => testContext(database.db, actor, now)

beforeAll(async () => {
  database = await testDatabase()
  rita = await testStaff(database.db, 'reviewer', 'Rita Reyes')
  audra = await testStaff(database.db, 'auditor', 'Audra Ames')
  // The last minute of the old year in Kansas; in UTC it is the new one.
  early = await testSubmission(database.db, 'early.example.com', 'Early', { now: new Date('2027-01-01T05:59:00Z') })
  kept = await testSubmission(database.db, 'kept.example.com', 'Kept', { now: new Date('2026-11-23T15:00:00Z') })
  const criterion = { criterion: 'impersonation', publicReason: 'The name is that of somebody else.' }
  const tuesday = new Date('2026-11-24T15:00:00Z')
  await deny(context(rita, tuesday), { submissionId: kept.submissionId, ...criterion })
})
afterAll(() => database.close())

describe('yearOfReviews', () => {
  it('is for payer staff alone, auditors included', async () => {
    for (const actor of [{ kind: 'anonymous' } as const, { kind: 'member', subject: 'm' } as const, early.owner]) {
      await expect(yearOfReviews(context(actor), {})).rejects.toMatchObject({ code: 'not_found' })
    }
    expect((await yearOfReviews(context(audra), {})).year).toBe(2027)
  })

  it('counts a submission in the year of the payer in which it was first sent', async () => {
    expect(await yearOfReviews(context(rita), {})).toMatchObject({ years: [2027, 2026], rows: [], months: [] })
    const report = await yearOfReviews(context(rita), { year: '2026' })
    expect(report.rows.map(({ submissionId }) => submissionId)).toEqual([kept.submissionId, early.submissionId])
    expect(report.months.map(({ month, submitted }) => [month, submitted])).toEqual([
      ['2026-12', 1],
      ['2026-11', 1],
    ])
    expect(report.total).toEqual({ submitted: 2, in_time: 1, late: 0, running: 1, none: 0 })
    expect(report.denials.filter(({ count }) => count > 0)).toMatchObject([{ code: 'impersonation', count: 1 }])
    expect(report.days).toEqual({ half: 1, nineOfTen: 1 })
  })

  it('takes anything else for this year', async () => {
    for (const year of ['2025', '2028', 'x', '']) {
      expect((await yearOfReviews(context(rita), { year })).year).toBe(2027)
    }
  })
})
