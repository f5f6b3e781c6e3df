/** Somebody without an account reads everything that is public, with and without JavaScript, in both languages. */
import { PUBLIC_PAGES } from '../pages/public.ts'
import { look } from '../steps/look.ts'
import { readByEverybody } from '../steps/public.ts'
import { expect, settings, test } from '../steps/story.ts'

for (const one of PUBLIC_PAGES) {
  test(`${one.path} can be read by everybody`, ({ page, plainPage }) => readByEverybody(page, plainPage, one))
}

test('a developer finds every fact of the payer’s page, and a command that can be copied', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const { endpoints, appsecEmail } = settings.payer
  await page.goto('/')
  await page.getByRole('main').getByRole('link', { name: 'Look at the APIs' }).click()
  await page.getByRole('link', { name: 'Provider Directory API' }).click()
  await expect(page.getByRole('main')).toContainText('no account, no subscription, no sign-in')
  await expect(page.getByRole('main')).toContainText(endpoints.directory)
  const resources = ['HealthcareService', 'InsurancePlan', 'Location', 'Organization', 'OrganizationAffiliation']
  for (const resource of [...resources, 'Practitioner', 'PractitionerRole']) {
    await expect(page.getByRole('term').filter({ hasText: new RegExp(`^${resource}$`) })).toBeVisible()
  }
  await page.getByRole('button', { name: 'Copy One organization', exact: true }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Copied' })).toBeVisible()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toContain(`${endpoints.directory}/Organization?_count=1`)
  await page.goto('/apis/smart-on-fhir')
  for (const base of [endpoints.production, endpoints.sandbox]) {
    await expect(page.getByRole('cell', { name: `${base}/metadata`, exact: true })).toBeVisible()
    await expect(page.getByRole('cell', { name: `${base}/.well-known/smart-configuration`, exact: true })).toBeVisible()
  }
  await page.goto('/getting-started')
  await expect(page.getByRole('main')).toContainText('within 2 business days')
  await expect(page.getByRole('main').getByRole('link', { name: appsecEmail })).toHaveAttribute(
    'href',
    `mailto:${appsecEmail}`,
  )
})

test('the pages look as good without JavaScript', async ({ plainPage }) => {
  await plainPage.goto('/')
  await look(plainPage, 'public-home-plain')
  await plainPage.goto('/members')
  await look(plainPage, 'public-members-plain')
})

test('a member changes the language and finds the same page', async ({ page }) => {
  await page.goto('/members')
  const sections = await page.locator('main h2').count()
  await page.getByRole('link', { name: 'Esta página en español' }).click()
  await expect(page).toHaveURL(/\/members\?lang=es$/)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Compartir sus datos de salud')
  await expect(page.locator('main h2')).toHaveCount(sections)
  await expect(page.locator('link[rel="alternate"][hreflang="en"]')).toHaveCount(1)
  await page.getByRole('link', { name: 'Lea las respuestas de todas las aplicaciones aprobadas' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Aplicaciones aprobadas')
  await page.getByRole('link', { name: 'This page in English' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Approved apps')
})

test('an address that leads nowhere says so, in the frame of the portal', async ({ page, plainPage, faults }) => {
  faults.allow(/status of 404/)
  for (const path of ['/nowhere', '/apis/nothing', '/directory/nobody', '/terms/1999-1']) {
    const answer = await page.goto(path)
    expect(answer?.status(), path).toBe(404)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Page not found')
  }
  await look(page, 'public-not-found')
  expect((await plainPage.goto('/nowhere'))?.status()).toBe(404)
  await look(plainPage, 'public-not-found-plain')
})
