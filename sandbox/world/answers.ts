/** The answers that the companies of the example world give: a full set, and what each company says otherwise. */
import type { Answers, AnswerValue } from '../../lib/domain/answers.ts'
import { DEMO_REDIRECT } from '../demo-app-page.ts'
import type { Company } from './companies.ts'

export type AppFacts = { name: string; purpose: string; company: Company }

/** What the portal fills in by itself (organization, contacts, name) is not here; it comes with the draft. */
type GivenAnswers = Record<string, AnswerValue>

const page = (company: Company, path: string) => `https://www.${company.domain}/${path}`

/** @param today the local date of the answers, such as 2026-10-01 */
export function requiredAnswers({ name, purpose, company }: AppFacts, today: string): GivenAnswers {
  return {
    'contact.security': {
      email: `security@${company.domain}`,
      phone: company.colleague.phone,
      reportTo: page(company, '.well-known/security.txt'),
    },
    'app.identity': { name, homepage: page(company, ''), version: '2.4' },
    'app.purpose': purpose,
    'app.platforms': ['ios', 'android'],
    'choice.ongoing': { duration: 'until-stopped', frequency: 'weekly' },
    'sec.transit': 'yes',
    'sec.at-rest': 'yes-always',
    'sec.saved-login': 'secure-store',
    'sec.no-payer-password': 'yes',
    'sec.sign-in': 'two-step-required',
    'sec.owasp': { lists: ['owasp-top-10-2025', 'mobile-top-10-2024'], date: today, openHighFindings: 0 },
    'sec.pentest': { choice: 'last-12-months-fixed', date: today, firm: 'Konza Security Testing' },
    'sec.incidents': { any: 'no' },
    'sec.breach-notice': { payer24h: 'yes', member60d: 'yes' },
    'smart.client-type': { choice: 'public' },
    'smart.urls': { redirectUris: [DEMO_REDIRECT] },
    'smart.scopes': [
      { scope: 'patient/Patient.rs', reason: 'To greet the member and to match the records of a family.' },
      { scope: 'patient/Coverage.rs', reason: 'To show which plan a claim belongs to.' },
      { scope: 'patient/ExplanationOfBenefit.rs', reason: 'To show claims and what each one cost.' },
    ],
    'smart.offline': { choice: 'yes-any-time', why: 'New claims show up without signing in again.', months: 12 },
  }
}

/** Every optional question answered, by a company that does nothing a member has to be warned of. */
export function carefulAnswers({ company }: AppFacts, today: string): GivenAnswers {
  return {
    'org.officer': {
      name: company.colleague.name,
      title: 'Privacy Officer',
      email: `privacy@${company.domain}`,
    },
    'contact.member-support': {
      url: page(company, 'help'),
      email: `help@${company.domain}`,
      phone: company.owner.phone,
    },
    'app.funding': { choices: ['members'] },
    'app.passes-data-on': 'no',
    'legal.hipaa-role': 'no',
    'legal.children': 'under-13-with-parent',
    'policy.url': { url: page(company, 'privacy'), effectiveDate: today },
    'policy.plain-language': 'yes',
    'policy.shown-first': 'yes',
    'policy.says-use-share-sell': 'yes',
    'policy.express-consent': 'yes-always',
    'policy.stop-and-dispose': 'yes',
    'policy.device-data': { kinds: ['none'] },
    'policy.changes': 'notice-and-ask-again',
    'use.purposes': { choices: ['service'] },
    'use.advertising': 'no',
    'use.research': 'no',
    'use.ai': { choice: 'no-ai' },
    'use.decisions': 'no',
    'share.identified': { choices: ['vendors'] },
    'share.recipients': [
      { name: 'Heartland Cloud Hosting', purpose: 'Keeps our servers running', frequency: 'ongoing', country: 'US' },
    ],
    'share.deidentified': 'no',
    'sell.identified': 'no',
    'sell.deidentified': 'no',
    'share.vendors-bound': 'yes-and-their-vendors',
    'share.trackers': { reach: 'none' },
    'share.government': 'when-required-and-tells',
    'share.company-sale': 'told-with-choice',
    'choice.opt-in': 'yes',
    'choice.how-to-stop': 'In the app, open Settings, then Connected plans, then Stop. You can also write to our help.',
    'choice.after-stop': { outcome: 'deleted', days: 30 },
    'choice.rights': ['see', 'fix', 'download', 'delete'],
    'choice.family': 'no',
    'store.where': ['device', 'cloud'],
    'store.country': [{ country: 'US' }],
    'store.closed-account': { choice: 'deleted-at-once' },
    'sec.reports': { choices: ['soc-2-type-2', 'carin-cfa'] },
    'carin.status': { choice: 'follows', version: '2023' },
  }
}

/** A company that earns money with the data and says so. */
export const FUNDED_BY_DATA: Answers = {
  'app.funding': { choices: ['ads', 'data'] },
  'policy.express-consent': 'some-uses',
  'policy.changes': 'posted-only',
  'use.purposes': { choices: ['service', 'operations', 'product-improvement', 'marketing'] },
  'use.advertising': 'other-companies',
  'use.ai': { choice: 'training-without-asking', vendors: ['Cimarron Language Models'] },
  'share.identified': { choices: ['vendors', 'marketing-partners'] },
  'share.recipients': [
    { name: 'Heartland Cloud Hosting', purpose: 'Keeps our servers running', frequency: 'ongoing', country: 'US' },
    { name: 'Arrowhead Ad Network', purpose: 'Picks ads by health interests', frequency: 'ongoing', country: 'US' },
  ],
  'share.deidentified': 'yes',
  'sell.deidentified': 'yes',
  'share.trackers': { reach: 'may-see-health-data', toolNames: ['Arrowhead Pixel'] },
  'share.company-sale': 'not-told',
  'choice.after-stop': { outcome: 'kept' },
  'choice.rights': ['see'],
  'store.closed-account': { choice: 'kept-for-good' },
  'carin.status': { choice: 'no' },
}

/** Without the named answers: what somebody has not got to yet, or does not say. */
export function without(answers: Answers, ...starts: string[]): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([id]) => !starts.some((start) => id.startsWith(start))))
}
