/** The label by its cases: the three states, every row, blanks as loud as a "no", both languages. */
import { describe, expect, it } from 'vitest'
import { ROW_IDS } from '../../lib/domain/edition.ts'
import { labelOf } from '../../lib/domain/label.ts'
import { currentEdition, questionsOf } from '../../lib/domain/questionnaire.ts'
import { filledAnswers } from '../support/filled-answers.ts'
import { APP as app, CALM, draw, say, texts, tones } from '../support/label.ts'

const edition = currentEdition()

describe('the three states', () => {
  it('did not answer: nothing optional about privacy is answered, whatever else is', () => {
    const label = draw(filledAnswers(false))
    expect(label).toMatchObject({
      state: 'did_not_answer',
      stateHeading: 'Sunny Days did not answer our privacy questions.',
      unanswered: { count: 37, of: 37, text: 'It did not answer 37 of our 37 privacy questions.' },
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
      unanswered: { count: 0, text: `It answered all of our ${label.unanswered.of} privacy questions.` },
    })
  })

  it('answered, with blanks: no alert, so the count says it', () => {
    const { 'use.ai': _left, ...answers } = CALM
    const label = draw(answers)
    expect(label.state).toBe('answered')
    expect(label.unanswered).toMatchObject({ count: 1 })
    expect(label.unanswered.text).toMatch(/^It did not answer 1 of our \d+ privacy questions\.$/)
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
      'La compañía firmó estas respuestas el 20 de noviembre de 2026. No las hemos comprobado. Dice que el cargo de quien firmó es “Chief privacy officer”.',
    )
  })
})
