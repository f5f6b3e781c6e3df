/** What holds for the label of any answers whatsoever. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Answers, ROW_IDS } from '../../lib/domain/edition.ts'
import { ADVERSE, TONES } from '../../lib/domain/label/tone.ts'
import { type Label, type LabelNotice, labelOf, labelSchema, sentencesFor } from '../../lib/domain/label.ts'
import { currentEdition, questionsOf } from '../../lib/domain/questionnaire.ts'
import { answerOf, visibleQuestions } from '../../lib/domain/visibility.ts'
import { randomAnswers } from '../support/random-answers.ts'

const edition = currentEdition()
const app = { name: 'Sunny Days', company: 'Sunny Health, Inc.' }
const RUNS = { numRuns: 250 }
const SAYS = { en: /the company says/i, es: /la compañía dice/i }

const everySentence = (label: Label) => label.rows.flatMap(({ sentences }) => sentences)

const notices: fc.Arbitrary<LabelNotice[]> = fc.array(
  fc.record({
    kind: fc.constantFrom('withdrawn', 'lapsed', 'could_not_confirm', 'finding', 'lifted'),
    questionId: fc.constantFrom(...questionsOf(edition).map(({ id }) => id), 'toString'),
    at: fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true }),
  }),
  { maxLength: 3 },
)

const lang = fc.constantFrom('en' as const, 'es' as const)
const anyLabel = fc
  .tuple(randomAnswers, notices, lang)
  .map(([answers, noted, code]) => labelOf(edition, { app, answers, notices: noted }, code))

describe('any label', () => {
  it('keeps its shape: ten rows in fixed order', () => {
    fc.assert(
      fc.property(anyLabel, (label) => {
        expect(labelSchema.parse(JSON.parse(JSON.stringify(label)))).toEqual(label)
        expect(label.rows.map(({ id }) => id)).toEqual(ROW_IDS)
      }),
      RUNS,
    )
  })

  it('has the worst of each row first', () => {
    fc.assert(
      fc.property(anyLabel, (label) => {
        for (const { sentences } of label.rows) {
          const ranks = sentences.map(({ tone }) => TONES.indexOf(tone))
          expect(ranks).toEqual([...ranks].sort((a, b) => a - b))
        }
      }),
      RUNS,
    )
  })

  it('repeats every alert, and nothing else, in the order of the rows', () => {
    fc.assert(
      fc.property(anyLabel, (label) => {
        const alerts = everySentence(label).filter(({ tone }) => tone === 'alert')
        expect(label.alerts).toEqual([...new Set(alerts.map(({ text }) => text))])
      }),
      RUNS,
    )
  })

  it('has no favourable sentence that hides whose claim it is', () => {
    fc.assert(
      fc.property(anyLabel, (label) => {
        for (const { text, tone } of everySentence(label)) if (tone === 'good') expect(text).toMatch(SAYS[label.lang])
      }),
      RUNS,
    )
  })

  it('drops no adverse sentence that an answer has for itself, and invents none', () => {
    fc.assert(
      fc.property(randomAnswers, lang, (answers, code) => {
        const label = labelOf(edition, { app: { ...app, name: '' }, answers }, code)
        const shown = visibleQuestions(edition, answers).filter(({ row }) => row !== null)
        const alone = shown.flatMap((question) =>
          sentencesFor(edition, question, answerOf(answers, question.id), code).map((sentence) => ({
            row: question.row,
            ...sentence,
          })),
        )
        const adverse = alone.filter(({ tone }) => ADVERSE.has(tone))
        const onLabel = label.rows.flatMap(({ id, sentences }) =>
          sentences.map((sentence) => ({ row: id, ...sentence })),
        )
        expect(onLabel).toEqual(expect.arrayContaining(adverse))
        expect(onLabel.filter(({ tone }) => ADVERSE.has(tone))).toHaveLength(adverse.length)
      }),
      RUNS,
    )
  })

  it('counts what was asked and not answered, and takes its state from that and from the alerts', () => {
    fc.assert(
      fc.property(randomAnswers, (answers) => {
        const label = labelOf(edition, { app, answers }, 'en')
        const asked = visibleQuestions(edition, answers).filter(({ privacy }) => privacy)
        const blank = asked.filter(({ id }) => answerOf(answers, id) === null)
        expect(label.unanswered).toMatchObject({ count: blank.length, of: asked.length })
        const answered = label.alerts.length > 0 ? 'answered_with_things_to_know' : 'answered'
        expect(label.state).toBe(blank.length === asked.length ? 'did_not_answer' : answered)
      }),
      RUNS,
    )
  })

  it('is the same in both languages but for the words', () => {
    fc.assert(
      fc.property(randomAnswers, (answers) => {
        const [en, es] = [labelOf(edition, { app, answers }, 'en'), labelOf(edition, { app, answers }, 'es')]
        const tones = (label: Label) => label.rows.map(({ sentences }) => sentences.map(({ tone }) => tone))
        expect(tones(es)).toEqual(tones(en))
        expect(es.state).toBe(en.state)
        expect(es.unanswered.count).toBe(en.unanswered.count)
      }),
      RUNS,
    )
  })

  it('never counts a hidden answer', () => {
    fc.assert(
      fc.property(randomAnswers, (answers) => {
        const shown = new Set(visibleQuestions(edition, answers).map(({ id }) => id))
        const bare = Object.fromEntries(Object.entries(answers).filter(([id]) => shown.has(id))) as Answers
        expect(labelOf(edition, { app, answers: bare }, 'en')).toEqual(labelOf(edition, { app, answers }, 'en'))
      }),
      RUNS,
    )
  })

  it('has nothing invisible, turned around or over several lines', () => {
    fc.assert(
      fc.property(anyLabel, (label) => {
        const texts = [...everySentence(label).map(({ text }) => text), label.stateHeading, label.app]
        for (const text of texts) expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
      }),
      RUNS,
    )
  })

  it('takes a name that is anything', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (name, company) => {
        const label = labelOf(edition, { app: { name, company }, answers: {} }, 'en')
        expect(label.stateHeading).toContain('did not answer our privacy questions.')
      }),
      RUNS,
    )
  })
})
