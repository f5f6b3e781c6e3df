/** What has to be done first about an at-risk case: an item of its checklist, a step of the ladder, or something to read. */
import type { Gap } from './activity-feed.ts'
import { type EpisodeEvent, type EpisodeEventKind, type EpisodeKind, episodeStatus, heldUntil } from './episode.ts'
import { holdEnd, type LadderSettings } from './ladder.ts'
import { LADDER_STEPS, promisedOf, stepDates, takenOf } from './ladder-steps.ts'
import { playbook } from './playbook.ts'

export type Deadline = { what: string; at: Date }

const HOUR = 3_600_000
/** Hours until somebody reads what came from the developer. Assumption. */
const READ_HOURS = 48

type Case = { kind: EpisodeKind; evidence: Record<string, unknown> }

export type DeadlineFacts = {
  /** The instant that decides. */
  now: Date
  /** The ladder's periods. */
  ladder: LadderSettings
  /** Times in which nobody could have seen the client in use. */
  gaps: readonly Gap[]
  /** Whether the client is live by itself. */
  live: boolean
  /** Since when the whole organization is stopped; null when it is not. */
  stoppedAt: Date | null
}

/** What the inactivity ladder does next by itself; nothing while it stands still for a colleague or an answer. */
function ladderDeadline({ evidence }: Case, events: readonly EpisodeEvent[], of: DeadlineFacts): Deadline[] {
  const status = episodeStatus(events, of.now)
  if (of.stoppedAt || status === 'paused' || events.some(({ kind }) => kind === 'response')) return []
  const until = status === 'held' ? heldUntil(events) : null
  if (until) return [{ what: 'The hold ends', at: holdEnd(until) }]
  const promised = promisedOf(evidence)
  if (!promised) return []
  const facts = { quietSince: promised.flaggedAt, promised, ...takenOf(events, of.gaps, of.now) }
  // One that was stopped for another reason climbs no further.
  if (!of.live && !facts.taken.some(({ step }) => step === 'suspension')) return []
  const next = stepDates(facts, of.ladder).find(({ taken }) => !taken)
  const row = LADDER_STEPS.find(({ step }) => step === next?.step)
  return next && row ? [{ what: row.title, at: next.at }] : []
}

/** The first mail or answer that came in after the last act of a colleague. */
function unread(events: readonly EpisodeEvent[]): Deadline[] {
  const seen = events.findLastIndex(({ actorKind }) => actorKind === 'staff')
  const word = events.slice(seen + 1).find(({ kind, actorKind }) => kind === 'received' || isOwnAnswer(kind, actorKind))
  return word ? [{ what: 'Read what came in', at: new Date(word.at.getTime() + READ_HOURS * HOUR) }] : []
}

/** An answer that ends no case came after the suspension: only a colleague lets the client work again. */
function answered(events: readonly EpisodeEvent[]): Deadline[] {
  const answer = events.find(({ kind }) => kind === 'response')
  return answer
    ? [{ what: 'Somebody answered: reinstate the client', at: new Date(answer.at.getTime() + READ_HOURS * HOUR) }]
    : []
}

const isOwnAnswer = (kind: EpisodeEventKind, actorKind: EpisodeEvent['actorKind']) =>
  kind === 'answer' && actorKind === 'developer'

/** What has to be done first about a case that is open; null when nothing waits. @param events oldest first */
export function nextDeadline(of: Case, events: readonly EpisodeEvent[], facts: DeadlineFacts): Deadline | null {
  if (events.some(({ kind }) => kind === 'closed')) return null
  const items = playbook(of.kind, events, facts.stoppedAt).flatMap(({ title, dueAt, done, stoppedAt }) =>
    dueAt && !done && !stoppedAt ? [{ what: title, at: dueAt }] : [],
  )
  const ladder = of.kind === 'inactive' ? ladderDeadline(of, events, facts) : []
  const all = [...items, ...ladder, ...answered(events), ...unread(events)]
  return all.toSorted((a, b) => a.at.getTime() - b.at.getTime())[0] ?? null
}
