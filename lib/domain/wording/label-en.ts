/**
 * What the label says, in English: whole sentences in ICU form. A sentence about an answer is named after its question
 * and what was answered; `blank` is what members read when nothing was. Values in “…” are the company's own words.
 */

export const labelEn = {
  'row.who': 'Who is behind this app?',
  'row.data': 'What data does it ask for?',
  'row.selling': 'Does it sell your data?',
  'row.ads': 'Is your data used for ads?',
  'row.sharing': 'Who else gets your data?',
  'row.other-uses': 'What else is your data used for?',
  'row.control': 'What can you control?',
  'row.where': 'Where is your data kept?',
  'row.safety': 'How is your data kept safe?',
  'row.promises': 'What does it promise?',

  'mark.alert': 'Know this',
  'mark.no_answer': 'No answer',
  'mark.caution': 'Take note',

  'state.did_not_answer': '{app} did not answer our privacy questions.',
  'state.did_not_answer.text':
    'We asked how it uses and shares your health data. It did not tell us. You can still choose to share.',
  'state.answered_with_things_to_know': '{app} answered. There are things to know.',
  'state.answered_with_things_to_know.text': 'This is what to know before you choose. All the answers stand below.',
  'state.answered': '{app} answered our privacy questions.',
  'state.answered.text': 'You can read what the company says below. We did not test it.',
  'state.unanswered':
    '{count, plural, =0 {It answered all of our {of} questions.} other {It did not answer {count} of our {of} questions.}}',

  'app.this': 'This app',
  'notice.withdrawn': 'The company took back this answer on {date}. Before, it said: {before}',
  'notice.lapsed': '{said} It last answered this in {month}.',
  'notice.could_not_confirm': 'We could not confirm this answer. The company told us: {before}',

  'org.identity.named': '{app} is made by {name}, based in {country}.',
  'org.identity.named.no-country': '{app} is made by {name}.',
  'org.identity.finding': 'We could not confirm who makes {app}.',
  'org.identity.blank': 'The company did not say who it is.',
  'app.identity.any': '{app} wants to get your health plan data.',
  'app.purpose.given': 'What the app does, in the company’s own words: “{words}”',
  'app.purpose.blank': 'The company did not say what the app does.',
  'app.funding.members': 'The company says that people who use the app pay for it.',
  'app.funding.employers-or-plans': 'The company says that employers or health plans pay for the app.',
  'app.funding.ads': 'Ads help pay for this app.',
  'app.funding.data': 'Other firms pay for data, or for reports made from the data of people who use this app.',
  'app.funding.grants': 'The company says that grants, gifts or public money pay for the app.',
  'app.funding.investors': 'The company says that investors pay for the app for now.',
  'app.funding.other': 'How else the app makes money, in the company’s own words: “{words}”',
  'app.funding.blank': 'The company did not say how it makes money.',
  'legal.hipaa-role.no':
    'HIPAA, the health privacy law, does not protect your data in this app. The FTC and state laws may.',
  'legal.hipaa-role.yes': 'The company says your data in this app is under HIPAA. That is the health privacy law.',
  'legal.hipaa-role.part':
    'The company says some of your data in this app is under HIPAA, the health privacy law. The rest is not.',
  'legal.hipaa-role.not-sure': 'The company is not sure if HIPAA, the health privacy law, protects your data here.',
  'legal.hipaa-role.blank': 'The company did not say if HIPAA, the health privacy law, protects your data here.',
  'legal.children.adults-only': 'This app is made for adults.',
  'legal.children.teens-too': 'Teens can use this app.',
  'legal.children.under-13-with-parent':
    'Children under 13 can use this app. The company says a parent must agree first.',
  'legal.children.under-13-no-parent-step':
    'Children under 13 can use this app. The company did not say that a parent must agree first.',
  'legal.children.blank': 'The company did not say how old you must be to use this app.',

  'smart.scopes.everything': 'The app asks for all the health data we have about you, now and later.',
  'smart.scopes.everyone': 'The app asks for data of all the people whose records you may see.',
  'smart.scopes.Patient': 'It asks for your name, birth date, sex, address, phone and member number.',
  'smart.scopes.Coverage': 'It asks for your plan name, your member number and when you were covered.',
  'smart.scopes.ExplanationOfBenefit':
    'It asks for your claims. They show your visits, hospital stays and drugs, what they were for, and the cost.',
  'smart.scopes.Practitioner': 'It asks for the names of doctors and others who treated you.',
  'smart.scopes.Organization': 'It asks for the names of clinics, hospitals and drug stores in your records.',
  'smart.scopes.other': 'It asks for more health data: {types}.',
  'smart.scopes.signed-in': 'It asks to know that it was you who signed in.',
  'smart.scopes.blank': 'The company did not say what data the app asks for.',

  'sell.identified.no': 'The company says it does not sell data that shows who you are.',
  'sell.identified.only-if-member-says-yes': 'The company says it sells your data only if you say yes.',
  'sell.identified.yes': 'The company sells data that shows who you are. You may not be asked first.',
  'sell.identified.blank': 'The company did not say if it sells your data.',
  'sell.deidentified.no': 'The company says it does not sell your data with your name removed.',
  'sell.deidentified.only-if-member-says-yes':
    'The company says it sells your data with your name removed only if you say yes.',
  'sell.deidentified.yes':
    'The company sells your data with your name removed. Someone may still be able to tell it is you.',
  'sell.deidentified.blank': 'The company did not say if it sells data with your name removed.',

  'use.advertising.no': 'The company says it does not use your health data to choose ads.',
  'use.advertising.own-products':
    'Your health data may be used to choose which of the company’s own products to show you.',
  'use.advertising.other-companies': 'Your health data may be used to choose the ads you see from other firms.',
  'use.advertising.blank': 'The company did not say if it uses your data for ads.',
  'share.trackers.none': 'The company says there are no ad or tracking tools where you see your health data.',
  'share.trackers.no-health-data':
    'The app has ad or tracking tools. The company says they do not see your health data.',
  'share.trackers.may-see-health-data': 'Ad or tracking tools in the app may see your health data.',
  'share.trackers.names': 'The company names these tools: “{names}”',
  'share.trackers.blank': 'The company did not say if the app has ad or tracking tools.',

  'app.passes-data-on.no': 'The company says it does not pass your data to other apps.',
  'app.passes-data-on.only-apps-the-member-picks':
    'The company says it can send your data to other apps, but only to those you pick.',
  'app.passes-data-on.yes-as-a-service': 'This app gathers your data for the products of other firms.',
  'app.passes-data-on.blank': 'The company did not say if it passes your data to other apps.',
  'share.identified.nobody': 'The company says it does not share data that shows who you are.',
  'share.identified.vendors': 'The company shares your data with other firms that help run the app.',
  'share.identified.people-the-member-picks': 'The company shares your data with people you pick.',
  'share.identified.research-groups': 'The company shares data that shows who you are with research groups.',
  'share.identified.product-partners':
    'The company shares data that shows who you are with partners that build products.',
  'share.identified.marketing-partners':
    'The company shares data that shows who you are with others who want to sell you things.',
  'share.identified.other':
    'The company shares data that shows who you are with others. In its own words, they are: “{words}”',
  'share.identified.other.unnamed':
    'The company shares data that shows who you are with others. It did not say with whom.',
  'share.identified.blank': 'The company did not say who it shares your data with.',
  'share.recipients.listed': 'The company says these get your data: “{names}”',
  'share.recipients.blank': 'The company did not list who gets your data.',
  'share.deidentified.no': 'The company says it does not share your data even with your name removed.',
  'share.deidentified.only-if-member-says-yes':
    'The company says it shares your data with your name removed only if you say yes.',
  'share.deidentified.yes':
    'The company shares your data with your name removed. Someone may still be able to tell it is you.',
  'share.deidentified.blank': 'The company did not say if it shares data with your name removed.',
  'share.vendors-bound.yes-and-their-vendors':
    'The company says all firms that get your data must keep the same promises.',
  'share.vendors-bound.yes-direct-vendors': 'The company says the firms it works with must keep the same promises.',
  'share.vendors-bound.not-all': 'Some firms that get your data do not have to keep the same promises.',
  'share.vendors-bound.blank': 'The company did not say if others must keep its promises.',
  'share.government.when-required-and-tells':
    'The company says it gives data to police or courts only when the law says it must. It tells you if it can.',
  'share.government.when-required':
    'The company says it gives data to police or courts only when the law says it must.',
  'share.government.when-asked':
    'The company may give your data to police or others who ask, even when the law does not make it.',
  'share.government.blank': 'The company did not say when it gives data to police or courts.',
  'share.company-sale.told-with-choice':
    'If it is sold or closes, the company says it tells you first. You can then delete your data or say no.',
  'share.company-sale.told-no-choice':
    'If the company is sold or closes, you are told. But you have no say in what happens to your data.',
  'share.company-sale.not-told':
    'If the company is sold or closes, your data may go to a new owner. You may not be told.',
  'share.company-sale.blank': 'The company did not say what happens to your data if it is sold or closes.',

  'use.purposes.service-only': 'The company says it uses your data only to run the app for you.',
  'use.purposes.service': 'The company uses your data to run the app for you.',
  'use.purposes.operations': 'The company uses your data to run its business.',
  'use.purposes.product-improvement': 'The company uses your data to build its products or make them better.',
  'use.purposes.research': 'The company uses your data for research.',
  'use.purposes.marketing': 'The company uses your data to try to sell you its own products.',
  'use.purposes.other': 'What else your data is used for, in the company’s own words: “{words}”',
  'use.purposes.other.unnamed': 'The company uses your data for something else. It did not say for what.',
  'use.purposes.blank': 'The company did not say how it uses your data.',
  'use.research.no': 'The company says it does not use your data for research.',
  'use.research.only-if-member-says-yes': 'The company says it uses your data for research only if you say yes.',
  'use.research.without-asking': 'Your data may be used for research. You are not asked first.',
  'use.research.blank': 'The company did not say if it uses your data for research.',
  'use.ai.no-ai': 'The company says no AI tools use your data.',
  'use.ai.features-no-training': 'AI tools read your data to run the app. The company says they do not learn from it.',
  'use.ai.training-if-member-says-yes': 'The company says it trains AI with your data only if you say yes.',
  'use.ai.training-without-asking': 'Your data may be used to train AI. You are not asked first.',
  'use.ai.vendors': 'The company says these AI firms get your data: “{names}”',
  'use.ai.blank': 'The company did not say if AI tools use your data.',
  'use.decisions.no':
    'The company says your data is not used to make choices about your health plan, job, loans or housing.',
  'use.decisions.yes': 'Your data may be used to make choices about your health plan, job, loans or housing.',
  'use.decisions.blank':
    'The company did not say if your data is used to make choices about your health plan, job, loans or housing.',
  'choice.family.no': 'The company says it does not gather data about your family or others.',
  'choice.family.yes-with-rules':
    'Your data may also tell about your family. The company says it has rules to protect them.',
  'choice.family.yes-no-rules': 'Your data may also tell about your family. The company has no rules to protect them.',
  'choice.family.blank': 'The company did not say if it gathers data about your family.',

  'contact.member-support.given': 'You can ask a question or complain. The company says to use: {contact}',
  'contact.member-support.blank': 'The company did not say how to ask questions or complain.',
  'policy.device-data.none': 'The company says the app does not use other data on your phone.',
  'policy.device-data.kinds': 'The app also uses this from your phone: {kinds}.',
  'policy.device-data.other': 'What else it uses from your phone, in the company’s own words: “{words}”',
  'policy.device-data.not-disclosed': 'The app uses other data on your phone, and its policy does not say so.',
  'policy.device-data.disclosure-blank': 'The company did not say if its policy tells you about this.',
  'policy.device-data.blank': 'The company did not say if the app uses other data on your phone.',
  'device.location': 'where you are',
  'device.camera': 'camera',
  'device.photos': 'photos',
  'device.contacts': 'contacts',
  'device.microphone': 'microphone',
  'device.health-sensors': 'health sensors',
  'device.advertising-id': 'the ID that ads use',
  'device.other': 'something else',
  'choice.opt-in.yes': 'The company says extra sharing is off unless you turn it on.',
  'choice.opt-in.no': 'Some extra sharing is on at the start. You have to turn it off.',
  'choice.opt-in.blank': 'The company did not say if extra sharing is on at the start.',
  'choice.ongoing.once': 'The company says the app gets your data one time.',
  'choice.ongoing.until-date': 'The app keeps getting new data until {date}.',
  'choice.ongoing.for-months':
    '{months, plural, one {The app keeps getting new data for # month.} other {The app keeps getting new data for # months.}}',
  'choice.ongoing.until-stopped': 'The app keeps getting new data until you stop it.',
  'choice.ongoing.when-opened': 'It looks for new data when you open the app.',
  'choice.ongoing.daily': 'It looks for new data every day.',
  'choice.ongoing.weekly': 'It looks for new data every week.',
  'choice.ongoing.monthly': 'It looks for new data every month or less often.',
  'choice.ongoing.more-than-daily': 'It looks for new data more than once a day.',
  'choice.ongoing.blank': 'The company did not say how long the app gets your data.',
  'choice.how-to-stop.given':
    'The company says how to stop in the app: “{words}” You can also stop it in your health plan account.',
  'choice.how-to-stop.blank':
    'The company did not say how to stop in the app. You can stop it in your health plan account. Deleting the app may not stop it.',
  'choice.after-stop.deleted':
    '{days, plural, =0 {When you stop, the company says it deletes your data right away.} one {When you stop, the company says it deletes your data within # day.} other {When you stop, the company says it deletes your data within # days.}}',
  'choice.after-stop.deleted-if-asked': 'When you stop, the company keeps your data unless you ask it to delete.',
  'choice.after-stop.kept': 'When you stop, the company keeps the data it already has.',
  'choice.after-stop.blank': 'The company did not say what happens to your data when you stop.',
  'choice.rights.see': 'The company says you can see the data it has about you.',
  'choice.rights.fix': 'The company says you can fix your data or add a note to it.',
  'choice.rights.download': 'The company says you can download your data.',
  'choice.rights.send': 'The company says you can send your data to others.',
  'choice.rights.delete': 'The company says you can delete your data.',
  'choice.rights.no-delete': 'You can’t delete the data the company has about you.',
  'choice.rights.none': 'You can’t see, fix or delete the data the company has about you.',
  'choice.rights.blank': 'The company did not say if you can see or delete your data.',
  'smart.offline.no': 'The company says the app gets your data only while you use it.',
  'smart.offline.online': 'The company says the app gets your data only while you are signed in.',
  'smart.offline.yes-any-time': 'The app can get your data even when you are not using it.',
  'smart.offline.blank': 'The company did not say if the app gets data when you are not using it.',

  'store.where.not-kept': 'The company says it does not keep your data.',
  'store.where.device-only': 'The company says your data stays on your phone or computer.',
  'store.where.device': 'Some of your data is kept on your phone or computer.',
  'store.where.own-servers': 'Your data is kept on the company’s own computers.',
  'store.where.cloud': 'Your data is kept at a cloud firm that the company pays.',
  'store.where.another-company': 'Your data is kept at another firm.',
  'store.where.blank': 'The company did not say where it keeps your data.',
  'store.country.us-only': 'The company says your data stays in the United States.',
  'store.country.others': 'Your data may be kept or seen in: {countries}.',
  'store.country.blank': 'The company did not say which countries your data goes to.',
  'store.closed-account.deleted-at-once':
    'If you close your account, the company says it deletes your data right away.',
  'store.closed-account.deleted-after-months':
    '{months, plural, one {If you close your account, the company says it deletes your data after # month.} other {If you close your account, the company says it deletes your data after # months.}}',
  'store.closed-account.kept-until-asked':
    'If you close your account, the company keeps your data until you ask it to delete.',
  'store.closed-account.kept-for-good': 'If you close your account, the company keeps your data for good.',
  'store.closed-account.blank': 'The company did not say what happens to your data if you close your account.',

  'sec.transit.yes': 'The company says it scrambles (encrypts) your data when it is sent.',
  'sec.transit.no': 'Your data may be sent without being scrambled (encrypted).',
  'sec.transit.blank': 'The company did not say if your data is scrambled (encrypted) when it is sent.',
  'sec.at-rest.yes-always': 'The company says it scrambles (encrypts) your data when it is stored.',
  'sec.at-rest.member-turns-on': 'Your stored data is scrambled (encrypted) only if you turn that on.',
  'sec.at-rest.no': 'Your stored data is not scrambled (encrypted).',
  'sec.at-rest.nothing-stored': 'The company says it does not store your data.',
  'sec.at-rest.blank': 'The company did not say if your stored data is scrambled (encrypted).',
  'sec.saved-login.does-not-stay': 'The company says the app does not stay signed in.',
  'sec.saved-login.server-token': 'The app stays signed in. The company says it uses its own computers for that.',
  'sec.saved-login.secure-store': 'The app stays signed in. The company says it uses your phone’s safe storage.',
  'sec.saved-login.ordinary-storage': 'The app may keep sign-in details on your phone in a way others could get.',
  'sec.saved-login.blank': 'The company did not say how the app stays signed in.',
  'sec.no-payer-password.yes':
    'The company says the app never asks for your health plan password. Only type it on your plan’s own page.',
  'sec.no-payer-password.no': 'The app may ask for your health plan password.',
  'sec.no-payer-password.blank': 'The company did not say if the app asks for your health plan password.',
  'sec.sign-in.two-step-required': 'The company says the app uses a two-step or passkey sign-in.',
  'sec.sign-in.two-step-offered': 'The app offers a two-step sign-in. You have to turn it on.',
  'sec.sign-in.password-only': 'The app uses one sign-in step, such as a password.',
  'sec.sign-in.no-sign-in': 'The app has no sign-in. Anyone with your phone may see your data.',
  'sec.sign-in.blank': 'The company did not say how you sign in.',
  'sec.pentest.last-12-months-fixed':
    'The company says an outside firm tested its defenses in the last year. It says the big problems are fixed.',
  'sec.pentest.last-12-months-open': 'The company’s last safety test found big problems that are not fixed yet.',
  'sec.pentest.older-or-in-house': 'No outside firm tested how safe the app is in the last year.',
  'sec.pentest.never': 'No one has tested how safe the app is.',
  'sec.pentest.blank': 'The company did not say if someone tested how safe the app is.',
  'sec.reports.held': 'The company says it holds these outside reports: {reports}.',
  'sec.reports.other': 'The company says it holds another outside report: “{words}”',
  'sec.reports.none': 'The company has no report from an outside group on how safe it is.',
  'sec.reports.blank': 'The company did not say if anyone outside checked how safe it is.',
  'sec.incidents.none': 'The company says it had no data breach in the last 3 years.',
  'sec.incidents.fixed':
    '{year, select, none {The company told us about a data breach. It says the problem is fixed.} other {The company told us about a data breach in {year}. It says the problem is fixed.}}',
  'sec.incidents.not-fixed':
    '{year, select, none {The company told us about a data breach. It is not fixed yet.} other {The company told us about a data breach in {year}. It is not fixed yet.}}',
  'sec.incidents.blank': 'The company did not say if it had a data breach.',
  'sec.breach-notice.yes': 'If your data is exposed, the company says it will tell you within 60 days.',
  'sec.breach-notice.other': 'If your data is exposed, the company may take more than 60 days to tell you.',
  'sec.breach-notice.other.words': 'When it tells you, in the company’s own words: “{words}”',
  'sec.breach-notice.no': 'The company has no plan to tell you if your data is exposed.',
  'sec.breach-notice.blank': 'The company did not say if it tells you when your data is exposed.',

  'org.officer.named': 'The company says it named a person to take care of its privacy promises.',
  'org.officer.blank': 'The company did not say who is in charge of privacy.',
  'policy.url.given': 'The privacy policy is at {url}. It is dated {date}.',
  'policy.url.undated': 'The privacy policy is at {url}. The company did not say from when it is.',
  'policy.url.finding': 'We could not find a public privacy policy for this app.',
  'policy.url.blank': 'The company did not say where its privacy policy is.',
  'policy.plain-language.yes': 'The company says its policy is in plain words.',
  'policy.plain-language.no': 'The company says its policy is not in plain words.',
  'policy.plain-language.blank': 'The company did not say if its policy is in plain words.',
  'policy.shown-first.yes':
    'The company says the app shows you its policy and asks if you agree before it gets your data.',
  'policy.shown-first.no': 'The app may get your data before you see its policy.',
  'policy.shown-first.blank': 'The company did not say when you get to see its policy.',
  'policy.says-use-share-sell.yes':
    'The company says its policy tells you if your data may be shared or sold, now or later.',
  'policy.says-use-share-sell.no': 'Its policy does not say if your data may be shared or sold.',
  'policy.says-use-share-sell.blank': 'The company did not say if its policy speaks of sharing and selling.',
  'policy.express-consent.yes-always': 'The company says it asks you before it uses, shares or sells your data.',
  'policy.express-consent.some-uses': 'The company asks you first for some uses of your data, but not for all.',
  'policy.express-consent.no': 'The company may use, share or sell your data without asking you first.',
  'policy.express-consent.blank': 'The company did not say if it asks you before it uses or shares your data.',
  'policy.stop-and-dispose.yes':
    'The company says its policy tells you how to stop sharing and what happens to your data then.',
  'policy.stop-and-dispose.no': 'Its policy does not say how to stop, or what happens to your data then.',
  'policy.stop-and-dispose.blank': 'The company did not say if its policy tells you how to stop sharing.',
  'policy.changes.notice-and-ask-again':
    'If its policy changes in a big way, the company says it will tell you and ask you again.',
  'policy.changes.notice-first': 'The company says it will tell you before its policy changes.',
  'policy.changes.posted-only': 'The company posts a new policy online. You have to look for it.',
  'policy.changes.no-notice': 'The company can change its policy and not tell you.',
  'policy.changes.blank': 'The company did not say if it tells you when its policy changes.',
  'carin.status.accredited':
    'The company says it passed an outside check against the CARIN code. That is a privacy code for health apps.',
  'carin.status.listed':
    'The company says it promised in public to follow the CARIN privacy code. No outside group checked this.',
  'carin.status.follows': 'The company says it follows the CARIN privacy code. It is not on the public list.',
  'carin.status.no': 'The company did not promise to follow the CARIN privacy code for health apps.',
  'carin.status.blank': 'The company did not say if it follows the CARIN privacy code.',
  'attest.signature.signed': '{title} signed these answers on {date}. We have not tested them.',
  'attest.signature.dated': 'The company signed these answers on {date}. We have not tested them.',
  'attest.signature.old': 'These answers are more than one year old. The company last answered in {month}.',
  'attest.signature.blank': 'No one has signed these answers yet.',
} as const

export type LabelKey = keyof typeof labelEn
