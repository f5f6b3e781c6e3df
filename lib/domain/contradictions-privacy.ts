/** Contradictions among the answers about money, use, sharing and storage. */
import type { Check } from './answers-said.ts'

export const MONEY_AND_PURPOSE: readonly Check[] = [
  {
    id: 'paid-for-data-but-sells-none',
    questionIds: ['app.funding', 'sell.identified', 'sell.deidentified'],
    sentence: 'Other companies pay for data or reports, and the company says it sells no data.',
    found: ({ chose }) =>
      chose('app.funding', 'data') && chose('sell.identified', 'no') && chose('sell.deidentified', 'no'),
  },
  {
    id: 'sells-but-no-income-from-data',
    questionIds: ['app.funding', 'sell.identified', 'sell.deidentified'],
    sentence: 'The company sells data, and does not name data among what pays for the app.',
    found: ({ chose, choseOnly }) =>
      (chose('sell.identified', 'yes', 'only-if-member-says-yes') ||
        chose('sell.deidentified', 'yes', 'only-if-member-says-yes')) &&
      choseOnly('app.funding', 'members', 'employers-or-plans', 'ads', 'grants', 'investors'),
  },
  {
    id: 'no-ads-but-funded-by-ads',
    questionIds: ['app.funding', 'use.advertising', 'share.trackers'],
    sentence: 'Ads help pay for the app, and the company says it has no ads from member data and no ad tools.',
    found: ({ chose, choseIn }) =>
      chose('app.funding', 'ads') && chose('use.advertising', 'no') && choseIn('share.trackers', 'reach', 'none'),
  },
  {
    id: 'no-ads-but-marketing-purpose',
    questionIds: ['use.advertising', 'use.purposes'],
    sentence: 'Data is used to market the company’s own products, and no ads are chosen from it.',
    found: ({ chose }) => chose('use.advertising', 'no') && chose('use.purposes', 'marketing'),
  },
  {
    id: 'ads-with-health-data-but-no-tools',
    questionIds: ['use.advertising', 'share.trackers'],
    sentence: 'Member data chooses other companies’ ads, and no ad tools are in the app.',
    found: ({ chose, choseIn }) =>
      chose('use.advertising', 'other-companies') && choseIn('share.trackers', 'reach', 'none'),
  },
  {
    id: 'service-only-but-research',
    questionIds: ['use.purposes', 'use.research'],
    sentence: 'Data is used only to run the app, and it is used for research.',
    found: ({ chose, choseOnly }) =>
      choseOnly('use.purposes', 'service') && chose('use.research', 'only-if-member-says-yes', 'without-asking'),
  },
  {
    id: 'service-only-but-trains-ai',
    questionIds: ['use.purposes', 'use.ai'],
    sentence: 'Data is used only to run the app, and it trains AI.',
    found: ({ chose, choseOnly }) =>
      choseOnly('use.purposes', 'service') && chose('use.ai', 'training-if-member-says-yes', 'training-without-asking'),
  },
  {
    id: 'service-only-but-ads',
    questionIds: ['use.purposes', 'use.advertising'],
    sentence: 'Data is used only to run the app, and it is used to choose ads.',
    found: ({ chose, choseOnly }) =>
      choseOnly('use.purposes', 'service') && chose('use.advertising', 'own-products', 'other-companies'),
  },
  {
    id: 'research-purpose-but-no-research',
    questionIds: ['use.purposes', 'use.research'],
    sentence: 'Research is among the purposes, and the company says data is not used for research.',
    found: ({ chose }) => chose('use.purposes', 'research') && chose('use.research', 'no'),
  },
]

