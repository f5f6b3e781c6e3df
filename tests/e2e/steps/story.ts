/**
 * The `test` of every story. A story fails when any page of it writes an error to the console, throws, breaks the content
 * security policy, cannot load something, or asks an origin that is none of Candor's own.
 */
import { type BrowserContext, type BrowserContextOptions, test as base, expect, type Page } from '@playwright/test'
import { readSettings } from '../../../lib/platform/env.ts'

export { expect }

/** The settings of the Candor under test; playwright.config.ts put them into the environment. */
export const settings = readSettings()

/** Everything that `npm start` serves; a page may talk to nobody else. */
const ownOrigins = new Set(
  [
    settings.portal.url,
    settings.authserver.production.url,
    settings.authserver.sandbox.url,
    settings.fhir.production.url,
    settings.staffOidc.issuer,
    `http://localhost:${settings.mailPort}`,
    `http://localhost:${settings.demoAppPort}`,
  ].map((url) => new URL(url).origin),
)

/** What went wrong in the pages of a story, and what the story expects to go wrong. */
class Faults {
  private readonly found: string[] = []
  private readonly expected: RegExp[] = []

  /** Names a fault the story provokes on purpose, for example the 404 of a page that is not there. */
  allow(pattern: RegExp): void {
    this.expected.push(pattern)
  }

  add(fault: string): void {
    this.found.push(fault)
  }

  unexpected(): string[] {
    return this.found.filter((fault) => !this.expected.some((pattern) => pattern.test(fault)))
  }
}

function isForeign(address: string): boolean {
  const { protocol, origin } = new URL(address)
  return /^(https?|wss?):$/.test(protocol) && !ownOrigins.has(origin.replace(/^ws/, 'http'))
}

/** Watches every page of a context, those it opens later included. */
function watch(context: BrowserContext, faults: Faults): void {
  // A broken policy is an error in Chromium's console, with and without JavaScript.
  context.on('console', (message) => {
    if (message.type() === 'error') faults.add(`console: ${message.text()} (${message.location().url})`)
  })
  context.on('weberror', (error) => faults.add(`page error: ${error.error().message}`))
  context.on('request', (request) => {
    if (isForeign(request.url())) faults.add(`foreign origin: ${request.method()} ${request.url()}`)
  })
  context.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? ''
    // The browser gives up what a left page was still loading; nothing is wrong with that.
    const left = reason === 'net::ERR_ABORTED'
    // Where scripts are off, Chromium reports each of them as blocked. A policy that blocks one is in the console, too.
    const off = reason === 'csp' && request.resourceType() === 'script'
    if (!left && !off) faults.add(`failed request: ${request.url()} ${reason}`)
  })
}

type OpenPage = (options?: BrowserContextOptions) => Promise<Page>

type StoryFixtures = {
  faults: Faults
  /** A page in a browser of its own (own cookies), for a further person of the story. */
  openPage: OpenPage
  /** The same as `page`, with JavaScript off. */
  plainPage: Page
  checked: undefined
}

export const test = base.extend<StoryFixtures>({
  faults: async ({ browserName: _ }, use) => use(new Faults()),
  context: async ({ context, faults }, use) => {
    watch(context, faults)
    await use(context)
  },
  openPage: async ({ browser, faults }, use) => {
    const opened: BrowserContext[] = []
    await use(async (options = {}) => {
      const context = await browser.newContext(options)
      opened.push(context)
      watch(context, faults)
      return context.newPage()
    })
    for (const context of opened) await context.close()
  },
  plainPage: async ({ openPage }, use) => use(await openPage({ javaScriptEnabled: false })),
  checked: [
    async ({ faults }, use) => {
      await use(undefined)
      expect(faults.unexpected(), 'faults of the pages in this story').toEqual([])
    },
    { auto: true },
  ],
})
