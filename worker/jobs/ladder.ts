/** The hourly walk up the inactivity ladder, and the daily erasing of what was removed for good. */
import { eraseRemoved } from '../../lib/services/erasure.ts'
import { sweepLadder } from '../../lib/services/ladder.ts'
import type { JobTools } from './tools.ts'

export async function ladderJob(tools: JobTools): Promise<void> {
  const { judged, steps, ended } = await sweepLadder(tools.context('ladder'))
  if (!judged) tools.log.warn('inactivity is not judged: the activity feed is silent')
  if (steps.length > 0 || ended.length > 0) tools.log.info({ steps, ended }, 'inactivity ladder')
}

export async function eraseJob(tools: JobTools): Promise<void> {
  const organizations = await eraseRemoved(tools.context('erase_removed'))
  if (organizations.length > 0) tools.log.info({ organizations }, 'names of removed organizations erased')
}
