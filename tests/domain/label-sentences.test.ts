/** What each answer says: every option of every question, and the answers that are more than one choice. */
import { describe, expect, it } from 'vitest'
import { sentencesFor } from '../../lib/domain/label.ts'
import { currentEdition, questionsOf } from '../../lib/domain/questionnaire.ts'
import { say } from '../support/label.ts'

const edition = currentEdition()

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
