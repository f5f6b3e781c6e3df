/** Apps: how many an organization may have, and what their developer does next. */

import type { ClientStatus } from './client.ts'
import type { EpisodeKind } from './episode.ts'
import { normalForm } from './normal-form.ts'
import { Refusal } from './refusal.ts'
import type { ReviewStatus, Turn } from './review.ts'

/** Assumption: enough for any company; a registered name is taken for everybody else. */
export const MAX_APPS = 20

export type AppFacts = {
  /** The newest submission; null before the first. */
  submission: { status: ReviewStatus; turn: Turn; changes: number } | null
  /** Of the production client; null before the first approval. */
  production: ClientStatus | null
  /** Approved, and not yet confirmed by the payer's own authorization server. */
  notYetLive: boolean
  /** Whether a secret is still to be made: the kind of client has one, and there is no live one. */
  secretMissing: boolean
  /** Whether public keys are still to be given: the kind of client proves itself by them, and none are known. */
  keysMissing: boolean
  /** Whether the app came from another organization, and what was approved last are still the answers of that one. */
  answersOfAnother: boolean
  termsAccepted: boolean
  /** Whether the main contact's address is proven. */
  addressConfirmed: boolean
  /** Kinds of the open cases that ask the organization for something. */
  asking: readonly EpisodeKind[]
}

export type NextStep =
  | 'still_in_use'
  | 'answer_case'
  | 'start'
  | 'continue'
  | 'answer_changes'
  | 'confirm_address'
  | 'accept_terms'
  | 'reply'
  | 'wait'
  | 'apply_again'
  | 'make_secret'
  | 'give_keys'
  | 'own_answers'
  | 'wait_for_live'
  | 'stopped'
  | 'done'

/**
 * What to do now, the most pressing first: cases that stop the app when nobody answers, then the one step that the app
 * itself needs. At least one, and exactly one while no case asks. A stopped client’s page says itself how it works again.
 */
export function nextSteps(facts: AppFacts): [NextStep, ...NextStep[]] {
  const usual = usualStep(facts)
  const cases: NextStep[] = []
  if (facts.asking.includes('inactive') && usual !== 'stopped') cases.push('still_in_use')
  if (facts.asking.includes('breach')) cases.push('answer_case')
  const [first, ...others] = usual === 'stopped' ? [usual, ...cases] : [...cases, usual]
  return [first ?? usual, ...others]
}

/** A stopped client comes first, then what the developer alone can move. */
function usualStep(facts: AppFacts): NextStep {
  const { submission, production } = facts
  if (production === 'suspended' || production === 'removed') return 'stopped'
  if (!submission) return production === null ? 'start' : onceDecided(facts)
  if (submission.status === 'draft') return 'continue'
  if (submission.turn === 'nobody') return onceDecided(facts)
  if (submission.changes > 0) return 'answer_changes'
  if (!facts.addressConfirmed) return 'confirm_address'
  if (!facts.termsAccepted) return 'accept_terms'
  return submission.turn === 'developer' ? 'reply' : 'wait'
}

/** First the answers that members must be able to read, then what lets a client prove itself: without them nothing works. */
function onceDecided(facts: AppFacts): NextStep {
  const again = facts.submission !== null && facts.submission.status !== 'approved'
  if (facts.answersOfAnother) return again ? 'apply_again' : 'own_answers'
  if (facts.keysMissing) return 'give_keys'
  if (facts.notYetLive) return 'wait_for_live'
  if (facts.secretMissing) return 'make_secret'
  return again ? 'apply_again' : 'done'
}

/** Whether the step is the developer's and not somebody else's. */
export const isTodo = (step: NextStep): boolean => step !== 'wait' && step !== 'wait_for_live' && step !== 'done'

/** A deletion asks for the app's name, so that nobody deletes the wrong one. Refuses `name` beside the field. */
export function mustName(typed: string, name: string): void {
  const folded = (text: string) => normalForm(text, 'NFKC').trim().replace(/\s+/g, ' ').toLowerCase()
  if (folded(typed) === folded(name)) return
  throw new Refusal('name', `Type the name of the app as it stands here: ${name}`, { field: 'name' })
}
