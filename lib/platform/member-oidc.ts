/**
 * Members through the payer's own OpenID Connect provider: authorization code, PKCE S256, state and nonce. Its claims say
 * who the member is and whose records they may share; nothing of its tokens is kept.
 */
import * as oidc from 'openid-client'
import { z } from 'zod'
import { isLoopbackUrl, type Settings } from './env.ts'
import type { MemberPerson } from './members.ts'

/** What one sign-in has to bring back; kept by the browser in a signed cookie, of no use to anybody else. */
export const pendingSignIn = z.object({ state: z.string(), nonce: z.string(), verifier: z.string() })
export type PendingSignIn = z.output<typeof pendingSignIn>

/** The provider signed somebody in who has no health plan records. */
export class NoRecords extends Error {}

export type MemberOidc = {
  /**
   * Where the browser goes to sign in, and what has to come back. @param lang language of the page there
   * @param anew whether the provider has to ask, even if it still knows somebody
   */
  start(lang: string, anew: boolean): Promise<{ url: string; pending: PendingSignIn }>
  /** @param callback full URL the browser came back with @throws NoRecords, or an error when anything does not match */
  finish(callback: URL, pending: PendingSignIn): Promise<MemberPerson>
}

const person = z.object({ id: z.string().min(1), name: z.string().min(1) })
/** The FHIR id of the member's own Patient, or a list: the member first, then those they may act for. */
const patientClaim = z.union([z.string().min(1), z.array(person).min(1)])

/** @returns the person that the claims describe. @throws NoRecords without a patient */
export function personOfClaims(claims: Record<string, unknown>, claim: string): MemberPerson {
  const patient = patientClaim.safeParse(claims[claim])
  if (!patient.success) throw new NoRecords(`the claim ${claim} names no patient`)
  const text = (name: string) => (typeof claims[name] === 'string' && claims[name] !== '' ? claims[name] : null)
  const given = [text('given_name'), text('family_name')].filter(Boolean).join(' ')
  const own = typeof patient.data === 'string' ? patient.data : (patient.data[0]?.id ?? '')
  const name = text('name') ?? (given || text('preferred_username') || own)
  const people =
    typeof patient.data === 'string'
      ? [{ id: own, name, self: true }]
      : patient.data.map((one, index) => ({ ...one, self: index === 0 }))
  // An address that the provider did not verify could be anybody's.
  const email = claims.email_verified === false ? null : text('email')
  return { subject: own, name, email, people }
}

/** @param issuerUrl public URL of the authorization server that members come back to */
export function memberOidc(settings: NonNullable<Settings['memberOidc']>, issuerUrl: string): MemberOidc {
  const redirectUri = `${issuerUrl}/sign-in/callback`
  let known: Promise<oidc.Configuration> | undefined
  const configuration = () => {
    const { issuer, clientId, clientSecret } = settings
    const execute = isLoopbackUrl(issuer) ? [oidc.allowInsecureRequests] : []
    // A provider that was away a moment ago is asked again.
    known ??= oidc
      .discovery(new URL(issuer), clientId, clientSecret, undefined, { execute })
      .catch((error: unknown) => {
        known = undefined
        throw error
      })
    return known
  }
  return {
    async start(lang, anew) {
      const pending = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verifier: oidc.randomPKCECodeVerifier(),
      }
      const url = oidc.buildAuthorizationUrl(await configuration(), {
        redirect_uri: redirectUri,
        scope: 'openid profile email',
        state: pending.state,
        nonce: pending.nonce,
        ui_locales: lang,
        ...(anew ? { prompt: 'login' } : {}),
        code_challenge: await oidc.calculatePKCECodeChallenge(pending.verifier),
        code_challenge_method: 'S256',
      })
      return { url: url.href, pending }
    },
    async finish(callback, pending) {
      const config = await configuration()
      const own = new URL(redirectUri)
      own.search = callback.search
      const tokens = await oidc.authorizationCodeGrant(config, own, {
        pkceCodeVerifier: pending.verifier,
        expectedState: pending.state,
        expectedNonce: pending.nonce,
        idTokenExpected: true,
      })
      const claims = tokens.claims()
      if (!claims) throw new Error('the provider gave no ID token')
      const more = config.serverMetadata().userinfo_endpoint
        ? await oidc.fetchUserInfo(config, tokens.access_token, claims.sub)
        : {}
      return personOfClaims({ ...more, ...claims }, settings.patientClaim)
    },
  }
}
