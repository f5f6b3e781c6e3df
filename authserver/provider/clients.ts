/** Registered clients as the provider wants them. Only live ones exist for it, so a stopped client ends at the next call. */
import type { AdapterPayload, ClientMetadata } from 'oidc-provider'
import { redirectMatches } from '../../lib/domain/redirect-uri.ts'
import { urlOf } from '../../lib/domain/url.ts'
import type { ProviderClient } from '../../lib/services/client.ts'

/** Stands where a secret would be; no digest is this text, so nothing matches it. */
const NO_SECRET = 'none'
/** Stands behind the digest of a secret whose use is to be noted. */
const RESTED = '*'

/** The live secrets as one text, which stands where the provider keeps a secret. */
function keptSecrets({ secretDigests, restedDigests }: ProviderClient): string {
  const rested = new Set(restedDigests)
  return secretDigests.map((digest) => (rested.has(digest) ? digest + RESTED : digest)).join(' ') || NO_SECRET
}

function secretPart(found: ProviderClient): Partial<ClientMetadata> {
  const { client } = found
  if (client.type === 'confidential-symmetric') {
    return { token_endpoint_auth_method: 'client_secret_basic', client_secret: keptSecrets(found) }
  }
  if (client.type === 'confidential-asymmetric') {
    // Only the pinned keys count; the address they came from is the worker's business.
    const keys = Array.isArray(client.jwks?.keys) ? client.jwks.keys : []
    return { token_endpoint_auth_method: 'private_key_jwt', jwks: { keys } }
  }
  return { token_endpoint_auth_method: 'none' }
}

/** @returns the client's metadata; nothing unless it is live */
export function clientMetadata(found: ProviderClient | null): AdapterPayload | undefined {
  if (found?.status !== 'live') return undefined
  const { client } = found
  return {
    client_id: client.id,
    client_name: client.name,
    redirect_uris: client.redirectUris,
    application_type: client.native === 'yes' ? 'native' : 'web',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    id_token_signed_response_alg: 'RS256',
    ...secretPart(found),
  } as AdapterPayload
}

/**
 * Which live secret was presented; null for none. @param kept the secrets, as put into the metadata
 * @param digest of the presented secret @returns whether its use is to be noted
 */
export function matchedSecret(kept: string, digest: string): { rested: boolean } | null {
  const secrets = kept.split(' ')
  if (secrets.includes(digest)) return { rested: false }
  return secrets.includes(digest + RESTED) ? { rested: true } : null
}

/** The exact origin (or scheme) a form may lead to: the registered address that is used now. */
export function formActionSource(registered: readonly string[], redirectUri: string): string {
  if (!redirectMatches(registered, redirectUri)) return ''
  const url = new URL(redirectUri)
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.origin : url.protocol
}

/** Whether the way back opens an installed app: systems do that only in one go with what the person pressed. */
export const opensInstalledApp = (native: boolean, redirectUri: string): boolean =>
  native && !redirectUri.startsWith('http:')

/** Browser apps may call the token endpoint from the origin of one of their own redirect addresses. */
export function mayCallFrom(registered: readonly string[], origin: string): boolean {
  return registered.some((uri) => {
    const own = urlOf(uri)
    const from = urlOf(origin)
    if (!own || !from) return false
    if (own.origin === origin) return true
    return own.protocol === 'http:' && from.protocol === 'http:' && own.hostname === from.hostname
  })
}
