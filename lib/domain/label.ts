/**
 * The member label: what an app's answers say, in plain words, in ten rows of a fixed order. The portal never judges an
 * app for the member: no scores, no ticks; a blank is as loud as a "no", and every favourable sentence says whose claim
 * it is.
 */
import { type Answers, type AnswerValue, type Edition, type Question, ROW_IDS } from './edition.ts'
import { type LabelNotice, noticeFor, withNotice } from './label/notice.ts'
import { ANSWERS_LAST } from './label/notice-carry.ts'
import { oneLine } from './label/own-words.ts'
import type { Label, LabelRow, LabelSentence, LabelState } from './label/schema.ts'
import { givenOf, type Statement, type Voice } from './label/statement.ts'
import { ruleOf } from './label/statements-company.ts'
import { PRIVACY } from './label/statements-privacy.ts'
import { isSentenceKey, toneOf, worstFirst } from './label/tone.ts'
import { answerOf, isBlank, visibleQuestions } from './visibility.ts'
import { type Lang, labelText, monthText } from './wording.ts'

export { type AnswerNews, answerNews, type LabelNotice, standingNotices } from './label/notice.ts'
export { ANSWERS_LAST, lapsedNotices, nextNotices } from './label/notice-carry.ts'
export type { Label, LabelRow, LabelSentence, LabelState } from './label/schema.ts'
export { LABEL_STATES, labelJsonSchema, labelSchema } from './label/schema.ts'

export type LabelInput = {
  app: { name: string; company: string }
  answers: Answers
  /** When the answers were signed; together with `now` it shows that they are old. */
  lastAnsweredAt?: Date
  now?: Date
  /** Where the days of instants are counted; UTC when not given. */
  zone?: string
  /** Dated notices beside the answers. */
  notices?: readonly LabelNotice[]
}

const blankOf = (question: Question, voice: Voice): Statement[] => {
  // What every app asks for does not wait for its name in the form.
  if (question.id === 'app.identity') return [{ key: 'app.identity.any', values: { app: voice.app } }]
  const key = `${question.id}.blank`
  return isSentenceKey(key) ? [{ key }] : []
}

function statementsOf(question: Question, value: unknown, voice: Voice): Statement[] {
  if (isBlank(value)) return blankOf(question, voice)
  const told = ruleOf(question.id, PRIVACY)(givenOf(question, value, voice))
  return told.length > 0 ? told : blankOf(question, voice)
}

function spoken(question: Question, value: unknown, voice: Voice): LabelSentence[] {
  if (question.row === null) return []
  const told = statementsOf(question, value, voice).map(({ key, values }) => ({
    text: labelText(voice.lang, key, values),
    tone: toneOf(key),
  }))
  const texts = told.map(({ text }) => text)
  return told.filter(({ text }, index) => texts.indexOf(text) === index)
}

/**
 * What members read for one answer, worst first; null asks for the blank. Empty for a question that no row shows.
 */
export function sentencesFor(
  _edition: Edition,
  question: Question,
  value: AnswerValue | null,
  lang: Lang,
): LabelSentence[] {
  return worstFirst(spoken(question, value, { lang, app: labelText(lang, 'app.this') }))
}

/** Answers older than a year say so, whatever they say. */
function ageOf({ lastAnsweredAt, now, zone }: LabelInput, lang: Lang): LabelSentence[] {
  if (!lastAnsweredAt || !now || now.getTime() - lastAnsweredAt.getTime() < ANSWERS_LAST) return []
  const text = labelText(lang, 'attest.signature.old', { month: monthText(lang, lastAnsweredAt, zone) })
  return [{ text, tone: toneOf('attest.signature.old') }]
}

function sentencesOf(question: Question, input: LabelInput, voice: Voice): LabelSentence[] {
  const signature = question.id === 'attest.signature'
  const value = answerOf(input.answers, question.id)
  const found = noticeFor(input.notices ?? [], question.id)
  // The age of the signature has a sentence of its own.
  const notice = signature && found?.kind === 'lapsed' ? null : found
  const told = notice?.kind === 'withdrawn' && value === null ? (notice.before ?? null) : value
  const said = spoken(question, told, voice)
  const { lang, app } = voice
  const noted = notice
    ? withNotice(notice, { question: question.id, lang, app, blank: told === null, said, zone: input.zone })
    : said
  return signature ? [...noted, ...ageOf(input, lang)] : noted
}

/** Optional privacy questions that these answers lead to, and how many of them have none. */
function unanswered(questions: readonly Question[], input: LabelInput): { count: number; of: number } {
  const asked = questions.filter((question) => question.privacy)
  const taken = new Set(input.notices?.filter(({ kind }) => kind === 'withdrawn').map(({ questionId }) => questionId))
  const open = asked.filter(({ id }) => answerOf(input.answers, id) === null || taken.has(id))
  return { count: open.length, of: asked.length }
}

function stateOf(count: number, of: number, alerts: readonly string[]): LabelState {
  if (count === of) return 'did_not_answer'
  return alerts.length > 0 ? 'answered_with_things_to_know' : 'answered'
}

/** The label of these answers in one language. Hidden answers never count. It takes whatever a draft or an import holds. */
export function labelOf(edition: Edition, input: LabelInput, lang: Lang): Label {
  const app = oneLine(input.app.name) || labelText(lang, 'app.this')
  const questions = visibleQuestions(edition, input.answers)
  const rows: LabelRow[] = ROW_IDS.map((id) => {
    const own = questions.filter((question) => question.row === id)
    const sentences = worstFirst(own.flatMap((question) => sentencesOf(question, input, { lang, app })))
    return { id, heading: labelText(lang, `row.${id}`), sentences }
  })
  const told = rows.flatMap(({ sentences }) => sentences).filter(({ tone }) => tone === 'alert')
  const alerts = [...new Set(told.map(({ text }) => text))]
  const { count, of } = unanswered(questions, input)
  const state = stateOf(count, of, alerts)
  return {
    edition: edition.id,
    lang,
    app,
    company: oneLine(input.app.company),
    state,
    stateHeading: labelText(lang, `state.${state}`, { app }),
    stateText: labelText(lang, `state.${state}.text`),
    alerts,
    unanswered: { count, of, text: labelText(lang, 'state.unanswered', { count, of }) },
    marks: {
      alert: labelText(lang, 'mark.alert'),
      no_answer: labelText(lang, 'mark.no_answer'),
      caution: labelText(lang, 'mark.caution'),
    },
    rows,
  }
}
