/** What anybody can open without an account. */

export type PublicPage = { name: string; path: string; heading: string }

export const PUBLIC_PAGES: readonly PublicPage[] = [
  { name: 'home', path: '/', heading: 'Build with BCBSKS health data' },
  { name: 'apis', path: '/apis', heading: 'APIs' },
  { name: 'api-patient-access', path: '/apis/patient-access', heading: 'Patient Access API' },
  { name: 'api-smart-on-fhir', path: '/apis/smart-on-fhir', heading: 'SMART on FHIR' },
  { name: 'api-provider-directory', path: '/apis/provider-directory', heading: 'Provider Directory API' },
  { name: 'webhooks', path: '/apis/webhooks', heading: 'Webhooks' },
  { name: 'getting-started', path: '/getting-started', heading: 'Getting started' },
  { name: 'security', path: '/security', heading: 'Security and privacy' },
  { name: 'at-risk', path: '/at-risk', heading: 'At risk' },
  { name: 'members', path: '/members', heading: 'Sharing your health data' },
  { name: 'members-es', path: '/members?lang=es', heading: 'Compartir sus datos de salud' },
  { name: 'terms', path: '/terms', heading: 'Terms of service for developers' },
]

/** The same for the pages that change with each approval and stop. */
export const DIRECTORY_PAGES: readonly PublicPage[] = [
  { name: 'directory', path: '/directory', heading: 'Approved apps' },
  { name: 'directory-es', path: '/directory?lang=es', heading: 'Aplicaciones aprobadas' },
]
