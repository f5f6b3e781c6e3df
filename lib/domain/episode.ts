/**
 * At-risk episodes: one case of a client or an organization, of one of three kinds (the payer's page: malicious activity,
 * inactivity, significant security breach). What state a case is in is computed from what happened in it.
 */

import { referenceOf } from './submission.ts'

export const EPISODE_KINDS = ['malicious', 'inactive', 'breach'] as const
export type EpisodeKind = (typeof EPISODE_KINDS)[number]

export const EPISODE_EVENT_KINDS = [
  'opened',
  /** More of what speaks for the case, from a signal, an alert, a report or staff. */
  'evidence',
  /** A mail of ours went to the outbox: data.step, data.audience. */
  'mailed',
  /** A person of the organization, or activity at the APIs, answered: data.how. */
  'response',
  /** Something happened that staff must look at first, such as a mail from an unknown sender. */
  'paused',
  'resumed',
  /** A mail came in about the case and decides nothing: data.inboundMailId. */
  'received',
  /** Staff hold the ladder until data.until, with a reason. */
  'held',
  'released',
  'note',
  /** An item of the playbook was done: data.item. */
  'checked',
  /** A person confirmed that it is real. */
  'confirmed',
  /** Somebody outside was told: data.audience. */
  'told',
  'suspended',
  'removal_asked',
  'removed',
  'restored',
  /** State of the security-rating service's own collaboration invite: data.state. */
  'invite',
  /** The developer's answer to a finding, and by when it is put right: data.finding, data.until. */
  'answer',
  /** A second person let the client work again. */
  'reinstated',
  'closed',
] as const
export type EpisodeEventKind = (typeof EPISODE_EVENT_KINDS)[number]

export type EpisodeEvent = {
  kind: EpisodeEventKind
  at: Date
  actorKind: 'developer' | 'staff' | 'system' | 'sender'
  actorId: string | null
  human: boolean
  data: Record<string, unknown>
  publicText: string
  internalText: string
}

export type EpisodeStatus = 'open' | 'paused' | 'held' | 'closed'

/** Until when the ladder of a case was held last; null when it never was, or the hold was ended. @param events oldest first */
export function heldUntil(events: readonly EpisodeEvent[]): Date | null {
  const last = events.findLast(({ kind }) => kind === 'held' || kind === 'released')
  return last?.kind === 'held' ? new Date(String(last.data.until)) : null
}

/**
 * @param events of one case, oldest first @param now decides whether a hold is over
 * @returns `closed` once closed; `held` while a hold runs; `paused` until staff have looked; else `open`
 */
export function episodeStatus(events: readonly EpisodeEvent[], now: Date): EpisodeStatus {
  if (events.some(({ kind }) => kind === 'closed')) return 'closed'
  const until = heldUntil(events)
  if (until && until.getTime() > now.getTime()) return 'held'
  return events.findLast(({ kind }) => kind === 'paused' || kind === 'resumed')?.kind === 'paused' ? 'paused' : 'open'
}

/** Kinds that a developer may read; the words of the others stay with staff. */
export const PUBLIC_EPISODE_EVENT_KINDS = [
  'opened',
  'mailed',
  'response',
  'paused',
  'resumed',
  'received',
  'held',
  'released',
  'confirmed',
  'suspended',
  'removal_asked',
  'removed',
  'restored',
  'invite',
  'answer',
  'reinstated',
  'closed',
] as const satisfies readonly EpisodeEventKind[]
export type PublicEpisodeEventKind = (typeof PUBLIC_EPISODE_EVENT_KINDS)[number]

const isPublic = (kind: EpisodeEventKind): kind is PublicEpisodeEventKind =>
  (PUBLIC_EPISODE_EVENT_KINDS as readonly EpisodeEventKind[]).includes(kind)

/** What a developer may see of a case: public kinds and public words only; of mail, what the organization wrote. */
export function publicEpisodeEvents<E extends EpisodeEvent>(
  events: readonly E[],
): (E & { kind: PublicEpisodeEventKind })[] {
  return events.flatMap((event) => {
    const { kind, publicText } = event
    if (!isPublic(kind) || (kind === 'received' && publicText === '')) return []
    return { ...event, kind, internalText: '' }
  })
}

/**
 * Whether the developer knows of a case and may read it: of malicious activity from the suspension on, of a breach once
 * we wrote to them or when they reported it themselves, of inactivity from the first mail, with which it opens.
 */
export function isKnownToDeveloper(
  { kind, evidence }: { kind: EpisodeKind; evidence: Record<string, unknown> },
  events: readonly EpisodeEvent[],
): boolean {
  if (kind === 'inactive') return true
  if (kind === 'breach') return evidence.source === 'report' || toldOfBreach(events)
  return events.some((event) => event.kind === 'told' && event.data.audience === 'developer')
}

/** Whether our mail about an alert, and the invite that follows, was sent in this case. */
export const toldOfBreach = (events: readonly EpisodeEvent[]): boolean =>
  events.some(({ kind, data }) => kind === 'told' && data.mail === 'breach_alert')

/**
 * What the security-rating service alerted us to, as our mail about it names it: the alert that opened the case, else the
 * newest that joined it. null for a case that came from elsewhere alone, such as a report of the organization.
 */
export function alertOf(
  { evidence }: { evidence: Record<string, unknown> },
  events: readonly Pick<EpisodeEvent, 'kind' | 'data'>[],
): { domain: string; rating: string; severity: string } | null {
  const joined = events.filter(({ kind }) => kind === 'evidence').map(({ data }) => data)
  const found = [evidence, ...joined.toReversed()].find(({ domain }) => typeof domain === 'string' && domain !== '')
  return found ? { domain: String(found.domain), rating: String(found.rating), severity: String(found.severity) } : null
}

/** The short public reference of a case, such as `E-7KQ2M9`. @param digest hexadecimal text of 12 characters or more */
export const episodeReference = (digest: string): string => `E${referenceOf(digest).slice(1)}`
