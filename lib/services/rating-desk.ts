/** Alerts of the security-rating service on the desk: lists, one domain, uploads with what was wrong, and matching by hand. */
import { findOrganization, lockOrganization } from '../../db/queries/organization.ts'
import {
  countRatingBatch,
  insertRatingEvents,
  type RatingAlertRow,
  type RatingBatchRow,
} from '../../db/queries/rating.ts'
import {
  findRatingAlert,
  findRatingUpload,
  listAlertsOfBatch,
  listEpisodesOfBatch,
  listOrganizationNames,
  listRatingAlerts,
  listRatingEvents,
  listRatingUploads,
  listUnmatchedOfDomain,
  lockAlertsOfDomain,
} from '../../db/queries/rating-list.ts'
import { listStaff } from '../../db/queries/staff.ts'
import type { Tx } from '../../db/transaction.ts'
import { datedText } from '../domain/calendar.ts'
import { opensEpisode, SEVERITIES, type Severity } from '../domain/rating.ts'
import { badRowsOf } from '../domain/rating-file.ts'
import { notFound, Refusal } from '../domain/refusal.ts'
import { cursorText, parseCursor } from '../domain/review-queue.ts'
import { reviewText } from '../domain/review-text.ts'
import { CONFLICT_SENTENCE } from '../domain/review-verdict.ts'
import type { Context } from './context.ts'
import type { KeptAlert } from './episode-breach-step.ts'
import { giveAlerts } from './rating-step.ts'
import { recordAudit } from './record.ts'
import { mayAct, reviewerOf, staffOf } from './review-access.ts'
import { conflictWith } from './review-facts.ts'
import { isKey } from './submission-access.ts'

const PAGE = 25
const UPLOADS = 10
/** Alerts and episodes that the page of an upload shows. */
const UPLOAD_ALERTS = 100
const UPLOAD_CASES = 20

export const RATING_STATES = ['unmatched', 'matched', 'dismissed'] as const
export type RatingState = (typeof RATING_STATES)[number]

export type AlertView = {
  alertId: string
  vendor: string
  domain: string
  rating: string
  severity: Severity
  findings: string
  at: Date
  when: string
  /** Whether its severity would open a case. */
  significant: boolean
  /** Whom it is about, or why it is about nobody here; oldest first. */
  events: {
    id: string
    kind: 'matched' | 'dismissed'
    organization: string
    episode: { episodeId: string; reference: string } | null
    by: string
    internalText: string
  }[]
}

/** `badRows`: rows that were not taken; one may have several faults. */
export type UploadSummary = { batchId: string; name: string; at: Date; when: string; by: string; badRows: number }

export type RatingListInput = { state?: string; lower?: boolean; text?: string; after?: string }

export type RatingListView = {
  state: RatingState
  /** Whether alerts below the severity that opens a case are shown; else those from it on. */
  lower: boolean
  text: string
  service: string
  opensAt: Severity
  rows: AlertView[]
  /** Pass as `after` for the next page; null at the end. */
  next: string | null
  uploads: UploadSummary[]
  mayAct: boolean
}

/** Newest first. Refuses everybody but payer staff (`not_found`). */
export async function ratingList(ctx: Context, input: RatingListInput = {}): Promise<RatingListView> {
  const staff = staffOf(ctx)
  const { service, opensAt } = ctx.settings.rating
  const state = RATING_STATES.find((one) => one === input.state) ?? 'unmatched'
  const lower = input.lower ?? false
  const text = (input.text ?? '').trim().slice(0, 200)
  const cursor = parseCursor(input.after)
  const after = cursor?.at && isKey(cursor.id) ? { at: cursor.at, id: cursor.id } : null
  const severities = SEVERITIES.filter((severity) => opensEpisode({ severity }, opensAt) !== lower)
  const found = await listRatingAlerts(ctx.reader, { state, severities, text, after, limit: PAGE + 1 })
  const last = found.length > PAGE ? found[PAGE - 1] : undefined
  return {
    ...{ state, lower, text, service, opensAt },
    rows: await alertViews(ctx, found.slice(0, PAGE)),
    next: last ? cursorText({ at: last.receivedAt, id: last.id }) : null,
    uploads: await uploads(ctx),
    mayAct: mayAct(staff),
  }
}

