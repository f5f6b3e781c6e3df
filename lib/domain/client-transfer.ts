/** Handing an app over to another organization: who may, and when it can go on. Assumptions, for the payer's page names none. */

import { MAX_APPS } from './app.ts'
import type { ClientStatus } from './client.ts'
import type { Limit } from './sign-in.ts'

/** A day; an offer is a mail to somebody outside, so there is an end to them. */
export const TRANSFER_OFFERS: Limit = { count: 5, window: 24 * 60 * 60 * 1000 }

/** Why an app cannot change hands now, as sentences; empty when it can. A stopped app does not get away by a sale. */
export function whyNotTransfer(facts: {
  status: ClientStatus
  /** Whether AppSec has a submission of the app before it. */
  inReview: boolean
  /** Apps of the receiving organization; left out while nobody knows which it is. */
  appsThere?: number
}): string[] {
  const reasons: string[] = []
  if (facts.status !== 'live') reasons.push('The production client is stopped.')
  if (facts.inReview) reasons.push('A submission of the app is before AppSec. Wait for the decision, or withdraw it.')
  if ((facts.appsThere ?? 0) >= MAX_APPS) reasons.push(`The other organization has ${MAX_APPS} apps already.`)
  return reasons
}
