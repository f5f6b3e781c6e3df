/** A SMART app by openid-client, and the member in front of it: from the authorization request to the tokens. */
import * as oauth from 'openid-client'
import { SYNTHETIC_MEMBERS } from '../../sandbox/members.ts'
import type { AuthserverTest } from './authserver.ts'
import { type Answer, MemberBrowser } from './member-browser.ts'

export const REDIRECT = 'http://127.0.0.1:53117/callback'
export const LAUNCH_SCOPES =
  'launch/patient openid fhirUser offline_access patient/Patient.rs patient/ExplanationOfBenefit.rs'

export type LaunchOptions = {
  environment?: 'production' | 'sandbox'
  redirectUri?: string
  scope?: string
  member?: string
  /** FHIR id of the person whose records are shared. */
  person?: string
  ticked?: string[]
  months?: string
  lang?: string
  /** How the client proves itself; a public one does not. */
  proof?: oauth.ClientAuth
  /** On top of the request's own; `null` takes one away. */
  parameters?: Record<string, string | null>
}

type Tokens = Awaited<ReturnType<typeof oauth.authorizationCodeGrant>>
type Read = { status: number; body: { total: number; [name: string]: unknown } }

export class Launch {
  readonly test: AuthserverTest
  readonly options: LaunchOptions
  readonly config: oauth.Configuration
  readonly verifier: string
  readonly url: URL
  readonly browser: MemberBrowser
  readonly fhir: string
  private callback: URL | null = null
  private kept: Tokens | null = null

  private constructor(
    test: AuthserverTest,
    options: LaunchOptions,
    config: oauth.Configuration,
    verifier: string,
    url: URL,
  ) {
    this.test = test
    this.options = options
    this.config = config
    this.verifier = verifier
    this.url = url
    const environment = options.environment ?? 'production'
    this.browser = new MemberBrowser(test.settings.authserver[environment].url, options.lang)
    this.fhir = test.settings.fhir[environment].url
  }

  /** Only the authorization request, not sent yet. */
  static async start(test: AuthserverTest, clientId: string, options: LaunchOptions = {}): Promise<Launch> {
    const environment = options.environment ?? 'production'
    const issuer = new URL(test.settings.authserver[environment].url)
    const config = await oauth.discovery(issuer, clientId, undefined, options.proof ?? oauth.None(), {
      execute: [oauth.allowInsecureRequests],
    })
    const verifier = oauth.randomPKCECodeVerifier()
    const url = oauth.buildAuthorizationUrl(config, {
      redirect_uri: options.redirectUri ?? REDIRECT,
      scope: options.scope ?? LAUNCH_SCOPES,
      aud: test.settings.fhir[environment].url,
      state: 'the-state',
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    })
    for (const [name, value] of Object.entries(options.parameters ?? {})) {
      if (value === null) url.searchParams.delete(name)
      else url.searchParams.set(name, value)
    }
    return new Launch(test, options, config, verifier, url)
  }

  /** Up to the code. */
  static async authorize(test: AuthserverTest, clientId: string, options: LaunchOptions = {}): Promise<Launch> {
    const launch = await Launch.start(test, clientId, options)
    const page = await launch.consent()
    const done = await launch.browser.submit(page, '/decide', {
      optional: options.ticked ?? [],
      decision: 'share',
      ...(options.months === undefined ? {} : { months: options.months }),
    })
    if (!done.location) throw new Error(`no redirect to the app: HTTP ${done.status} ${done.html.slice(0, 2000)}`)
    launch.callback = new URL(done.location)
    return launch
  }

  /** The request and the sign-in page. @returns the page after it */
  async signIn(): Promise<Answer> {
    const page = await this.browser.get(this.url.href)
    if (!page.html.includes('type="password"')) return page
    const member = SYNTHETIC_MEMBERS.find(({ username }) => username === (this.options.member ?? 'maria'))
    return this.browser.submit(page, '/sign-in', { username: member?.username ?? '', password: member?.password ?? '' })
  }

  /** Up to the consent page, for the wanted person. */
  async consent(): Promise<Answer> {
    const page = await this.signIn()
    if (!page.html.includes('name="patient" value') || !page.html.includes('type="radio"')) return page
    if (page.html.includes('name="shown"')) return page
    const { pathname } = new URL(page.url)
    const lang = /<html lang="(..)"/.exec(page.html)?.[1] ?? 'en'
    return this.browser.get(`${pathname}?lang=${lang}&step=patient&patient=${this.options.person ?? 'maria-hernandez'}`)
  }

  async redeem(): Promise<Tokens> {
    if (!this.callback) throw new Error('there is no code')
    const checks = { pkceCodeVerifier: this.verifier, expectedState: 'the-state' }
    this.kept = await oauth.authorizationCodeGrant(this.config, this.callback, checks)
    return this.kept
  }

  /** Where the app was sent. */
  get location(): string {
    return this.callback?.href ?? ''
  }

  get code(): string {
    return this.callback?.searchParams.get('code') ?? ''
  }

  get tokens(): Tokens {
    if (!this.kept) throw new Error('there are no tokens')
    return this.kept
  }

  async read(path: string, token = this.tokens.access_token): Promise<Read> {
    const response = await fetch(`${this.fhir}/${path}`, { headers: { authorization: `Bearer ${token}` } })
    return { status: response.status, body: (await response.json()) as Read['body'] }
  }
}

/** The whole launch, with tokens. */
export async function launchApp(test: AuthserverTest, clientId: string, options: LaunchOptions = {}): Promise<Launch> {
  const launch = await Launch.authorize(test, clientId, options)
  await launch.redeem()
  return launch
}
