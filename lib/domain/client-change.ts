/**
 * Changes of a client that was approved: proposed, looked at by AppSec while the old state stays live, and applied by
 * the approval. A change of owner is accepted by the other organization first.
 */
import { type BusinessCalendar, firstContactDue } from './calendar.ts'
import type { Environment } from './client.ts'
import { parseRedirectUri } from './redirect-uri.ts'
import { Refusal } from './refusal.ts'

const CHANGE_KINDS = ['redirect_uris', 'name', 'keys', 'owner'] as const
export type ChangeKind = (typeof CHANGE_KINDS)[number]

export const CHANGE_TITLES: Record<ChangeKind, string> = {
  redirect_uris: 'Redirect addresses',
  name: 'Name',
  keys: 'Keys',
  // An owner is a person's role.
  owner: 'Organization',
}

export type ChangeEvent = { kind: 'accepted' | 'approved' | 'refused' | 'withdrawn'; at: Date }

/** Days in which an offer can be answered, as an invitation. Assumption: the payer's page names none. */
export const OFFER_DAYS = 14
const OFFER_LIFE = OFFER_DAYS * 24 * 60 * 60 * 1000

/** Until when an offer can be answered. */
export const offerUntil = (requestedAt: Date): Date => new Date(requestedAt.getTime() + OFFER_LIFE)

/** Offers from before are over, for lists. */
export const oldestOffer = (now: Date): Date => new Date(now.getTime() - OFFER_LIFE)

/**
 * `offered`: waits for the other organization · `in_review`: waits for AppSec · `expired`: the other organization did not
 * answer in time.
 */
export type ChangeState = 'offered' | 'in_review' | 'approved' | 'refused' | 'withdrawn' | 'expired'

/** @param events of one change, oldest first @param now decides whether an offer can still be answered */
export function changeState(
  { kind, requestedAt }: { kind: ChangeKind; requestedAt: Date },
  events: readonly Pick<ChangeEvent, 'kind'>[],
  now: Date,
): ChangeState {
  const end = events.find((event) => event.kind !== 'accepted')
  if (end && end.kind !== 'accepted') return end.kind
  if (kind !== 'owner' || events.length > 0) return 'in_review'
  return now.getTime() < offerUntil(requestedAt).getTime() ? 'offered' : 'expired'
}

export const isOpenChange = (state: ChangeState): boolean => state === 'offered' || state === 'in_review'

/**
 * When AppSec must have decided: as long as for a first contact, from the moment on at which it can. Assumption: the
 * payer's page names no time for changes. Null while the other organization has not accepted.
 */
export function changeDue(
  change: { kind: ChangeKind; requestedAt: Date },
  events: readonly ChangeEvent[],
  calendar: BusinessCalendar,
): Date | null {
  if (change.kind !== 'owner') return firstContactDue(change.requestedAt, calendar)
  const accepted = events.find(({ kind }) => kind === 'accepted')
  return accepted ? firstContactDue(accepted.at, calendar) : null
}

/** Whether new keys work at once: nobody's data is behind a sandbox client, and nothing is live before the first keys. */
export const areKeysLiveAtOnce = (environment: Environment, hasKeys: boolean): boolean =>
  environment === 'sandbox' || !hasKeys

/** Whether such a change can be proposed at all: only what was approved needs a second look. */
export const isReviewed = (environment: Environment): boolean => environment === 'production'

/** As many as the questionnaire takes. */
export const MAX_REDIRECT_URIS = 20

/** Redirect addresses of an approved client, one a line. Refuses `redirect_…` (field `redirectUris`), naming the line. */
export function parseRedirectUris(text: string, native: boolean): string[] {
  const field = 'redirectUris'
  const lines = text
    .slice(0, 100_000)
    .split(/\r\n?|\n/)
    .map((line) => line.trim())
    .filter(Boolean)
  if (lines.length === 0) throw new Refusal('redirect_empty', 'Enter at least one redirect address.', { field })
  if (lines.length > MAX_REDIRECT_URIS) {
    throw new Refusal('redirect_many', `Enter ${MAX_REDIRECT_URIS} addresses or less.`, { field })
  }
  const uris = lines.map((line, index) => {
    try {
      return parseRedirectUri(line, { environment: 'production', native, field })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      throw new Refusal(error.code, `Line ${index + 1}: ${error.message}`, { field })
    }
  })
  return [...new Set(uris)]
}

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])

const keyLine = (key: unknown): string => {
  const { kid, alg } = key as { kid?: unknown; alg?: unknown }
  return `Key ${String(kid)} (${String(alg)})`
}

const whoHas = (address: unknown): string =>
  typeof address === 'string' ? `Whoever has ${address}` : 'Somebody whose address was erased'

/**
 * One side of a change in lines of text, as it stands beside the other.
 * @param side `before` or `proposed` of the change, with `offeredTo` of a transfer
 */
export function changeLines(kind: ChangeKind, side: Readonly<Record<string, unknown>>): string[] {
  if (kind === 'redirect_uris') return texts(side.redirectUris)
  if (kind === 'name') return [String(side.name)]
  if (kind === 'owner') return [typeof side.organization === 'string' ? side.organization : whoHas(side.offeredTo)]
  const keys = (side.jwks as { keys?: unknown[] } | null)?.keys?.map(keyLine) ?? []
  return [...keys, ...(typeof side.jwksUri === 'string' ? [`Address ${side.jwksUri}`] : ['Pasted, no address'])]
}

/** Why AppSec cannot approve now, as sentences; empty when it may. */
export function whyNotApproveChange(facts: {
  state: ChangeState
  /** Whether the client still is what the developer saw when it was proposed. */
  asBefore: boolean
  termsAccepted: boolean
  stops: readonly string[]
  /** Whether the client was removed: then nothing of it changes any more. */
  removed: boolean
}): string[] {
  if (facts.removed) return ['The client was removed, so nothing of it changes any more. Refuse the change.']
  const reasons: string[] = []
  if (facts.state === 'offered') reasons.push('The other organization has not accepted yet.')
  if (!facts.asBefore)
    reasons.push('The client has changed since this was proposed. Refuse it and ask for a new proposal.')
  if (!facts.termsAccepted) reasons.push('The receiving organization has not accepted the current terms of service.')
  return [...reasons, ...facts.stops]
}

/** What a change is about, on one line. @param was the side of before, as `changeLines` gives both */
export function changeInShort(kind: ChangeKind, was: readonly string[], shall: readonly string[]): string {
  if (kind === 'name' || kind === 'owner') return `${CHANGE_TITLES[kind]}: ${shall.join(', ')}`
  const comes = shall.filter((line) => !was.includes(line)).length
  const goes = was.filter((line) => !shall.includes(line)).length
  const counts = [comes > 0 && `${comes} new`, goes > 0 && `${goes} gone`].filter(Boolean)
  return `${CHANGE_TITLES[kind]}: ${counts.join(', ') || 'in another order'}`
}
