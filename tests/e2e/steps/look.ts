/** Looks at a page as a careful person would: axe, our own checks, and two pictures to judge by eye. */
import type { CDPSession, Page } from '@playwright/test'
import axeCore, { type RunOptions } from 'axe-core'
import { checkReflow, checkStructure, checkTargets, runsScripts } from './checks.ts'
import { checkFocus } from './focus.ts'
import { expect } from './story.ts'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const WIDE = { width: 1280, height: 900 }
const NARROW = { width: 360, height: 780 }
const NARROWEST = { width: 320, height: 640 }

/** What a width can change: sizes, what scrolls, and what shows at one width alone, such as the narrow menu. */
const OF_WIDTH = ['target-size', 'scrollable-region-focusable', 'button-name', 'link-name', 'list', 'listitem']

/** In the page: what axe finds there, one sentence a place. */
async function violationsHere(options: RunOptions): Promise<string[]> {
  const { violations } = await (window as unknown as { axe: typeof axeCore }).axe.run(document, options)
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `axe ${id}: ${help}: ${html}`))
}

/**
 * Brings axe into the page, once for all its runs there: half a megabyte that takes longer than what it then does.
 * Straight to the browser, because the test's own trace would keep a copy each time.
 */
async function bringAxe(page: Page): Promise<void> {
  const browser: CDPSession = await page.context().newCDPSession(page)
  const { exceptionDetails } = await browser.send('Runtime.evaluate', { expression: `${axeCore.source};null` })
  if (exceptionDetails) throw new Error(`axe cannot run in the page: ${exceptionDetails.text}`)
  await browser.detach()
}

/** @param whole all rules; they are dear, and for most of them one width says the same as the other */
function axe(page: Page, whole: boolean): Promise<string[]> {
  const runOnly = whole ? { type: 'tag' as const, values: TAGS } : { type: 'rule' as const, values: OF_WIDTH }
  const options: RunOptions = { runOnly, rules: { 'target-size': { enabled: true } }, resultTypes: ['violations'] }
  return page.evaluate(violationsHere, options)
}

async function picture(page: Page, name: string): Promise<void> {
  const path = `artifacts/screens/${name}-${page.viewportSize()?.width}.png`
  await page.screenshot({ path, fullPage: true, timeout: 180_000 })
}

async function atWidth(page: Page, size: typeof WIDE, name: string, scripts: boolean): Promise<string[]> {
  await page.setViewportSize(size)
  await picture(page, name)
  // The way of the Tab key is the same at both widths; the narrow one hides more under other things.
  const focus = size === NARROW ? await checkFocus(page, scripts) : []
  const own = [...(await checkTargets(page)), ...focus]
  // axe is a script: where scripts are off, only the rest is looked at.
  const faults = scripts ? [...(await axe(page, size === WIDE)), ...own] : own
  return faults.map((fault) => `${size.width} px: ${fault}`)
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
  const scripts = await page.evaluate(runsScripts)
  if (scripts) await bringAxe(page)
  wrong.push(...(await atWidth(page, WIDE, name, scripts)))
  wrong.push(...(await atWidth(page, NARROW, name, scripts)))
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
