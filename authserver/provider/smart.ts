/**
 * SMART App Launch 2.2: which scopes this server knows, what a registered scope allows, what each means to a member, and
 * the smart-configuration document. Both spellings are served: v1 (`.read`) and v2 (`.r`, `.s`, `.rs`).
 */
import { KEY_ALGORITHMS } from '../../lib/domain/jwks.ts'
import { OAUTH_PATHS } from '../../lib/domain/oauth-paths.ts'

/** Types of data that the FHIR server has for a member, each a group on the consent page. */
export const DATA_TYPES = ['Patient', 'Coverage', 'ExplanationOfBenefit', 'Practitioner', 'Organization'] as const
export type DataType = (typeof DATA_TYPES)[number]

const CONTEXT_SCOPES = ['openid', 'fhirUser', 'offline_access', 'launch/patient'] as const
const READS = ['read', 'rs', 'r', 's'] as const

/** Every scope this server can give. */
export const SUPPORTED_SCOPES: readonly string[] = [
  ...CONTEXT_SCOPES,
  ...['*', ...DATA_TYPES].flatMap((type) => READS.map((letters) => `patient/${type}.${letters}`)),
]

type DataScope = { type: DataType | '*'; read: boolean; search: boolean }

/** A `patient/` scope in both spellings; null for any other. */
export function parseDataScope(scope: string): DataScope | null {
  const [, type, letters] = /^patient\/(\*|[A-Za-z]+)\.(read|rs|r|s)$/.exec(scope) ?? []
  const known = type === '*' || DATA_TYPES.some((name) => name === type)
  if (!known || letters === undefined) return null
  const all = letters === 'read' || letters === 'rs'
  return { type: type as DataType | '*', read: all || letters === 'r', search: all || letters === 's' }
}

/** Whether a registered scope allows a requested one, whichever way each is spelled. */
function allows(registered: string, requested: string): boolean {
  if (registered === requested) return true
  const has = parseDataScope(registered)
  const asks = parseDataScope(requested)
  if (!has || !asks) return false
  return (has.type === '*' || has.type === asks.type) && (has.read || !asks.read) && (has.search || !asks.search)
}

/** The requested scopes that this server knows and the client is registered for; a server may give less than was asked. */
export function offeredScopes(registered: readonly string[], requested: readonly string[]): string[] {
  return requested.filter(
    (scope) => SUPPORTED_SCOPES.includes(scope) && registered.some((allowed) => allows(allowed, scope)),
  )
}

/** The groups of data that scopes open, in the order of the consent page. */
export function dataTypesOf(scopes: readonly string[]): DataType[] {
  const asked = scopes.map(parseDataScope).filter((scope) => scope !== null)
  return DATA_TYPES.filter((type) => asked.some((scope) => scope.type === '*' || scope.type === type))
}

/** @param issuer public URL of the authorization server */
export function smartConfiguration(issuer: string) {
  return {
    issuer,
    jwks_uri: issuer + OAUTH_PATHS.jwks,
    authorization_endpoint: issuer + OAUTH_PATHS.authorization,
    token_endpoint: issuer + OAUTH_PATHS.token,
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'],
    token_endpoint_auth_signing_alg_values_supported: KEY_ALGORITHMS,
    introspection_endpoint: issuer + OAUTH_PATHS.introspection,
    revocation_endpoint: issuer + OAUTH_PATHS.revocation,
    management_endpoint: `${issuer}/grants`,
    grant_types_supported: ['authorization_code', 'refresh_token'],
    response_types_supported: ['code'],
    code_challenge_methods_supported: ['S256'],
    scopes_supported: SUPPORTED_SCOPES,
    capabilities: [
      'launch-standalone',
      'client-public',
      'client-confidential-symmetric',
      'client-confidential-asymmetric',
      'context-standalone-patient',
      'permission-offline',
      'permission-patient',
      'permission-v1',
      'permission-v2',
      'sso-openid-connect',
    ],
  }
}
