/** The register of at-risk cases and the stops: a lead flags a client, reads the case, and finds every stop in two clicks. */
import { look } from '../steps/look.ts'
import { signInStaff } from '../steps/sign-in.ts'
import { expect, test } from '../steps/story.ts'
import { openClient } from '../steps/world.ts'

test('a lead flags a client, works through its case, and reaches every stop', async ({ page }) => {
  await signInStaff(page, 'Lee Lead')
  await openClient(page, 'Wheatland Care Circle test')
  await expect(page.getByRole('heading', { name: 'What a suspension touches' })).toBeVisible()
  await look(page, 'client-at-risk')
  const form = page.getByRole('form', { name: 'Flag malicious activity' })
  await form.getByLabel('Password spraying').check()
  await form.getByLabel('Evidence').fill('40 accounts from one address, one password each.')
  await form.getByRole('button', { name: 'Flag the client' }).click()
  await expect(page.getByText('Flagged. AppSec is told')).toBeVisible()
  await expect(page.getByRole('list', { name: 'What happened' })).toContainText('Told AppSec')
  await look(page, 'episode')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download the log (CSV)' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^E-.+\.csv$/)
  await page.getByRole('navigation').getByRole('link', { name: 'Episodes' }).click()
  await expect(page.getByRole('table')).toContainText('Malicious activity')
  await look(page, 'episodes')
  await page.getByRole('navigation').getByRole('link', { name: 'Stops' }).click()
  await expect(page.getByRole('button', { name: 'Stop all new consents' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Stop all approvals' })).toBeVisible()
  await look(page, 'stops')
})
