/**
 * A client as another authorization server shall know it (RFC 7591, client metadata), and whether that server tells the
 * same. A first registration can do nothing: it gets its real addresses by an update once we hold the means to manage it,
 * so an answer that is lost never leaves a second client behind that works.
 */
import { canonicalJson } from './canonical-json.ts'
import type { ClientType } from './client.ts'

export type ProvisionMetadata = Record<string, unknown>

export type ProvisionSource = {
  id: string
  name: string
  type: ClientType
  native: 'yes' | 'no'
  redirectUris: readonly string[]
  scopes: readonly string[]
  jwks: Record<string, unknown> | null
}

const METHODS: Record<ClientType, string> = {
  public: 'none',
  'confidential-symmetric': 'client_secret_basic',
  'confidential-asymmetric': 'private_key_jwt',
}

/**
 * Keys are given by value: an address of keys would let them change without a review. `software_id` is our client id, by
 * which the payer's systems know the app for ever; the `client_id` there is that server's own.
 * @returns null while a client that proves itself by keys has none
 */
export function provisionMetadata(client: ProvisionSource): ProvisionMetadata | null {
  const keys = client.type === 'confidential-asymmetric'
  if (keys && client.jwks === null) return null
  const offline = client.scopes.includes('offline_access')
  return {
    application_type: client.native === 'yes' ? 'native' : 'web',
    client_name: client.name,
    grant_types: offline ? ['authorization_code', 'refresh_token'] : ['authorization_code'],
    ...(keys ? { jwks: { keys: client.jwks?.keys ?? [] } } : {}),
    redirect_uris: client.redirectUris.toSorted(),
    response_types: ['code'],
    scope: client.scopes.toSorted().join(' '),
    software_id: client.id,
    token_endpoint_auth_method: METHODS[client.type],
  }
}

/** The same client with no address to go to: `.invalid` never resolves (RFC 2606). */
export function inertMetadata(metadata: ProvisionMetadata): ProvisionMetadata {
  return { ...metadata, redirect_uris: [`https://not-yet-live.invalid/${String(metadata.software_id)}`] }
}

/** Whether a client of another server's list can do nothing, because only its first registration was made. */
export function isInert(metadata: ProvisionMetadata): boolean {
  const uris = metadata.redirect_uris
  return Array.isArray(uris) && uris.every((uri) => String(uri).startsWith('https://not-yet-live.invalid/'))
}

/** Servers may keep nothing of these (RFC 7591 section 2); everything else must come back as it was sent. */
const MAY_BE_DROPPED = new Set(['application_type', 'software_id'])

/** What nobody asked for and what would let somebody else be the client. */
const MUST_BE_ABSENT = ['jwks_uri']

/** Members of a server's answer that differ from what shall be there, by name, in order; empty when all is well. */
export function metadataDifferences(wanted: ProvisionMetadata, told: ProvisionMetadata): string[] {
  const differs = Object.keys(wanted).filter((name) => {
    if (told[name] === undefined) return !MAY_BE_DROPPED.has(name)
    if (name === 'jwks') return !sameKeys(wanted.jwks, told.jwks)
    return comparable(name, wanted[name]) !== comparable(name, told[name])
  })
  const extra = MUST_BE_ABSENT.filter((name) => told[name] !== undefined && told[name] !== null)
  return [...differs, ...extra].toSorted()
}

/** Order says nothing in lists of texts, nor in a scope (RFC 6749 section 3.3). */
function comparable(name: string, value: unknown): string {
  const list = name === 'scope' && typeof value === 'string' ? value.split(' ') : value
  return JSON.stringify(Array.isArray(list) ? list.map(String).toSorted() : list) ?? ''
}

const keysIn = (jwks: unknown): Record<string, unknown>[] => {
  const keys = (jwks as { keys?: unknown } | null)?.keys
  return Array.isArray(keys) ? keys.filter((key) => typeof key === 'object' && key !== null) : []
}

/** As many keys as ours, and each of ours among them with every member as it was sent. */
function sameKeys(wanted: unknown, told: unknown): boolean {
  const ours = keysIn(wanted)
  const theirs = keysIn(told)
  const isThere = (key: Record<string, unknown>) =>
    theirs.some((other) => Object.entries(key).every(([name, value]) => sameValue(value, other[name])))
  return ours.length === theirs.length && ours.every(isThere)
}

const sameValue = (a: unknown, b: unknown): boolean => b !== undefined && canonicalJson(a) === canonicalJson(b)
