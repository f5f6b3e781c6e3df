/**
 * SMART scopes: the grammar of version 2 with its version 1 spelling, and what the payer offers.
 * Source: SMART App Launch 2.2.0 ("Scopes and launch context"); letters stand in the order c, r, u, d, s.
 */
import { Refusal } from './refusal.ts'

/** Resources of members that can be asked for. Members only read their data: nothing here writes. */
export const PATIENT_RESOURCES = [
  'Patient',
  'Coverage',
  'ExplanationOfBenefit',
  'Practitioner',
  'Organization',
] as const

/** Scopes without a resource. */
export const LAUNCH_SCOPES = ['openid', 'fhirUser', 'launch/patient', 'offline_access', 'online_access'] as const

const LAUNCH: ReadonlySet<string> = new Set(LAUNCH_SCOPES)
const RESOURCES: ReadonlySet<string> = new Set(PATIENT_RESOURCES)
const GRAMMAR = /^(patient|user|system)\/(\*|[A-Z][A-Za-z]{1,60})\.(\*|read|write|c?r?u?d?s?)$/

const VERSION_1: Readonly<Record<string, string>> = { read: 'rs', write: 'cud', '*': 'cruds' }

const refuse = (message: string): never => {
  throw new Refusal('scope_invalid', message, { field: 'scope' })
}

/** One scope in version 2 spelling. Refuses `scope_invalid` for what cannot be read and for what the payer does not offer. */
export function parseScope(text: string): string {
  const scope = text.trim()
  if (LAUNCH.has(scope)) return scope
  const [, level, resource, letters] = GRAMMAR.exec(scope) ?? []
  if (!level || !resource || !letters) return refuse('Enter a SMART scope, like patient/Coverage.rs.')
  if (level !== 'patient') return refuse('Ask for patient/ scopes. Members share their own records only.')
  const rights = VERSION_1[letters] ?? letters
  if (/[cud]/.test(rights)) return refuse('Ask to read and search only (.rs). The APIs cannot change records.')
  if (resource !== '*' && !RESOURCES.has(resource))
    return refuse(`Choose from ${PATIENT_RESOURCES.join(', ')}. This API has no ${resource}.`)
  return `patient/${resource}.${rights}`
}

export type ScopeWords = { scope: string; words: string; detail: string }

/** What the questionnaire's scope picker offers, in words for developers. */
export const OFFERED_SCOPES: readonly ScopeWords[] = [
  {
    scope: 'patient/Patient.rs',
    words: 'Personal details',
    detail: 'Name, birth date, sex, address, phone and member number.',
  },
  { scope: 'patient/Coverage.rs', words: 'Health plan', detail: 'Plan name, member number and dates of coverage.' },
  {
    scope: 'patient/ExplanationOfBenefit.rs',
    words: 'Claims',
    detail: 'Visits, hospital stays and prescriptions: what was treated and what it cost.',
  },
  {
    scope: 'patient/Practitioner.rs',
    words: 'People who gave care',
    detail: 'Names of doctors and others in the records.',
  },
  {
    scope: 'patient/Organization.rs',
    words: 'Places that gave care',
    detail: 'Names of clinics, hospitals and drug stores in the records.',
  },
  {
    scope: 'patient/*.rs',
    words: 'Everything',
    detail: 'All health data the plan has about the member, now and later.',
  },
]
