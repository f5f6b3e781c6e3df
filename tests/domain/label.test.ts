/** The label by its cases: the three states, every row, blanks as loud as a "no", notices, and both languages. */
import { describe, expect, it } from 'vitest'
import { type Answers, type AnswerValue, ROW_IDS } from '../../lib/domain/edition.ts'
import { type Label, type LabelNotice, labelOf, sentencesFor } from '../../lib/domain/label.ts'
import { currentEdition, questionOf, questionsOf } from '../../lib/domain/questionnaire.ts'
import { filledAnswers } from '../support/filled-answers.ts'

const edition = currentEdition()
const app = { name: 'Sunny Days', company: 'Sunny Health, Inc.' }
const draw = (answers: Answers, more: { notices?: LabelNotice[]; lastAnsweredAt?: Date; now?: Date } = {}) =>
  labelOf(edition, { app, answers, ...more }, 'en')
const texts = (label: Label, row: string) =>
  label.rows.find(({ id }) => id === row)?.sentences.map(({ text }) => text) ?? []
const tones = (label: Label, row: string) =>
  label.rows.find(({ id }) => id === row)?.sentences.map(({ tone }) => tone) ?? []

function say(id: string, value: unknown, lang: 'en' | 'es' = 'en') {
  const question = questionOf(edition, id)
  if (!question) throw new Error(`no question ${id}`)
  return sentencesFor(edition, question, value as AnswerValue | null, lang)
}

/** Nothing a member would have to know, and nothing left blank. */
const CALM = filledAnswers(true, {
  'app.funding': { choices: ['members'] },
  'legal.hipaa-role': 'no',
  'use.decisions': 'no',
  'share.identified': { choices: ['nobody'] },
  'share.trackers': { reach: 'none' },
  'choice.rights': ['see', 'fix', 'download', 'send', 'delete'],
  'policy.device-data': { kinds: ['none'] },
  'attest.signature': { title: 'Chief privacy officer', date: '2026-11-20', name: 'Ana Gómez' },
})

describe('the three states', () => {
  it('did not answer: nothing optional about privacy is answered, whatever else is', () => {
    const label = draw(filledAnswers(false))
    expect(label).toMatchObject({
      state: 'did_not_answer',
      stateHeading: 'Sunny Days did not answer our privacy questions.',
      unanswered: { count: 37, of: 37, text: 'It did not answer 37 of our 37 questions.' },
    })
    expect(label.stateText).toContain('You can still choose to share.')
  })

  it('did not answer, and a security answer is an alert: the state stays, the alert is repeated', () => {
    const label = draw({ ...filledAnswers(false), 'sec.transit': 'no' })
    expect(label.state).toBe('did_not_answer')
    expect(label.alerts).toEqual(['Your data may be sent in the open, not scrambled (encrypted).'])
  })

  it('answered: every question has an answer and none is an alert', () => {
    const label = draw(CALM)
    expect(label).toMatchObject({
      state: 'answered',
      stateHeading: 'Sunny Days answered our privacy questions.',
      alerts: [],
      unanswered: { count: 0, text: `It answered all of our ${label.unanswered.of} questions.` },
    })
  })

  it('answered, with blanks: no alert, so the count says it', () => {
    const { 'use.ai': _left, ...answers } = CALM
    const label = draw(answers)
    expect(label.state).toBe('answered')
    expect(label.unanswered).toMatchObject({ count: 1 })
    expect(label.unanswered.text).toMatch(/^It did not answer 1 of our \d+ questions\.$/)
    expect(texts(label, 'other-uses')[0]).toBe('The company did not say if AI tools use your data.')
  })

  it('answered, with things to know: every alert in the order of the rows', () => {
    const label = draw({
      ...CALM,
      'sec.incidents': { any: 'yes', date: '2025-02-03', fixed: 'no' },
      'policy.changes': 'no-notice',
      'sell.identified': 'yes',
      'legal.children': 'under-13-no-parent-step',
      'use.advertising': 'other-companies',
    })
    expect(label).toMatchObject({
      state: 'answered_with_things_to_know',
      stateHeading: 'Sunny Days answered. There are things to know.',
    })
    expect(label.alerts).toEqual([
      'Children under 13 can use this app. The company did not say that a parent must agree first.',
      'The company sells data that shows who you are. You may not be asked first.',
      'Your health data may be used to choose the ads you see from other firms.',
      'The company told us about a data breach in 2025. It is not fixed yet.',
      'The company can change its policy and not tell you.',
    ])
  })
})

