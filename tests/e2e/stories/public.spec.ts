/** Somebody without an account reads everything that is public, with and without JavaScript, in both languages. */
import type { Page } from '@playwright/test'
import { PUBLIC_PAGES } from '../pages/public.ts'
import { look } from '../steps/look.ts'
import { expect, settings, test } from '../steps/story.ts'

async function open(page: Page, path: string, heading: string): Promise<void> {
  await page.goto(path)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading)
  const lang = path.includes('lang=es') ? 'es' : 'en'
  await expect(page.locator('html')).toHaveAttribute('lang', lang)
}

for (const { name, path, heading } of PUBLIC_PAGES) {
  test(`${path} can be read by everybody`, async ({ page, plainPage }) => {
    await open(page, path, heading)
    await look(page, `public-${name}`)
    await open(plainPage, path, heading)
    // What stands on the page does not depend on JavaScript; only the copy buttons and what they say come with it.
    const text = async (one: Page) =>
      (await one.locator('main h2, main h3, main p, main li, main td').allInnerTexts()).join('\n')
    expect(await text(plainPage)).toBe(await text(page))
  })
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

test('a member reads the same label of each approved app, in both languages', async ({ page }) => {
  await page.goto('/directory')
  const apps = page.locator('.candor-directory a')
  const links = await apps.evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href))
  const names = await apps.allInnerTexts()
  expect(links.length).toBeGreaterThan(0)
  expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'en', { sensitivity: 'base' })))
  const rows = async () => page.locator('.label .label-heading').allInnerTexts()
  await page.goto(links[0] ?? '')
  const english = await rows()
  expect(english).toHaveLength(10)
  await look(page, 'public-directory-app')
  for (const link of links.slice(1)) {
    await page.goto(link)
    expect(await rows(), link).toEqual(english)
  }
  await page.getByRole('link', { name: 'Esta página en español' }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'es')
  expect(await rows()).toHaveLength(10)
  await look(page, 'public-directory-app-es')
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

test('every link inside the public pages leads somewhere', async ({ page, request }) => {
  const own = new URL(settings.portal.url).origin
  const seen = new Set<string>()
  for (const { path } of PUBLIC_PAGES) {
    await page.goto(path)
    for (const href of await page
      .locator('a[href]')
      .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href))) {
      const url = new URL(href)
      if (url.protocol === 'mailto:') continue
      expect(url.protocol, href).toMatch(/^https?:$/)
      if (url.origin === own) seen.add(`${url.pathname}${url.search}`)
      if (url.origin === own && url.pathname === new URL(page.url()).pathname && url.hash) {
        await expect(page.locator(`[id="${url.hash.slice(1)}"]`), href).toHaveCount(1)
      }
    }
  }
  for (const path of seen) expect((await request.get(path)).status(), path).toBe(200)
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
