/**
 * Where a history says that words are missing because they were erased with their organization, 30 days after its removal.
 * It is told from what is never empty otherwise; db/queries/erasure.ts takes the words out.
 */
import { localDay } from './calendar.ts'
import type { EpisodeEvent } from './episode.ts'
import type { ReviewEvent } from './review.ts'
import { dayText } from './wording.ts'

/** What stands in place of an address that was erased. */
export const ERASED_ADDRESS = 'erased@erased.invalid'

/** Events of a review that nobody can write without words; a request for changes can be its list of changes alone. */
const REVIEW_WORDS: readonly ReviewEvent['kind'][] = ['message', 'reply', 'answer_stands']

export const reviewWordsErased = ({ kind, publicText }: Pick<ReviewEvent, 'kind' | 'publicText'>): boolean =>
  REVIEW_WORDS.includes(kind) && publicText === ''

type CaseWords = Pick<EpisodeEvent, 'kind' | 'actorKind' | 'publicText' | 'internalText'>

/** Answers to a finding, and what a developer reported. */
export function caseWordsErased({ kind, actorKind, publicText, internalText }: CaseWords): boolean {
  if (kind === 'answer') return publicText === ''
  return actorKind === 'developer' && (kind === 'opened' || kind === 'evidence') && internalText === ''
}

/** @param erasedAt of the organization @returns empty when it was not erased */
export const erasedSentence = (erasedAt: Date | null, zone: string): string =>
  erasedAt ? `The words were erased on ${dayText('en', localDay(erasedAt, zone))}.` : ''
