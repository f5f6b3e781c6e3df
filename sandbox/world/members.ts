/**
 * Members of the example world share with its apps: over HTTP at the authorization server itself, whose clock stands at
 * that day, so that each grant and receipt is exactly what a member would have got.
 */
import * as oauth from 'openid-client'
import { createApp } from '../../authserver/app.ts'
import { serve } from '../../authserver/serve.ts'
import { pageText } from '../../lib/domain/wording/pages.ts'
import { createLog } from '../../lib/platform/log.ts'
import { DEMO_SCOPES } from '../demo-app.ts'
import { DEMO_REDIRECT } from '../demo-app-page.ts'
import { FormClient, type Page } from '../form-client.ts'
import { SYNTHETIC_MEMBERS } from '../members.ts'
import type { SHARING } from './companies.ts'
import type { World } from './world.ts'

type Sharing = (typeof SHARING)[number]

/** The production authorization server on its own port, at instants that the caller names. */
export class PastAuthserver {
  private readonly world: World
  private now: Date
  private close = async () => {}

  constructor(world: World, now: Date) {
    this.world = world
    this.now = now
  }

  async start(): Promise<void> {
    const { settings, connection } = this.world
    const app = await createApp(
      { settings, connection, log: createLog('error', 'world') },
      'production',
      () => this.now,
    )
    this.close = (await serve(app, settings.authserver.production.port)).close
  }

  stop(): Promise<void> {
    return this.close()
  }

  /** Signs in, reads, shares for half a year, new data included; the app gets its tokens. */
  async share({ username, lang }: Sharing, client: { clientId: string; name: string }, at: Date): Promise<void> {
    this.now = at
    const { settings } = this.world
    const issuer = settings.authserver.production.url
    const insecure = { execute: [oauth.allowInsecureRequests] }
    const config = await oauth.discovery(new URL(issuer), client.clientId, undefined, oauth.None(), insecure)
    const verifier = oauth.randomPKCECodeVerifier()
    const state = oauth.randomState()
    const url = oauth.buildAuthorizationUrl(config, {
      redirect_uri: DEMO_REDIRECT,
      scope: DEMO_SCOPES,
      aud: settings.fhir.production.url,
      state,
      ui_locales: lang,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    })
    const browser = new FormClient(issuer)
    const consent = await this.untilConsent(browser, await browser.get(url.href), username, lang)
    const choice = { decision: 'share', months: '6', optional: 'offline' }
    const back = await browser.submit(consent, pageText(lang, 'consent.share', { app: client.name }), choice)
    await oauth.authorizationCodeGrant(config, new URL(back.url), { pkceCodeVerifier: verifier, expectedState: state })
  }

  /** A parent is also asked whose records; it is their own. */
  private async untilConsent(browser: FormClient, first: Page, username: string, lang: Sharing['lang']): Promise<Page> {
    const person = memberOf(username)
    const credentials = { username, password: person.password }
    const page = await browser.submit(first, pageText(lang, 'signIn.submit'), credentials)
    if (!page.html.includes('name="patient"') || page.html.includes('name="shown"')) return page
    return browser.submit(page, pageText(lang, 'patient.submit'), { patient: person.person.id })
  }

  /** Stops sharing on the page of apps I share with. */
  async stopSharing({ username, lang }: Sharing, name: string, at: Date): Promise<void> {
    this.now = at
    const browser = new FormClient(this.world.settings.authserver.production.url)
    const credentials = { username, password: memberOf(username).password }
    const asked = await browser.get(`/grants?lang=${lang}`)
    const list = await browser.submit(asked, pageText(lang, 'signIn.submit'), credentials)
    await browser.submit(list, pageText(lang, 'grants.stop', { app: name }), {})
  }
}

function memberOf(username: string) {
  const found = SYNTHETIC_MEMBERS.find((member) => member.username === username)
  if (!found) throw new Error(`there is no member ${username}`)
  return found
}
