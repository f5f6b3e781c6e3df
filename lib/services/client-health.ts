/** How a client does, for its developers: what was counted in 30 days, when it was last seen, how near a flag it is. */
import { listCounts } from '../../db/queries/activity.ts'
import type { ActivityKind } from '../domain/activity.ts'
import { DAY } from '../domain/activity-fold.ts'
import { ladderDates } from '../domain/ladder.ts'
import { inactivityJudging, type LastActivity, lastActivityOf } from './activity-feed.ts'
import { clientOfDeveloper } from './client.ts'
import type { Context } from './context.ts'
import { ladderCase, openCase } from './ladder-facts.ts'

const DAYS = 30

export type KindCounts = Record<ActivityKind, number>

export type ClientHealthView = {
  /** Of the last 30 days (UTC), today included. */
  totals: KindCounts
  /** Days on which something was seen, newest first. */
  days: { day: string; counts: KindCounts }[]
  last: LastActivity | null
  /** When the first mail of the inactivity ladder is due if nothing more is seen; null for a client that is not judged. */
  flaggedAt: Date | null
  /** Whether that mail was sent and nobody answered yet: then the dates stand on the client's page. */
  asked: boolean
  /** Whether inactivity is not judged now, because a source of activity is silent. */
  paused: boolean
}

const none = (): KindCounts => ({ sign_in: 0, sign_in_failed: 0, call: 0, call_refused: 0, call_failed: 0 })

/** For a developer of the client's organization; refuses `not_found` for everybody else. */
export async function clientHealth(ctx: Context, clientId: string): Promise<ClientHealthView> {
  await clientOfDeveloper(ctx.reader, ctx, clientId, 'read')
  const from = new Date(ctx.now.getTime() - (DAYS - 1) * DAY).toISOString().slice(0, 10)
  const [rows, seen, judging] = await Promise.all([
    listCounts(ctx.reader, clientId, from),
    lastActivityOf(ctx.reader, [clientId]),
    inactivityJudging(ctx.reader, ctx.now, ctx.settings),
  ])
  const totals = none()
  const byDay = new Map<string, KindCounts>()
  for (const { day, kind, count } of rows) {
    const counts = byDay.get(day) ?? none()
    byDay.set(day, counts)
    counts[kind] += count
    totals[kind] += count
  }
  const ladder = await ladderCase(ctx.reader, ctx, clientId, judging)
  return {
    totals,
    days: [...byDay].map(([day, counts]) => ({ day, counts })).toReversed(),
    last: seen.get(clientId) ?? null,
    flaggedAt: ladder?.facts.live ? ladderDates(ladder.facts.quietSince, ctx.settings.ladder).flaggedAt : null,
    asked: ladder !== null && openCase(ladder, ctx.now) !== null,
    paused: judging.paused,
  }
}
