/**
 * What staff do about an at-risk case and by when: one checklist a kind, as data. An item is done by the event that it
 * names, or by a colleague who ticks it off.
 *
 * Source: the payer's page, "At Risk" and "CIRT". Assumption: it names no hours, so those below are ours and stand here.
 */
import type { EpisodeEvent, EpisodeEventKind, EpisodeKind } from './episode.ts'

export type PlaybookItem = {
  /** Permanent code. */
  code: string
  title: string
  hint: string
  /** Its time begins with the first event of this kind; before that the item waits. */
  from: EpisodeEventKind
  /** Hours until it should be done. */
  hours: number
  /** The event that shows it done by itself. */
  by?: { kind: EpisodeEventKind; audience?: string }
  /** Whether a stop of the whole organization does it too, while it lasts. */
  byStop?: true
  /** Whether it has to be done before anybody reinstates the client. Staff are warned; nothing is refused. */
  beforeReinstating?: true
  /** The event after which nobody has to do it any more. */
  unless?: EpisodeEventKind
  /** Left out before it begins, because that may never happen. */
  onceBegun?: true
}

const malicious: readonly PlaybookItem[] = [
  {
    code: 'look',
    title: 'Look at the evidence',
    hint: 'Addresses, accounts and times. A false alarm is closed with its reason.',
    from: 'opened',
    hours: 1,
    // Whoever suspends has looked.
    by: { kind: 'suspended' },
  },
  {
    code: 'suspend',
    title: 'Suspend the client',
    hint: 'One step, from the page of the client. It holds at the next call.',
    from: 'opened',
    hours: 2,
    by: { kind: 'suspended' },
    byStop: true,
  },
  {
    code: 'cirt',
    title: 'Tell CIRT',
    hint: 'The case record goes to CIRT with the suspension. Take its export along.',
    from: 'suspended',
    hours: 1,
    by: { kind: 'told', audience: 'cirt' },
  },
  {
    code: 'developer',
    title: 'Tell the developer',
    hint: 'The suspension writes to the main contact and the owners, with the reason and the way back.',
    from: 'suspended',
    hours: 1,
    by: { kind: 'told', audience: 'developer' },
    byStop: true,
  },
  {
    code: 'confirm',
    title: 'Confirm that it is real',
    hint: 'Members are told only then, in neutral words.',
    from: 'suspended',
    hours: 24,
    by: { kind: 'confirmed' },
  },
  {
    code: 'accounts',
    title: 'Protect the accounts that were tried',
    hint: 'Reset passwords and end sessions of members whose sign-in may be known.',
    from: 'opened',
    hours: 24,
  },
  {
    code: 'cause',
    title: 'Get the cause from the developer',
    hint: 'What happened, since when, and how it is closed.',
    from: 'suspended',
    hours: 120,
  },
  {
    code: 'secrets',
    title: 'See that every secret was replaced',
    hint: 'Before anybody reinstates the client.',
    from: 'suspended',
    hours: 120,
    beforeReinstating: true,
  },
]

const inactive: readonly PlaybookItem[] = [
  {
    code: 'sender',
    title: 'Read the mail from an unknown sender',
    hint: 'The ladder waits until you have looked.',
    from: 'paused',
    hours: 48,
    by: { kind: 'resumed' },
    onceBegun: true,
  },
  {
    code: 'removal',
    title: 'Confirm the removal, or hold it',
    hint: 'A lead decides. Until then the client is suspended and nothing is erased.',
    from: 'removal_asked',
    hours: 72,
    by: { kind: 'removed' },
    unless: 'response',
  },
]

const breach: readonly PlaybookItem[] = [
  {
    code: 'look',
    title: 'Look at the finding',
    hint: 'Is it this organization, and does it touch what our APIs gave out?',
    from: 'opened',
    hours: 24,
  },
  {
    code: 'developer',
    title: 'Tell the developer that the invite is coming',
    hint: 'Our mail says why, and who will write.',
    from: 'opened',
    hours: 24,
    by: { kind: 'told', audience: 'developer' },
  },
  {
    code: 'invite',
    title: 'Send the collaboration invite',
    hint: 'In the security-rating service; note its state here.',
    from: 'opened',
    hours: 48,
    by: { kind: 'invite' },
  },
  {
    code: 'tokens',
    title: 'Decide whether tokens or secrets may be known',
    hint: 'If so, suspend the client until they are replaced.',
    from: 'opened',
    hours: 48,
  },
  {
    code: 'answers',
    title: 'Agree on dates of remediation',
    hint: 'An answer to each finding, and by when it is put right.',
    from: 'opened',
    hours: 240,
    by: { kind: 'answer' },
  },
]

export const PLAYBOOKS: Readonly<Record<EpisodeKind, readonly PlaybookItem[]>> = { malicious, inactive, breach }

const HOUR = 3_600_000

export type PlaybookEntry = PlaybookItem & {
  /** null while its time has not begun. */
  dueAt: Date | null
  /** The event that did it; null while open. */
  done: EpisodeEvent | null
  /** Since when such a stop does it; null for none, or when an event did it. */
  stoppedAt: Date | null
}

/**
 * @param events of the case, oldest first
 * @param stoppedAt since when the whole organization is stopped, or the client was suspended before the case; null for neither
 * @returns the checklist of its kind, in its own order, without what may never begin
 */
export function playbook(
  kind: EpisodeKind,
  events: readonly EpisodeEvent[],
  stoppedAt: Date | null = null,
): PlaybookEntry[] {
  const entries = PLAYBOOKS[kind].map((item) => {
    const moot = events.some(({ kind }) => kind === item.unless)
    const begun = moot ? null : begunAt(item, events, stoppedAt)
    const done = events.find((event) => isDone(item, event)) ?? null
    const dueAt = begun && new Date(begun.getTime() + item.hours * HOUR)
    return { ...item, dueAt, done, stoppedAt: item.byStop && !done ? stoppedAt : null }
  })
  return entries.filter(({ onceBegun, dueAt, done }) => !onceBegun || dueAt || done)
}

/** A stop of the organization suspends too; it begins nothing before the case was opened. */
function begunAt({ from }: PlaybookItem, events: readonly EpisodeEvent[], stoppedAt: Date | null): Date | null {
  const begun = events.find(({ kind }) => kind === from)
  if (begun || from !== 'suspended' || !stoppedAt) return begun?.at ?? null
  return new Date(Math.max(stoppedAt.getTime(), events[0]?.at.getTime() ?? 0))
}

function isDone({ code, by }: PlaybookItem, { kind, data }: EpisodeEvent): boolean {
  if (kind === 'checked') return data.item === code
  return by !== undefined && by.kind === kind && (by.audience === undefined || by.audience === data.audience)
}

/** What nobody has done in an open case and has to come before anybody reinstates its client. */
export function openBeforeReinstating(kind: EpisodeKind, events: readonly EpisodeEvent[]): PlaybookItem[] {
  if (events.some((event) => event.kind === 'closed')) return []
  return playbook(kind, events).filter(({ beforeReinstating, done }) => beforeReinstating && !done)
}

/** The item of that code in the checklist of a kind. */
export const playbookItem = (kind: EpisodeKind, code: string): PlaybookItem | undefined =>
  PLAYBOOKS[kind].find((item) => item.code === code)
