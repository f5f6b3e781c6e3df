/**
 * What axe cannot see, looked at by ourselves. Each check runs in the page and gives one sentence per thing that is wrong.
 * Source of the measures: WCAG 2.2 AA (1.4.4, 1.4.10) and our own 44 px for targets.
 */
import type { Page } from '@playwright/test'

/** One h1, no heading level skipped, a language, and every error tied to its field. */
export function checkStructure(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const wrong: string[] = []
    const shown = (element: Element) => element.getClientRects().length > 0
    const headings = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter(shown)
    const first = headings.filter((heading) => heading.tagName === 'H1')
    if (first.length !== 1) wrong.push(`${first.length} headings of level 1`)
    let before = 0
    for (const heading of headings) {
      const level = Number(heading.tagName[1])
      if (before > 0 && level > before + 1)
        wrong.push(`heading "${heading.textContent}" skips from ${before} to ${level}`)
      before = level
    }
    if (!/^(en|es)/.test(document.documentElement.lang)) wrong.push(`lang is "${document.documentElement.lang}"`)
    if (!document.title.trim()) wrong.push('the page has no title')
    // axe takes a label for an id that stands twice as the label of both; browsers give it to the first alone.
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id)
    for (const id of new Set(ids.filter((one, index) => ids.indexOf(one) !== index)))
      wrong.push(`two have the id ${id}`)
    for (const field of document.querySelectorAll('[aria-invalid="true"]')) {
      const group = field.closest('fieldset[aria-describedby]')
      const ids = `${field.getAttribute('aria-describedby') ?? ''} ${group?.getAttribute('aria-describedby') ?? ''}`
      const texts = ids.split(/\s+/).map((id) => (id ? document.getElementById(id)?.textContent?.trim() : ''))
      if (!texts.some(Boolean)) wrong.push(`the error of ${field.getAttribute('name')} is not tied to its field`)
    }
    return wrong
  })
}

/** Buttons and form controls are at least 44 px high; a choice counts together with its label. */
export function checkTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const wrong: string[] = []
    const controls = 'button, summary, select, textarea, input:not([type="hidden"]), a.ds-c-button, a.act'
    for (const control of document.querySelectorAll<HTMLElement>(controls)) {
      // What only the Enter key presses is there for nobody's finger.
      if (control.getAttribute('aria-hidden') === 'true') continue
      const boxes = [control, ...(control instanceof HTMLInputElement ? (control.labels ?? []) : [])]
        .flatMap((element) => [...element.getClientRects()])
        .filter((box) => box.width > 0)
      if (boxes.length === 0 || getComputedStyle(control).visibility === 'hidden') continue
      const choice = control instanceof HTMLInputElement && /^(checkbox|radio)$/.test(control.type)
      const own = choice ? boxes : [control.getBoundingClientRect()]
      const high = Math.max(...own.map((box) => box.bottom)) - Math.min(...own.map((box) => box.top))
      const wide = Math.max(...own.map((box) => box.right)) - Math.min(...own.map((box) => box.left))
      const name = control.textContent?.trim() || control.getAttribute('name') || control.tagName
      if (high < 43.5 || wide < 43.5) wrong.push(`target "${name}" is ${Math.round(wide)} by ${Math.round(high)} px`)
    }
    return wrong
  })
}

/** Nothing stands outside the window and no text is cut off. */
export function checkReflow(page: Page, where: string): Promise<string[]> {
  return page.evaluate((where) => {
    const wrong: string[] = []
    const root = document.scrollingElement ?? document.documentElement
    if (root.scrollWidth > root.clientWidth + 1) {
      const wide = [...document.body.querySelectorAll('*')]
        .filter((element) => element.getBoundingClientRect().right > root.clientWidth + 1)
        .map((element) => `${element.tagName.toLowerCase()}.${element.className}`)
      wrong.push(
        `${where}: scrolls sideways by ${root.scrollWidth - root.clientWidth} px: ${wide.slice(-3).join(', ')}`,
      )
    }
    for (const element of document.body.querySelectorAll<HTMLElement>('*')) {
      const style = getComputedStyle(element)
      // What is there for screen readers only is one pixel on purpose.
      const forEyes = element.clientWidth > 1 && element.clientHeight > 1 && style.clip === 'auto'
      const cuts = /hidden|clip/.test(style.overflowX) && style.clipPath === 'none'
      if (forEyes && cuts && element.scrollWidth > element.clientWidth + 1 && element.textContent?.trim()) {
        wrong.push(`${where}: text is cut off: "${element.textContent.trim().slice(0, 60)}"`)
      }
    }
    return wrong
  }, where)
}

/** In the page: whether it runs scripts. Only then is the inside of a noscript element text. */
export function runsScripts(): boolean {
  const probe = document.createElement('noscript')
  probe.innerHTML = '<p></p>'
  return probe.firstElementChild === null
}