describe('rows', () => {
  it('stand in the same order with the same headings, also when nothing is answered', () => {
    for (const label of [draw({}), draw(CALM)]) {
      expect(label.rows.map(({ id }) => id)).toEqual(ROW_IDS)
      expect(label.rows.map(({ heading }) => heading)).toEqual([
        'Who is behind this app?',
        'What data does it ask for?',
        'Does it sell your data?',
        'Is your data used for ads?',
        'Who else gets your data?',
        'What else is your data used for?',
        'What can you control?',
        'Where is your data kept?',
        'How is your data kept safe?',
        'What does it promise?',
      ])
      for (const { id, sentences } of label.rows) expect(sentences.length, id).toBeGreaterThan(0)
    }
  })

  it('have alerts first, then no answers, cautions, facts and claims', () => {
    const label = draw({
      ...CALM,
      'choice.rights': ['none'],
      'choice.opt-in': null,
      'smart.offline': { choice: 'yes-any-time' },
    })
    expect([...new Set(tones(label, 'control'))]).toEqual(['alert', 'no_answer', 'caution', 'neutral', 'good'])
    expect(texts(label, 'control')[0]).toBe('You can’t see, fix or delete the data the company has about you.')
  })

  it('say who makes the app, and quote what it is for', () => {
    const answers = {
      'org.identity': { legalName: 'Sunny.io, Inc.', country: 'DE' },
      'app.purpose': 'Adds up your costs. See https://sunny.example/pay for "more".',
    }
    expect(texts(draw(answers), 'who')).toEqual(
      expect.arrayContaining([
        'Sunny Days is made by Sunny.io, Inc. (Germany).',
        'Sunny Days wants to get your health plan data.',
        'What the app does, in the company’s own words: “Adds up your costs. See for ’more’.”',
      ]),
    )
  })

  it('say each kind of data once, the widest first', () => {
    const scopes = [
      'patient/Patient.read',
      'patient/Patient.rs',
      'openid',
      'fhirUser',
      'patient/CarePlan.rs',
      'patient/*.rs',
    ]
    expect(texts(draw({ 'smart.scopes': scopes.map((scope) => ({ scope, reason: 'x' })) }), 'data')).toEqual([
      'The app asks for all the health data we have about you, now and later.',
      'It asks for your name, birth date, sex, address, phone and member number.',
      'It asks to know that it was you who signed in.',
      'It asks for more health data: Care Plan.',
    ])
  })
})

describe('blanks', () => {
  const optional = questionsOf(edition).filter(({ privacy }) => privacy)

  it.each(optional.map(({ id }) => id))('%s left open has its own sentence, as loud as a "no"', (id) => {
    for (const [lang, start] of [
      ['en', /^The company did not /],
      ['es', /^La compañía no (dijo|nombró) /],
    ] as const) {
      const [sentence, ...rest] = say(id, null, lang)
      expect(sentence).toMatchObject({ tone: 'no_answer', text: expect.stringMatching(start) })
      expect(rest).toEqual([])
    }
    expect(draw({}).rows.flatMap(({ sentences }) => sentences)).toEqual(expect.arrayContaining(say(id, null)))
  })

  it.each([['   '], [[]], [{}], [{ choice: '' }], [[{}]], ['no-such-code'], [{ choices: ['constructor'] }]])(
    '%j says nothing, so it reads as a blank',
    (value) => expect(say('share.identified', value)).toEqual(say('share.identified', null)),
  )

  it('a question that the answers hide is neither asked nor missed', () => {
    const open = draw({ 'share.identified': { choices: ['vendors'] } })
    const hidden = draw({ 'share.identified': { choices: ['nobody'] }, 'share.vendors-bound': 'not-all' })
    expect(open.unanswered.of - hidden.unanswered.of).toBe(2)
    expect(hidden.alerts).toEqual([])
  })

  it('half an answer is none: what is missing stays a blank', () => {
    expect(say('choice.after-stop', { outcome: 'deleted' })).toEqual(say('choice.after-stop', null))
    expect(say('choice.ongoing', { duration: 'until-date' })).toEqual(say('choice.ongoing', null))
    expect(say('policy.url', { effectiveDate: '2026-01-01' })).toEqual(say('policy.url', null))
  })

  it('half an answer that is bad news is told', () => {
    expect(say('sec.incidents', { any: 'yes' })).toEqual([
      { text: 'The company told us about a data breach. It is not fixed yet.', tone: 'alert' },
    ])
    expect(say('share.identified', { choices: ['other'] })[0]).toEqual({
      text: 'The company shares data that shows who you are with others. It did not say with whom.',
      tone: 'caution',
    })
  })
})

