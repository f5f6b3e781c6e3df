/**
 * How events fold: per client the latest successful sign-in and call, and per client, day (UTC) and kind a count. The
 * order of the events changes nothing, nor does the latest of something that was told before.
 */
import { type ActivityEvent, type ActivityKind, isActivity } from './activity.ts'

const SECOND = 1000
export const DAY = 24 * 60 * 60 * SECOND

/**
 * Events of so many days count by day; older ones only say when a client was seen. Batches are remembered a day longer
 * and a count can therefore never be added twice, however late a sender repeats itself.
 */
export const COUNTED_DAYS = 35
export const BATCHES_KEPT_DAYS = COUNTED_DAYS + 1
/** Counts are kept long enough to compare a month with the same month a year before. */
export const COUNTS_KEPT_DAYS = 400

export type FoldedClient = {
  clientId: string
  events: number
  /** Whole seconds since 1970; null when there was none. */
  signInAt: number | null
  callAt: number | null
}
/** `client` is the index of the client; `day` counts days since 1970. */
export type FoldedCount = { client: number; day: number; kind: ActivityKind; count: number }
export type FoldedActivity = {
  events: number
  clients: FoldedClient[]
  counts: FoldedCount[]
  /** The newest instant (ms) of all events; null without any. */
  until: number | null
}

type Pile = FoldedClient & { byDay: Map<number, Map<ActivityKind, number>> }

export function foldActivity(events: readonly ActivityEvent[], now: Date): FoldedActivity {
  const piles = new Map<string, Pile>()
  const countedFrom = now.getTime() - COUNTED_DAYS * DAY
  let until: number | null = null
  for (const event of events) {
    let pile = piles.get(event.clientId)
    if (!pile) {
      pile = { clientId: event.clientId, events: 0, signInAt: null, callAt: null, byDay: new Map() }
      piles.set(event.clientId, pile)
    }
    addTo(pile, event, countedFrom)
    if (until === null || event.at > until) until = event.at
  }
  const sorted = [...piles.values()].sort((a, b) => (a.clientId < b.clientId ? -1 : 1))
  return {
    events: events.length,
    clients: sorted.map(({ byDay: _counts, ...client }) => client),
    counts: sorted.flatMap(countsOf),
    until,
  }
}

function addTo(pile: Pile, { at, kind }: ActivityEvent, countedFrom: number): void {
  pile.events += 1
  const second = Math.floor(at / SECOND)
  if (isActivity(kind)) {
    const field = kind === 'sign_in' ? 'signInAt' : 'callAt'
    pile[field] = Math.max(pile[field] ?? second, second)
  }
  if (at < countedFrom) return
  const day = Math.floor(at / DAY)
  const kinds = pile.byDay.get(day) ?? new Map<ActivityKind, number>()
  pile.byDay.set(day, kinds)
  kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
}

function countsOf(pile: Pile, client: number): FoldedCount[] {
  const counts: FoldedCount[] = []
  for (const [day, kinds] of pile.byDay) for (const [kind, count] of kinds) counts.push({ client, day, kind, count })
  return counts
}
