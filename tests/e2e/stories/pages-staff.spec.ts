/** Pages of payer staff that the other stories do not come by, the auditor's included, and the made-up world around them. */
import { look, lookAt } from '../steps/look.ts'
import { openFromQueue } from '../steps/reviewer.ts'
import { signInStaff } from '../steps/sign-in.ts'
import { expect, settings, test } from '../steps/story.ts'
import { openClient } from '../steps/world.ts'

const portal = settings.portal.url

test('an auditor reads everything and is offered nothing to do', async ({ page, faults }) => {
  await signInStaff(page, 'Avery Auditor')
  await lookAt(page, `${portal}/staff/audit`, 'audit', /audit/i)
  await lookAt(page, `${portal}/staff/audit?chain=member`, 'audit-member', /audit/i)
  await openFromQueue(page, 'Flint Hills Budget')
  await look(page, 'review-auditor')
  await openClient(page, 'Flint Hills Wallet')
  await look(page, 'staff-client-auditor')
  await expect(page.getByRole('main').getByRole('button')).toHaveCount(0)
  await lookAt(page, `${portal}/staff/stops`, 'stops-auditor', 'Stops')
  await expect(page.getByRole('main')).toContainText('Only a lead can stop an organization')
  await expect(page.getByRole('main').getByRole('button')).toHaveCount(0)
  faults.allow(/status of 404/)
  await page.goto(`${portal}/staff/episodes/00000000-0000-4000-8000-000000000000`)
  await expect(page.getByRole('heading', { level: 1, name: 'Page not found' })).toBeVisible()
  await look(page, 'staff-not-found')
})

test('a lead finds clients, cases and stops', async ({ page }) => {
  await signInStaff(page, 'Lee Lead')
  await lookAt(page, `${portal}/staff/clients`, 'staff-clients', 'Clients')
  await lookAt(page, `${portal}/staff/clients?environment=sandbox&q=nothing-like-this`, 'staff-clients-none', 'Clients')
  await page.goto(`${portal}/staff/episodes?kind=inactive`)
  await page.getByRole('table').getByRole('link', { name: /^E-/ }).first().click()
  await expect(page.getByRole('heading', { name: 'The ladder', exact: true })).toBeVisible()
  await expect(page.getByRole('main')).not.toContainText('{"')
  await look(page, 'episode-inactive')
  await page.getByRole('link', { name: 'Stop the whole organization' }).click()
  await expect(page.getByRole('button', { name: 'Stop the whole organization' })).toBeVisible()
  await look(page, 'stops-organization')
  await lookAt(page, `${portal}/staff/reports`, 'reports', 'Reports')
  const file = page.waitForEvent('download')
  await page.getByRole('link', { name: /^Download every submission/ }).click()
  expect((await file).suggestedFilename()).toMatch(/^reviews-\d{4}\.csv$/)
  await page.getByRole('link', { name: 'Which days are business days' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Business days' })).toBeVisible()
  await look(page, 'business-days')
  await lookAt(page, `${portal}/staff/episodes?kind=breach&state=closed`, 'episodes-none', 'Episodes')
})

test('the made-up world around it: the identity provider, the demo apps', async ({ page }) => {
  await page.goto(`http://localhost:${settings.demoAppPort}/`)
  await look(page, 'sandbox-demo-app')
  await page.goto(`${portal}/staff/sign-in`)
  await page.getByRole('main').getByRole('button').first().click()
  await expect(page.getByRole('button', { name: 'Riley Reviewer' })).toBeVisible()
  await look(page, 'sandbox-identity-provider')
})
