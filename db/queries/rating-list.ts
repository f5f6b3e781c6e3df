/** Alerts and uploads as payer staff read them, newest first. */
import { and, asc, desc, eq, exists, ilike, inArray, notExists, or, type SQL, sql } from 'drizzle-orm'
import { episode } from '../schema/episode.ts'
import { organization } from '../schema/organization.ts'
import { ratingAlert, ratingBatch, ratingEvent } from '../schema/signal.ts'
import type { Reader, Tx } from '../transaction.ts'
import type { RatingAlertRow, RatingBatchRow } from './rating.ts'

export type RatingListQuery = {
  state: 'unmatched' | 'matched' | 'dismissed'
  severities: readonly string[]
  /** Part of a vendor or domain; empty for all. */
  text: string
  /** The last row of the page before. */
  after: { at: Date; id: string } | null
  limit: number
}

const happened = (reader: Reader, kind?: 'matched' | 'dismissed') =>
  reader
    .select({ one: sql`1` })
    .from(ratingEvent)
    .where(and(eq(ratingEvent.alertId, ratingAlert.id), kind ? eq(ratingEvent.kind, kind) : undefined))

/** Alerts that nobody has matched or dismissed yet. */
const unmatched = (reader: Reader): SQL => notExists(happened(reader))

function matches(text: string): SQL | undefined {
  if (text === '') return undefined
  const like = `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  return or(ilike(ratingAlert.vendor, like), ilike(ratingAlert.domain, like))
}

export function listRatingAlerts(reader: Reader, query: RatingListQuery): Promise<RatingAlertRow[]> {
  const { state, severities, text, after, limit } = query
  const behind = after
    ? sql`(${ratingAlert.receivedAt}, ${ratingAlert.id}) < (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`
    : undefined
  const inState = state === 'unmatched' ? unmatched(reader) : exists(happened(reader, state))
  return reader
    .select()
    .from(ratingAlert)
    .where(and(inState, inArray(ratingAlert.severity, [...severities]), matches(text), behind))
    .orderBy(desc(ratingAlert.receivedAt), desc(ratingAlert.id))
    .limit(limit)
}

/** What happened to alerts, oldest first, with the names of organizations and cases. */
export function listRatingEvents(reader: Reader, alertIds: string[]) {
  if (alertIds.length === 0) return Promise.resolve([])
  return reader
    .select({ event: ratingEvent, organization: organization.legalName, reference: episode.reference })
    .from(ratingEvent)
    .leftJoin(organization, eq(organization.id, ratingEvent.organizationId))
    .leftJoin(episode, eq(episode.id, ratingEvent.episodeId))
    .where(inArray(ratingEvent.alertId, alertIds))
    .orderBy(ratingEvent.seq)
}

/** Alerts that went into a case of an organization, newest first. */
export function listAlertsOfEpisode(
  reader: Reader,
  { id, organizationId }: { id: string; organizationId: string },
  limit: number,
): Promise<RatingAlertRow[]> {
  const given = reader
    .select({ id: ratingEvent.alertId })
    .from(ratingEvent)
    .where(and(eq(ratingEvent.organizationId, organizationId), eq(ratingEvent.episodeId, id)))
  return reader
    .select()
    .from(ratingAlert)
    .where(inArray(ratingAlert.id, given))
    .orderBy(desc(ratingAlert.receivedAt), desc(ratingAlert.id))
    .limit(limit)
}

export async function findRatingAlert(reader: Reader, alertId: string): Promise<RatingAlertRow | undefined> {
  const [row] = await reader.select().from(ratingAlert).where(eq(ratingAlert.id, alertId))
  return row
}

/** Holds the alerts about a domain until the transaction ends. */
export async function lockAlertsOfDomain(tx: Tx, domain: string): Promise<void> {
  await tx
    .select({ id: ratingAlert.id })
    .from(ratingAlert)
    .where(eq(ratingAlert.domain, domain))
    .orderBy(asc(ratingAlert.id))
    .for('update')
}

/** Of one domain, newest first. */
export function listUnmatchedOfDomain(reader: Reader, domain: string): Promise<RatingAlertRow[]> {
  return reader
    .select()
    .from(ratingAlert)
    .where(and(eq(ratingAlert.domain, domain), unmatched(reader)))
    .orderBy(desc(ratingAlert.receivedAt), desc(ratingAlert.id))
}

export function listRatingUploads(reader: Reader, limit: number): Promise<RatingBatchRow[]> {
  return reader
    .select()
    .from(ratingBatch)
    .where(eq(ratingBatch.source, 'csv'))
    .orderBy(desc(ratingBatch.receivedAt), desc(ratingBatch.id))
    .limit(limit)
}

export async function findRatingUpload(reader: Reader, batchId: string): Promise<RatingBatchRow | undefined> {
  const [row] = await reader
    .select()
    .from(ratingBatch)
    .where(and(eq(ratingBatch.id, batchId), eq(ratingBatch.source, 'csv')))
  return row
}

/** Organizations to choose from, by name. */
export function listOrganizationNames(reader: Reader) {
  return reader
    .select({ organizationId: organization.id, name: organization.legalName, website: organization.website })
    .from(organization)
    .where(sql`${organization.erasedAt} is null`)
    .orderBy(organization.legalName, organization.id)
}

/** New alerts of an upload, those about an organization first. */
export function listAlertsOfBatch(reader: Reader, batchId: string, limit: number): Promise<RatingAlertRow[]> {
  return reader
    .select()
    .from(ratingAlert)
    .where(eq(ratingAlert.batchId, batchId))
    .orderBy(desc(exists(happened(reader, 'matched'))), asc(ratingAlert.domain), asc(ratingAlert.id))
    .limit(limit)
}

/** Cases in which the new alerts of an upload stand. */
export function listEpisodesOfBatch(reader: Reader, batchId: string, limit: number) {
  return reader
    .selectDistinct({ episodeId: episode.id, reference: episode.reference })
    .from(ratingEvent)
    .innerJoin(ratingAlert, eq(ratingAlert.id, ratingEvent.alertId))
    .innerJoin(episode, eq(episode.id, ratingEvent.episodeId))
    .where(and(eq(ratingAlert.batchId, batchId), eq(ratingEvent.kind, 'matched')))
    .orderBy(asc(episode.reference), asc(episode.id))
    .limit(limit)
}
