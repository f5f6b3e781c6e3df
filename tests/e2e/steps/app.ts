/** An app of nobody's making but the test's: it speaks SMART by a certified client library and listens on loopback. */
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from '@playwright/test'
import * as oauth from 'openid-client'
import { settings } from './story.ts'

export const REDIRECT = 'http://127.0.0.1/callback'
export const SCOPES =
  'launch/patient openid fhirUser offline_access patient/Patient.rs patient/Coverage.rs patient/ExplanationOfBenefit.rs'

export type Tokens = { accessToken: string; refreshToken: string | undefined; patient: string; fhirUser: string }

/** A native app of a production client; `launch` gives the address to open, `tokens` waits for the member's answer. */
export class LoopbackApp {
  private readonly server: http.Server
  private readonly arrived: Promise<URL>
  private readonly config: oauth.Configuration
  private readonly verifier = oauth.randomPKCECodeVerifier()
  private readonly state = oauth.randomState()

  private constructor(server: http.Server, arrived: Promise<URL>, config: oauth.Configuration) {
    this.server = server
    this.arrived = arrived
    this.config = config
  }

  static async of(clientId: string): Promise<LoopbackApp> {
    const issuer = new URL(settings.authserver.production.url)
    const config = await oauth.discovery(issuer, clientId, undefined, oauth.None(), {
      execute: [oauth.allowInsecureRequests],
    })
    let came: (url: URL) => void = () => {}
    const arrived = new Promise<URL>((resolve) => {
      came = resolve
    })
    const server = http.createServer((request, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8')
      response.end(
        '<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>The app</title><h1>The app</h1>',
      )
      if (request.url?.startsWith('/callback')) came(new URL(request.url, `http://127.0.0.1:${port(server)}`))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return new LoopbackApp(server, arrived, config)
  }

  private get redirectUri(): string {
    const url = new URL(REDIRECT)
    url.port = String(port(this.server))
    return url.href
  }

  async launch(page: Page, lang?: string): Promise<void> {
    const url = oauth.buildAuthorizationUrl(this.config, {
      redirect_uri: this.redirectUri,
      scope: SCOPES,
      aud: settings.fhir.production.url,
      state: this.state,
      code_challenge: await oauth.calculatePKCECodeChallenge(this.verifier),
      code_challenge_method: 'S256',
      ...(lang ? { ui_locales: lang } : {}),
    })
    await page.goto(url.href)
  }

  /** The address the member was sent back to. */
  answer(): Promise<URL> {
    return this.arrived
  }

  async tokens(): Promise<Tokens> {
    const checks = { pkceCodeVerifier: this.verifier, expectedState: this.state }
    const tokens = await oauth.authorizationCodeGrant(this.config, await this.arrived, checks)
    return {
      accessToken: tokens.access_token,
      refreshToken: tokens.refresh_token,
      patient: String(tokens.patient ?? ''),
      fhirUser: String(tokens.claims()?.fhirUser ?? ''),
    }
  }

  /** @returns the HTTP status of a refresh */
  async refresh(token: string): Promise<'given' | 'refused'> {
    return oauth.refreshTokenGrant(this.config, token).then(
      () => 'given',
      () => 'refused',
    )
  }

  close(): void {
    this.server.closeAllConnections()
    this.server.close()
  }
}

const port = (server: http.Server): number => (server.address() as AddressInfo).port

/** One call at the FHIR server. */
export async function fhir(path: string, token: string): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${settings.fhir.production.url}/${path}`, {
    headers: { authorization: `Bearer ${token}` },
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}
