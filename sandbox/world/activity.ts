/**
 * What the authorization server saw of the example world's apps, half a day at a time, and the walk up the inactivity
 * ladder after it. Every half day says something, so that quiet and silent stay two things.
 */
import type { ActivityEvent, ActivityKind } from '../../lib/domain/activity.ts'
import { recordActivity } from '../../lib/services/activity.ts'
import { sweepLadder } from '../../lib/services/ladder.ts'
import type { Entry } from './app.ts'
import { clientOf } from './review.ts'
import type { Step, World } from './world.ts'

/** An app that people use, from its approval until it is suspended or given up. */
export type Use = { app: Entry; from: Date; until?: Date; callsADay: number }

const HALF_DAY = 12 * 60 * 60 * 1000
const MINUTE = 60 * 1000

/** @param from when the payer began to see what apps do */
export function traffic(world: World, uses: readonly Use[], from: Date): Step[] {
  const steps: Step[] = []
  const end = world.clock.minutesAgo(0).getTime()
  for (let at = from.getTime(); at < end; at += HALF_DAY) {
    steps.push({ at: new Date(at), act: (instant) => halfDay(world, uses, instant) })
  }
  return steps
}

async function halfDay(world: World, uses: readonly Use[], at: Date): Promise<void> {
  const context = (job: string) => world.context({ kind: 'system', job }, at, 'system')
  const events: ActivityEvent[] = []
  for (const use of uses) {
    const { app, from, until } = use
    if (from < at && (!until || at < until)) events.push(...eventsOf(await clientOf(world, app), use, at))
  }
  const id = `world-${at.toISOString()}`
  await recordActivity(context('activity'), {
    source: 'authserver',
    environment: 'production',
    id,
    digest: id,
    events,
  })
  await sweepLadder(context('ladder'))
}

/** A little more or less each half day, the same at every load; now and then a call is refused. */
function eventsOf(clientId: string, { callsADay }: Use, at: Date): ActivityEvent[] {
  const turn = Math.round(at.getTime() / HALF_DAY)
  const many = (kind: ActivityKind, count: number) =>
    Array.from({ length: count }, (_, index) => ({ clientId, kind, at: at.getTime() - index * MINUTE }))
  return [
    ...many('sign_in', turn % 3),
    ...many('call', Math.round(callsADay / 2) + (turn % 5) - 2),
    ...many('call_refused', turn % 7 === 0 ? 2 : 0),
    ...many('sign_in_failed', turn % 11 === 0 ? 1 : 0),
  ]
}
