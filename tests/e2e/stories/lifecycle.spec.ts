/** What becomes of an app besides its approval: a reported incident, a download of everything, and its deletion. */
import { readFileSync } from 'node:fs'
import { createOrganization, newCompany, registerApp } from '../steps/developer.ts'
import { look } from '../steps/look.ts'
import { latestMail } from '../steps/mail.ts'
import { signInDeveloper } from '../steps/sign-in.ts'
import { expect, settings, test } from '../steps/story.ts'

const portal = settings.portal.url
/** Past in every time zone. */
const YESTERDAY = new Date(Date.now() - 24 * 60 * 60 * 1000).toISOString().slice(0, 10)

test('a developer reports an incident, downloads everything, and deletes an app', async ({ page }) => {
  const company = newCompany('Larch')
  await signInDeveloper(page, company.email)
  await createOrganization(page, company)
  await page.goto(`${portal}/developer/organization`)
  await look(page, 'organization-whole')
  await page.getByRole('link', { name: 'Reports of incidents' }).click()
  await expect(page.getByText('None so far.')).toBeVisible()
  await page.getByRole('link', { name: 'Report an incident' }).click()
  const form = page.getByRole('form', { name: 'Report an incident' })
  await form.getByLabel('A secret, key or token leaked').check()
  await form.getByLabel('On which day did you find out?').fill('2099-01-01')
  await form.getByLabel('Describe it, as far as you know').fill('<script>alert(1)</script> =1+1')
  await form.getByRole('button', { name: 'Send the report' }).click()
  await expect(page.getByRole('main').getByRole('alert')).toBeFocused()
  await look(page, 'incident-new-error')
  await form
    .getByRole('group', { name: /affected/ })
    .getByLabel('No', { exact: true })
    .check()
  await form.getByLabel('How many members are affected?').fill('none')
  await form
    .getByRole('group', { name: /stopped/ })
    .getByLabel('Yes', { exact: true })
    .check()
  await expect(form.getByText('This is in the future.').first()).toBeVisible()
  await form.getByLabel('On which day did you find out?').fill(YESTERDAY)
  await form.getByLabel('At what time?').fill('2:30 pm')
  await form.getByRole('button', { name: 'Send the report' }).click()
  await expect(page.getByText('We have your report')).toBeVisible()
  await expect(page.getByRole('article')).toContainText('<script>alert(1)</script> =1+1')
  await look(page, 'incidents')
  await page.getByRole('article').getByRole('link', { name: /^E-/ }).click()
  await expect(page.getByRole('main')).toContainText('what happened, since when, and how it is closed')
  await look(page, 'case-incident')
  expect((await latestMail(company.email)).subject).toContain('We have your report')

  await page.goto(`${portal}/developer/organization`)
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download everything (JSON)' }).click()
  const file = JSON.parse(readFileSync(await (await download).path(), 'utf8'))
  expect(file).toMatchObject({ organization: { people: [{ email: company.email }] }, incidentReports: [{}] })

  await registerApp(page, company)
  await page.getByRole('link', { name: 'Delete this app' }).click()
  await look(page, 'app-delete')
  await page.getByLabel('Type the name of the app').fill('Larch')
  await page.getByRole('button', { name: 'Delete the app' }).click()
  await expect(page.getByText(/Type the name of the app as it stands here/).first()).toBeVisible()
  await expect(page.getByLabel('Type the name of the app')).toHaveValue('Larch')
  await page.getByLabel('Type the name of the app').fill(company.app.toUpperCase())
  await page.getByRole('button', { name: 'Delete the app' }).click()
  await expect(page.getByText('The app is deleted.')).toBeVisible()
  await expect(page.getByRole('main')).not.toContainText(company.app)
})
