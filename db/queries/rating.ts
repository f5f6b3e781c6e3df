/** Alerts of the security-rating service as they come in, and the domains by which they find their organizations. */
import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import { ratingAlert, ratingBatch, ratingEvent } from '../schema/signal.ts'
import type { Reader, Tx } from '../transaction.ts'

export type RatingBatchRow = typeof ratingBatch.$inferSelect
export type RatingAlertRow = typeof ratingAlert.$inferSelect
export type RatingEventRow = typeof ratingEvent.$inferSelect

/** Rows of one statement: a statement has 65,535 parameters at most. */
const CHUNK = 2000

function chunks<Row>(rows: readonly Row[]): Row[][] {
  const count = Math.ceil(rows.length / CHUNK)
  return Array.from({ length: count }, (_, at) => rows.slice(at * CHUNK, (at + 1) * CHUNK))
}

/** @returns false when a batch of that source and id was kept before */
export async function insertRatingBatch(tx: Tx, row: RatingBatchRow): Promise<boolean> {
  const rows = await tx.insert(ratingBatch).values(row).onConflictDoNothing().returning({ id: ratingBatch.id })
  return rows.length > 0
}

export async function findRatingBatch(
  reader: Reader,
  key: Pick<RatingBatchRow, 'source' | 'externalId'>,
): Promise<RatingBatchRow | undefined> {
  const [row] = await reader
    .select()
    .from(ratingBatch)
    .where(and(eq(ratingBatch.source, key.source), eq(ratingBatch.externalId, key.externalId)))
  return row
}

/** Keeps the alerts that are new, in the order given. @returns the ids of those */
export async function insertRatingAlerts(tx: Tx, rows: readonly RatingAlertRow[]): Promise<Set<string>> {
  const kept = new Set<string>()
  for (const chunk of chunks(rows)) {
    const inserted = await tx.insert(ratingAlert).values(chunk).onConflictDoNothing().returning({ id: ratingAlert.id })
    for (const { id } of inserted) kept.add(id)
  }
  return kept
}

export async function insertRatingEvents(tx: Tx, rows: readonly Omit<RatingEventRow, 'seq'>[]): Promise<void> {
  for (const chunk of chunks(rows)) await tx.insert(ratingEvent).values(chunk)
}

/** What came of a batch: new alerts, those with an organization, and the cases they stand in. */
export async function countRatingBatch(reader: Reader, batchId: string) {
  const [row] = await reader
    .select({
      taken: sql<number>`count(distinct ${ratingAlert.id})::int`,
      matched: sql<number>`count(distinct ${ratingEvent.alertId})::int`,
      episodes: sql<number>`count(distinct ${ratingEvent.episodeId})::int`,
    })
    .from(ratingAlert)
    .leftJoin(ratingEvent, and(eq(ratingEvent.alertId, ratingAlert.id), eq(ratingEvent.kind, 'matched')))
    .where(eq(ratingAlert.batchId, batchId))
  return row ?? { taken: 0, matched: 0, episodes: 0 }
}

/** Alerts about these domains that already stand in a case of the organization. */
export function listHandledAlerts(reader: Reader, organizationId: string, domains: string[]) {
  if (domains.length === 0) return Promise.resolve([])
  return reader
    .selectDistinct({ domain: ratingAlert.domain, severity: ratingAlert.severity, findings: ratingAlert.findings })
    .from(ratingAlert)
    .innerJoin(ratingEvent, eq(ratingEvent.alertId, ratingAlert.id))
    .where(
      and(
        eq(ratingEvent.organizationId, organizationId),
        isNotNull(ratingEvent.episodeId),
        inArray(ratingAlert.domain, domains),
      ),
    )
}

export type MonitoredRow = { organizationId: string; text: string; proven: boolean }

/**
 * Addresses and domains of every organization that is not removed. Proven: addresses that people sign in with or
 * confirmed, addresses of production clients, and the domains and website of the last approved answers. Only said: the website and
 * the contacts as they stand in the portal.
 */
export async function listMonitoredFacts(reader: Reader): Promise<MonitoredRow[]> {
  const rows = await reader.execute(sql`
    with here as (
      select o.id, o.website from organization o where o.erased_at is null and 'removed' is distinct from (
        select e.kind from organization_event e where e.organization_id = o.id order by e.seq desc limit 1
      )
    ), approved as (
      select distinct on (app_id) app_id, document_id from attestation order by app_id, version desc
    ), told as (
      select s.organization_id, q->'value' as value
      from approved join document d on d.id = approved.document_id join submission s on s.id = d.submission_id,
        jsonb_array_elements(d.content::jsonb->'questions') q
      where q->>'id' = 'org.identity'
    ), facts as (
      select id as organization_id, website as text, false as proven from here
      union all select organization_id, email, false from contact
      union all select organization_id, email, true from confirmed_address where confirmed_at is not null
      union all select m.organization_id, p.email, true from membership m join person p on p.id = m.person_id
        where m.ended_at is null and p.erased_at is null
      union all select a.organization_id, uri, true from client c join app a on a.id = c.app_id, unnest(c.redirect_uris) uri
        where c.environment = 'production'
      union all select organization_id, value->>'website', true from told
      union all select organization_id, jsonb_array_elements_text(value->'monitoredDomains'), true from told
        where jsonb_typeof(value->'monitoredDomains') = 'array'
    )
    select organization_id as "organizationId", text, proven from facts
    where text is not null and organization_id in (select id from here)`)
  return rows as unknown as MonitoredRow[]
}
