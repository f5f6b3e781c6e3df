/**
 * The page for members about sharing, in English: whole sentences in ICU form, at grade 6 or below.
 * Source of what it has to say: 42 CFR 422.119(g) and CMS's sample list of questions for members.
 */

export const membersEn = {
  title: 'Sharing your health data',
  lead: 'Apps can ask for your health plan data. You choose who gets it. Here is what to know before you choose.',
  switch: 'Esta página en español',
  onThisPage: 'On this page',

  'means.heading': 'What sharing means',
  'means.copy': 'If you say yes, the app gets a copy of your data.',
  'means.control': 'After that, {payer} cannot control the copy or take it back. The company that makes the app can.',
  'means.what':
    'Your data shows the care you got, the drugs you take and what they cost. It can tell about mental health, drug or alcohol use, HIV and other things you may want to keep to yourself.',
  'means.family': 'It may also say things about your family.',
  'means.free': 'You do not have to share. Your coverage will not change if you say no.',

  'uses.heading': 'What else an app may do with it',
  'uses.lead': 'You use an app for one thing. The company may use your data for more. It may:',
  'uses.ads': 'show you ads',
  'uses.sell': 'sell your data, or share it with other firms',
  'uses.research': 'do research',
  'uses.ai': 'train computers to find patterns (AI)',
  'uses.end':
    'Your data can tell a lot about you. So it matters what the company does with it, and how well it guards it.',

  'asked.heading': 'What the company tells us, and you',
  'asked.ask': 'We ask each company how it uses and shares your data. You see its answers before you choose.',
  'asked.blank': 'A company does not have to answer. If it did not, we tell you.',
  'asked.tested': 'The answers come from the company. {payer} has not tested them.',
  'asked.link': 'Read the answers of all approved apps',

  'questions.heading': 'Questions to ask before you share',
  'questions.lead': 'Look for the answers in the app’s privacy policy. If you do not find them, ask the company first.',
  'questions.data': 'What data will the app take? Does it also take things like where you are?',
  'questions.name': 'Will it take my name off my data? Could someone still find out it is me?',
  'questions.use': 'What will it use my data for?',
  'questions.share': 'Will it share or sell my data? Who gets it, and why? Is it for ads or research?',
  'questions.limit': 'Can I limit how it uses and shares my data?',
  'questions.safe': 'How does it keep my data safe?',
  'questions.family': 'Could it change things for others, like my family?',
  'questions.see': 'Can I see my data and fix what is wrong?',
  'questions.complain': 'Who answers if I have a question or a complaint?',
  'questions.stop': 'How do I stop it? Is it enough to take the app off my phone?',
  'questions.delete': 'What happens to my data when I stop? Will it be deleted?',
  'questions.change': 'How will I know when the rules of the app change?',

  'safe.heading': 'Ways to keep your data safe',
  'safe.policy': 'Read the privacy policy before you say yes.',
  'safe.less': 'Share only what the app needs. You can leave parts out.',
  'safe.password': 'Type your plan password only on the sign-in page of {payer}. Never give it to an app.',
  'safe.lock': 'Lock your phone. Use a password that is hard to guess.',
  'safe.update': 'Keep your phone and your apps up to date.',
  'safe.list': 'Look at the list of apps you share with from time to time.',

  'law.heading': 'Who protects your data',
  'law.hipaa':
    'HIPAA is the health privacy law. Your plan, your doctor and your hospital must follow it. So must the firms that work for them.',
  'law.apps': 'Most apps that you pick on your own do not have to follow HIPAA.',
  'law.ocr':
    'The Office for Civil Rights (OCR) sees to it that HIPAA is followed. It is part of the U.S. Department of Health and Human Services.',
  'law.ftc':
    'The Federal Trade Commission (FTC) protects people who use apps. It can act when an app breaks its promises.',
  'law.breach':
    'If your data leaks, or is shared when you did not agree, many health apps must tell you. They must do it within 60 days.',
  'law.state': 'The laws of your state may help you too.',

  'stop.heading': 'How to stop',
  'stop.any': 'You can stop at any time. Nobody may treat you worse for it.',
  'stop.page': 'On the web, go to “Apps I share with”, sign in and choose “Stop sharing”.',
  'stop.link': 'Go to “Apps I share with”',
  'stop.phone': 'By phone, call {payer}: {phone}.',
  'stop.app': 'Taking the app off your phone may not stop it.',
  'stop.copy': 'The company still has the data it got. Ask the company to delete it.',

  'complain.heading': 'How to complain',
  'complain.app': 'About an app: write to the FTC.',
  'complain.appLink': 'Report to the FTC at reportfraud.ftc.gov',
  'complain.plan':
    'About {payer}, a doctor or a hospital and your health privacy: write to the OCR. Do it within 180 days.',
  'complain.planLink': 'Complain to the OCR at ocrportal.hhs.gov',
  'complain.payer': 'You can also tell {payer}. Call {phone}, or use our website.',
  'complain.payerLink': 'Go to {site}',
  'complain.free': 'Nobody may treat you worse because you complained.',

  'help.heading': 'Help in your language',
  'help.text': 'We can help you for free in your language, or in large print. Call {phone}.',
} as const

export type MembersKey = keyof typeof membersEn