describe('options', () => {
  const shown = questionsOf(edition).filter(
    ({ row, type }) => row !== null && (type === 'choice' || type === 'yesno' || type === 'multi'),
  )
  const cases = shown.flatMap((question) => (question.options ?? []).map(({ code }) => ({ question, code })))

  it.each(cases)('$question.id: $code has a sentence that is not the blank one', ({ question, code }) => {
    const own = { months: 6, days: 30, other: 'Own words' }
    const chosen = question.type === 'multi' ? { choices: [code] } : { choice: code }
    const value = question.fields ? { ...chosen, ...own } : question.type === 'multi' ? [code] : code
    for (const lang of ['en', 'es'] as const) {
      const sentences = say(question.id, value, lang)
      expect(sentences.length).toBeGreaterThan(0)
      expect(sentences).not.toEqual(say(question.id, null, lang))
    }
  })

  it.each<[string, unknown, string, string]>([
    [
      'use.purposes',
      { choices: ['service'] },
      'good',
      'The company says it uses your data only to run the app for you.',
    ],
    [
      'use.purposes',
      { choices: ['service', 'marketing'] },
      'caution',
      'The company uses your data to try to sell you its own products.',
    ],
    [
      'share.identified',
      { choices: ['nobody', 'marketing-partners'] },
      'alert',
      'The company shares data that shows who you are with others who want to sell you things.',
    ],
    ['store.where', ['device'], 'good', 'The company says your data stays on your phone or computer.'],
    ['store.where', ['device', 'cloud'], 'neutral', 'Some of your data is kept on your phone or computer.'],
    ['store.country', [{ country: 'US' }], 'neutral', 'The company says your data stays in the United States.'],
    [
      'store.country',
      [{ country: 'US' }, { country: 'IN' }],
      'caution',
      'Your data may be kept or seen in: United States and India.',
    ],
    ['choice.rights', ['see'], 'caution', 'You can’t delete the data the company has about you.'],
    [
      'choice.after-stop',
      { outcome: 'deleted', days: 0 },
      'good',
      'When you stop, the company says it deletes your data right away.',
    ],
    [
      'choice.after-stop',
      { outcome: 'deleted', days: 1 },
      'good',
      'When you stop, the company says it deletes your data within 1 day.',
    ],
    [
      'choice.ongoing',
      { duration: 'for-months', months: 1, frequency: 'daily' },
      'neutral',
      'The app keeps getting new data for 1 month.',
    ],
    [
      'choice.ongoing',
      { duration: 'until-date', endDate: '2027-01-31' },
      'neutral',
      'The app keeps getting new data until January 31, 2027.',
    ],
    [
      'policy.device-data',
      { kinds: ['camera', 'location'], disclosed: 'no' },
      'alert',
      'The app uses other data on your phone, and its policy does not say so.',
    ],
    [
      'policy.url',
      { url: 'https://sunny.example/privacy', effectiveDate: '2026-03-02' },
      'neutral',
      'The privacy policy is at https://sunny.example/privacy. It is dated March 2, 2026.',
    ],
    [
      'contact.member-support',
      { email: 'help@sunny.example', phone: '+1 785 555 0100' },
      'neutral',
      'You can ask a question or complain. The company says to use: help@sunny.example and +1 785 555 0100',
    ],
    [
      'share.trackers',
      { reach: 'may-see-health-data', toolNames: ['Pixel', 'Metrics.io'] },
      'alert',
      'Ad or tracking tools in the app may see your health data.',
    ],
    [
      'sec.incidents',
      { any: 'yes', date: '2025-05-01', fixed: 'yes' },
      'caution',
      'The company told us about a data breach in 2025. It says the problem is fixed.',
    ],
    [
      'sec.breach-notice',
      { payer24h: 'no', member60d: 'no' },
      'alert',
      'The company has no plan to tell you if your data is exposed.',
    ],
    [
      'sec.reports',
      { choices: ['soc-2-type-2', 'hitrust'] },
      'good',
      'The company says it holds these outside reports: SOC 2 Type II and HITRUST.',
    ],
    [
      'org.officer',
      { title: 'Privacy officer' },
      'good',
      'The company says it named a person who takes care of privacy.',
    ],
  ])('%s %j leads with a sentence of tone %s', (id, value, tone, text) => {
    expect(say(id, value)[0]).toEqual({ tone, text })
  })

  it('names all who get the data, and leaves none out', () => {
    const names = Array.from({ length: 50 }, (_, index) => ({ name: `Helper ${index}.com` }))
    const [sentence] = say('share.recipients', names)
    for (const { name } of names) expect(sentence?.text).toContain(name)
  })

  it('has nothing for questions that no row shows', () => {
    for (const question of questionsOf(edition).filter(({ row }) => row === null)) {
      expect(sentencesFor(edition, question, null, 'en')).toEqual([])
    }
  })
})

