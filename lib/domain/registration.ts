/** What a client registration takes from the approved answers: kind of client, redirect addresses, scopes. */
import type { ClientType } from './client.ts'

export type Registration = {
  name: string
  type: ClientType
  /** Runs on the person's own device: the port of a loopback address may vary. */
  native: boolean
  redirectUris: string[]
  scopes: string[]
  /** Where the public keys are; for clients that prove themselves with keys. */
  jwksUri: string | null
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []

/** The code of a choice, with or without fields of its own. */
function choiceOf(value: unknown): string {
  return isRecord(value) ? text(value.choice) : text(value)
}

/** The codes of a multiple choice, with or without fields of its own. */
function choicesOf(value: unknown): string[] {
  return isRecord(value) ? texts(value.choices) : texts(value)
}

function clientTypeOf(code: string): ClientType {
  if (code === 'confidential-symmetric' || code === 'confidential-asymmetric') return code
  return 'public'
}

const NATIVE_PLATFORMS = new Set(['ios', 'android', 'desktop'])

/** What the answers ask for; `launch/patient` comes with any patient scope, `offline_access` with the answer that needs it. */
function scopesOf(answers: Readonly<Record<string, unknown>>): string[] {
  const list = answers['smart.scopes']
  const asked = Array.isArray(list) ? list.map((item) => (isRecord(item) ? text(item.scope) : '')).filter(Boolean) : []
  const scopes = new Set(asked)
  if (asked.some((scope) => scope.startsWith('patient/'))) scopes.add('launch/patient')
  if (scopes.has('fhirUser')) scopes.add('openid')
  const offline = choiceOf(answers['smart.offline'])
  if (offline === 'yes' || offline.startsWith('yes-')) scopes.add('offline_access')
  return [...scopes].sort()
}

/** @param answers of an approved document, by question id */
export function registrationOf(answers: Readonly<Record<string, unknown>>): Registration {
  const identity = answers['app.identity']
  const urls = answers['smart.urls']
  const clientType = answers['smart.client-type']
  const type = clientTypeOf(choiceOf(clientType))
  return {
    name: isRecord(identity) ? text(identity.name) : '',
    type,
    native: choicesOf(answers['app.platforms']).some((code) => NATIVE_PLATFORMS.has(code)),
    redirectUris: isRecord(urls) ? texts(urls.redirectUris) : [],
    scopes: scopesOf(answers),
    jwksUri: (type === 'confidential-asymmetric' && isRecord(clientType) && text(clientType.jwksUri)) || null,
  }
}

/** Everything a sandbox client may ask for: there are only synthetic people there. */
export const SANDBOX_SCOPES: readonly string[] = [
  'fhirUser',
  'launch/patient',
  'offline_access',
  'openid',
  'patient/Coverage.rs',
  'patient/ExplanationOfBenefit.rs',
  'patient/Organization.rs',
  'patient/Patient.rs',
  'patient/Practitioner.rs',
]

/** The answers of a frozen document, by question id. @param content canonical JSON of the document */
export function frozenAnswers(content: string): Record<string, unknown> {
  const document: unknown = JSON.parse(content)
  if (!isRecord(document)) return {}
  if (isRecord(document.answers)) return document.answers
  const questions = Array.isArray(document.questions) ? document.questions : []
  return Object.fromEntries(questions.filter(isRecord).map((question) => [text(question.id), question.value ?? null]))
}
