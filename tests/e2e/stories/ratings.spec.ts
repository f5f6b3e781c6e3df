/**
 * A reviewer uploads alerts of the security-rating service, without scripts too, reads what was wrong, and works the case;
 * the developer answers the findings, without scripts too.
 */
import type { Page } from '@playwright/test'
import { look } from '../steps/look.ts'
import { signInDeveloper, signInStaff } from '../steps/sign-in.ts'
import { expect, settings, test } from '../steps/story.ts'
import { ownerOf } from '../steps/world.ts'

const domain = 'wheatlandcare.example'
/** Alerts that no run before this one sent. */
const run = Date.now().toString(36)
const lines = (tag: string) =>
  [
    'Severity,Domain,Vendor,Rating,Findings',
    `high,${tag}.${domain},Wheatland Care,D,"Expired certificate, ${tag}"`,
    `critical,${tag}.unknown.com,Unknown,F,"=1+1 ${tag}"`,
    `urgent,https://${domain}/login,Wheatland Care,Z,Old TLS`,
    `high,"never closed,Wheatland Care,D,Old TLS`,
  ].join('\r\n')

test('a file of alerts becomes a list with its faults by line, and a case', async ({ page, browser, openPage }) => {
  const portal = settings.portal.url
  await signInStaff(page, 'Riley Reviewer')
  await page.goto(`${portal}/staff/ratings`)
  const main = page.getByRole('main')
  await main.getByRole('button', { name: 'Upload' }).click()
  await expect(main.getByText('Choose a CSV file.').first()).toBeVisible()
  const file = { name: 'alerts.csv', mimeType: 'text/csv', buffer: Buffer.from(lines(`one-${run}`)) }
  await main.getByLabel('CSV file').setInputFiles(file)
  await main.getByRole('button', { name: 'Upload' }).click()
  await expect(main.getByText('2 rows were not taken.')).toBeVisible()
  await expect(main.getByText('Write low, medium, high or critical.')).toBeVisible()
  await look(page, 'ratings-upload')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    main.getByRole('link', { name: 'Download the list (CSV)' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('rows-not-taken.csv')
  await page.goto(`${portal}/staff/ratings`)
  await look(page, 'ratings')
  await main.getByRole('link', { name: `one-${run}.unknown.com` }).click()
  await look(page, 'rating')
  await main.getByLabel('Why').fill('No app of ours uses it.')
  await main.getByRole('button', { name: 'Dismiss' }).click()
  await expect(main.getByText('Dismissed, with the reason.')).toBeVisible()

  const state = await page.context().storageState()
  const plain = await browser.newContext({ javaScriptEnabled: false, storageState: state })
  const other = await plain.newPage()
  await other.goto(`${portal}/staff/ratings`)
  await other.getByLabel('CSV file').setInputFiles({ ...file, buffer: Buffer.from('vendor;domain\r\na;b') })
  await other.getByRole('button', { name: 'Upload' }).click()
  await expect(other.getByText(/separated by semicolons/).first()).toBeVisible()
  await other.getByLabel('CSV file').setInputFiles({ ...file, buffer: Buffer.from(lines(`two-${run}`)) })
  await other.getByRole('button', { name: 'Upload' }).click()
  await expect(other.getByText('2 rows were not taken.')).toBeVisible()
  await plain.close()

  await page.goto(`${portal}/staff/episodes?kind=breach`)
  const row = main.getByRole('row').filter({ hasText: 'Wheatland' })
  await row.first().getByRole('link', { name: /^E-/ }).click()
  await main.getByText('Note what happened to the invite').click()
  // Every run changes the state, because the same one is never noted twice.
  const next = (await main.getByText('Sent by the service.').count()) > 0 ? 'Expired' : 'Sent'
  await main.getByLabel(next, { exact: true }).check()
  await main.getByRole('button', { name: 'Note it' }).click()
  await expect(main.getByText('Noted. The developer can read it.')).toBeVisible()
  await main.getByText('Note an answer').click()
  await main.getByRole('textbox', { name: 'Finding' }).fill('Expired certificate')
  await main.getByLabel('What the developer answered').fill('It is ours. We renew it.')
  await main.getByLabel('Put right by').fill('2027-01-15')
  await main.getByRole('button', { name: 'Note the answer' }).click()
  await expect(main.getByText('January 15, 2027').first()).toBeVisible()
  const episodeId = new URL(page.url()).pathname.split('/').at(-1) ?? ''

  await developerAnswers(await openPage({ javaScriptEnabled: false }), `${portal}/developer/episodes/${episodeId}`)
  await page.goto(`${portal}/staff/episodes/${episodeId}`)
  await expect(main.getByRole('list', { name: 'What happened' })).toContainText('Ruth Nakamura, for the developer')
  await look(page, 'episode-breach')
})

/** With scripts off; what was typed survives a wrong day. */
async function developerAnswers(page: Page, address: string): Promise<void> {
  await signInDeveloper(page, ownerOf('wheatland'))
  await page.goto(address)
  const main = page.getByRole('main')
  await main.getByRole('textbox', { name: 'Finding' }).fill('Old TLS on the booking page')
  await main.getByRole('textbox', { name: 'Your answer' }).fill('It is ours. TLS 1.1 is switched off.')
  await main.getByLabel('Put right on').fill('2099-01-01')
  await main.getByRole('button', { name: 'Send the answer' }).click()
  await expect(main.getByText('That day is still to come').first()).toBeVisible()
  await expect(main.getByRole('textbox', { name: 'Your answer' })).toHaveValue('It is ours. TLS 1.1 is switched off.')
  await look(page, 'case-breach-error')
  await main.getByLabel('Put right on').fill('2026-11-20')
  await main.getByRole('button', { name: 'Send the answer' }).click()
  await expect(main.getByText('Your answer is written down')).toBeVisible()
  await expect(main.getByRole('table')).toContainText('November 20, 2026')
  await main.getByRole('link', { name: 'Change the answer to Old TLS on the booking page' }).click()
  await expect(main.getByRole('textbox', { name: 'Finding' })).toHaveValue('Old TLS on the booking page')
  await look(page, 'case-breach')
}
