/**
 * Dated notices that stand beside published answers: an answer taken back, one that lapsed, one that could not be
 * confirmed after the developer was heard, what only a reviewer can find, and that something found was lifted.
 */
import { localDay } from '../calendar.ts'
import { dayText, type Lang, labelText, monthText } from '../wording.ts'
import type { LabelSentence } from './schema.ts'
import { type SentenceKey, toneOf, worstFirst } from './tone.ts'

export type LabelNotice = {
  kind: 'withdrawn' | 'lapsed' | 'could_not_confirm' | 'finding' | 'lifted'
  questionId: string
  /** When it was taken back, found or lifted; for a lapsed answer, when it was last given. */
  at: Date
  /** The answer that was taken back. */
  before?: unknown
  /** What was lifted. */
  lifts?: 'could_not_confirm' | 'finding'
}

/** Findings with a sentence of their own; any other one reads "could not confirm". */
const FINDINGS: Readonly<Record<string, SentenceKey>> = {
  'org.identity': 'org.identity.finding',
  'policy.url': 'policy.url.finding',
}

type Noted = { question: string; lang: Lang; app: string; blank: boolean; said: LabelSentence[]; zone?: string }

type Dated = Pick<LabelNotice, 'kind' | 'questionId' | 'lifts'> & { at: Date | string }

/** Notices as members read them: without what was lifted after it was found, and without the liftings. Nothing else is dropped. */
export function standingNotices<Notice extends Dated>(notices: readonly Notice[]): Notice[] {
  const lifted = notices.filter(({ kind }) => kind === 'lifted')
  return notices.filter(
    ({ kind, questionId, at }) =>
      kind !== 'lifted' && !lifted.some((one) => one.lifts === kind && one.questionId === questionId && one.at >= at),
  )
}

/** What became of published answers since a member read them: given anew, one taken back, one found to be in doubt. */
export type AnswerNews = 'answered' | 'takenBack' | 'doubted'

type Published = { attestationId: string; notices: readonly LabelNotice[] }

/**
 * What a member who agreed then has not read. What stood beside the answers already is no news, even when it was lifted
 * and found again. @param agreed what was read; null when nothing was published @param current what members read now
 */
export function answerNews(agreed: Published | null, agreedAt: Date, current: Published | null): AnswerNews[] {
  if (current === null) return []
  const keyOf = ({ kind, questionId }: LabelNotice) => `${kind} ${questionId}`
  const then = agreed?.notices.filter(({ at }) => at <= agreedAt) ?? []
  const read = new Set(standingNotices(then).map(keyOf))
  const fresh = standingNotices(current.notices).filter((notice) => !read.has(keyOf(notice)))
  const news: [AnswerNews, boolean][] = [
    ['answered', agreed?.attestationId !== current.attestationId],
    ['takenBack', fresh.some(({ kind }) => kind === 'withdrawn')],
    ['doubted', fresh.some(({ kind }) => kind === 'finding' || kind === 'could_not_confirm')],
  ]
  return news.flatMap(([one, is]) => (is ? [one] : []))
}

/** The notice that counts: taken back beats everything, then what was found, then age. */
export function noticeFor(notices: readonly LabelNotice[], questionId: string): LabelNotice | null {
  const order: LabelNotice['kind'][] = ['withdrawn', 'finding', 'could_not_confirm', 'lapsed']
  const own = standingNotices(notices).filter((notice) => notice.questionId === questionId)
  return own.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))[0] ?? null
}

/** What members read with a notice: the old text stays, under the words that put it in its place. */
export function withNotice(notice: LabelNotice, { question, lang, app, blank, said, zone }: Noted): LabelSentence[] {
  const finding = notice.kind === 'finding' && Object.hasOwn(FINDINGS, question) ? FINDINGS[question] : undefined
  if (finding) return [{ text: labelText(lang, finding, { app }), tone: toneOf(finding) }]
  if (blank) return said
  const before = worstFirst(said)
    .map(({ text }) => text)
    .join(' ')
  switch (notice.kind) {
    case 'withdrawn': {
      const date = dayText(lang, localDay(notice.at, zone ?? 'UTC'))
      // It counts as no answer now; if it told of something worse, that is not softened by taking it back.
      const worse = said.some(({ tone }) => tone === 'alert')
      return [{ text: labelText(lang, 'notice.withdrawn', { date, before }), tone: worse ? 'alert' : 'no_answer' }]
    }
    case 'lapsed': {
      const month = monthText(lang, notice.at, zone)
      return said.map(({ text, tone }) => ({ text: labelText(lang, 'notice.lapsed', { said: text, month }), tone }))
    }
    default:
      return [{ text: labelText(lang, 'notice.could_not_confirm', { before }), tone: 'alert' }]
  }
}
