/**
 * Stopping a client and letting it go on: why not, before the button is pressed.
 *
 * Assumption: reinstatement needs a second person. Whoever suspended a client does not reinstate it, a lead included;
 * what the portal suspended by itself may be reinstated by any reviewer or lead. A conflict of interest stands against a
 * reinstatement, never against a suspension.
 */
import { type ClientStatus, clientStatus } from './client.ts'
import { CONFLICT_SENTENCE } from './review-verdict.ts'

type StopEvent = Parameters<typeof clientStatus>[0][number] & { actorId: string | null }

export type StopFacts = {
  events: readonly StopEvent[]
  conflict: boolean
  /** Whether its whole organization is stopped. */
  organizationStopped: boolean
}

const REMOVED = 'This client is removed, and a removal is final.'

/** @returns every reason against a suspension, before a criterion is chosen */
export function whyNotSuspend({ events }: Pick<StopFacts, 'events'>): string[] {
  const status: ClientStatus = clientStatus(events)
  if (status === 'removed') return [REMOVED]
  if (status === 'suspended') return ['This client is suspended already.']
  return []
}

/** @param staffId who wants to reinstate @returns every reason against it */
export function whyNotReinstate({ events, conflict, organizationStopped }: StopFacts, staffId: string): string[] {
  const status: ClientStatus = clientStatus(events)
  if (status === 'removed') return [REMOVED]
  if (status === 'live') return ['This client is live.']
  const reasons = conflict ? [CONFLICT_SENTENCE] : []
  const stopped = events.findLast((event) => event.kind === 'suspended')
  if (stopped?.actorId === staffId) {
    reasons.push('You suspended this client, so a second person has to reinstate it.')
  }
  if (organizationStopped) reasons.push('Its whole organization is stopped. Lift that stop first.')
  return reasons
}
