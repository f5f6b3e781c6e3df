/** Gives alerts to one organization: the step that taking them and matching them by hand share. */
import { insertRatingEvents } from '../../db/queries/rating.ts'
import type { Tx } from '../../db/transaction.ts'
import type { Context } from './context.ts'
import { type BreachFacts, breachStep } from './episode-breach-step.ts'
import type { AuditEntry } from './record.ts'

export type GivenAlerts = BreachFacts & {
  /** Who matched them and why; null when the portal did by the domain. */
  byHand: { staffId: string; internalText: string } | null
}

/** Notes that alerts are about an organization and adds them to its case. The caller holds its lock and writes the audit. */
export async function giveAlerts(
  tx: Tx,
  ctx: Context,
  given: GivenAlerts,
): Promise<{ episodeId: string | null; audit: AuditEntry | null }> {
  const { organizationId, alerts, byHand } = given
  const result = await breachStep(tx, ctx, given)
  const episodeId = result?.episode.id ?? null
  const of = { organizationId, episodeId, staffId: byHand?.staffId ?? null, internalText: byHand?.internalText ?? '' }
  const at = { kind: 'matched' as const, at: ctx.now }
  await insertRatingEvents(
    tx,
    alerts.map(({ alertId }) => ({ id: ctx.randomId(), alertId, ...at, ...of })),
  )
  if (!result) return { episodeId, audit: null }
  const act = result.opened ? 'episode.opened' : 'episode.rated'
  const data = { kind: 'breach', clientId: null, alerts: alerts.length }
  return { episodeId, audit: { act, noun: 'episode', nounId: result.episode.id, organizationId, data } }
}
