/**
 * The secret of a client in a payer's own authorization server, which alone makes it. An answer there may bring another
 * one at any time (RFC 7592 sections 2.1, 2.2 and 3), and no call asks for one: whoever needs another secret gets another
 * client there, under another id.
 */
import type { ClientType } from './client.ts'
import type { DeveloperStanding } from './provisioning.ts'

/** `waits`: sealed until one developer has seen it. `seen`: forgotten here. `none`: that server told none. */
export type SecretThere = 'none' | 'waits' | 'seen'

export type SecretAt = { secret: SecretThere; digest: string | null }

/** Whether a call just now brought a secret that developers can see, and were not told of. */
export const secretArrived = (before: SecretAt, after: SecretAt): boolean =>
  after.secret === 'waits' && (before.secret !== 'waits' || before.digest !== after.digest)

/** Assumption: more often than this, something other than a lost secret is wrong. */
export const RENEWALS = { count: 5, window: 60 * 60 * 1000 }

/** Why a client cannot be put there anew for the sake of another secret, as a sentence; null when it can. */
export function whyNotRenew(facts: {
  type: ClientType
  standing: DeveloperStanding
  secret: SecretThere
}): string | null {
  if (facts.type !== 'confidential-symmetric') return 'This client does not prove itself by a secret.'
  if (facts.standing !== 'live') return 'Only a client that is live in the authorization server can get a new secret.'
  return facts.secret === 'waits' ? 'Its secret was not seen yet. See it first.' : null
}
