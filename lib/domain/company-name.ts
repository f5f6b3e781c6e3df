/**
 * Names of companies as members read them: the one that stands in the signed answers, which AppSec has read. What the
 * organization calls itself later reaches members with its next approval.
 */

import type { Problem } from './answers.ts'
import { fieldsOf } from './answers.ts'
import { foldAppName } from './app-name.ts'
import type { Answers } from './questionnaire.ts'
import { Refusal } from './refusal.ts'

/** The legal name in the answers; nothing when they have none. */
export function attestedCompany(answers: Readonly<Record<string, unknown>>): string {
  const { legalName } = fieldsOf((answers as Answers)['org.identity'])
  return typeof legalName === 'string' ? legalName : ''
}

export const PAYER_NAME_SENTENCE =
  'Enter the name of your own organization. Members would take this one for the plan itself.'

/** Short names of fewer letters are everyday words or parts of many names. */
const SHORTEST = 4

/** Whether a name holds the payer's full name, or its short name as a word. @param payer names of the payer */
export function readsLikePayer(name: string, payer: { name: string; shortName: string }): boolean {
  const full = foldAppName(payer.name)
  const short = foldAppName(payer.shortName)
  const words = name.split(/[^\p{L}\p{N}]+/u).filter(Boolean)
  return (
    foldAppName(name).includes(full) ||
    foldAppName(name) === short ||
    (short.length >= SHORTEST && words.some((word) => foldAppName(word) === short))
  )
}

const NAMES = ['legalName', 'dba'] as const

/** Refuses `payer_name`, beside the field. */
export function refusePayerName(
  names: Readonly<Record<(typeof NAMES)[number], string>>,
  payer: { name: string; shortName: string },
): void {
  const field = NAMES.find((one) => readsLikePayer(names[one], payer))
  if (field) throw new Refusal('payer_name', PAYER_NAME_SENTENCE, { field })
}

/** The same for the answers of a questionnaire. */
export function payerNameProblems(answers: Answers, payer: { name: string; shortName: string }): Problem[] {
  const identity = fieldsOf(answers['org.identity'])
  return NAMES.flatMap((field) => {
    const name = identity[field]
    const wrong = typeof name === 'string' && readsLikePayer(name, payer)
    return wrong ? [{ questionId: 'org.identity', input: `org.identity.${field}`, message: PAYER_NAME_SENTENCE }] : []
  })
}
