/** Tokens: opaque, short, bound to a grant that is asked at every call; what a FHIR server may learn about one. */
import { type AccessToken, type ClientCredentials, errors, type KoaContextWithOIDC } from 'oidc-provider'
import type { Environment } from '../../lib/domain/client.ts'
import { ACCESS_TOKEN_SECONDS, CODE_SECONDS } from '../../lib/domain/grant.ts'
import type { Context } from '../../lib/services/context.ts'
import { activeGrant, touchGrant } from '../../lib/services/grant.ts'

/** How long a member may take from the first page to the decision. */
const INTERACTION_SECONDS = 3600

const left = (ctx: KoaContextWithOIDC | undefined): number => Math.max(1, ctx?.oidc.entities.Grant?.remainingTTL ?? 1)

/** Lifetimes in seconds, none longer than the grant. A refresh token lives as long as its grant. */
export const lifetimes = {
  AccessToken: (ctx: KoaContextWithOIDC) => Math.min(ACCESS_TOKEN_SECONDS, left(ctx)),
  RefreshToken: (ctx: KoaContextWithOIDC) => left(ctx),
  AuthorizationCode: CODE_SECONDS,
  Interaction: INTERACTION_SECONDS,
  Session: INTERACTION_SECONDS,
  IdToken: ACCESS_TOKEN_SECONDS,
}

/**
 * Every refresh token is used once. The provider looks at `resource` only after it has used the token up, so the honest
 * refresh that follows would count as a replay; here is the last place before.
 */
export function rotates({ oidc }: KoaContextWithOIDC): true {
  const asked = [oidc.params?.resource].flat().filter(Boolean) as string[]
  const granted = oidc.entities.RefreshToken?.resourceIndicators
  if (asked.length > 1 || asked.some((resource) => !granted?.has(resource))) {
    throw new errors.InvalidTarget('resource must be the one that was granted')
  }
  return true
}

export type TokenFacts = {
  environment: Environment
  /** A context of the moment, acting for the system. */
  context(): Context
}

/** What an access token carries beside the provider's own: whose records it opens. */
export async function extraClaims(facts: TokenFacts, token: AccessToken | ClientCredentials) {
  const grantId = 'grantId' in token ? token.grantId : undefined
  if (typeof grantId !== 'string') return undefined
  const grant = await activeGrant(facts.context(), facts.environment, grantId)
  if (!grant) return undefined
  return { patient: grant.patient, sensitive: grant.scopes.includes('sensitive-claims') }
}

/**
 * Whether an introspection may be answered: only the FHIR server asks, only about access tokens whose grant is active.
 * Notes that the grant was used.
 */
export async function mayIntrospect(
  facts: TokenFacts,
  token: { kind: string; grantId?: unknown; clientId?: string },
  isLive: (clientId: string) => Promise<boolean>,
): Promise<boolean> {
  if (token.kind !== 'AccessToken' || typeof token.grantId !== 'string' || !token.clientId) return false
  const ctx = facts.context()
  const [grant, live] = await Promise.all([activeGrant(ctx, facts.environment, token.grantId), isLive(token.clientId)])
  if (!grant || !live) return false
  await touchGrant(ctx, grant.grantId)
  return true
}

/** SMART: the token response names the patient. Runs after the provider's own answer. */
export async function addPatient(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
  await next()
  if (ctx.oidc?.route !== 'token' || ctx.status !== 200) return
  const patient = ctx.oidc.entities.AccessToken?.extra?.patient
  if (typeof patient === 'string' && typeof ctx.body === 'object' && ctx.body !== null) {
    ctx.body = { ...ctx.body, patient }
  }
}
