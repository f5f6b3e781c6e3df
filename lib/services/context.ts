/**
 * What every service gets as its first parameter: who acts, when, from where, and the few powers a service may use.
 * Made once a request by lib/platform/context; services need no clock, no crypto and no environment of their own.
 */
import type { Reader, Tx } from '../../db/transaction.ts'
import type { BusinessCalendar } from '../domain/calendar.ts'
import type { LadderSettings } from '../domain/ladder.ts'
import type { Severity } from '../domain/rating.ts'

export type Developer = { kind: 'developer'; personId: string; email: string; name: string }
export type StaffRole = 'reviewer' | 'lead' | 'auditor'
export type Staff = { kind: StaffRole; staffId: string; email: string; name: string }
export type Member = { kind: 'member'; subject: string }
export type Actor = { kind: 'anonymous' } | Developer | Staff | Member | { kind: 'system'; job: string }

/** The payer's configuration that rules and texts depend on. */
export type PayerSettings = {
  name: string
  shortName: string
  zone: string
  appsecEmail: string
  supportEmail: string
  memberPhone: string
  /** Of its addresses and its website: no developer's. */
  domains: string[]
}

export type ServiceSettings = {
  payer: PayerSettings
  calendar: BusinessCalendar
  ladder: LadderSettings
  portalUrl: string
  authserverUrl: { production: string; sandbox: string }
  fhirUrl: { production: string; sandbox: string; directory: string }
  mailHost: string
  /** Whether approved clients live in the payer's own authorization server, into which Candor puts them. */
  provisions: boolean
  /** The address whose plus-addresses come in; null when no mail does. */
  replyBase: string | null
  /** Silence (hours) of a source of activity from which on inactivity is not judged. */
  activitySilenceHours: number
  /** Days until a client secret ends. */
  clientSecretDays: number
  /** Days without use after which a sandbox client expires. */
  sandboxClientDays: number
  /** Name of the security-rating service, and from which severity on its alerts open an episode. */
  rating: { service: string; opensAt: Severity }
  /** Whether addresses that developers name may be on this machine; only for trying things out. */
  outboundLoopback: boolean
}

export type Context = {
  actor: Actor
  /** One instant for the whole request. */
  now: Date
  origin: { ip: string; userAgent: string; requestId: string }
  /** Runs `work` in one transaction; a thrown Refusal or error rolls everything back. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  reader: Reader
  settings: ServiceSettings
  /** A new uuid. */
  randomId(): string
  /** URL-safe random text of `bytes` bytes of entropy (default 32). */
  randomSecret(bytes?: number): string
  /** A uniform random 6-digit code. */
  randomCode(): string
  /** Lower-case hex SHA-256 of UTF-8 text. */
  digest(text: string): string
  /** Keyed digest (HMAC-SHA-256, hex) for low-entropy secrets such as 6-digit codes. */
  keyedDigest(text: string): string
  /** Makes a secret that has to be read again fit for the database; `unseal` opens it. */
  seal(text: string): string
  unseal(sealed: string): string
  /** Signs text as compact JWS with the current attestation key. */
  sign(payload: string): Promise<string>
  /** Payload of a compact JWS by one of our keys, or null. */
  verify(jws: string): Promise<string | null>
}
