/** How the sources of activity stand, for payer staff. */
import type { ActivitySource } from '../domain/activity-feed.ts'
import { datedText } from '../domain/calendar.ts'
import { inactivityJudging } from './activity-feed.ts'
import type { Context } from './context.ts'
import { staffOf } from './review-access.ts'

export type ActivityDeskView = {
  /** While true inactivity is not judged. */
  silent: boolean
  sources: ActivitySource[]
  /** Up to when all sources reported, with its words in the payer's zone; null while none ever did. */
  since: { at: Date; when: string } | null
}

/** Refuses `not_found` for everybody but payer staff. */
export async function activityDesk(ctx: Context): Promise<ActivityDeskView> {
  staffOf(ctx)
  const { paused, silentSources, since } = await inactivityJudging(ctx.reader, ctx.now, ctx.settings)
  const when = since && datedText(since, ctx.settings.calendar.zone)
  return { silent: paused, sources: silentSources, since: since && when ? { at: since, when } : null }
}
