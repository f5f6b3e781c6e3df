/** Opening a public page as anybody would. */
import type { Page } from '@playwright/test'
import type { PublicPage } from '../pages/public.ts'
import { look } from './look.ts'
import { expect } from './story.ts'

async function open(page: Page, { path, heading }: PublicPage): Promise<void> {
  await page.goto(path)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading)
  const lang = path.includes('lang=es') ? 'es' : 'en'
  await expect(page.locator('html')).toHaveAttribute('lang', lang)
}

// What stands on the page does not depend on JavaScript; only the copy buttons and what they say come with it.
const textOf = async (page: Page) =>
  (await page.locator('main h2, main h3, main p, main li, main td').allInnerTexts()).join('\n')

/** The page is there and looks well, and says the same without JavaScript. */
export async function readByEverybody(page: Page, plainPage: Page, one: PublicPage): Promise<void> {
  await open(page, one)
  await look(page, `public-${one.name}`)
  await open(plainPage, one)
  expect(await textOf(plainPage)).toBe(await textOf(page))
}
