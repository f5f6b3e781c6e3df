/**
 * The register of at-risk cases and the stops: a lead flags a client, reads the case, and finds every stop in two clicks;
 * a reviewer suspends it, its developer reads why and answers by mail, and the lead lets it go on.
 */
import type { Page } from '@playwright/test'
import { look } from '../steps/look.ts'
import { mailAfter } from '../steps/mail.ts'
import { signInDeveloper, signInStaff } from '../steps/sign-in.ts'
import { expect, settings, test } from '../steps/story.ts'
import { openClient, ownerOf } from '../steps/world.ts'

const APP = 'Bluestem Pocket'
const REASON = 'Calls of the app try one password at many accounts.'

test('a lead flags a client, works through its case, and reaches every stop', async ({ page }) => {
  await signInStaff(page, 'Lee Lead')
  await openClient(page, APP)
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
  const stop = page.getByRole('form', { name: 'Stop the whole organization' })
  await stop.getByLabel('Reason the developer reads').fill('Attacks came from all of its clients.')
  await stop.getByRole('button', { name: 'Stop the whole organization' }).click()
  await expect(stop.getByText('Choose the organization.').first()).toBeVisible()
  await look(page, 'stops')
})

async function suspends(page: Page): Promise<void> {
  const form = page.getByRole('form', { name: 'Suspend' })
  await form.getByRole('radio', { name: /Active malicious traffic/ }).check()
  await form.getByLabel('Reason the developer reads').fill(REASON)
  await form.getByRole('button', { name: 'Suspend the client' }).click()
  await expect(page.getByText('Suspended. The authorization server refuses')).toBeVisible()
}

test('the developer of a client that attacks reads its case and answers by mail', async ({ page, openPage }) => {
  const owner = ownerOf('bluestem')
  await signInStaff(page, 'Riley Reviewer')
  await openClient(page, APP)
  const mail = await mailAfter(owner, () => suspends(page), /suspended/i)
  expect(mail.text).toMatch(/E-[2-9A-HJ-NP-Z]{6}/)
  await page.goto(`http://localhost:${settings.mailPort}/messages/${mail.id}`)
  await page.getByLabel('Your answer').fill('A test script of ours went wild. It is switched off.')
  await page.getByRole('button', { name: 'Send the answer' }).click()
  await expect(page.getByRole('status')).toContainText('it changes nothing')

  const developer = await openPage()
  await signInDeveloper(developer, owner)
  await developer.goto(/https?:\S+\/developer\/clients\/\S+/.exec(mail.text)?.[0] ?? '')
  await developer.getByRole('link', { name: /^Case E-/ }).click()
  const happened = developer.getByRole('list', { name: 'What happened' })
  await expect(happened).toContainText('Your mail came in')
  await expect(happened).toContainText(REASON)
  await expect(developer.getByRole('main')).not.toContainText('Riley')
  await look(developer, 'case-malicious')

  await page.goto(`${settings.portal.url}/staff/episodes?kind=malicious`)
  await page.getByRole('row').filter({ hasText: APP }).first().getByRole('link', { name: /^E-/ }).click()
  await expect(page.getByRole('list', { name: 'Mail about this case' })).toContainText('went wild')
  await look(page, 'episode-malicious-mail')
  const lead = await openPage()
  await signInStaff(lead, 'Lee Lead')
  await openClient(lead, APP)
  await expect(lead.getByRole('main')).toContainText('it is open: See that every secret was replaced.')
  const form = lead.getByRole('form', { name: 'Reinstate' })
  await form.getByLabel('Reason the developer reads').fill('The script is off, and every secret was replaced.')
  await form.getByRole('button', { name: 'Reinstate the client' }).click()
  await expect(lead.getByText('Reinstated. Its grants and secrets work again')).toBeVisible()
})
