/** Submissions: their public reference, and in which states a developer may still change answers. */
import type { ReviewStatus } from './review.ts'

/** Letters and digits that nobody mistakes for one another when read aloud. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** A short public reference such as `C-7KQ2M9`. @param digest hexadecimal text of 12 characters or more, random */
export function referenceOf(digest: string): string {
  let reference = 'C-'
  for (let index = 0; index < 6; index += 1) {
    const byte = Number.parseInt(digest.slice(index * 2, index * 2 + 2), 16)
    reference += ALPHABET.charAt(byte % ALPHABET.length)
  }
  return reference
}

/** Whether answers may still be written. */
export const mayEditAnswers = (status: ReviewStatus): boolean => status === 'draft' || status === 'changes_requested'

/** Why answers may not be written in this state; null when they may. */
export function whyNotEdit(status: ReviewStatus): string | null {
  if (mayEditAnswers(status)) return null
  if (status === 'submitted' || status === 'in_review') {
    return 'The answers are with the application security team. You can change them when the team asks for changes.'
  }
  return 'This submission is finished. To change answers, start a new one for the app.'
}

/** Why it may not be withdrawn; null when it may. */
export function whyNotWithdraw(status: ReviewStatus): string | null {
  if (status === 'draft') return 'It was not submitted yet, so there is nothing to take back.'
  if (status === 'submitted' || status === 'in_review' || status === 'changes_requested') return null
  return 'This submission is finished.'
}

/** The question that is answered by signing, not by filling in a section. */
export const SIGNATURE_QUESTION = 'attest.signature'
