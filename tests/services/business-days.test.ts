/** The payer's business days, for whoever wonders why something is due when it is. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { businessDays } from '../../lib/services/business-days.ts'
import type { Actor } from '../../lib/services/context.ts'
import { testContext } from '../support/context.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { testOrganization } from '../support/organization.ts'
import { testStaff } from '../support/review.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())

it('are for payer staff, auditors included', async () => {
  const { owner } = await testOrganization(database.db, 'sunny.example.com', 'Sunny Health')
  for (const actor of [{ kind: 'anonymous' } as const, owner, { kind: 'member', subject: 'maria' } as const]) {
    await expect(businessDays(testContext(database.db, actor))).rejects.toMatchObject({ code: 'not_found' })
  }
  const audra = await testStaff(database.db, 'auditor', 'Audra Ames')
  expect((await businessDays(testContext(database.db, audra))).open).toBe(true)
})

it('leave out weekends and past days, and say what they mean for what is sent in now', async () => {
  const rita: Actor = await testStaff(database.db, 'reviewer', 'Rita Reyes')
  const at = (now: string) => businessDays(testContext(database.db, rita, new Date(now)))
  // Thanksgiving, late in the evening in Kansas, when it is Friday in London.
  const view = await at('2026-11-27T03:00:00Z')
  expect(view).toMatchObject({
    today: '2026-11-26',
    open: false,
    hours: { from: '8:00 a.m. CT', to: '5:00 p.m. CT' },
    due: { when: 'Mon Nov 30, 2026, 5:00 p.m. CT' },
  })
  expect(view.closed.slice(0, 3)).toEqual(['2026-11-26', '2026-12-25', '2027-01-01'])
  expect(await at('2026-11-28T18:00:00Z')).toMatchObject({
    open: false,
    due: { when: 'Tue Dec 1, 2026, 5:00 p.m. CT' },
  })
  // July 4 of 2027 is a Sunday and observed on Monday.
  expect(view.closed).toContain('2027-07-05')
  expect(view.closed).not.toContain('2027-07-04')
  expect(view.closed.at(-1)).toBe('2027-11-25')
})
