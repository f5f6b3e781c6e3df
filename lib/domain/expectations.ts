/**
 * What the payer requires of an app's security: TLS for all communication, secure storage of all app data, and no
 * sign-in details kept on the device in an unsecured way. An answer that misses one holds approval until it changes or
 * a lead records an exception. Nothing about privacy is required.
 */
import type { Answers, Edition } from './edition.ts'
import { answerOf, codesOf, visibleQuestions } from './visibility.ts'

export type Expectation = {
  /** Permanent, kebab-case. */
  readonly id: string
  readonly questionId: string
  /** Codes that meet it. A blank does not. */
  readonly met: readonly string[]
  /** What is required, as a whole sentence. */
  readonly requirement: string
  /** What to say when it is missed. */
  readonly sentence: string
}

export const requiredExpectations: readonly Expectation[] = Object.freeze([
  {
    id: 'tls-for-all-communication',
    questionId: 'sec.transit',
    met: ['yes'],
    requirement: 'Every connection that carries member data is protected with TLS.',
    sentence:
      'The answer says that not every connection is protected with TLS. The payer requires TLS for all of them.',
  },
  {
    id: 'secure-storage-of-all-app-data',
    questionId: 'sec.at-rest',
    met: ['yes-always', 'nothing-stored'],
    requirement: 'All app data is stored securely.',
    sentence:
      'The answer says that stored member data is not always encrypted. The payer requires secure storage of all app data.',
  },
  {
    id: 'no-unsecured-saved-sign-in',
    questionId: 'sec.saved-login',
    met: ['does-not-stay', 'server-token', 'secure-store'],
    requirement: 'No sign-in details are kept on the device in an unsecured way.',
    sentence:
      'The answer says that sign-in details are kept in ordinary storage on the device. The payer does not allow that.',
  },
])

/** The required expectations that these answers do not meet. */
export function missedExpectations(
  edition: Edition,
  answers: Answers,
): { id: string; questionId: string; sentence: string }[] {
  const asked = new Set(visibleQuestions(edition, answers).map(({ id }) => id))
  return requiredExpectations
    .filter(({ questionId, met }) => {
      const codes = codesOf(answerOf(answers, questionId))
      return asked.has(questionId) && !(codes.length > 0 && codes.every((code) => met.includes(code)))
    })
    .map(({ id, questionId, sentence }) => ({ id, questionId, sentence }))
}
