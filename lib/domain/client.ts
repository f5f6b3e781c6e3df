/** Clients: what state a registration is in, computed from what happened to it, and how many secrets it may have. */

export type Environment = 'sandbox' | 'production'
export type ClientType = 'public' | 'confidential-symmetric' | 'confidential-asymmetric'
export type ClientStatus = 'live' | 'suspended' | 'removed'

export type ClientEvent = {
  kind: 'created' | 'suspended' | 'reinstated' | 'removed' | 'restored' | 'changed'
  at: Date
  criterion: string | null
  publicReason: string
}

export type ClientSecret = { createdAt: Date; expiresAt: Date | null; revokedAt: Date | null }

/** Two, so that a company can put the new one in place before it takes the old one back. */
export const MAX_LIVE_SECRETS = 2

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

/** Whether a secret still opens the door at an instant. */
export function secretIsLive(secret: ClientSecret, now: Date): boolean {
  return secret.revokedAt === null && (secret.expiresAt === null || secret.expiresAt > now)
}

/** Why no further secret may be made, as a sentence; null when one may. */
export function whyNoSecret(type: ClientType, status: ClientStatus, liveSecrets: number): string | null {
  if (status !== 'live') return 'This client is stopped, so it can get no new secret.'
  if (type === 'public') return 'A public client has no secret, because it could not keep one.'
  if (type === 'confidential-asymmetric') return 'This client proves itself with its own keys, not with a secret.'
  if (liveSecrets >= MAX_LIVE_SECRETS) return 'There are two secrets already. Take one back before you make another.'
  return null
}
