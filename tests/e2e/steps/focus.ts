/**
 * The way of the Tab key through a page: each stop shows its focus and is hidden under nothing.
 * Source of the measures: WCAG 2.2 AA, 2.4.3, 2.4.7 and 2.4.11.
 */
import type { Page } from '@playwright/test'

type Stop = { name: string; seen: boolean; free: boolean; key: string } | null

const MOST_STOPS = 250
/** Presses sent before anybody asks what came of them. */
const AT_ONCE = 25

/** In the page: the element with focus, whether its focus can be seen, and whether anything lies over it. */
function focusedStop(): Stop {
  const element = document.activeElement
  if (!(element instanceof HTMLElement) || element === document.body) return null
  // Browsers bring what has focus into view, some of them gliding; this is where it stands when they are done.
  element.scrollIntoView({ block: 'nearest', behavior: 'instant' })
  const style = getComputedStyle(element)
  const outline = style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) > 0
  const box = element.getClientRects()[0] ?? element.getBoundingClientRect()
  const inside = box.bottom > 0 && box.top < window.innerHeight && box.right > 0 && box.left < window.innerWidth
  const points = [0.5, 0.1, 0.9].map((part) => [box.left + box.width * part, box.top + Math.min(box.height / 2, 20)])
  const free = points.some(([x, y]) => {
    const top = document.elementFromPoint(x ?? 0, y ?? 0)
    return top !== null && (element.contains(top) || top.contains(element) || top.closest('label')?.control === element)
  })
  const all = [...document.querySelectorAll('*')]
  const name = element.textContent?.trim().slice(0, 40) || element.getAttribute('name') || element.tagName
  return { name, seen: outline || style.boxShadow !== 'none', free: inside && free, key: String(all.indexOf(element)) }
}

type Walked = { stops: Stop[]; end: () => void }
type WalkedWindow = { focusWalk?: Walked }

/** In the page: from now on each press of the Tab key first notes where the press before it led. */
function noteStops(stop: typeof focusedStop): void {
  const stops: Stop[] = []
  const note = ({ key }: KeyboardEvent) => {
    if (key === 'Tab') stops.push(stop())
  }
  window.addEventListener('keydown', note, true)
  const end = () => window.removeEventListener('keydown', note, true)
  ;(window as WalkedWindow).focusWalk = { stops, end }
}

/** The way to the first stop that came before, or to where nothing of the page has focus. */
function untilTheEnd(stops: readonly Stop[]): { way: NonNullable<Stop>[]; ended: boolean } {
  const way = new Map<string, NonNullable<Stop>>()
  for (const stop of stops) {
    if (!stop || way.has(stop.key)) return { way: [...way.values()], ended: true }
    way.set(stop.key, stop)
  }
  return { way: [...way.values()], ended: false }
}

/** The page notes the stops itself, so that many presses are sent before it is asked. */
async function walkNoted(page: Page): Promise<NonNullable<Stop>[]> {
  await page.evaluate(`(${noteStops})(${focusedStop})`)
  let walked = untilTheEnd([])
  for (let pressed = AT_ONCE; pressed <= MOST_STOPS && !walked.ended; pressed += AT_ONCE) {
    await Promise.all(Array.from({ length: AT_ONCE }, () => page.keyboard.press('Tab')))
    const stops = await page.evaluate(() => (window as WalkedWindow).focusWalk?.stops ?? [])
    // The first press begins where nothing has focus. Presses that went past the page were not heard by it.
    walked = untilTheEnd(stops.slice(1))
    walked.ended ||= stops.length < pressed
  }
  await page.evaluate(() => (window as WalkedWindow).focusWalk?.end())
  return walked.way
}

/** Where scripts are off the page hears nothing: it is asked after each press. */
async function walkAsked(page: Page): Promise<NonNullable<Stop>[]> {
  const stops: Stop[] = []
  while (stops.length < MOST_STOPS && !untilTheEnd(stops).ended) {
    await page.keyboard.press('Tab')
    stops.push(await page.evaluate(focusedStop))
  }
  return untilTheEnd(stops).way
}

/** In the page: nothing has focus, and the next press begins before everything, wherever a person was before. */
function toTop(): void {
  const start = document.createElement('span')
  start.tabIndex = -1
  document.body.prepend(start)
  start.focus({ preventScroll: true })
  start.remove()
  window.scrollTo(0, 0)
}

/** @param scripts whether the page runs scripts @returns one sentence for each stop that is wrong */
export async function checkFocus(page: Page, scripts: boolean): Promise<string[]> {
  await page.evaluate(toTop)
  const way = await (scripts ? walkNoted(page) : walkAsked(page))
  await page.evaluate(toTop)
  if (way.length === 0) return ['nothing can be reached with the Tab key']
  return way.flatMap(({ name, seen, free }) => [
    ...(seen ? [] : [`focus on "${name}" cannot be seen`]),
    ...(free ? [] : [`"${name}" is hidden while it has focus`]),
  ])
}