describe('notices', () => {
  const at = new Date('2026-12-05T18:00:00Z')
  const one = (kind: LabelNotice['kind'], questionId: string): LabelNotice => ({ kind, questionId, at })

  it('an answer taken back says so, keeps what it said, and counts as no answer', () => {
    const label = draw(CALM, { notices: [one('withdrawn', 'sell.identified')] })
    expect(label.rows[2]?.sentences[0]).toEqual({
      tone: 'no_answer',
      text: 'The company took back this answer on December 5, 2026. Before, it said: The company says it does not sell data that shows who you are.',
    })
    expect(label.unanswered.count).toBe(1)
  })

  it('taking back an alert does not soften it', () => {
    const label = draw({ ...CALM, 'sell.identified': 'yes' }, { notices: [one('withdrawn', 'sell.identified')] })
    expect(label.alerts).toEqual([expect.stringContaining('took back this answer')])
    expect(label.state).toBe('answered_with_things_to_know')
  })

  it('all answers taken back: it did not answer', () => {
    const notices = questionsOf(edition).map(({ id }) => one('withdrawn', id))
    expect(draw(CALM, { notices }).state).toBe('did_not_answer')
  })

  it('a lapsed answer keeps its text and tone, with when it was last given', () => {
    const label = draw(CALM, { notices: [one('lapsed', 'store.where')] })
    expect(label.rows[7]?.sentences).toContainEqual({
      tone: 'good',
      text: 'The company says it does not keep your data. It last answered this in December 2026.',
    })
  })

  it('an answer that could not be confirmed is an alert and stands beside what the company said', () => {
    const label = draw(CALM, { notices: [one('could_not_confirm', 'sell.identified')] })
    expect(label.alerts).toEqual([
      'We could not confirm this answer. The company told us: The company says it does not sell data that shows who you are.',
    ])
  })

  it('only a recorded finding says that the maker or the policy page could not be found', () => {
    const plain = draw(CALM)
    expect(plain.alerts).toEqual([])
    const notices = [one('finding', 'policy.url'), one('finding', 'org.identity')]
    expect(draw(CALM, { notices }).alerts).toEqual([
      'We could not confirm who makes Sunny Days.',
      'We could not find a public privacy policy for this app.',
    ])
    expect(draw({}, { notices }).alerts).toHaveLength(2)
  })

  it('a blank stays a blank under any notice but a finding', () => {
    for (const kind of ['withdrawn', 'lapsed', 'could_not_confirm'] as const) {
      expect(texts(draw({}, { notices: [one(kind, 'use.ai')] }), 'other-uses')).toEqual(texts(draw({}), 'other-uses'))
    }
  })

  it.each([
    ['2026-11-20', '2027-11-20', false],
    ['2026-11-20', '2027-11-22', true],
  ])('signed %s, read %s: old is %s', (signed, read, old) => {
    const times = { lastAnsweredAt: new Date(`${signed}T12:00:00Z`), now: new Date(`${read}T12:00:00Z`) }
    const text = 'These answers are more than one year old. The company last answered in November 2026.'
    expect(texts(draw(CALM, times), 'promises').includes(text)).toBe(old)
  })

  it('says who signed, by title and day, never by name', () => {
    const label = draw(CALM)
    expect(texts(label, 'promises')).toContain(
      'Chief privacy officer signed these answers on November 20, 2026. We have not tested them.',
    )
    expect(JSON.stringify(label)).not.toContain('Gómez')
  })
})

describe('Spanish', () => {
  it('says the same in its own words', () => {
    const label = labelOf(edition, { app, answers: { ...CALM, 'sell.identified': 'yes', 'use.ai': null } }, 'es')
    expect(label).toMatchObject({
      lang: 'es',
      stateHeading: 'Sunny Days respondió. Hay cosas que debe saber.',
      alerts: ['La compañía vende datos que muestran quién es usted. Puede que no le pregunten antes.'],
      unanswered: { count: 1 },
    })
    expect(texts(label, 'promises')).toContain(
      'Chief privacy officer firmó estas respuestas el 20 de noviembre de 2026. No las hemos comprobado.',
    )
  })
})
