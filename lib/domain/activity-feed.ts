/**
 * Whether we would have seen an app that was used. While a source of activity is silent we would not, so nobody is judged
 * inactive then, and the silent time counts for nobody.
 *
 * Assumptions, kept here: every source that ever reported must go on reporting; before the first report nothing was
 * seen; a source with nothing to tell says so (an empty batch), so that quiet and silent are two things.
 */

const ACTIVITY_SOURCES = ['gateway', 'authserver'] as const
export type ActivitySource = (typeof ACTIVITY_SOURCES)[number]

/** A source and the instant up to which it told us what happened. */
export type Feed = { source: ActivitySource; lastEventAt: Date }

export type Silence = {
  silent: boolean
  /** Up to when all sources told us what happened; null while none ever did. */
  since: Date | null
  /** Milliseconds from `since` to now; 0 when nothing was ever told. */
  silentMs: number
  /** The sources that are silent. */
  sources: ActivitySource[]
}

const HOUR = 60 * 60 * 1000

/** @param silenceHours silence (hours) of a source from which on it counts as silent */
export function silenceOf(feeds: readonly Feed[], now: Date, silenceHours: number): Silence {
  const age = (feed: Feed) => now.getTime() - feed.lastEventAt.getTime()
  const sources = feeds.filter((feed) => age(feed) >= silenceHours * HOUR).map(({ source }) => source)
  const oldest =
    feeds.length === 0 ? null : new Date(Math.min(...feeds.map(({ lastEventAt }) => lastEventAt.getTime())))
  return {
    silent: oldest === null || sources.length > 0,
    since: oldest,
    silentMs: oldest ? Math.max(0, now.getTime() - oldest.getTime()) : 0,
    sources,
  }
}

/** What was noted of a silence: `silent` with the newest instant known before it, `back` when it was over. */
export type GapNote = { kind: 'silent' | 'back'; at: Date; lastEventAt: Date | null }

/** A time in which we could not see who was used. `from` null: since ever; `to` null: until now. */
export type Gap = { from: Date | null; to: Date | null }

/** @param notes oldest first */
export function gapsOf(notes: readonly GapNote[]): Gap[] {
  const gaps: Gap[] = []
  let open: Gap | null = null
  for (const { kind, at, lastEventAt } of notes) {
    if (kind === 'silent' && !open) open = { from: lastEventAt, to: null }
    if (kind === 'back' && open) {
      gaps.push({ ...open, to: at })
      open = null
    }
  }
  return open ? [...gaps, open] : gaps
}

/** What has to be noted now, from what was noted last and how the sources stand. */
export function gapNotes(last: GapNote['kind'] | null, before: Silence, after: Silence, now: Date): GapNote[] {
  const notes: GapNote[] = []
  // Nothing was ever told until now: all time before is a gap.
  const began = before.since === null && after.since !== null
  if (last !== 'silent' && (began || (before.silent && before.since !== null))) {
    notes.push({ kind: 'silent', at: now, lastEventAt: before.since })
  }
  if ((last === 'silent' || notes.length > 0) && !after.silent) {
    notes.push({ kind: 'back', at: now, lastEventAt: after.since })
  }
  return notes
}

/**
 * The instant from which inactivity counts: the last activity, later by all the time since in which nothing could be seen.
 * Gaps can overlap, because one begins with the last word of its source, which may lie within the one before; what they
 * share counts once. Give it to `ladderDates`.
 */
export function judgedFrom(lastActivity: Date, gaps: readonly Gap[], now: Date): Date {
  const start = lastActivity.getTime()
  const times = gaps.map(({ from, to }) => ({ from: from?.getTime() ?? start, to: (to ?? now).getTime() }))
  let blind = 0
  let counted = start
  for (const { from, to } of times.toSorted((a, b) => a.from - b.from)) {
    blind += Math.max(0, to - Math.max(from, counted))
    counted = Math.max(counted, to)
  }
  return new Date(start + blind)
}
