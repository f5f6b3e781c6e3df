/** Answers that do not fit together: one case for each check, its opposite, and what holds for any answers. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contradictions } from '../../lib/domain/contradictions.ts'
import type { Answers } from '../../lib/domain/edition.ts'
import { currentEdition, questionOf } from '../../lib/domain/questionnaire.ts'
import { visibleQuestions } from '../../lib/domain/visibility.ts'
import { randomAnswers } from '../support/random-answers.ts'

const edition = currentEdition()
const found = (answers: Answers) => contradictions(edition, answers).map(({ id }) => id)

const own = { website: 'https://www.sunny.example', monitoredDomains: ['sunny.example'] }

/** Check, answers that contradict, and answers like them that do not. */
const CASES: readonly [string, Answers, Answers][] = [
  [
    'paid-for-data-but-sells-none',
    { 'app.funding': { choices: ['data'] }, 'sell.identified': 'no', 'sell.deidentified': 'no' },
    { 'app.funding': { choices: ['data'] }, 'sell.identified': 'no', 'sell.deidentified': 'yes' },
  ],
  [
    'sells-but-no-income-from-data',
    { 'app.funding': { choices: ['members'] }, 'sell.identified': 'yes' },
    { 'app.funding': { choices: ['members', 'data'] }, 'sell.identified': 'yes' },
  ],
  [
    'no-ads-but-funded-by-ads',
    { 'app.funding': { choices: ['ads'] }, 'use.advertising': 'no', 'share.trackers': { reach: 'none' } },
    { 'app.funding': { choices: ['ads'] }, 'use.advertising': 'no', 'share.trackers': { reach: 'no-health-data' } },
  ],
  [
    'no-ads-but-marketing-purpose',
    { 'use.advertising': 'no', 'use.purposes': { choices: ['marketing'] } },
    { 'use.advertising': 'own-products', 'use.purposes': { choices: ['marketing'] } },
  ],
  [
    'ads-with-health-data-but-no-tools',
    { 'use.advertising': 'other-companies', 'share.trackers': { reach: 'none' } },
    { 'use.advertising': 'own-products', 'share.trackers': { reach: 'none' } },
  ],
  [
    'service-only-but-research',
    { 'use.purposes': { choices: ['service'] }, 'use.research': 'without-asking' },
    { 'use.purposes': { choices: ['service', 'research'] }, 'use.research': 'without-asking' },
  ],
  [
    'service-only-but-trains-ai',
    { 'use.purposes': { choices: ['service'] }, 'use.ai': { choice: 'training-if-member-says-yes' } },
    { 'use.purposes': { choices: ['service'] }, 'use.ai': { choice: 'features-no-training' } },
  ],
  [
    'service-only-but-ads',
    { 'use.purposes': { choices: ['service'] }, 'use.advertising': 'own-products' },
    { 'use.purposes': { choices: ['service'] }, 'use.advertising': 'no' },
  ],
  [
    'research-purpose-but-no-research',
    { 'use.purposes': { choices: ['research'] }, 'use.research': 'no' },
    { 'use.purposes': { choices: ['research'] }, 'use.research': 'only-if-member-says-yes' },
  ],
  [
    'shares-with-nobody-but-hosted-elsewhere',
    { 'share.identified': { choices: ['nobody'] }, 'store.where': ['cloud'] },
    { 'share.identified': { choices: ['nobody'] }, 'store.where': ['own-servers'] },
  ],
  [
    'shares-with-nobody-but-ai-companies',
    {
      'share.identified': { choices: ['nobody'] },
      'use.ai': { choice: 'features-no-training', vendors: ['Model Co'] },
    },
    { 'share.identified': { choices: ['nobody'] }, 'use.ai': { choice: 'features-no-training' } },
  ],
  [
    'shares-with-nobody-but-trackers',
    { 'share.identified': { choices: ['nobody'] }, 'share.trackers': { reach: 'may-see-health-data' } },
    { 'share.identified': { choices: ['nobody'] }, 'share.trackers': { reach: 'no-health-data' } },
  ],
  [
    'sells-but-shares-with-nobody',
    { 'sell.identified': 'yes', 'share.identified': { choices: ['nobody'] } },
    { 'sell.identified': 'no', 'share.identified': { choices: ['nobody'] } },
  ],
  [
    'sells-without-names-but-does-not-share',
    { 'sell.deidentified': 'yes', 'share.deidentified': 'no' },
    { 'sell.deidentified': 'yes', 'share.deidentified': 'yes' },
  ],
  [
    'passes-on-as-a-service-but-shares-with-nobody',
    { 'app.passes-data-on': 'yes-as-a-service', 'share.identified': { choices: ['nobody'] } },
    { 'app.passes-data-on': 'no', 'share.identified': { choices: ['nobody'] } },
  ],
  [
    'ai-company-not-among-recipients',
    {
      'use.ai': { choice: 'features-no-training', vendors: ['Model Co'] },
      'share.recipients': [{ name: 'Cloud Co' }],
    },
    {
      'use.ai': { choice: 'features-no-training', vendors: ['model co'] },
      'share.recipients': [{ name: 'Model Co, Inc.' }],
    },
  ],
  [
    'asks-first-but-some-sharing-is-on',
    { 'policy.express-consent': 'yes-always', 'choice.opt-in': 'no' },
    { 'policy.express-consent': 'some-uses', 'choice.opt-in': 'no' },
  ],
  [
    'asks-first-but-not-always',
    { 'policy.express-consent': 'yes-always', 'use.research': 'without-asking' },
    { 'policy.express-consent': 'yes-always', 'use.research': 'only-if-member-says-yes' },
  ],
  [
    'not-kept-but-kept-after-closing',
    { 'store.where': ['not-kept'], 'store.closed-account': { choice: 'kept-for-good' } },
    { 'store.where': ['not-kept'], 'store.closed-account': { choice: 'deleted-at-once' } },
  ],
  [
    'not-kept-but-kept-after-stopping',
    { 'store.where': ['not-kept'], 'choice.after-stop': { outcome: 'kept' } },
    { 'store.where': ['not-kept'], 'choice.after-stop': { outcome: 'deleted', days: 0 } },
  ],
  [
    'nothing-stored-but-kept-somewhere',
    { 'sec.at-rest': 'nothing-stored', 'store.where': ['device'] },
    { 'sec.at-rest': 'nothing-stored', 'store.where': ['not-kept'] },
  ],
  [
    'nothing-stored-but-countries',
    { 'sec.at-rest': 'nothing-stored', 'store.country': [{ country: 'US' }] },
    { 'sec.at-rest': 'nothing-stored', 'store.country': [{ country: 'US' }], 'store.where': ['not-kept'] },
  ],
  [
    'not-kept-but-any-time-access',
    { 'store.where': ['not-kept'], 'smart.offline': { choice: 'yes-any-time' } },
    { 'store.where': ['not-kept'], 'smart.offline': { choice: 'online' } },
  ],
  [
    'no-delete-but-deletes',
    { 'choice.rights': ['see', 'fix'], 'choice.after-stop': { outcome: 'deleted-if-asked', days: 3 } },
    { 'choice.rights': ['see', 'delete'], 'choice.after-stop': { outcome: 'deleted-if-asked', days: 3 } },
  ],
  [
    'no-sign-in-but-on-a-server',
    { 'sec.sign-in': 'no-sign-in', 'store.where': ['device', 'cloud'] },
    { 'sec.sign-in': 'no-sign-in', 'store.where': ['device'] },
  ],
  [
    'once-but-any-time-access',
    { 'choice.ongoing': { duration: 'once' }, 'smart.offline': { choice: 'yes-any-time' } },
    { 'choice.ongoing': { duration: 'until-stopped' }, 'smart.offline': { choice: 'yes-any-time' } },
  ],
  [
    'any-time-access-longer-than-promised',
    {
      'choice.ongoing': { duration: 'for-months', months: 6 },
      'smart.offline': { choice: 'yes-any-time', months: 12 },
    },
    {
      'choice.ongoing': { duration: 'for-months', months: 12 },
      'smart.offline': { choice: 'yes-any-time', months: 12 },
    },
  ],
  [
    'offline-scope-but-no-offline-access',
    { 'smart.scopes': [{ scope: 'offline_access' }], 'smart.offline': { choice: 'no' } },
    { 'smart.scopes': [{ scope: 'offline_access' }], 'smart.offline': { choice: 'yes-any-time' } },
  ],
  [
    'phone-or-browser-with-client-secret',
    { 'app.platforms': ['ios'], 'smart.client-type': { choice: 'confidential-symmetric' } },
    { 'app.platforms': ['ios', 'web-server'], 'smart.client-type': { choice: 'confidential-symmetric' } },
  ],
  [
    'server-token-but-no-server',
    { 'app.platforms': ['ios'], 'sec.saved-login': 'server-token', 'smart.client-type': { choice: 'public' } },
    { 'app.platforms': ['web-server'], 'sec.saved-login': 'server-token', 'smart.client-type': { choice: 'public' } },
  ],
  [
    'does-not-stay-signed-in-but-any-time-access',
    { 'sec.saved-login': 'does-not-stay', 'smart.offline': { choice: 'yes-any-time' } },
    { 'sec.saved-login': 'secure-store', 'smart.offline': { choice: 'yes-any-time' } },
  ],
  [
    'mobile-app-without-mobile-list',
    { 'app.platforms': ['android'], 'sec.owasp': { lists: ['owasp-top-10-2025'] } },
    { 'app.platforms': ['android'], 'sec.owasp': { lists: ['owasp-top-10-2025', 'masvs-2'] } },
  ],
  [
    'wildcard-scope',
    { 'smart.scopes': [{ scope: 'patient/*.rs' }] },
    { 'smart.scopes': [{ scope: 'patient/Coverage.rs' }] },
  ],
  [
    'device-data-but-no-device',
    { 'app.platforms': ['server-only'], 'policy.device-data': { kinds: ['location'] } },
    { 'app.platforms': ['server-only'], 'policy.device-data': { kinds: ['none'] } },
  ],
  [
    'hipaa-without-a-role',
    { 'legal.hipaa-role': 'yes', 'org.identity': { kind: 'company' } },
    { 'legal.hipaa-role': 'yes', 'org.identity': { kind: 'health-plan' } },
  ],
  [
    'carin-without-evidence',
    { 'carin.status': { choice: 'listed' } },
    { 'carin.status': { choice: 'listed', evidenceUrl: 'https://myhealthapplication.com/sunny' } },
  ],
  [
    'carin-evidence-elsewhere',
    { 'carin.status': { choice: 'accredited', evidenceUrl: 'https://notdirecttrust.org/sunny' } },
    { 'carin.status': { choice: 'accredited', evidenceUrl: 'https://accreditation.directtrust.org/sunny' } },
  ],
  [
    'policy-on-another-domain',
    { 'org.identity': own, 'policy.url': { url: 'https://policies.example/sunny' } },
    { 'org.identity': own, 'policy.url': { url: 'https://legal.sunny.example/privacy' } },
  ],
  [
    'homepage-on-another-domain',
    { 'org.identity': own, 'app.identity': { homepage: 'https://notsunny.example' } },
    { 'org.identity': own, 'app.identity': { homepage: 'https://sunny.example/app' } },
  ],
  [
    'redirect-on-another-domain',
    { 'org.identity': own, 'smart.urls': { redirectUris: ['https://other.example/cb'] } },
    { 'org.identity': own, 'smart.urls': { redirectUris: ['com.sunny.app:/cb', 'https://sunny.example/cb'] } },
  ],
  [
    'tested-last-year-but-older',
    {
      'sec.pentest': { choice: 'last-12-months-fixed', date: '2025-03-01' },
      'attest.signature': { date: '2026-11-20' },
    },
    {
      'sec.pentest': { choice: 'last-12-months-fixed', date: '2025-11-20' },
      'attest.signature': { date: '2026-11-20' },
    },
  ],
]

