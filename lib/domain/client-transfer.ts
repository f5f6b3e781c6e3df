/** Handing an app over to another organization: who may, and when it can go on. Assumptions, for the payer's page names none. */

import { MAX_APPS } from './app.ts'
import type { ClientStatus, Environment } from './client.ts'
import { type ChangeState, OFFER_DAYS } from './client-change.ts'
import type { Limit } from './sign-in.ts'

/** A day; an offer is a mail to somebody outside, so there is an end to them. */
export const TRANSFER_OFFERS: Limit = { count: 5, window: 24 * 60 * 60 * 1000 }

/** How a transfer ends, as its mail says it. `declined` by the other organization, `taken_back` by the one that offered. */
export const TRANSFER_ENDS = {
  given:
    'AppSec approved that the app changes hands. From now on your people do not see it, its secrets and keys of before do not work, and what members allowed has ended.',
  refused: 'AppSec looked at the hand-over and did not approve it. The app stays as it was, and works.',
  declined: 'The organization that you offered the app to said no. The app stays as it was, and works.',
  expired: `Nobody answered your offer within ${OFFER_DAYS} days, so it is over. The app stays as it was, and works. You can offer it again.`,
  taken_back: 'The organization that offered the app took its offer back. There is nothing for you to do.',
  giver_gone: 'The app, or the organization that offered it, is not here any more. There is nothing for you to do.',
  taker_gone:
    'The organization that was to take the app over is not here any more. The app stays as it was, and works.',
} as const
export type TransferEnd = keyof typeof TRANSFER_ENDS

/** Who hears of an end: whoever did it does not, and who takes the app over has a mail of its own. */
export const TRANSFER_TOLD: Readonly<Record<TransferEnd, readonly ('giver' | 'taker')[]>> = {
  given: ['giver'],
  refused: ['giver', 'taker'],
  declined: ['giver'],
  expired: ['giver'],
  taken_back: ['taker'],
  giver_gone: ['taker'],
  taker_gone: ['giver'],
}

/** Why an offer cannot be answered any more, for whoever it was made to. @param from who made it */
export function offerOver(state: Exclude<ChangeState, 'offered'>, from: string): string {
  if (state === 'withdrawn') return `${from} took the offer back.`
  if (state === 'refused') return 'This offer is over: the answer was no.'
  if (state === 'expired')
    return `Nobody answered this offer within ${OFFER_DAYS} days, so it is over. ${from} can offer the app again.`
  return 'Somebody of your organization has said yes to this offer already.'
}

/** Why an app cannot change hands now, as sentences; empty when it can. A stopped app does not get away by a sale. */
export function whyNotTransfer(facts: {
  status: ClientStatus
  /** Whether AppSec has a submission of the app before it. */
  inReview: boolean
  /** Apps of the receiving organization; left out while nobody knows which it is. */
  appsThere?: number
}): string[] {
  const reasons: string[] = []
  if (facts.status !== 'live')
    reasons.push('The production client is stopped, and a stopped app does not change hands.')
  if (facts.inReview) reasons.push('A submission of the app is before AppSec. Wait for the decision, or withdraw it.')
  if ((facts.appsThere ?? 0) >= MAX_APPS) reasons.push(`The other organization has ${MAX_APPS} apps already.`)
  return reasons
}

/**
 * Whether members cannot begin to share because the answers they would read are of a company that would not get the data.
 * An assumption: the payer's page names none. The sandbox, where nobody's data is, goes on without a label.
 */
export const waitsForOwnAnswers = (environment: Environment, answeredByOwner: boolean): boolean =>
  environment === 'production' && !answeredByOwner
