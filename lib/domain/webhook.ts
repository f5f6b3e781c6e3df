/**
 * Webhooks out: what an organization can be told, in which words, and how many webhooks and secrets there may be.
 * Bodies hold ids only: whoever reads one knows where to look, and nothing else.
 * Source: the Standard Webhooks specification 1.0.0 (thin payloads, `whsec_` secrets, several signatures).
 */

import { Refusal } from './refusal.ts'

/** A webhook's address belongs to one company; more of them are a sign of a script. */
export const MAX_WEBHOOKS = 5

/** How long (ms) the secret before goes on signing after a new one was made. */
export const SECRET_OVERLAP = 24 * 60 * 60 * 1000

type Entry = { says: string; data: Record<string, string | number | null> }

const client = { clientId: '3f0c0e9a-4c1f-4f5e-9a57-2f1f4b7f6a10', appId: '8d1b7a52-6b1e-4b2b-8f43-0d9c1f0f2a77' }
const ofClient = { ...client, environment: 'production' }
const ofEpisode = {
  episodeId: 'a6c2f7de-90a4-4b0e-8a6e-4f3c9be2d815',
  reference: 'E-7KQ2M9',
  clientId: client.clientId as string | null,
}

/** Every event there is, with the data it carries, as an example; a body never has other fields than these. */
export const WEBHOOK_EVENTS = {
  'client.created': { says: 'An app got a client, in the sandbox or by an approval.', data: ofClient },
  'client.changed': { says: 'What a client is registered with changed.', data: ofClient },
  'client.suspended': { says: 'A client was stopped. It gets no tokens until it is reinstated.', data: ofClient },
  'client.reinstated': { says: 'A suspended client works again.', data: ofClient },
  'client.removed': { says: 'A client was removed.', data: ofClient },
  'client.restored': { says: 'A removal was undone.', data: ofClient },
  'attestation.published': {
    says: 'Members read a new version of your answers.',
    data: { attestationId: '5be3f1c8-7a0d-4c7e-b5a9-61d0a2f4c3e9', appId: client.appId, version: 2 },
  },
  'episode.opened': { says: 'A case of inactivity or of a breach was opened.', data: ofEpisode },
  'episode.closed': { says: 'Such a case was closed.', data: ofEpisode },
  'terms.accepted': {
    says: 'Somebody accepted a version of the terms for your organization.',
    data: { acceptanceId: 'c9a4e2b0-1d5f-4e88-a3c7-7b6f5d4e3c21', version: '2026-11' },
  },
  ping: { says: 'You asked for a test.', data: { webhookId: 'e1d2c3b4-a596-4877-8a9b-0c1d2e3f4a5b' } },
} as const satisfies Record<string, Entry>

export type WebhookEvent = keyof typeof WEBHOOK_EVENTS
export const WEBHOOK_EVENT_NAMES = Object.keys(WEBHOOK_EVENTS) as WebhookEvent[]

/** What a webhook can be told; a test is sent whatever was chosen. */
export const CHOOSABLE_EVENTS = WEBHOOK_EVENT_NAMES.filter((event) => event !== 'ping')

/**
 * What a webhook shall be told. @param names of the form; all of them stand for everything that there is and will be
 * @returns null for everything. Refuses `webhook_events` (field `events`) for none or an unknown one
 */
export function chosenEvents(names: readonly string[]): WebhookEvent[] | null {
  const chosen = CHOOSABLE_EVENTS.filter((event) => names.includes(event))
  if (chosen.length === 0 || names.some((name) => !CHOOSABLE_EVENTS.some((event) => event === name))) {
    throw new Refusal('webhook_events', 'Choose at least one thing to be told of.', { field: 'events' })
  }
  return chosen.length === CHOOSABLE_EVENTS.length ? null : chosen
}

/** Whether a webhook is told of an event. @param chosen null for everything */
export const isTold = (chosen: readonly string[] | null, event: WebhookEvent): boolean =>
  chosen === null || event === 'ping' || chosen.includes(event)

type Widened<Value> = Value extends string ? string : Value extends number ? number : Value
/** The data of an event, by its example. */
export type WebhookData<Event extends WebhookEvent> = {
  [Name in keyof (typeof WEBHOOK_EVENTS)[Event]['data']]: Widened<(typeof WEBHOOK_EVENTS)[Event]['data'][Name]>
}

/**
 * The exact text that is signed and sent. @param at when it happened
 * @param data whatever the example does not name is left out
 */
export function webhookBody<Event extends WebhookEvent>(event: Event, at: Date, data: WebhookData<Event>): string {
  const given = data as Record<string, unknown>
  const named = Object.keys(WEBHOOK_EVENTS[event].data).map((name) => [name, given[name] ?? null])
  return JSON.stringify({ type: event, timestamp: at.toISOString(), data: Object.fromEntries(named) })
}

/**
 * Whether a case is told. Of malicious activity nothing is told while it is looked into; the developer hears of it when
 * the client is suspended, by `client.suspended`.
 */
export const tellsEpisode = (kind: 'malicious' | 'inactive' | 'breach'): boolean => kind !== 'malicious'

/** Why a webhook is off. Nothing is sent to it, and what happens meanwhile is not sent later. */
const OFF_REASONS = ['paused', 'gone', 'failing', 'deleted'] as const
export type OffReason = (typeof OFF_REASONS)[number]

export const OFF_SENTENCES: Record<OffReason, string> = {
  paused: 'Somebody of your organization turned it off.',
  gone: 'Its server answered 410 Gone, which asks us to stop.',
  failing: 'A message could not be delivered for three days, and nothing else arrived in that time.',
  deleted: 'It was deleted.',
}

/** A secret as the scheme writes it. @param random URL-safe base64 of a multiple of three bytes, 24 to 64 of them */
export const webhookSecretText = (random: string): string => `whsec_${random.replaceAll('-', '+').replaceAll('_', '/')}`

/** Bytes of a secret; the specification's least, and a multiple of three. */
export const SECRET_BYTES = 24

/** A message's id, the same over all attempts. @param id a uuid */
export const webhookMessageId = (id: string): string => `msg_${id.replaceAll('-', '')}`
