/** Incident reports of developers. */
import { desc, eq } from 'drizzle-orm'
import { episode } from '../schema/episode.ts'
import { incidentReport } from '../schema/signal.ts'
import type { Reader, Tx } from '../transaction.ts'

export type IncidentRow = typeof incidentReport.$inferSelect

/** @returns false when a report with that id is there */
export async function insertIncident(tx: Tx, row: IncidentRow): Promise<boolean> {
  const rows = await tx.insert(incidentReport).values(row).onConflictDoNothing().returning({ id: incidentReport.id })
  return rows.length > 0
}

/** Newest first, with the reference of the case each belongs to. */
export function listIncidentsOfOrganization(reader: Reader, organizationId: string) {
  return reader
    .select({ report: incidentReport, reference: episode.reference })
    .from(incidentReport)
    .leftJoin(episode, eq(episode.id, incidentReport.episodeId))
    .where(eq(incidentReport.organizationId, organizationId))
    .orderBy(desc(incidentReport.reportedAt), desc(incidentReport.id))
}
