/** Pages of developers that the other stories do not come by: their organization, its people, links that come by mail. */
import type { Page } from '@playwright/test'
import { QuestionnairePage } from '../pages/questionnaire.ts'
import { createOrganization, newCompany } from '../steps/developer.ts'
import { look, lookAt } from '../steps/look.ts'
import { linkIn, mailAfter, mailsTo } from '../steps/mail.ts'
import { signInDeveloper } from '../steps/sign-in.ts'
import { expect, settings, test } from '../steps/story.ts'
import { ownerOf } from '../steps/world.ts'

const portal = settings.portal.url
const run = Date.now().toString(36)

async function openApp(page: Page, app: string): Promise<void> {
  await page.goto(`${portal}/developer`)
  await page.getByRole('table').getByRole('link', { name: app, exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: app })).toBeVisible()
}

/** The production client carries the name of its app. */
async function openClient(page: Page, app: string): Promise<void> {
  await openApp(page, app)
  await page.getByRole('table', { name: 'Clients' }).getByRole('link', { name: app, exact: true }).click()
}

test('a new organization, its contacts, and the mail that proves an address', async ({ page, openPage, faults }) => {
  const company = newCompany('Sedge')
  const backup = `backup@${company.domain}`
  await signInDeveloper(page, company.email)
  await page.goto(`${portal}/developer/organization/new`)
  await page.getByRole('button', { name: 'Create the organization' }).click()
  await expect(page.getByRole('main').getByRole('alert')).toBeFocused()
  await look(page, 'organization-new-error')
  const mail = await mailAfter(backup, () => createOrganization(page, company))
  await lookAt(page, `${portal}/developer/organization`, 'organization', company.name)
  await lookAt(page, `${portal}/developer/terms`, 'terms-early', /terms/i)
  await lookAt(page, `${portal}/developer`, 'developer-home-no-app', /./)
  const reader = await openPage()
  const link = linkIn(mail, '/confirm-address/')
  await lookAt(reader, link, 'confirm-address', /./)
  await reader.getByRole('main').getByRole('button').first().click()
  await expect(reader.getByRole('main')).toContainText(/confirmed/i)
  faults.allow(/status of 404/)
  for (const path of ['confirm-address', 'invitations', 'still-in-use', 'terms-link', 'developer/apps']) {
    await page.goto(`${portal}/${path}/00000000-0000-4000-8000-000000000000`)
    await expect(page.getByRole('heading', { level: 1, name: 'Page not found' })).toBeVisible()
  }
  await look(page, 'developer-not-found')
})

test('the organization of an approved app, its people, and an invitation', async ({ page, openPage }) => {
  await signInDeveloper(page, ownerOf('sunflower'))
  await lookAt(page, `${portal}/developer/organization/edit`, 'organization-edit', /./)
  await lookAt(page, `${portal}/developer/organization/contacts/primary`, 'organization-contact', /./)
  await lookAt(page, `${portal}/developer/organization/people`, 'organization-people', /^People of /)
  const invited = `new.${run}@sunflowerhealth.example`
  const form = page.getByRole('form', { name: 'Invite a colleague' })
  await form.getByLabel('Work email').fill(invited)
  await form.getByRole('radio').first().check()
  const mail = await mailAfter(invited, () => form.getByRole('button').click())
  await expect(page.getByRole('heading', { name: invited })).toBeVisible()
  await look(page, 'organization-invited')
  const guest = await openPage()
  await lookAt(guest, linkIn(mail, '/invitations/'), 'invitation', /^Join /)
  await lookAt(page, linkIn(mail, '/invitations/'), 'invitation-other', /^Join /)
  await lookAt(page, `${portal}/developer/terms`, 'terms-accepted', /terms/i)
})

test('a draft: what is missing, faults beside their fields, and how an approved app does', async ({ page }) => {
  await signInDeveloper(page, ownerOf('sunflower'))
  await openApp(page, 'Sunflower Rides')
  await page.getByRole('main').getByRole('link', { name: 'Go on with the questionnaire' }).click()
  await expect(page.getByText('Not started').first()).toBeVisible()
  await look(page, 'submission-draft')
  const tasks = page.url()
  await page.getByRole('link', { name: 'Check your answers, sign and submit' }).click()
  await expect(page.getByText('Needed before you can submit')).toBeVisible()
  await look(page, 'check-incomplete')
  await page.goto(`${tasks}/smart`)
  await page.getByRole('textbox', { name: 'Redirect addresses' }).fill('https://app.example.com/callback#top')
  await new QuestionnairePage(page).save()
  await expect(page.getByRole('main').getByRole('alert')).toBeFocused()
  await look(page, 'questionnaire-error')

  await openClient(page, 'Sunflower Records')
  await page.getByRole('link', { name: /^Health/ }).click()
  await expect(page.getByRole('table', { name: 'Calls and sign-ins by day' })).toBeVisible()
  await look(page, 'client-health')
})

test('an app that nobody uses: the mail, its link, and the developer’s page', async ({ page, openPage }) => {
  const owner = ownerOf('konza')
  const asked = (await mailsTo(owner)).find(({ text }) => text.includes('/still-in-use/'))
  if (!asked) throw new Error(`the ladder wrote no mail to ${owner}`)
  await lookAt(page, linkIn(asked, '/still-in-use/'), 'still-in-use', /still in use\?$/)
  const developer = await openPage()
  await signInDeveloper(developer, owner)
  await developer.goto(`${portal}/developer`)
  await expect(developer.getByRole('region', { name: 'To do now' })).toContainText('still in use')
  await openApp(developer, 'Konza Walks')
  await look(developer, 'app-inactive')
  await developer.getByRole('link', { name: 'Say whether the app is still in use' }).click()
  await expect(developer.getByRole('button', { name: /still in use/i })).toBeVisible()
  await look(developer, 'client-inactive')
})