describe('contradictions', () => {
  it.each(CASES)('%s', (id, contradicting, fitting) => {
    expect(found(contradicting)).toContain(id)
    expect(found(fitting)).not.toContain(id)
  })

  it('each have a case here', () => {
    const all = new Set<string>()
    for (const [, answers] of CASES) for (const id of found(answers)) all.add(id)
    expect([...all].sort()).toEqual(CASES.map(([id]) => id).sort())
  })

  it('are whole sentences about questions that exist', () => {
    for (const [, answers] of CASES) {
      for (const { sentence, questionIds } of contradictions(edition, answers)) {
        expect(sentence).toMatch(/^[A-Z].*[.?]$/)
        for (const id of questionIds) expect(questionOf(edition, id), id).not.toBeNull()
      }
    }
  })

  it('need answers: blanks contradict nothing', () => expect(found({})).toEqual([]))

  it.each(CASES)('%s is not found once any of its answers is blank', (id, answers) => {
    const given = Object.keys(answers)
    for (const left of given) {
      const fewer = { ...answers, [left]: null }
      // Some checks hold for either of two answers; with nothing left they cannot.
      if (given.length <= 2) expect(found(fewer)).not.toContain(id)
    }
  })

  it('never throw, never count a hidden answer, and stand in a fixed order', () => {
    fc.assert(
      fc.property(randomAnswers, (answers) => {
        const shown = new Set(visibleQuestions(edition, answers).map(({ id }) => id))
        const bare = Object.fromEntries(Object.entries(answers).filter(([id]) => shown.has(id))) as Answers
        const ids = found(answers)
        expect(found(bare)).toEqual(ids)
        expect(new Set(ids).size).toBe(ids.length)
      }),
    )
  })
})
