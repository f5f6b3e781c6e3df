/**
 * Staff sign-in by OpenID Connect: authorization code with PKCE, state and nonce, the ID token's signature checked by
 * next-auth. What comes out is a handful of claims for the service; tokens of the identity provider end here.
 */
import type { TokenSet } from 'next-auth'
import type { OAuthConfig } from 'next-auth/providers/oauth'
import { z } from 'zod'
import type { StaffClaims } from '../../services/staff-sign-in.ts'
import type { Settings } from '../env.ts'

export const STAFF_PROVIDER = 'staff'

/** How long (ms) the identity provider may take to answer. */
const PATIENCE = 10_000
/** The same (ms) for a link that a page can do without. */
const PATIENCE_OF_A_PAGE = 2_000

type Claims = Record<string, unknown>
type StaffProfile = { id: string; name: string; email: string }

/** @returns the provider for next-auth; groups are read from the ID token, or from userinfo when it has none */
export function staffProvider({ staffOidc }: Settings): OAuthConfig<Claims> {
  return {
    id: STAFF_PROVIDER,
    name: 'Staff',
    type: 'oauth',
    wellKnown: `${staffOidc.issuer}/.well-known/openid-configuration`,
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    clientId: staffOidc.clientId,
    clientSecret: staffOidc.clientSecret,
    authorization: { params: { scope: 'openid profile email' } },
    httpOptions: { timeout: PATIENCE },
    userinfo: {
      async request({ client, tokens }) {
        const told = claimsOf(tokens)
        // The client refuses a userinfo answer about anybody but the subject of the ID token.
        const more = told[staffOidc.groupsClaim] === undefined ? await client.userinfo(tokens as never) : {}
        return { ...more, ...told }
      },
    },
    profile: (claims): StaffProfile => ({
      id: String(claims.sub ?? ''),
      name: String(claims.name ?? ''),
      email: String(claims.email ?? ''),
    }),
  }
}

/**
 * Where somebody ends the session at the identity provider, too (OpenID Connect RP-Initiated Logout 1.0), and comes back
 * to the portal. The portal keeps no ID token, so the provider knows us by the client id alone and may ask once more.
 * @returns null when the provider does not publish such a place, or cannot be reached
 */
export async function staffLogoutUrl({ staffOidc, portal }: Pick<Settings, 'staffOidc' | 'portal'>) {
  const published = await discovery(staffOidc.issuer).catch(() => null)
  if (!published?.end_session_endpoint) return null
  const url = new URL(published.end_session_endpoint)
  url.searchParams.set('client_id', staffOidc.clientId)
  url.searchParams.set('post_logout_redirect_uri', portal.url)
  return url.href
}

const endpoints = z.object({ end_session_endpoint: z.url({ protocol: /^https?$/ }).optional() })

async function discovery(issuer: string): Promise<z.output<typeof endpoints>> {
  const signal = AbortSignal.timeout(PATIENCE_OF_A_PAGE)
  const answer = await fetch(`${issuer}/.well-known/openid-configuration`, { signal, redirect: 'error' })
  return endpoints.parse(await answer.json())
}

/** The verified claims of a token set; next-auth's type hides that openid-client puts the method there. */
function claimsOf(tokens: TokenSet): Claims {
  return (tokens as TokenSet & { claims(): Claims }).claims()
}

const groupList = z.union([z.string().transform((group) => [group]), z.array(z.string())]).catch([])

const person = z.object({
  iss: z.string().min(1),
  sub: z.string().min(1).max(255),
  email: z.string().min(1),
  email_verified: z.unknown().refine((verified) => verified !== false && verified !== 'false'),
  name: z.string().catch(''),
})

/**
 * The claims as the service wants them, or null when they do not name a person with an address of their own.
 * An address that the identity provider itself calls unverified names nobody.
 */
export function staffClaims(claims: Claims, { staffOidc }: Pick<Settings, 'staffOidc'>): StaffClaims | null {
  const parsed = person.safeParse(claims)
  if (!parsed.success) return null
  const { iss, sub, email, name } = parsed.data
  const groups = groupList.parse(claims[staffOidc.groupsClaim])
  return { issuer: iss, subject: sub, email, name: name.trim().slice(0, 200) || email, groups }
}