async function namesOfStaff(ctx: Context): Promise<(id: string | null) => string> {
  const names = new Map((await listStaff(ctx.reader)).map(({ id, name }) => [id, name]))
  return (id) => (id ? (names.get(id) ?? 'A colleague') : 'The portal, by the domain')
}

const when = (ctx: Context, at: Date) => ({ at, when: datedText(at, ctx.settings.calendar.zone) })

async function alertViews(ctx: Context, rows: readonly RatingAlertRow[]): Promise<AlertView[]> {
  const ids = rows.map(({ id }) => id)
  const [events, nameOf] = await Promise.all([listRatingEvents(ctx.reader, ids), namesOfStaff(ctx)])
  return rows.map(({ id, vendor, domain, rating, severity, findings, receivedAt }) => ({
    ...{ alertId: id, vendor, domain, rating, findings, severity: severity as Severity },
    ...when(ctx, receivedAt),
    significant: opensEpisode({ severity: severity as Severity }, ctx.settings.rating.opensAt),
    events: events
      .filter(({ event }) => event.alertId === id)
      .map(({ event, organization, reference }) => ({
        ...{ id: event.id, kind: event.kind, organization: organization ?? '', by: nameOf(event.staffId) },
        episode: event.episodeId ? { episodeId: event.episodeId, reference: reference ?? '' } : null,
        internalText: event.internalText,
      })),
  }))
}

async function uploads(ctx: Context): Promise<UploadSummary[]> {
  const [rows, nameOf] = await Promise.all([listRatingUploads(ctx.reader, UPLOADS), namesOfStaff(ctx)])
  return rows.map(({ id, name, receivedAt, staffId, faults }) => ({
    ...{ batchId: id, name, by: nameOf(staffId), badRows: badRowsOf(faults) },
    ...when(ctx, receivedAt),
  }))
}

export type UploadView = UploadSummary & {
  taken: number
  known: number
  matched: number
  episodes: number
  /** Some of the new alerts, those about an organization first, and some of the episodes. */
  alerts: AlertView[]
  cases: { episodeId: string; reference: string }[]
  list: RatingBatchRow['faults']
}

/** What came of an upload. Refuses everybody but payer staff, and an unknown one, with `not_found`. */
export async function ratingUpload(ctx: Context, batchId: string): Promise<UploadView> {
  staffOf(ctx)
  const row = isKey(batchId) ? await findRatingUpload(ctx.reader, batchId) : undefined
  if (!row) throw notFound('upload')
  const [counts, nameOf] = await Promise.all([countRatingBatch(ctx.reader, row.id), namesOfStaff(ctx)])
  return {
    ...{ batchId, name: row.name, by: nameOf(row.staffId), ...when(ctx, row.receivedAt) },
    ...counts,
    known: row.alerts - counts.taken,
    alerts: await alertViews(ctx, await listAlertsOfBatch(ctx.reader, row.id, UPLOAD_ALERTS)),
    cases: await listEpisodesOfBatch(ctx.reader, row.id, UPLOAD_CASES),
    badRows: badRowsOf(row.faults),
    list: row.faults,
  }
}

export type RatingAlertPage = AlertView & {
  /** Alerts about the same domain that nobody has matched or dismissed, this one included. */
  open: number
  organizations: { organizationId: string; name: string; website: string }[]
  service: string
  mayAct: boolean
}

