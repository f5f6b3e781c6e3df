/**
 * Which notices stand beside new answers because of the ones before: an answer that is blank now was taken back; what
 * could not be confirmed and was not lifted stays so as long as the answer does. And which stand beside answers that nobody gave anew.
 */
import { canonicalJson } from '../canonical-json.ts'
import type { Answers, Edition } from '../edition.ts'
import { answerOf, visibleQuestions } from '../visibility.ts'
import { type LabelNotice, standingNotices } from './notice.ts'

type Published = { answers: Answers; notices: readonly LabelNotice[] }

const readQuestions = (edition: Edition, answers: Answers) =>
  visibleQuestions(edition, answers).filter(({ row }) => row !== null)

/**
 * @param edition of the new answers @param before what members read until now
 * @param signedAt when the new answers were signed @param found what reviewers found about the new answers; it counts more
 * @returns all notices of the new answers, `found` included
 */
export function nextNotices(
  edition: Edition,
  before: Published,
  { answers, signedAt, found }: { answers: Answers; signedAt: Date; found: readonly LabelNotice[] },
): LabelNotice[] {
  const standing = standingNotices(before.notices)
  const carried = readQuestions(edition, answers).flatMap(({ id: questionId }): LabelNotice[] => {
    const [was, is] = [answerOf(before.answers, questionId), answerOf(answers, questionId)]
    const own = standing.filter((notice) => notice.questionId === questionId)
    if (is === null && was !== null) return [{ kind: 'withdrawn', questionId, at: signedAt, before: was }]
    const same = canonicalJson(was) === canonicalJson(is) && found.every((notice) => notice.questionId !== questionId)
    return own.filter(({ kind }) => (kind === 'withdrawn' ? is === null : kind !== 'lapsed' && same))
  })
  return [...carried, ...found]
}

/** When answers are old, in milliseconds after they were signed: a leap year, so that no day comes too early. */
export const ANSWERS_LAST = 366 * 24 * 60 * 60 * 1000

/** Of answers that were signed longer ago: each one that was given, and the signature, has lapsed. */
export function lapsedNotices(edition: Edition, answers: Answers, signedAt: Date): LabelNotice[] {
  const given = readQuestions(edition, answers).filter(({ id }) => answerOf(answers, id) !== null)
  const ids = new Set([...given.map(({ id }) => id), 'attest.signature'])
  return [...ids].map((questionId) => ({ kind: 'lapsed', questionId, at: signedAt }))
}
