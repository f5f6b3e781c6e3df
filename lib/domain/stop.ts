/**
 * Stops that reach further than one client: all clients of an organization, all approvals, all new consents of members.
 * The last event of each counts.
 *
 * Assumptions: a lead stops. A stop of an organization is lifted by a second person, like a suspension; a stop of
 * approvals or consents, which accuses nobody, by any lead. Consents are stopped in production alone.
 */

import type { ClientStatus } from './client.ts'

export const STOP_SCOPES = ['organization', 'approvals', 'consents'] as const
export type StopScope = (typeof STOP_SCOPES)[number]

export type LastStop = { scope: StopScope; kind: 'stopped' | 'lifted' }

/** @param last the last event of each scope */
export const isStopped = (last: readonly LastStop[], scope: StopScope): boolean =>
  last.some((event) => event.scope === scope && event.kind === 'stopped')

/**
 * Stops of an organization, and their ends, that touched what came to it at an instant: those from then on, and one from
 * before that still stands.
 * @param stops of that organization, oldest first
 */
export function stopsSince<S extends { at: Date; kind: LastStop['kind'] }>(stops: readonly S[], cameAt: Date): S[] {
  return stops.filter(({ at, kind }, index) => at >= cameAt || (kind === 'stopped' && index === stops.length - 1))
}

/** What a client's state comes to under the stops of its organization: a live one cannot do anything then. */
export const statusUnder = (own: ClientStatus, organizationStopped: boolean): ClientStatus =>
  own === 'live' && organizationStopped ? 'suspended' : own

/** Why nothing of an organization can be approved now, as sentences. */
export function whyStopsApproval(last: readonly LastStop[]): string[] {
  return [
    ...(isStopped(last, 'approvals') ? ['A lead has stopped all approvals for now.'] : []),
    ...(isStopped(last, 'organization') ? ['A lead has stopped this organization as a whole.'] : []),
  ]
}