/** One alert. Refuses everybody but payer staff, and an unknown one, with `not_found`. */
export async function ratingAlertPage(ctx: Context, alertId: string): Promise<RatingAlertPage> {
  const staff = staffOf(ctx)
  const row = isKey(alertId) ? await findRatingAlert(ctx.reader, alertId) : undefined
  const [view] = row ? await alertViews(ctx, [row]) : []
  if (!row || !view) throw notFound('alert')
  return {
    ...view,
    open: (await listUnmatchedOfDomain(ctx.reader, row.domain)).length,
    organizations: await listOrganizationNames(ctx.reader),
    service: ctx.settings.rating.service,
    mayAct: mayAct(staff),
  }
}

/** Holds the open alerts about the domain of one. Refuses `alert_handled` when a colleague was faster. */
async function openAlerts(tx: Tx, alertId: string): Promise<{ domain: string; alerts: KeptAlert[] }> {
  const row = isKey(alertId) ? await findRatingAlert(tx, alertId) : undefined
  if (!row) throw notFound('alert')
  await lockAlertsOfDomain(tx, row.domain)
  const rows = await listUnmatchedOfDomain(tx, row.domain)
  if (rows.length === 0) {
    throw new Refusal(
      'alert_handled',
      'These alerts were matched or dismissed meanwhile. What you typed is still here.',
    )
  }
  const alerts = rows.map(({ id, externalId, ...alert }) => ({
    ...alert,
    ...{ id: externalId, alertId: id, severity: alert.severity as Severity },
  }))
  return { domain: row.domain, alerts }
}

export type MatchInput = { alertId: string; organizationId: string; note: string }

/**
 * A colleague says whose domain it is: every open alert about it goes to that organization, with the case that follows.
 * Refuses `organization` and `text` (field `note`), `conflict`, `alert_handled`, `read_only`, `not_found`.
 */
export function matchAlerts(ctx: Context, input: MatchInput): Promise<{ alertId: string; episodeId: string | null }> {
  return ctx.transaction(async (tx) => {
    const staff = reviewerOf(ctx)
    const { staffId } = staff
    const { alertId, organizationId } = input
    const found = isKey(organizationId) ? await findOrganization(tx, organizationId) : undefined
    if (!found) throw new Refusal('organization', 'Choose the organization.', { field: 'organizationId' })
    if (await conflictWith(tx, staff, organizationId)) {
      throw new Refusal('conflict', CONFLICT_SENTENCE, { field: 'organizationId' })
    }
    const ask = 'Write how you know that the domain is theirs.'
    const internalText = reviewText(input.note, { field: 'note', ask, max: 2000 })
    await lockOrganization(tx, organizationId)
    const { domain, alerts } = await openAlerts(tx, alertId)
    const given = { organizationId, alerts, proven: true, byHand: { staffId, internalText } }
    const { episodeId, audit } = await giveAlerts(tx, ctx, given)
    if (audit) await recordAudit(tx, ctx, audit)
    const data = { domain, alerts: alerts.length, episodeId }
    await recordAudit(tx, ctx, { act: 'rating.matched', noun: 'rating_alert', nounId: alertId, organizationId, data })
    return { alertId, episodeId }
  })
}

export type DismissInput = { alertId: string; reason: string }

/**
 * Every open alert about the domain is about nobody here. Refuses `text` (field `reason`), `alert_handled`, `read_only`,
 * `not_found`.
 */
export function dismissAlerts(ctx: Context, input: DismissInput): Promise<{ alertId: string }> {
  return ctx.transaction(async (tx) => {
    const { staffId } = reviewerOf(ctx)
    const { alertId } = input
    const ask = 'Write why they are about nobody here.'
    const internalText = reviewText(input.reason, { field: 'reason', ask, max: 2000 })
    const { domain, alerts } = await openAlerts(tx, alertId)
    const of = { kind: 'dismissed' as const, at: ctx.now, staffId, organizationId: null, episodeId: null, internalText }
    await insertRatingEvents(
      tx,
      alerts.map((alert) => ({ id: ctx.randomId(), alertId: alert.alertId, ...of })),
    )
    const data = { domain, alerts: alerts.length }
    await recordAudit(tx, ctx, { act: 'rating.dismissed', noun: 'rating_alert', nounId: alertId, data })
    return { alertId }
  })
}
