/** What a removal ends besides accounts and clients: submissions that wait for somebody. Steps for the removal. */
import { appendReviewEvent, listSubmissionsOfOrganization, lockSubmission } from '../../db/queries/submission.ts'
import type { Tx } from '../../db/transaction.ts'
import { CLOSED_WITH_ORGANIZATION } from '../domain/removal.ts'
import { isOpen, reviewStatus } from '../domain/review.ts'
import type { Context } from './context.ts'
import { refreshClock } from './review-clock.ts'
import { eventsOfSubmissions } from './submission-facts.ts'

/** Holds the submissions of an organization, in the order of their ids; the caller holds the organization and no client. */
export async function lockSubmissionsOf(tx: Tx, organizationId: string): Promise<string[]> {
  const ids = (await listSubmissionsOfOrganization(tx, organizationId)).map(({ id }) => id).toSorted()
  for (const id of ids) await lockSubmission(tx, id)
  return ids
}

/** Closes those of them that are open. The caller holds them. @returns their ids */
export async function closeSubmissions(tx: Tx, ctx: Context, ids: string[]): Promise<string[]> {
  const events = await eventsOfSubmissions(tx, ids)
  const open = ids.filter((id) => isOpen(reviewStatus(events.get(id) ?? [])))
  for (const submissionId of open) {
    await appendReviewEvent(tx, {
      ...{ id: ctx.randomId(), submissionId, kind: 'closed', at: ctx.now, data: { why: 'removed' }, mailId: null },
      ...{ actorKind: 'system', actorId: null, human: false },
      ...{ publicText: CLOSED_WITH_ORGANIZATION, internalText: '' },
    })
    await refreshClock(tx, ctx, submissionId)
  }
  return open
}
