/** The directory of approved apps, read by somebody without an account, and where its links and those of all public pages lead. */
import { DIRECTORY_PAGES, PUBLIC_PAGES } from '../pages/public.ts'
import { look } from '../steps/look.ts'
import { readByEverybody } from '../steps/public.ts'
import { expect, settings, test } from '../steps/story.ts'

for (const one of DIRECTORY_PAGES) {
  test(`${one.path} can be read by everybody`, ({ page, plainPage }) => readByEverybody(page, plainPage, one))
}

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

test('every link inside the public pages leads somewhere', async ({ page, request }) => {
  const own = new URL(settings.portal.url).origin
  const seen = new Set<string>()
  for (const { path } of [...PUBLIC_PAGES, ...DIRECTORY_PAGES]) {
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
