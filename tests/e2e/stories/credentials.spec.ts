/** A client's keys and changes: keys made by the page's own command, a private one refused, a change asked for and decided. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { COMPANIES } from '../../../sandbox/world/companies.ts'
import { createOrganization, newCompany, registerApp } from '../steps/developer.ts'
import { look } from '../steps/look.ts'
import { latestMail } from '../steps/mail.ts'
import { signInDeveloper, signInStaff } from '../steps/sign-in.ts'
import { expect, settings, test } from '../steps/story.ts'

const portal = settings.portal.url
const { owner } = COMPANIES.sunflower

test('a developer gives the public key that the copied command prints; the private one is refused', async ({
  page,
}) => {
  const company = newCompany('Keys')
  await signInDeveloper(page, company.email)
  await createOrganization(page, company)
  await registerApp(page, company)
  await page.getByLabel('Redirect address').fill('http://127.0.0.1:8080/callback')
  await page.getByLabel('Yes, a private key').check()
  await page.getByRole('button', { name: 'Make the client' }).click()
  await expect(page.getByRole('heading', { name: 'Give us the public keys' })).toBeVisible()
  await look(page, 'client-without-keys')

  const folder = mkdtempSync(join(tmpdir(), 'keys-'))
  const command = await page.locator('code', { hasText: 'generateKeyPairSync' }).innerText()
  const set = execFileSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8' })
  const pem = readFileSync(join(folder, 'client-key.pem'), 'utf8')

  await page.getByRole('link', { name: 'Change the keys' }).click()
  await page.getByLabel('Key set', { exact: false }).first().fill(pem)
  await page.getByRole('button', { name: 'Use these keys' }).click()
  await expect(page.getByRole('main').getByRole('alert').getByText('This holds a private or shared key')).toBeVisible()
  expect(await page.content()).not.toContain(pem.split('\n')[1] ?? pem)
  await look(page, 'keys-private')
  await page.getByLabel('Key set', { exact: false }).first().fill(set)
  await page.getByRole('button', { name: 'Use these keys' }).click()
  await expect(page.getByText('The keys work from the next call on.')).toBeVisible()
  await expect(page.getByLabel('Keys', { exact: true }).first()).toContainText('key-1')
  await look(page, 'keys-live')
})

test('a change of an approved client waits, without JavaScript too, and is refused with a reason', async ({
  browser,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await signInDeveloper(page, owner.email)
  await page.goto(`${portal}/developer`)
  await page.getByRole('main').getByRole('table').getByRole('link').first().click()
  const production = page.getByRole('row').filter({ hasText: 'Production' }).getByRole('link')
  await production.click()
  const clientPage = page.url()
  await page.getByRole('link', { name: 'Change the redirect addresses or the name' }).click()
  const form = page.getByRole('form', { name: 'Other redirect addresses' })
  const before = await form.getByLabel('Redirect addresses').inputValue()
  await form.getByLabel('Redirect addresses').fill(`${before}\nhttp://app.example.com/callback`)
  await form.getByLabel('Why').fill('A second server.')
  await form.getByRole('button', { name: 'Ask for this change' }).click()
  await expect(page.getByRole('main').getByRole('alert')).toContainText('Use https://')
  const again = page.getByRole('form', { name: 'Other redirect addresses' })
  await expect(again.getByLabel('Why')).toHaveValue('A second server.')
  await again.getByLabel('Redirect addresses').fill(`${before}\nhttps://app.sunflowerhealth.example/other`)
  await again.getByRole('button', { name: 'Ask for this change' }).click()
  await expect(page.getByText('AppSec has it.')).toBeVisible()
  await look(page, 'changes-waiting')
  await page.goto(clientPage)
  await expect(page.getByRole('heading', { name: 'A change waits' })).toBeVisible()

  const desk = await (await browser.newContext()).newPage()
  await signInStaff(desk, 'Riley Reviewer')
  await desk.goto(`${portal}/staff/queue`)
  await desk.getByRole('link', { name: 'Changes of clients' }).click()
  await look(desk, 'staff-changes')
  await desk.getByRole('table').getByRole('link').first().click()
  await expect(desk.getByRole('main')).toContainText('https://app.sunflowerhealth.example/other')
  await desk.getByLabel('Refuse').check()
  await desk.getByRole('button', { name: 'Decide' }).click()
  await expect(desk.getByRole('main').getByRole('alert')).toContainText('Write the reason')
  await look(desk, 'staff-change')
  await desk.getByLabel('Refuse').check()
  await desk.getByLabel('Reason for the developer').fill('Please show us first that the address is yours.')
  await desk.getByRole('button', { name: 'Decide' }).click()
  await expect(desk.getByText('Refused. The client stays as it was')).toBeVisible()
  await latestMail(owner.email, /your change is not approved/)

  await page.goto(`${clientPage}/changes`)
  await expect(page.getByText('Please show us first that the address is yours.')).toBeVisible()
  await expect(
    page.getByRole('form', { name: 'Other redirect addresses' }).getByLabel('Redirect addresses'),
  ).toHaveValue(before)
  await look(page, 'changes-refused')
  await desk.context().close()
  await context.close()
})
