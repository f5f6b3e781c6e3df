/**
 * Somebody at a browser without JavaScript who wants a thing done, and who does what people do when no answer comes:
 * press the button again, or load the page, look, and press the button of the form they still have.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { FormClient, hasButton, NoAnswer, type Page } from '../../sandbox/form-client.ts'
import type { Chance } from './chance.ts'
import type { Ledger, Post } from './ledger.ts'

/** How long (ms) somebody waits for a page before the run is called off; many times what a slow machine needs. */
const PATIENCE = 180_000
const PAUSE = 150

/** What the portal says when it does not know itself, and when a colleague was faster. */
const UNCERTAIN = 'we cannot tell whether this was saved'
const TOO_LATE = 'Nothing was changed by you now'

export type Act = {
  key: string
  /** Address of the page with the form. */
  at: string
  button: string
  values: Record<string, string>
  /** Whether a freshly loaded page shows that it has happened. */
  isDone: (page: Page) => boolean
  /** Whether somebody else may do it first. */
  mayLose?: boolean
}

export type PersonOptions = { name: string; base: string; session: string; ledger: Ledger; chance: Chance }

export class Person {
  readonly name: string
  private readonly client: FormClient
  private readonly ledger: Ledger
  private readonly chance: Chance
  /** The try that the next answer belongs to. */
  private post: Post | undefined

  constructor({ name, base, session, ledger, chance }: PersonOptions) {
    this.name = name
    this.ledger = ledger
    this.chance = chance
    this.client = new FormClient(base, {
      cookies: { 'candor-portal-session': session },
      heard: ({ method, status, location }) => {
        if (method === 'POST' && this.post) this.post.answer = { status, location }
      },
    })
  }

  /** Loads a page until it comes and is what is waited for. @throws when this browser is signed out, or after long */
  async look(path: string, isIt: (page: Page) => boolean = () => true): Promise<Page> {
    const until = Date.now() + PATIENCE
    let last = 'no answer'
    while (Date.now() < until) {
      const page = await answered(this.client.get(path))
      if (page && page.status < 500) {
        if (new URL(page.url).pathname.endsWith('/sign-in')) throw new Error(`${this.name} was signed out at ${path}`)
        if (isIt(page)) return page
      }
      last = page ? `HTTP ${page.status}` : 'no answer'
      await wait(PAUSE)
    }
    throw new Error(`${this.name} waited in vain at ${path} (${last})`)
  }

  /** Sees to it that a thing happens, however often the portal dies over it. */
  async act(act: Act): Promise<void> {
    const intent = this.ledger.intend(act.key, this.name)
    let form = await this.look(act.at, (page) => hasButton(page, act.button) || act.isDone(page))
    const until = Date.now() + PATIENCE
    while (hasButton(form, act.button) && Date.now() < until) {
      this.post = this.ledger.post(intent)
      const page = await answered(this.client.submit(form, act.button, act.values))
      if (this.post.answer?.status === 303) {
        intent.end = 'answered'
        return
      }
      if (page && page.status < 500) {
        if (act.mayLose && page.html.includes(TOO_LATE)) break
        if (!page.html.includes(UNCERTAIN)) throw new Error(`${act.key}: ${refusalIn(page)}`)
        // The page that says so has the form once more, with what was typed, unless it was saved after all.
        if (hasButton(page, act.button) && this.chance.below(2) === 0) form = page
      }
      if (this.chance.below(2) === 0) {
        const now = await this.look(act.at)
        if (act.isDone(now)) {
          intent.end = act.mayLose ? 'settled' : 'seen'
          return
        }
      } else await wait(PAUSE)
    }
    if (!act.mayLose) throw new Error(`${act.key}: it never came to pass`)
    intent.end = 'refused'
  }
}

async function answered(page: Promise<Page>): Promise<Page | null> {
  try {
    return await page
  } catch (error) {
    if (error instanceof NoAnswer) return null
    throw error
  }
}

function refusalIn({ status, html }: Page): string {
  const alert = /role="alert"[^>]*>([\s\S]*?)<\/(?:div|section)>/.exec(html)?.[1] ?? ''
  return `refused (HTTP ${status}): ${alert
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .slice(0, 300)}`
}
