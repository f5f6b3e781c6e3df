/** Contradictions among the answers about access, security and who the company is. */
import type { Check, Said } from './answers-said.ts'
import { urlOf } from './url.ts'

const hostOf = (url: string): string => urlOf(url)?.hostname ?? ''
const within = (host: string, domains: readonly string[]): boolean =>
  domains.some((domain) => host === domain || host.endsWith(`.${domain}`))

const CARIN_SITES = ['carinalliance.com', 'directtrust.org', 'myhealthapplication.com']
const PHONE_OR_BROWSER = ['ios', 'android', 'desktop', 'browser-only']

function elsewhere(url: string, website: string, list: Said['list']): boolean {
  const domains = [...list('org.identity', 'monitoredDomains'), hostOf(website).replace(/^www\./, '')].filter(Boolean)
  const host = hostOf(url)
  return host !== '' && domains.length > 0 && !within(host, domains)
}

export const ACCESS: readonly Check[] = [
  {
    id: 'once-but-any-time-access',
    questionIds: ['choice.ongoing', 'smart.offline'],
    sentence: 'The app gets data one time, and it asks for access at any time.',
    found: ({ chose, choseIn }) =>
      choseIn('choice.ongoing', 'duration', 'once') && chose('smart.offline', 'yes-any-time'),
  },
  {
    id: 'any-time-access-longer-than-promised',
    questionIds: ['choice.ongoing', 'smart.offline'],
    sentence: 'The app asks for access for more months than it says it gets data.',
    found: ({ number }) => (number('smart.offline', 'months') ?? 0) > (number('choice.ongoing', 'months') ?? Infinity),
  },
  {
    id: 'offline-scope-but-no-offline-access',
    questionIds: ['smart.scopes', 'smart.offline'],
    sentence: 'The scope offline_access is asked for, and the app says it does not need access at any time.',
    found: ({ chose, entries }) =>
      chose('smart.offline', 'no', 'online') && entries('smart.scopes', 'scope').includes('offline_access'),
  },
  {
    id: 'phone-or-browser-with-client-secret',
    questionIds: ['app.platforms', 'smart.client-type'],
    sentence:
      'The app runs only on phones, computers or in the browser, and asks for a client secret it could not keep.',
    found: ({ chose, choseOnly }) =>
      choseOnly('app.platforms', ...PHONE_OR_BROWSER) && chose('smart.client-type', 'confidential-symmetric'),
  },
  {
    id: 'server-token-but-no-server',
    questionIds: ['app.platforms', 'sec.saved-login', 'smart.client-type'],
    sentence: 'Tokens are kept only on the company’s server, and the app is a public client without a server.',
    found: ({ chose, choseOnly }) =>
      chose('sec.saved-login', 'server-token') &&
      chose('smart.client-type', 'public') &&
      choseOnly('app.platforms', ...PHONE_OR_BROWSER),
  },
  {
    id: 'does-not-stay-signed-in-but-any-time-access',
    questionIds: ['sec.saved-login', 'smart.offline'],
    sentence: 'The app does not stay signed in, and it needs data when the member is not using it.',
    found: ({ chose }) => chose('sec.saved-login', 'does-not-stay') && chose('smart.offline', 'yes-any-time'),
  },
  {
    id: 'mobile-app-without-mobile-list',
    questionIds: ['app.platforms', 'sec.owasp'],
    sentence: 'The app runs on phones, and it was not checked against a list for mobile apps.',
    found: ({ chose, choseIn, list }) =>
      chose('app.platforms', 'ios', 'android') &&
      list('sec.owasp', 'lists').length > 0 &&
      !choseIn('sec.owasp', 'lists', 'mobile-top-10-2024', 'masvs-2', 'none'),
  },
  {
    id: 'wildcard-scope',
    questionIds: ['smart.scopes', 'app.purpose'],
    sentence: 'A scope asks for every kind of data, which one purpose rarely explains.',
    found: ({ entries }) => entries('smart.scopes', 'scope').some((scope) => scope.includes('/*.')),
  },
  {
    id: 'device-data-but-no-device',
    questionIds: ['app.platforms', 'policy.device-data'],
    sentence: 'The app runs only on a server, and it uses data on the member’s device.',
    found: ({ choseOnly, list }) =>
      choseOnly('app.platforms', 'server-only') && list('policy.device-data', 'kinds').some((code) => code !== 'none'),
  },
]

export const IDENTITY: readonly Check[] = [
  {
    id: 'hipaa-without-a-role',
    questionIds: ['legal.hipaa-role', 'org.identity'],
    sentence:
      'HIPAA is said to apply, and the organization is no health care provider and no health plan. For whom does it work?',
    found: ({ chose, choseIn }) =>
      chose('legal.hipaa-role', 'yes') &&
      choseIn('org.identity', 'kind', 'school', 'one-person', 'government', 'company', 'nonprofit'),
  },
  {
    id: 'carin-without-evidence',
    questionIds: ['carin.status'],
    sentence:
      'The company says it is accredited or listed under the CARIN code, and gives no page where that can be checked.',
    found: ({ chose, text }) =>
      chose('carin.status', 'accredited', 'listed') && text('carin.status', 'evidenceUrl') === '',
  },
  {
    id: 'carin-evidence-elsewhere',
    questionIds: ['carin.status'],
    sentence:
      'The page that should prove the CARIN listing is not on a site of CARIN, DirectTrust or MyHealthApplication.',
    found: ({ chose, text }) => {
      const host = hostOf(text('carin.status', 'evidenceUrl'))
      return chose('carin.status', 'accredited', 'listed') && host !== '' && !within(host, CARIN_SITES)
    },
  },
  {
    id: 'policy-on-another-domain',
    questionIds: ['policy.url', 'org.identity'],
    sentence: 'The privacy policy is on a domain that is not among the organization’s domains.',
    found: ({ text, list }) => elsewhere(text('policy.url', 'url'), text('org.identity', 'website'), list),
  },
  {
    id: 'homepage-on-another-domain',
    questionIds: ['app.identity', 'org.identity'],
    sentence: 'The homepage of the app is on a domain that is not among the organization’s domains.',
    found: ({ text, list }) => elsewhere(text('app.identity', 'homepage'), text('org.identity', 'website'), list),
  },
  {
    id: 'redirect-on-another-domain',
    questionIds: ['smart.urls', 'org.identity'],
    sentence: 'A redirect address is on a domain that is not among the organization’s domains.',
    found: ({ text, list }) =>
      list('smart.urls', 'redirectUris').some(
        (uri) => uri.startsWith('https:') && elsewhere(uri, text('org.identity', 'website'), list),
      ),
  },
  {
    id: 'tested-last-year-but-older',
    questionIds: ['sec.pentest', 'attest.signature'],
    sentence:
      'The security test is said to be of the last 12 months, and its day is more than a year before the signature.',
    found: ({ chose, text }) => {
      const [tested, signed] = [text('sec.pentest', 'date'), text('attest.signature', 'date')]
      const yearBefore = `${Number(signed.slice(0, 4)) - 1}${signed.slice(4)}`
      return (
        chose('sec.pentest', 'last-12-months-fixed', 'last-12-months-open') &&
        tested !== '' &&
        signed !== '' &&
        tested < yearBefore
      )
    },
  },
]
