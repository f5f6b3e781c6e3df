/** The authorization server: node-oidc-provider set up as SMART App Launch wants it, with nothing more switched on. */
import { type Configuration, errors, type KoaContextWithOIDC, Provider } from 'oidc-provider'
import type { Environment } from '../../lib/domain/client.ts'
import { KEY_ALGORITHMS } from '../../lib/domain/jwks.ts'
import { OAUTH_PATHS } from '../../lib/domain/oauth-paths.ts'
import type { Settings } from '../../lib/platform/env.ts'
import type { ProviderStore } from '../../lib/platform/provider-store.ts'
import { clientForProvider } from '../../lib/services/client.ts'
import { noteSecretUse } from '../../lib/services/client-secret.ts'
import type { Context } from '../../lib/services/context.ts'
import { mirrorRevocation } from '../../lib/services/grant.ts'
import { adapterFor } from './adapter.ts'
import { clientMetadata, matchedSecret, mayCallFrom } from './clients.ts'
import { SUPPORTED_SCOPES } from './smart.ts'
import { addPatient, extraClaims, lifetimes, mayIntrospect, rotates, type TokenFacts } from './tokens.ts'

export type ProviderSetup = {
  environment: Environment
  settings: Settings
  store: ProviderStore
  jwks: NonNullable<Configuration['jwks']>
  /** A context of the moment, acting for the system. */
  context(): Context
  /** Draws an error that must not be redirected. */
  renderError: NonNullable<Configuration['renderError']>
  digest(text: string): string
}

const withoutSlash = (url: string) => url.replace(/\/+$/, '')

/** SMART's `aud` is the resource; a token for any other place is never made. */
function resource(fhirUrl: string): NonNullable<NonNullable<Configuration['features']>['resourceIndicators']> {
  return {
    enabled: true,
    defaultResource(ctx, _client, oneOf) {
      if (oneOf) return oneOf
      const aud = ctx.oidc.params?.aud
      return typeof aud === 'string' ? withoutSlash(aud) : []
    },
    getResourceServerInfo(_ctx, indicator) {
      if (withoutSlash(indicator) !== fhirUrl) throw new errors.InvalidTarget('aud must be the FHIR base URL')
      return { scope: SUPPORTED_SCOPES.join(' '), audience: fhirUrl, accessTokenFormat: 'opaque' }
    },
    useGrantedResource: () => true,
  }
}

async function grantOfConsent(ctx: KoaContextWithOIDC) {
  const grantId = ctx.oidc.result?.consent?.grantId
  return grantId ? ctx.oidc.provider.Grant.find(grantId) : undefined
}

/** The provider's form_post needs a script, and its form leads to the app; our pages let neither be. Said before anybody is asked. */
function modeCheck({ oidc }: KoaContextWithOIDC): void {
  if (oidc.params?.response_mode !== 'form_post') return
  // The refusal itself goes back the usual way.
  oidc.params.response_mode = undefined
  throw new errors.UnsupportedResponseMode('ask for query or fragment')
}

/** Discovery names the modes that are left; the provider's own list cannot be set. */
async function nameModes(ctx: KoaContextWithOIDC, next: () => Promise<unknown>): Promise<void> {
  await next()
  if (ctx.oidc?.route === 'discovery')
    Object.assign(ctx.body as object, { response_modes_supported: ['query', 'fragment'] })
}

/** SMART: a request without the right `aud` could send a member's token to a server that only looks like ours. */
function audCheck(fhirUrl: string) {
  return (ctx: KoaContextWithOIDC, value: string | undefined): void => {
    const { oidc } = ctx
    modeCheck(ctx)
    // What the member agrees to is about one server.
    const resource = oidc.params?.resource
    if (Array.isArray(resource) && resource.length > 1) throw new errors.InvalidTarget('name one resource')
    if (!value) throw new errors.InvalidRequest('aud is required: the FHIR base URL')
    if (withoutSlash(value) !== fhirUrl) throw new errors.InvalidTarget('aud must be the FHIR base URL')
  }
}

