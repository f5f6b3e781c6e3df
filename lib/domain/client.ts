/** Clients: what state a registration is in, computed from what happened to it. */

export type Environment = 'sandbox' | 'production'
export type ClientType = 'public' | 'confidential-symmetric' | 'confidential-asymmetric'
export type ClientStatus = 'live' | 'suspended' | 'removed'

export type ClientEvent = {
  kind: 'created' | 'suspended' | 'reinstated' | 'removed' | 'restored' | 'changed'
  at: Date
  criterion: string | null
  publicReason: string
}

/** Enough to try things out; more is a sign of a script. */
export const MAX_SANDBOX_CLIENTS = 10

/**
 * @param events of one client, oldest first
 * @returns `live` unless the last of suspended, reinstated, removed says otherwise; a removal is final unless it is undone,
 * and then the client is what it was before
 */
export function clientStatus(events: readonly Pick<ClientEvent, 'kind'>[]): ClientStatus {
  let status: ClientStatus = 'live'
  let removed = false
  for (const { kind } of events) {
    if (kind === 'removed') removed = true
    if (kind === 'restored') removed = false
    if (removed) continue
    if (kind === 'suspended') status = 'suspended'
    if (kind === 'reinstated') status = 'live'
  }
  return removed ? 'removed' : status
}

/** The event that stopped a client, with its public reason; null while it is live. */
export function stoppedBy(events: readonly ClientEvent[]): ClientEvent | null {
  const status = clientStatus(events)
  if (status === 'live') return null
  return events.findLast((event) => event.kind === status) ?? null
}
