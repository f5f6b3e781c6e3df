/**
 * Names of companies as members read them: the one that stands in the signed answers, which AppSec has read. What the
 * organization calls itself later reaches members with its next approval.
 */

import type { Problem } from './answers.ts'
import { fieldsOf } from './answers.ts'
import { MARKS, MARKS_SENTENCE, readsLikePayer } from './app-name.ts'
import type { Answers } from './questionnaire.ts'
import { Refusal } from './refusal.ts'

/** The legal name in the answers; nothing when they have none. */
export function attestedCompany(answers: Readonly<Record<string, unknown>>): string {
  const { legalName } = fieldsOf((answers as Answers)['org.identity'])
  return typeof legalName === 'string' ? legalName : ''
}

const PAYER_NAME_SENTENCE = 'Enter the name of your own organization. Members would take this one for the plan itself.'

/** What keeps a name from members: it reads like the payer's, or carries a mark that would read as the payer's. */
function faultOf(name: string, payer: { name: string; shortName: string }): Refusal | null {
  if (readsLikePayer(name, payer)) return new Refusal('payer_name', PAYER_NAME_SENTENCE)
  return MARKS.test(name) ? new Refusal('name_mark', MARKS_SENTENCE) : null
}

const NAMES = ['legalName', 'dba'] as const

/** Refuses `payer_name` and `name_mark`, beside the field. */
export function refusePayerName(
  names: Readonly<Record<(typeof NAMES)[number], string>>,
  payer: { name: string; shortName: string },
): void {
  for (const field of NAMES) {
    const fault = faultOf(names[field], payer)
    if (fault) throw new Refusal(fault.code, fault.message, { field })
  }
}

/** The same for the answers of a questionnaire. */
export function payerNameProblems(answers: Answers, payer: { name: string; shortName: string }): Problem[] {
  const identity = fieldsOf(answers['org.identity'])
  return NAMES.flatMap((field) => {
    const name = identity[field]
    const fault = typeof name === 'string' ? faultOf(name, payer) : null
    return fault ? [{ questionId: 'org.identity', input: `org.identity.${field}`, message: fault.message }] : []
  })
}
