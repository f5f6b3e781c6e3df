/**
 * Takes alerts of the security-rating service, from its signed messages and from files that staff upload: each once, kept
 * whether or not anybody here has the domain, and added to the case of every organization that has.
 */
import { lockOrganization } from '../../db/queries/organization.ts'
import {
  countRatingBatch,
  findRatingBatch,
  insertRatingAlerts,
  insertRatingBatch,
  listMonitoredFacts,
  type RatingBatchRow,
} from '../../db/queries/rating.ts'
import type { Tx } from '../../db/transaction.ts'
import type { RatingAlert } from '../domain/rating.ts'
import type { RatingFile } from '../domain/rating-file.ts'
import { domainIndex, organizationsOf } from '../domain/rating-match.ts'
import { notFound, Refusal } from '../domain/refusal.ts'
import type { Context } from './context.ts'
import type { KeptAlert } from './episode-breach-step.ts'
import { giveAlerts } from './rating-step.ts'
import { type AuditEntry, recordAudit } from './record.ts'
import { reviewerOf } from './review-access.ts'

export type RatingResult = {
  batchId: string
  /** New alerts, and alerts that had come before. */
  taken: number
  known: number
  /** Of the new ones, those about an organization here. */
  matched: number
  /** Cases that they opened or were added to. */
  episodes: number
}

/** A message whose signature the caller has proven. */
export type RatingMessage = { id: string; digest: string; alerts: readonly RatingAlert[] }

/**
 * Takes a signed message. The same id and body again gives the same answer; refuses `rating_id_taken` for the same id with
 * another body, and `not_found` to anybody but the system.
 */
export function recordRatings(ctx: Context, message: RatingMessage): Promise<RatingResult> {
  if (ctx.actor.kind !== 'system') throw notFound('page')
  const { id: externalId, digest, alerts } = message
  return ctx.transaction((tx) =>
    take(tx, ctx, { source: 'webhook', externalId, digest, name: '', staffId: null, faults: [] }, alerts),
  )
}

/** A file that was read already. */
export type RatingUpload = RatingFile & { name: string; digest: string }

/** Takes the right rows of an uploaded file and keeps what was wrong with the others. Refuses `not_found`, `read_only`. */
export async function uploadRatings(ctx: Context, upload: RatingUpload): Promise<RatingResult> {
  const { staffId } = reviewerOf(ctx)
  const { digest, alerts, faults } = upload
  const name = upload.name.replace(/\p{C}/gu, '').slice(0, 200)
  return ctx.transaction((tx) =>
    take(tx, ctx, { source: 'csv', externalId: ctx.randomId(), digest, name, staffId, faults }, alerts),
  )
}

type NewBatch = Omit<RatingBatchRow, 'id' | 'receivedAt' | 'alerts'>

async function take(tx: Tx, ctx: Context, batch: NewBatch, alerts: readonly RatingAlert[]): Promise<RatingResult> {
  const row: RatingBatchRow = { ...batch, id: ctx.randomId(), receivedAt: ctx.now, alerts: alerts.length }
  if (!(await insertRatingBatch(tx, row))) {
    const before = await findRatingBatch(tx, row)
    if (before?.digest !== row.digest)
      throw new Refusal('rating_id_taken', 'Another message came with this webhook-id.')
    return resultOf(tx, before)
  }
  const kept = await keepAlerts(tx, ctx, row, alerts)
  const audits = await match(tx, ctx, kept)
  const result = await resultOf(tx, row)
  const { taken, known, matched } = result
  const data = { source: row.source, digest: row.digest, taken, known, matched, faults: row.faults.length }
  for (const audit of audits) await recordAudit(tx, ctx, audit)
  await recordAudit(tx, ctx, { act: 'rating.taken', noun: 'rating_batch', nounId: row.id, data })
  return result
}

async function resultOf(tx: Tx, { id: batchId, alerts }: RatingBatchRow): Promise<RatingResult> {
  const counts = await countRatingBatch(tx, batchId)
  return { batchId, ...counts, known: alerts - counts.taken }
}

/** @returns the new ones. They go in one order, so that two uploads at once cannot wait for each other. */
async function keepAlerts(
  tx: Tx,
  ctx: Context,
  { id: batchId, source }: RatingBatchRow,
  alerts: readonly RatingAlert[],
): Promise<KeptAlert[]> {
  const byId = new Map<string, KeptAlert>()
  for (const alert of alerts) {
    const { id, vendor, domain, rating, severity, findings } = alert
    const externalId = id ?? ctx.digest(JSON.stringify([vendor, domain, rating, severity, findings]))
    if (!byId.has(externalId)) byId.set(externalId, { ...alert, alertId: ctx.randomId() })
  }
  const rows = [...byId].map(([externalId, { alertId, id: _id, ...alert }]) => ({
    ...{ id: alertId, batchId, source, externalId, receivedAt: ctx.now },
    ...alert,
  }))
  rows.sort((a, b) => (a.externalId < b.externalId ? -1 : 1))
  const kept = await insertRatingAlerts(tx, rows)
  return [...byId.values()].filter(({ alertId }) => kept.has(alertId))
}

/** Gives each alert to every organization that has its domain. @returns what the audit says of it */
async function match(tx: Tx, ctx: Context, alerts: readonly KeptAlert[]): Promise<AuditEntry[]> {
  if (alerts.length === 0) return []
  const index = domainIndex(await listMonitoredFacts(tx))
  const found = new Map<string, { alerts: KeptAlert[]; proven: boolean }>()
  for (const alert of alerts) {
    for (const [organizationId, proven] of organizationsOf(index, alert.domain)) {
      const own = found.get(organizationId) ?? { alerts: [], proven: false }
      own.alerts.push(alert)
      own.proven ||= proven
      found.set(organizationId, own)
    }
  }
  // In one order, so that two batches at once cannot wait for each other.
  const ordered = [...found].toSorted(([a], [b]) => (a < b ? -1 : 1))
  for (const [organizationId] of ordered) await lockOrganization(tx, organizationId)
  const audits: AuditEntry[] = []
  for (const [organizationId, own] of ordered) {
    const { audit } = await giveAlerts(tx, ctx, { organizationId, ...own, byHand: null })
    if (audit) audits.push(audit)
  }
  return audits
}
