/**
 * Why not, before the button is pressed: what stands against an approval, a denial or a request for changes. The
 * services refuse with the same sentences.
 *
 * Two outcomes, never one: nothing here looks at a privacy answer. Denials need a configured security criterion (42 CFR
 * 422.119(e), 431.60(e)).
 */
import { domainOf } from './email-address.ts'
import { type ReviewEvent, type ReviewStatus, reviewStatus, wasContacted } from './review.ts'
import { securityCriterion } from './security-criteria.ts'

export type ApprovalFacts = {
  events: readonly ReviewEvent[]
  /** Whether the organization accepted the current terms. */
  termsAccepted: boolean
  /** Required answers that are missing or wrong, as sentences. */
  problems: readonly string[]
  /** Required security expectations that an answer misses and no exception of a lead lets pass: id and sentence. */
  missedExpectations: readonly { id: string; sentence: string }[]
  /** Whether the reviewer's own domain is the organization's. */
  conflict: boolean
  /** Stops of a lead that stand against it, as sentences. */
  stops?: readonly string[]
}

const ENDED: Partial<Record<ReviewStatus, string>> = {
  draft: 'It was not submitted yet.',
  approved: 'It is approved already.',
  denied: 'It is denied already.',
  withdrawn: 'The developer withdrew it.',
  closed: 'It was closed.',
}

export const CONFLICT_SENTENCE = 'You share a mail domain with this organization. A colleague has to decide.'

/** @returns every reason against an approval as a sentence; empty when it may be approved */
export function whyNotApprove(facts: ApprovalFacts): string[] {
  const status = reviewStatus(facts.events)
  const ended = ENDED[status]
  if (ended) return [ended]
  const reasons: string[] = [...(facts.stops ?? [])]
  if (facts.conflict) reasons.push(CONFLICT_SENTENCE)
  if (status === 'changes_requested') reasons.push('Changes were asked for and the developer has not answered yet.')
  if (!wasContacted(facts.events))
    reasons.push('First contact is missing: no message of ours was accepted for delivery yet.')
  if (!facts.termsAccepted) reasons.push('The organization has not accepted the current terms of service.')
  reasons.push(...facts.problems)
  for (const { sentence } of facts.missedExpectations) reasons.push(`${sentence} A lead can record an exception.`)
  return reasons
}

/** @returns every reason against a denial, before a criterion is chosen */
export function whyNotDeny(facts: Pick<ApprovalFacts, 'events' | 'conflict'>): string[] {
  const ended = ENDED[reviewStatus(facts.events)]
  if (ended) return [ended]
  return facts.conflict ? [CONFLICT_SENTENCE] : []
}

/** @returns why this criterion and reason do not make a denial, or null */
export function denialFault(criterion: string, publicReason: string): { field: string; sentence: string } | null {
  if (!securityCriterion(criterion))
    return { field: 'criterion', sentence: 'Choose the security criterion that is the ground.' }
  if (publicReason.trim().length < 20) {
    return { field: 'publicReason', sentence: 'Write the reason in a sentence or two. The developer reads it.' }
  }
  return null
}

export const CHANGE_GROUNDS = ['incomplete', 'inconsistent', 'security'] as const
export type ChangeGround = (typeof CHANGE_GROUNDS)[number]

type GivenAnswer = { blank: boolean; required: boolean }

/** A blank is an answer where one may leave it, and no gap. */
const isBlankAnAnswer = ({ blank, required }: GivenAnswer): boolean => blank && !required

/** @returns why this answer may have to change */
export function groundsFor(answer: GivenAnswer): readonly ChangeGround[] {
  return isBlankAnAnswer(answer) ? CHANGE_GROUNDS.filter((ground) => ground !== 'incomplete') : CHANGE_GROUNDS
}

/** What stands in the place of an answer that is blank. */
export const blankText = (answer: Pick<GivenAnswer, 'required'>): string =>
  isBlankAnAnswer({ ...answer, blank: true }) ? 'Did not say, which is an answer' : 'Left blank'

/** @returns every reason against asking for changes now */
export function whyNotRequestChanges(facts: Pick<ApprovalFacts, 'events' | 'conflict'>): string[] {
  const status = reviewStatus(facts.events)
  const ended = ENDED[status]
  if (ended) return [ended]
  const reasons: string[] = []
  if (facts.conflict) reasons.push(CONFLICT_SENTENCE)
  if (status === 'changes_requested') reasons.push('Changes were asked for already; the developer has the turn.')
  return reasons
}

/**
 * Nobody decides on an organization of their own mail domain, subdomains included, in either direction. Stopping is no
 * such decision: whoever sees an attack stops it, and the audit says so.
 * @param addresses proven ones of the organization's people and contacts
 */
export function conflictOfInterest(staffEmail: string, addresses: readonly string[]): boolean {
  const own = domainOf(staffEmail)
  return addresses.some((address) => {
    const other = domainOf(address)
    return own === other || own.endsWith(`.${other}`) || other.endsWith(`.${own}`)
  })
}
