/** What a token opens at the synthetic FHIR server: the authorization server is asked at every call, so stopping is at once. */
import { parseDataScope } from '../authserver/provider/smart.ts'
import type { Environment } from '../lib/domain/client.ts'
import { OAUTH_PATHS } from '../lib/domain/oauth-paths.ts'
import type { Settings } from '../lib/platform/env.ts'

export type Access = { patient: string; scopes: string[]; sensitive: boolean }

/** A refusal in FHIR's own words. */
export class FhirFault extends Error {
  readonly status: number
  readonly code: string
  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

export const outcome = (code: string, diagnostics: string) => ({
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'error', code, diagnostics }],
})

type Introspection = { active?: boolean; aud?: unknown; scope?: string; patient?: string; sensitive?: boolean }

/** How long (ms) the authorization server may take. */
const PATIENCE = 5_000

async function introspect(settings: Settings, environment: Environment, token: string): Promise<Introspection> {
  const { clientId, secret } = settings.introspection
  const basic = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(secret)}`).toString('base64')
  const response = await fetch(settings.authserver[environment].url + OAUTH_PATHS.introspection, {
    method: 'POST',
    headers: { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ token, token_type_hint: 'access_token' }),
    signal: AbortSignal.timeout(PATIENCE),
  }).catch(() => null)
  if (!response?.ok) throw new FhirFault(503, 'transient', 'The authorization server cannot be asked right now.')
  return (await response.json()) as Introspection
}

/** @param header value of Authorization @returns what the token opens. Refuses a missing, stopped or foreign token. */
export async function accessOf(settings: Settings, environment: Environment, header: string): Promise<Access> {
  const [, token] = /^Bearer ([A-Za-z0-9._~+/-]+=*)$/.exec(header) ?? []
  if (token === undefined) throw new FhirFault(401, 'login', 'Send an access token: Authorization: Bearer …')
  const answer = await introspect(settings, environment, token)
  if (answer.active !== true || answer.aud !== settings.fhir[environment].url || !answer.patient) {
    throw new FhirFault(401, 'login', 'The access token is not valid, or the member stopped sharing.')
  }
  const scopes = (answer.scope ?? '').split(' ')
  return { patient: answer.patient, scopes, sensitive: answer.sensitive === true }
}

/** Whether the scopes of a token allow to read one resource of a type, or to search the type. */
export function allowed(access: Access, type: string, what: 'read' | 'search'): boolean {
  return access.scopes.some((text) => {
    const scope = parseDataScope(text)
    return scope !== null && (scope.type === '*' || scope.type === type) && scope[what]
  })
}
