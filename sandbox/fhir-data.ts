/** FHIR R4 resources of the synthetic members: who they are, their coverage, their claims. Nothing here is anybody's. */
import { SYNTHETIC_PEOPLE, type SyntheticPerson } from './members.ts'

export type Resource = { resourceType: string; id: string; [name: string]: unknown }

const PAYER = { reference: 'Organization/payer', display: 'The health plan' }

function patient(person: SyntheticPerson): Resource {
  return {
    resourceType: 'Patient',
    id: person.id,
    identifier: [
      {
        type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MB' }] },
        value: person.memberNumber,
      },
    ],
    name: [{ use: 'official', text: `${person.given} ${person.family}`, family: person.family, given: [person.given] }],
    gender: person.gender,
    birthDate: person.birthDate,
    telecom: [{ system: 'phone', value: person.phone }],
    address: [{ line: [person.line], city: person.city, state: 'KS', country: 'US' }],
  }
}

function coverage(person: SyntheticPerson): Resource {
  return {
    resourceType: 'Coverage',
    id: `coverage-${person.id}`,
    status: 'active',
    subscriberId: person.memberNumber,
    beneficiary: { reference: `Patient/${person.id}` },
    period: { start: '2026-01-01', end: '2026-12-31' },
    payor: [PAYER],
    class: [
      {
        type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/coverage-class', code: 'plan' }] },
        value: 'PPO-1500',
        name: 'Synthetic PPO 1500',
      },
    ],
  }
}

type Claim = {
  created: string
  kind: 'professional' | 'institutional' | 'pharmacy' | 'oral'
  what: string
  dollars: number
  sensitive?: boolean
}

const CLAIMS: readonly Claim[] = [
  { created: '2026-02-11', kind: 'professional', what: 'Office visit', dollars: 142 },
  { created: '2026-04-02', kind: 'pharmacy', what: 'Medicine picked up', dollars: 23.5 },
  { created: '2026-05-19', kind: 'professional', what: 'Counseling session', dollars: 130, sensitive: true },
  { created: '2026-07-08', kind: 'oral', what: 'Dental cleaning', dollars: 95 },
  { created: '2026-09-30', kind: 'institutional', what: 'Outpatient test', dollars: 410.25 },
]

/** Claims about mental health, substance use, HIV, or sexual and reproductive health carry this code. */
const SENSITIVE = { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'PSY' }

function explanation(person: SyntheticPerson, claim: Claim, index: number): Resource {
  return {
    resourceType: 'ExplanationOfBenefit',
    id: `claim-${person.id}-${index + 1}`,
    ...(claim.sensitive ? { meta: { security: [SENSITIVE] } } : {}),
    status: 'active',
    type: {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/claim-type', code: claim.kind }],
      text: claim.what,
    },
    use: 'claim',
    outcome: 'complete',
    patient: { reference: `Patient/${person.id}` },
    created: claim.created,
    insurer: PAYER,
    provider: { display: 'Synthetic Clinic' },
    insurance: [{ focal: true, coverage: { reference: `Coverage/coverage-${person.id}` } }],
    total: [
      {
        category: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/adjudication', code: 'submitted' }] },
        amount: { value: claim.dollars, currency: 'USD' },
      },
    ],
  }
}

export const isSensitive = (resource: Resource): boolean =>
  typeof resource.meta === 'object' && resource.meta !== null && 'security' in resource.meta

/** Id of the person a resource is about; empty for one about nobody's health. */
export function patientOf(resource: Resource): string {
  const link = (resource.patient ?? resource.beneficiary) as { reference?: string } | undefined
  return resource.resourceType === 'Patient' ? resource.id : (link?.reference?.replace('Patient/', '') ?? '')
}

const directory = (resourceType: string, id: string, rest: Record<string, unknown>): Resource => ({
  resourceType,
  id,
  active: true,
  ...rest,
})

/** The provider directory: the seven resources that the payer names. */
export const DIRECTORY_RESOURCES: readonly Resource[] = [
  directory('Organization', 'payer', { name: 'The health plan' }),
  directory('Organization', 'prairie-clinic', { name: 'Prairie Family Clinic' }),
  directory('InsurancePlan', 'ppo-1500', { status: 'active', name: 'Synthetic PPO 1500', ownedBy: PAYER }),
  directory('Location', 'prairie-clinic-salina', {
    status: 'active',
    name: 'Prairie Family Clinic, Salina',
    address: { line: ['12 Elm Street'], city: 'Salina', state: 'KS' },
  }),
  directory('Practitioner', 'dr-okafor', { name: [{ text: 'Dr. Ada Okafor', family: 'Okafor', given: ['Ada'] }] }),
  directory('PractitionerRole', 'dr-okafor-prairie', {
    practitioner: { reference: 'Practitioner/dr-okafor' },
    organization: { reference: 'Organization/prairie-clinic' },
    location: [{ reference: 'Location/prairie-clinic-salina' }],
  }),
  directory('HealthcareService', 'family-medicine', {
    name: 'Family medicine',
    providedBy: { reference: 'Organization/prairie-clinic' },
  }),
  directory('OrganizationAffiliation', 'prairie-in-network', {
    organization: { reference: 'Organization/payer' },
    participatingOrganization: { reference: 'Organization/prairie-clinic' },
  }),
]

/** Everything about every synthetic person, and the people and places that their claims name. */
export const MEMBER_RESOURCES: readonly Resource[] = [
  ...SYNTHETIC_PEOPLE.flatMap((person) => [
    patient(person),
    coverage(person),
    ...CLAIMS.map((claim, index) => explanation(person, claim, index)),
  ]),
  ...DIRECTORY_RESOURCES.filter(
    ({ resourceType }) => resourceType === 'Organization' || resourceType === 'Practitioner',
  ),
]
