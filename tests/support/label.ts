/** Labels to look at in tests: answers without anything adverse, and short ways to draw and to read. */
import type { Answers, AnswerValue } from '../../lib/domain/edition.ts'
import { type Label, type LabelNotice, labelOf, sentencesFor } from '../../lib/domain/label.ts'
import { currentEdition, questionOf } from '../../lib/domain/questionnaire.ts'
import { filledAnswers } from './filled-answers.ts'

const edition = currentEdition()
export const APP = { name: 'Sunny Days', company: 'Sunny Health, Inc.' }

/** The English label of answers. */
export const draw = (
  answers: Answers,
  more: { notices?: LabelNotice[]; lastAnsweredAt?: Date; now?: Date; zone?: string } = {},
) => labelOf(edition, { app: APP, answers, ...more }, 'en')

export const texts = (label: Label, row: string) =>
  label.rows.find(({ id }) => id === row)?.sentences.map(({ text }) => text) ?? []

export const tones = (label: Label, row: string) =>
  label.rows.find(({ id }) => id === row)?.sentences.map(({ tone }) => tone) ?? []

/** What one answer says. */
export function say(id: string, value: unknown, lang: 'en' | 'es' = 'en') {
  const question = questionOf(edition, id)
  if (!question) throw new Error(`no question ${id}`)
  return sentencesFor(edition, question, value as AnswerValue | null, lang)
}

/** Nothing a member would have to know, and nothing left blank. */
export const CALM = filledAnswers(true, {
  'app.funding': { choices: ['members'] },
  'legal.hipaa-role': 'no',
  'use.decisions': 'no',
  'share.identified': { choices: ['nobody'] },
  'share.trackers': { reach: 'none' },
  'choice.rights': ['see', 'fix', 'download', 'send', 'delete'],
  'policy.device-data': { kinds: ['none'] },
  'attest.signature': { title: 'Chief privacy officer', date: '2026-11-20', name: 'Ana Gómez' },
})
