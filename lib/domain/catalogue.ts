/**
 * The catalogue of the payer's APIs. Readable by everybody without an account (42 CFR 422.119(d)).
 * Names only addresses the payer has: one open directory, and SMART metadata and configuration for production and
 * sandbox. Source of resources and rules: the payer's developer page.
 */

/** FHIR base addresses, without a slash at the end. */
export type Endpoints = { directory: string; production: string; sandbox: string }

export type CatalogueEndpoint = { name: string; url: string; signIn: boolean; note?: string }
export type CatalogueScope = { scope: string; words: string; detail: string }
export type CatalogueCommand = { title: string; command: string; note?: string }
export type CatalogueResource = { name: string; words: string }

export type ApiName = 'patient-access' | 'smart-on-fhir' | 'provider-directory'

export type CatalogueApi = {
  name: ApiName
  title: string
  summary: string
  /** Whose permission a call needs, in a sentence. */
  access: string
  signIn: boolean
  guide: { name: string; url: string }[]
  endpoints: CatalogueEndpoint[]
  resources: CatalogueResource[]
  scopes: CatalogueScope[]
  commands: CatalogueCommand[]
}

const accept = '-H "Accept: application/fhir+json"'

const directoryResources: CatalogueResource[] = [
  { name: 'HealthcareService', words: 'a service offered at a place' },
  { name: 'InsurancePlan', words: 'a plan or product, with its networks' },
  { name: 'Location', words: 'a place where care is given' },
  { name: 'Organization', words: 'a group, a hospital or a network' },
  { name: 'OrganizationAffiliation', words: 'how two organizations belong together' },
  { name: 'Practitioner', words: 'a person who gives care' },
  { name: 'PractitionerRole', words: 'where, for whom and as what that person works' },
]

const patientResources: CatalogueResource[] = [
  { name: 'Patient', words: 'the member' },
  { name: 'Coverage', words: 'the plan and when it applied' },
  { name: 'ExplanationOfBenefit', words: 'a claim: care, cost, what the plan paid and what the member owes' },
  { name: 'Practitioner', words: 'a person who gave care' },
  { name: 'Organization', words: 'an organization that gave care or pays for it' },
]

const smartScopes: CatalogueScope[] = [
  { scope: 'launch/patient', words: 'Choose a person', detail: 'The member picks whose records to share.' },
  { scope: 'openid fhirUser', words: 'Know it is them', detail: 'Tells the app who signed in.' },
  {
    scope: 'offline_access',
    words: 'Keep getting data',
    detail: 'New data while the member is away, until the end date or until the member stops it.',
  },
]

const patientScopes: CatalogueScope[] = [
  {
    scope: 'patient/Patient.rs',
    words: 'Personal details',
    detail: 'Name, birth date, sex, address, phone and member number.',
  },
  { scope: 'patient/Coverage.rs', words: 'Health plan', detail: 'Plan name, member number and dates of coverage.' },
  {
    scope: 'patient/ExplanationOfBenefit.rs',
    words: 'Claims',
    detail: 'Visits, hospital stays and prescriptions: what was treated, what it cost, what the plan paid.',
  },
  {
    scope: 'patient/Practitioner.rs patient/Organization.rs',
    words: 'Who gave care',
    detail: 'Names of the people and organizations in the records.',
  },
]

function patientAccess({ production, sandbox }: Endpoints): CatalogueApi {
  return {
    name: 'patient-access',
    title: 'Patient Access API',
    summary: 'A member’s own claims and coverage, shared with an app the member chooses.',
    access: 'Needs a registered client and the member’s permission, given through SMART on FHIR.',
    signIn: true,
    guide: [
      { name: 'CARIN Blue Button implementation guide', url: 'https://hl7.org/fhir/us/carin-bb/' },
      { name: 'Da Vinci PDex implementation guide', url: 'https://hl7.org/fhir/us/davinci-pdex/' },
    ],
    endpoints: [
      { name: 'Production', url: production, signIn: true, note: 'Real members. After approval.' },
      { name: 'Sandbox', url: sandbox, signIn: true, note: 'Synthetic members. No review needed.' },
    ],
    resources: patientResources,
    scopes: patientScopes,
    commands: [
      {
        title: 'Read a sandbox member’s claims',
        command: `curl ${accept} -H "Authorization: Bearer $ACCESS_TOKEN" "${sandbox}/ExplanationOfBenefit?patient=$PATIENT_ID"`,
        note: 'The access token and the patient id come from the token answer of the SMART launch.',
      },
    ],
  }
}

function smartOnFhir({ production, sandbox }: Endpoints): CatalogueApi {
  return {
    name: 'smart-on-fhir',
    title: 'SMART on FHIR',
    summary:
      'Sign-in and permission, on OAuth 2.0 and OpenID Connect: how an app asks a member for access, and what the servers can do.',
    access:
      'The metadata is open. The sign-in needs a registered client; there is no dynamic client registration, so a person approves each one.',
    signIn: false,
    guide: [
      { name: 'SMART App Launch', url: 'https://hl7.org/fhir/smart-app-launch/' },
      { name: 'SMART Health IT', url: 'https://smarthealthit.org/' },
    ],
    endpoints: [
      { name: 'Production metadata', url: `${production}/metadata`, signIn: false },
      { name: 'Production configuration', url: `${production}/.well-known/smart-configuration`, signIn: false },
      { name: 'Sandbox metadata', url: `${sandbox}/metadata`, signIn: false },
      { name: 'Sandbox configuration', url: `${sandbox}/.well-known/smart-configuration`, signIn: false },
    ],
    resources: [],
    scopes: smartScopes,
    commands: [
      {
        title: 'Find the sign-in addresses',
        command: `curl "${sandbox}/.well-known/smart-configuration"`,
        note: 'No account needed. The answer names the authorization and token endpoints.',
      },
      { title: 'See what the server can do', command: `curl ${accept} "${sandbox}/metadata"` },
    ],
  }
}

function providerDirectory({ directory }: Endpoints): CatalogueApi {
  return {
    name: 'provider-directory',
    title: 'Provider Directory API',
    summary: 'Who is in the network, where, and for which plans. Public content.',
    access: 'Open to everybody: no account, no subscription, no sign-in.',
    signIn: false,
    guide: [{ name: 'Da Vinci Plan-Net implementation guide', url: 'https://hl7.org/fhir/us/davinci-pdex-plan-net/' }],
    endpoints: [{ name: 'Directory', url: directory, signIn: false }],
    resources: directoryResources,
    scopes: [],
    commands: [
      { title: 'One organization', command: firstCommand({ directory }) },
      {
        title: 'Practitioners by family name',
        command: `curl ${accept} "${directory}/Practitioner?family=Smith&_count=5"`,
      },
      {
        title: 'Where a practitioner works',
        command: `curl ${accept} "${directory}/PractitionerRole?practitioner=Practitioner/$PRACTITIONER_ID"`,
        note: 'The id comes from the answer to the command above.',
      },
    ],
  }
}

/** @returns a command that answers 200 for somebody with no account */
export function firstCommand({ directory }: Pick<Endpoints, 'directory'>): string {
  return `curl ${accept} "${directory}/Organization?_count=1"`
}

/** @returns every API of the payer, in the order of the catalogue page */
export function catalogue(endpoints: Endpoints): CatalogueApi[] {
  return [patientAccess(endpoints), smartOnFhir(endpoints), providerDirectory(endpoints)]
}

/** @returns the API of that name, or undefined */
export function findApi(endpoints: Endpoints, name: string): CatalogueApi | undefined {
  return catalogue(endpoints).find((api) => api.name === name)
}