export const SHARING: readonly Check[] = [
  {
    id: 'shares-with-nobody-but-hosted-elsewhere',
    questionIds: ['share.identified', 'store.where'],
    sentence: 'Data is shared with nobody, and it is kept at a cloud company or another company.',
    found: ({ chose }) => chose('share.identified', 'nobody') && chose('store.where', 'cloud', 'another-company'),
  },
  {
    id: 'shares-with-nobody-but-ai-companies',
    questionIds: ['share.identified', 'use.ai'],
    sentence: 'Data is shared with nobody, and AI companies receive it.',
    found: ({ chose, list }) => chose('share.identified', 'nobody') && list('use.ai', 'vendors').length > 0,
  },
  {
    id: 'shares-with-nobody-but-trackers',
    questionIds: ['share.identified', 'share.trackers'],
    sentence: 'Data is shared with nobody, and tools of other companies in the app may see health data.',
    found: ({ chose, choseIn }) =>
      chose('share.identified', 'nobody') && choseIn('share.trackers', 'reach', 'may-see-health-data'),
  },
  {
    id: 'sells-but-shares-with-nobody',
    questionIds: ['sell.identified', 'share.identified'],
    sentence: 'Data that can identify the member is sold, and it is shared with nobody.',
    found: ({ chose }) =>
      chose('sell.identified', 'yes', 'only-if-member-says-yes') && chose('share.identified', 'nobody'),
  },
  {
    id: 'sells-without-names-but-does-not-share',
    questionIds: ['sell.deidentified', 'share.deidentified'],
    sentence: 'Data without names is sold, and data without names is not shared.',
    found: ({ chose }) =>
      chose('sell.deidentified', 'yes', 'only-if-member-says-yes') && chose('share.deidentified', 'no'),
  },
  {
    id: 'passes-on-as-a-service-but-shares-with-nobody',
    questionIds: ['app.passes-data-on', 'share.identified'],
    sentence: 'The app collects data for other companies’ products, and data is shared with nobody.',
    found: ({ chose }) => chose('app.passes-data-on', 'yes-as-a-service') && chose('share.identified', 'nobody'),
  },
  {
    id: 'ai-company-not-among-recipients',
    questionIds: ['use.ai', 'share.recipients'],
    sentence: 'An AI company that receives data is not among the recipients listed.',
    found: ({ list, entries }) => {
      const names = entries('share.recipients', 'name').map((name) => name.toLowerCase())
      const missing = (vendor: string) => !names.some((name) => name.includes(vendor.toLowerCase()))
      return names.length > 0 && list('use.ai', 'vendors').some(missing)
    },
  },
  {
    id: 'asks-first-but-some-sharing-is-on',
    questionIds: ['policy.express-consent', 'choice.opt-in'],
    sentence: 'The policy always asks before data is used or shared, and some sharing is on from the start.',
    found: ({ chose }) => chose('policy.express-consent', 'yes-always') && chose('choice.opt-in', 'no'),
  },
  {
    id: 'asks-first-but-not-always',
    questionIds: ['policy.express-consent', 'sell.identified', 'use.research', 'use.ai'],
    sentence:
      'The policy always asks before data is used, shared or sold, and another answer says that nobody is asked.',
    found: ({ chose }) =>
      chose('policy.express-consent', 'yes-always') &&
      (chose('sell.identified', 'yes') ||
        chose('use.research', 'without-asking') ||
        chose('use.ai', 'training-without-asking')),
  },
]

export const STORAGE: readonly Check[] = [
  {
    id: 'not-kept-but-kept-after-closing',
    questionIds: ['store.where', 'store.closed-account'],
    sentence: 'Data is not kept, and it stays for some time when an account is closed.',
    found: ({ chose }) =>
      chose('store.where', 'not-kept') &&
      chose('store.closed-account', 'deleted-after-months', 'kept-until-asked', 'kept-for-good'),
  },
  {
    id: 'not-kept-but-kept-after-stopping',
    questionIds: ['store.where', 'choice.after-stop'],
    sentence: 'Data is not kept, and it is kept when a member stops.',
    found: ({ chose, choseIn }) =>
      chose('store.where', 'not-kept') && choseIn('choice.after-stop', 'outcome', 'kept', 'deleted-if-asked'),
  },
  {
    id: 'nothing-stored-but-kept-somewhere',
    questionIds: ['sec.at-rest', 'store.where'],
    sentence: 'The security section says that nothing is stored, and another answer names where data is kept.',
    found: ({ chose }) =>
      chose('sec.at-rest', 'nothing-stored') &&
      chose('store.where', 'device', 'own-servers', 'cloud', 'another-company'),
  },
  {
    id: 'nothing-stored-but-countries',
    questionIds: ['sec.at-rest', 'store.country'],
    sentence: 'Nothing is stored, and countries are named where data is kept or looked at.',
    found: ({ chose, entries }) =>
      chose('sec.at-rest', 'nothing-stored') && entries('store.country', 'country').length > 0,
  },
  {
    id: 'not-kept-but-any-time-access',
    questionIds: ['store.where', 'smart.offline'],
    sentence: 'Data is not kept, and the app needs data when the member is not using it.',
    found: ({ chose }) => chose('store.where', 'not-kept') && chose('smart.offline', 'yes-any-time'),
  },
  {
    id: 'no-delete-but-deletes',
    questionIds: ['choice.rights', 'choice.after-stop'],
    sentence: 'Members cannot delete their data, and it is deleted if they ask.',
    found: ({ chose, choseOnly, choseIn }) =>
      (chose('choice.rights', 'none') || choseOnly('choice.rights', 'see', 'fix', 'download', 'send')) &&
      choseIn('choice.after-stop', 'outcome', 'deleted-if-asked'),
  },
  {
    id: 'no-sign-in-but-on-a-server',
    questionIds: ['sec.sign-in', 'store.where'],
    sentence: 'The app has no sign-in because data is only on the device, and data is kept on servers.',
    found: ({ chose }) =>
      chose('sec.sign-in', 'no-sign-in') && chose('store.where', 'own-servers', 'cloud', 'another-company'),
  },
]
