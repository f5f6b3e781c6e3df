/** What an authorization server's answer to a registration call means (RFC 7591 section 3.2, RFC 7592 sections 2 and 3). */
import { metadataDifferences, type ProvisionMetadata } from './provision-metadata.ts'
import type { ProvisionCall, ProvisionEnd } from './provisioning.ts'
import { urlOf } from './url.ts'

export type ProvisionReply =
  /** `body` is null when it is no JSON object, or too long. */
  | { kind: 'answered'; status: number; body: Record<string, unknown> | null }
  | { kind: 'unreachable' | 'unanswered'; detail: string }

/** How a client is managed there. */
export type ProvisionHold = {
  remoteId: string
  registrationUri: string
  token: string
  secret: string | null
  /** null when it never ends or nothing was told. */
  secretEndsAt: Date | null
}

export type ProvisionAsked = {
  call: ProvisionCall
  /** Whether the client shall be there at all. */
  present: boolean
  metadata: ProvisionMetadata
  /** The registration endpoint; what a server names to manage a client must have the same origin. */
  endpoint: string
  /** null before the first registration. */
  remoteId: string | null
  /** Whether an earlier removal may have reached the server. */
  mayBeDeleted: boolean
}

export type ProvisionVerdict = {
  outcome: ProvisionEnd
  /** One line for staff and operators; no secret. */
  detail: string
  /** From a registration. */
  hold?: ProvisionHold
  /** A newer registration access token; the one before may be dead. */
  token?: string
  /** The client's secret as the server tells it now; a change of the client's kind or a rotation there makes a new one. */
  secret?: string
  /** When the client's secret ends, as the server tells it now; null for never. */
  secretEndsAt?: Date | null
}

const LONGEST = 4096
const words = (value: unknown): string => (typeof value === 'string' ? value.slice(0, LONGEST) : '')
/** Ids, secrets, tokens and addresses, which headers and a database have to carry (RFC 6749, appendix A: VSCHAR). */
const text = (value: unknown): string | null =>
  typeof value === 'string' && value.length <= LONGEST && /^[ -~]+$/.test(value) ? value : null

/** Servers that keep a digest alone write a row of stars, or the like, where the secret would stand: that is none. */
function secretIn(body: Record<string, unknown> | null): string | null {
  const secret = text(body?.client_secret)
  return secret !== null && new Set(secret).size > 1 ? secret : null
}

/** The last second of the year 9999; a later end is none. */
const LAST_SECOND = 253_402_300_799

/** RFC 7591 section 3.2.1: seconds since 1970, 0 for a secret that never ends. @returns undefined when nothing was told */
function secretEndIn(body: Record<string, unknown> | null): Date | null | undefined {
  const seconds = body?.client_secret_expires_at
  if (typeof seconds !== 'number' || !(seconds >= 0)) return undefined
  return seconds === 0 || seconds > LAST_SECOND ? null : new Date(seconds * 1000)
}

/** Pure: what to record of a reply to a call. */
export function judgeReply(asked: ProvisionAsked, reply: ProvisionReply): ProvisionVerdict {
  if (reply.kind !== 'answered') return { outcome: reply.kind, detail: reply.detail }
  const { status } = reply
  // A gateway that gave up says nothing about the server behind it.
  if (status >= 500) return { outcome: 'unanswered', detail: said(reply) }
  if (status === 408 || status === 429) return { outcome: 'unreachable', detail: said(reply) }
  if (status >= 300 && status < 400)
    return { outcome: 'refused', detail: `${status}: it sends us to another address, where we do not go.` }
  if (asked.call === 'register') return judgeRegistration(asked, reply)
  return status < 300 ? judgeDone(asked, reply.body) : judgeRefusal(asked, reply)
}

type Answered = Extract<ProvisionReply, { kind: 'answered' }>

/** The server's own words, short and on one line. */
function said({ status, body }: Answered): string {
  const told = [words(body?.error), words(body?.error_description)].filter(Boolean).join(', ')
  const line = told.replace(/[\p{C}\s]+/gu, ' ').slice(0, 200)
  return line === '' ? `${status}` : `${status}: ${line}`
}

function judgeRegistration({ endpoint }: ProvisionAsked, reply: Answered): ProvisionVerdict {
  const { status, body } = reply
  if (status === 401 || status === 403)
    return { outcome: 'refused', detail: `${said(reply)}. It does not accept our initial access token.` }
  if (status >= 400) return { outcome: 'refused', detail: said(reply) }
  const remoteId = text(body?.client_id)
  if (body === null || remoteId === null)
    return { outcome: 'mismatch', detail: 'Its answer to the registration names no client.' }
  const token = text(body.registration_access_token)
  const registrationUri = text(body.registration_client_uri)
  if (token === null || registrationUri === null)
    return { outcome: 'lost', detail: `It registered ${remoteId.slice(0, 100)} and gives us no way to manage it.` }
  if (!sameOrigin(registrationUri, endpoint))
    return { outcome: 'mismatch', detail: 'The address by which it wants the client managed is on another server.' }
  const hold = { remoteId, registrationUri, token, secret: secretIn(body), secretEndsAt: secretEndIn(body) ?? null }
  return { outcome: 'answered', detail: '', hold }
}

function sameOrigin(a: string, b: string): boolean {
  const origin = urlOf(a)?.origin
  return origin !== undefined && origin === urlOf(b)?.origin
}

function judgeDone(asked: ProvisionAsked, body: Record<string, unknown> | null): ProvisionVerdict {
  if (asked.call === 'delete') return { outcome: 'answered', detail: '' }
  const token = text(body?.registration_access_token)
  const newer = token === null ? {} : { token }
  if (!asked.present) return { outcome: 'mismatch', detail: 'It said yes, and the client is still there.', ...newer }
  if (body === null) return { outcome: 'mismatch', detail: 'Its answer is no JSON object that we can read.' }
  if (body.client_id !== asked.remoteId)
    return { outcome: 'mismatch', detail: 'Its answer is about another client.', ...newer }
  const told = secretIn(body)
  const endsAt = secretEndIn(body)
  const kept = {
    ...newer,
    ...(told === null ? {} : { secret: told }),
    ...(endsAt === undefined ? {} : { secretEndsAt: endsAt }),
  }
  if (asked.call === 'update') return { outcome: 'answered', detail: '', ...kept }
  const differs = metadataDifferences(asked.metadata, body)
  if (differs.length > 0) return { outcome: 'mismatch', detail: `Differs there: ${differs.join(', ')}.`, ...kept }
  return { outcome: 'confirmed', detail: '', ...kept }
}

/** A server says 401 of a client that is not there (RFC 7592 section 2), and of a token that it does not know. */
function judgeRefusal(asked: ProvisionAsked, reply: Answered): ProvisionVerdict {
  const { call, present } = asked
  const unknown = reply.status === 404 || reply.status === 410
  if (unknown || reply.status === 401) {
    if (!present && call === 'read') return { outcome: 'confirmed', detail: 'The client is gone there.' }
    if (call === 'delete' && (unknown || asked.mayBeDeleted)) return { outcome: 'answered', detail: said(reply) }
    return { outcome: 'lost', detail: `${said(reply)}. Management access lost: it does not accept our access token.` }
  }
  return { outcome: 'refused', detail: said(reply) }
}
