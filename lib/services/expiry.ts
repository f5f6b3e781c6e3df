/**
 * Forgetting what has run out: codes, sessions, counters, what the authorization servers kept for a while, and mail that
 * belongs to nothing.
 */
import { deleteStrayMailBefore } from '../../db/queries/inbound-mail.ts'
import { deleteExpiredProviderState } from '../../db/queries/provider-state.ts'
import { deleteRateLimitsBefore } from '../../db/queries/rate-limit.ts'
import { deleteSessionsBefore } from '../../db/queries/session.ts'
import { deleteSignInCodesBefore } from '../../db/queries/sign-in-code.ts'
import { notFound } from '../domain/refusal.ts'
import type { Context } from './context.ts'
import { STRAY_MAIL_DAYS } from './inbound-view.ts'

const DAY = 24 * 60 * 60 * 1000

/** How long something is kept after its end, for whoever looks into an attack. Assumption. */
const KEPT = { codes: DAY, counters: 2 * DAY, sessions: 30 * DAY }

/** Refuses everybody but jobs. Running it twice forgets nothing more. */
export async function forgetExpired(ctx: Context): Promise<void> {
  if (ctx.actor.kind !== 'system') throw notFound('page')
  const ago = (span: number) => new Date(ctx.now.getTime() - span)
  // One transaction each: a long delete of one kind should not hold the rows of another.
  await ctx.transaction((tx) => deleteSignInCodesBefore(tx, ago(KEPT.codes)))
  await ctx.transaction((tx) => deleteRateLimitsBefore(tx, ago(KEPT.counters)))
  await ctx.transaction((tx) => deleteSessionsBefore(tx, ago(KEPT.sessions)))
  await ctx.transaction((tx) => deleteStrayMailBefore(tx, ago(STRAY_MAIL_DAYS * DAY)))
  await ctx.transaction(async (tx) => {
    await deleteExpiredProviderState(tx, ctx.now)
  })
}
