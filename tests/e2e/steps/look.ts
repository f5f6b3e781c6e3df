/** Looks at a page as a careful person would: axe, our own checks, and two pictures to judge by eye. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { checkFocus, checkReflow, checkStructure, checkTargets } from './checks.ts'
import { expect } from './story.ts'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const WIDE = { width: 1280, height: 900 }
const NARROW = { width: 360, height: 780 }
const NARROWEST = { width: 320, height: 640 }

/** Whether the page runs scripts: only then is the inside of a noscript element text. */
function runsScripts(): boolean {
  const probe = document.createElement('noscript')
  probe.innerHTML = '<p></p>'
  return probe.firstElementChild === null
}

/** What a width can change: sizes, what scrolls, and what shows at one width alone, such as the narrow menu. */
const OF_WIDTH = ['target-size', 'scrollable-region-focusable', 'button-name', 'link-name', 'list', 'listitem']

/** @param whole all rules; they are dear, and for most of them one width says the same as the other */
async function axe(page: Page, where: string, whole: boolean): Promise<string[]> {
  const runOnly = whole ? { type: 'tag' as const, values: TAGS } : { type: 'rule' as const, values: OF_WIDTH }
  // The newer way runs the last part in a page of its own, which is only needed for frames of other origins.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ runOnly, rules: { 'target-size': { enabled: true } }, resultTypes: ['violations'] })
    .analyze()
  return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${where}: axe ${id}: ${help}: ${node.html}`))
}

async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `artifacts/screens/${name}-${page.viewportSize()?.width}.png`, fullPage: true })
}

async function atWidth(page: Page, size: typeof WIDE, name: string): Promise<string[]> {
  await page.setViewportSize(size)
  const where = `${size.width} px`
  await picture(page, name)
  // The way of the Tab key is the same at both widths; the narrow one hides more under other things.
  const focus = size === NARROW ? await checkFocus(page) : []
  const own = [...(await checkTargets(page)), ...focus].map((fault) => `${where}: ${fault}`)
  // axe is a script: where scripts are off, only the rest is looked at.
  return (await page.evaluate(runsScripts)) ? [...(await axe(page, where, size === WIDE)), ...own] : own
}

/** Text of twice the size, as somebody with weak eyes sets it in the browser. */
async function atDoubleText(page: Page): Promise<string[]> {
  await page.setViewportSize(WIDE)
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'))
  const wrong = await checkReflow(page, 'text at 200 %')
  await page.evaluate(() => document.documentElement.style.removeProperty('font-size'))
  return wrong
}

/**
 * Fails with every fault at once. Saves artifacts/screens/{name}-1280.png and -360.png and leaves the page at 1280 px.
 * What was typed stays; the focus does not.
 */
export async function look(page: Page, name: string): Promise<void> {
  // After a form the title may come a moment after the page.
  await expect(page).toHaveTitle(/\S/)
  const wrong = await checkStructure(page)
  wrong.push(...(await atWidth(page, WIDE, name)))
  wrong.push(...(await atWidth(page, NARROW, name)))
  await page.setViewportSize(NARROWEST)
  wrong.push(...(await checkReflow(page, '320 px')))
  wrong.push(...(await atDoubleText(page)))
  // The story goes on, so that one run names the faults of all its pages.
  expect.soft(wrong, `faults of the page "${name}" at ${new URL(page.url()).pathname}`).toEqual([])
}

/** Opens an address and looks at it, once it is the page that is meant. */
export async function lookAt(page: Page, address: string, name: string, heading: string | RegExp): Promise<void> {
  await page.goto(address)
  await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible()
  await look(page, name)
}
