/**
 * Answers that do not fit together. They are shown to the developer before submission and to the reviewer: a question to
 * ask, never a ground to refuse. Two answers contradict only if both were given; a blank contradicts nothing.
 */

import { said } from './answers-said.ts'
import { ACCESS, IDENTITY } from './contradictions-access.ts'
import { MONEY_AND_PURPOSE, SHARING, STORAGE } from './contradictions-privacy.ts'
import type { Answers, Edition } from './edition.ts'

export type Contradiction = { id: string; questionIds: string[]; sentence: string }

const CHECKS = [...MONEY_AND_PURPOSE, ...SHARING, ...STORAGE, ...ACCESS, ...IDENTITY]

/** Answers of a submission that do not fit together, in a fixed order. */
export function contradictions(edition: Edition, answers: Answers): Contradiction[] {
  const known = said(edition, answers)
  return CHECKS.filter(({ found }) => found(known)).map(({ id, questionIds, sentence }) => ({
    id,
    questionIds,
    sentence,
  }))
}