/** @returns the provider; it is a Koa application with our middleware still to be added */
export function createProvider(setup: ProviderSetup): Provider {
  const { environment, settings } = setup
  const facts: TokenFacts = { environment, context: setup.context }
  const find = async (clientId: string) => {
    const ctx = setup.context()
    return clientMetadata(await clientForProvider(ctx.reader, environment, clientId, ctx.now))
  }
  const isLive = async (clientId: string) => (await find(clientId)) !== undefined
  const grantEnded = (providerGrantId: string) => {
    const reason = Provider.ctx?.oidc.route === 'revocation' ? 'app' : 'replayed'
    return mirrorRevocation(setup.context(), { environment, providerGrantId, reason })
  }
  const provider = new Provider(settings.authserver[environment].url, {
    ...staticConfiguration(setup),
    adapter: adapterFor(setup.store, { findClient: find, grantEnded }),
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      // On by themselves. A pushed request would pass by what we ask of a SMART request, and no resource server here
      // holds a token to its DPoP key.
      pushedAuthorizationRequests: { enabled: false },
      dPoP: { enabled: false },
      revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
      introspection: {
        enabled: true,
        allowedPolicy: async (_ctx, client, token) =>
          client.clientId === settings.introspection.clientId && (await mayIntrospect(facts, token, isLive)),
      },
      resourceIndicators: resource(settings.fhir[environment].url),
    },
    extraTokenClaims: (_ctx, token) => extraClaims(facts, token),
  })
  provider.Client.prototype.compareClientSecret = secretComparison(setup)
  provider.use(addPatient)
  provider.use(nameModes)
  return provider
}

/** Compares digests, and notes the use of a client's secret. Our own introspection secret is one that is kept as it is. */
function secretComparison({ settings, digest, context }: ProviderSetup) {
  return async function compare(this: { clientId: string; clientSecret?: string }, actual: string): Promise<boolean> {
    const kept = this.clientSecret ?? ''
    const presented = digest(actual)
    if (this.clientId === settings.introspection.clientId) return digest(kept) === presented
    const matched = matchedSecret(kept, presented)
    // Whether a use could be noted is no reason to fail a call.
    if (matched?.rested) {
      await noteSecretUse(context(), { clientId: this.clientId, digest: presented }).catch(() => undefined)
    }
    return matched !== null
  }
}

/** Longest life (s) of a client's assertion. SMART App Launch 2, "Authenticating to the token endpoint": five minutes. */
const ASSERTION_LIFE = 300

/** What SMART asks of an assertion beyond RFC 7523; the provider has proven the signature, `iss`, `sub`, `aud` and `exp`. */
function assertionCheck({ context }: ProviderSetup): NonNullable<Configuration['assertJwtClientAuthClaimsAndHeader']> {
  return async (_ctx, claims, header) => {
    if (typeof header.kid !== 'string') throw new errors.InvalidClientAuth('kid must name the key')
    const left = Number(claims.exp) - context().now.getTime() / 1000
    if (!(left <= ASSERTION_LIFE)) throw new errors.InvalidClientAuth('exp must be at most five minutes ahead')
  }
}

function staticConfiguration(setup: ProviderSetup): Configuration {
  const { environment, settings } = setup
  const { introspection, secrets } = settings
  return {
    jwks: setup.jwks,
    clients: [
      {
        client_id: introspection.clientId,
        client_secret: introspection.secret,
        token_endpoint_auth_method: 'client_secret_basic',
        redirect_uris: [],
        response_types: [],
        grant_types: [],
      },
    ],
    routes: OAUTH_PATHS,
    scopes: [...SUPPORTED_SCOPES],
    claims: { openid: ['sub'], fhirUser: ['fhirUser'] },
    conformIdTokenClaims: false,
    responseTypes: ['code'],
    enabledJWA: { clientAuthSigningAlgValues: [...KEY_ALGORITHMS] },
    assertJwtClientAuthClaimsAndHeader: assertionCheck(setup),
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'],
    pkce: { required: () => true },
    allowOmittingSingleRegisteredRedirectUri: false,
    rotateRefreshToken: rotates,
    expiresWithSession: () => false,
    issueRefreshToken: (ctx, client) =>
      client.grantTypeAllowed('refresh_token') &&
      (ctx.oidc.entities.Grant?.getOIDCScope().split(' ').includes('offline_access') ?? false),
    revokeGrantPolicy: () => true,
    ttl: lifetimes,
    extraParams: { aud: audCheck(settings.fhir[environment].url), launch: null },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    loadExistingGrant: grantOfConsent,
    findAccount: (_ctx, sub) => ({
      accountId: sub,
      claims: () => ({ sub, fhirUser: `${settings.fhir[environment].url}/Patient/${sub}` }),
    }),
    clientBasedCORS: (_ctx, origin, client) => mayCallFrom(client.redirectUris ?? [], origin),
    renderError: setup.renderError,
    cookies: {
      keys: secrets.cookieKeys,
      // Two servers on one machine share the cookies of its name, whatever their ports.
      names: {
        session: `candor_provider_${environment}`,
        interaction: `candor_interaction_${environment}`,
        resume: `candor_resume_${environment}`,
      },
      long: { httpOnly: true, sameSite: 'lax', signed: true },
      short: { httpOnly: true, sameSite: 'lax', signed: true },
    },
  }
}
