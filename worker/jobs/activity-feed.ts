/** Looks after the activity feed. A silent source is said as loudly as a log can, every time until it is back. */
import { watchFeeds } from '../../lib/services/activity-feed.ts'
import type { JobTools } from './tools.ts'

/** @returns whether all sources report */
export async function activityFeedJob(tools: JobTools): Promise<boolean> {
  const { silent, since, sources } = await watchFeeds(tools.context('activity_feed'))
  if (silent) {
    const facts = { sources, since: since?.toISOString() ?? null }
    tools.log.error(facts, 'THE ACTIVITY FEED IS SILENT: inactivity is not judged until it is back')
  }
  return !silent
}
