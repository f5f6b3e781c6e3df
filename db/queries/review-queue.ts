/** Pages of the reviewer's queue, by due instant and id, and capped counts of its views. */
import { and, asc, desc, eq, inArray, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm'
import type { QueueCursor, QueueView } from '../../lib/domain/review-queue.ts'
import { app } from '../schema/app.ts'
import { organization } from '../schema/organization.ts'
import { submission } from '../schema/submission.ts'
import type { Reader } from '../transaction.ts'

/** Who took a submission last and did not let go. */
const claimer = sql<string | null>`(
  select case claim.kind when 'claimed' then claim.actor_id end
  from review_event claim
  where claim.submission_id = ${submission.id} and claim.kind in ('claimed', 'released')
  order by claim.seq desc limit 1)`

const open = and(isNotNull(submission.submittedAt), inArray(submission.openTurn, ['appsec', 'developer']))

/** @param staffId for `mine` */
function inView(view: QueueView, staffId: string): SQL | undefined {
  switch (view) {
    case 'turn':
      // A message that has not arrived leaves a clock of ours running, although the developer seems to have the turn.
      return and(open, or(eq(submission.openTurn, 'appsec'), isNotNull(submission.dueAt)))
    case 'mine':
      return and(open, sql`${claimer} = ${staffId}`)
    case 'unclaimed':
      return and(open, sql`${claimer} is null`)
    case 'waiting':
      return and(isNotNull(submission.submittedAt), eq(submission.openTurn, 'developer'), isNull(submission.dueAt))
    case 'decided':
      return and(isNotNull(submission.submittedAt), eq(submission.openTurn, 'nobody'))
  }
}

/** What stands behind the cursor; rows without a due instant come last. */
function behind(view: QueueView, after: QueueCursor | null): SQL | undefined {
  if (!after) return undefined
  const { at, id } = after
  const at$ = at?.toISOString()
  if (view === 'decided') {
    return at$ ? sql`(${submission.submittedAt}, ${submission.id}) < (${at$}::timestamptz, ${id}::uuid)` : undefined
  }
  if (!at$) return and(isNull(submission.dueAt), sql`${submission.id} > ${id}::uuid`)
  return or(sql`(${submission.dueAt}, ${submission.id}) > (${at$}::timestamptz, ${id}::uuid)`, isNull(submission.dueAt))
}

export type QueuePage = { view: QueueView; staffId: string; after: QueueCursor | null; limit: number }

/** Earliest due first; what is decided, latest submitted first. */
export function listQueue(reader: Reader, { view, staffId, after, limit }: QueuePage) {
  const order =
    view === 'decided'
      ? [desc(submission.submittedAt), desc(submission.id)]
      : [asc(submission.dueAt), asc(submission.id)]
  return reader
    .select({ submission, app, organization, claimer })
    .from(submission)
    .innerJoin(app, eq(app.id, submission.appId))
    .innerJoin(organization, eq(organization.id, submission.organizationId))
    .where(and(inView(view, staffId), behind(view, after)))
    .orderBy(...order)
    .limit(limit)
}

/** How many stand in a view, counted no further than `most`. */
export async function countQueue(reader: Reader, view: QueueView, staffId: string, most: number): Promise<number> {
  const rows = await reader
    .select({ id: submission.id })
    .from(submission)
    .innerJoin(app, eq(app.id, submission.appId))
    .where(inView(view, staffId))
    .limit(most)
  return rows.length
}
