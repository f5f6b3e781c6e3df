/** At-risk episodes, what happened in them, and the steps and reminders that were taken. */
import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { episode, episodeEvent, reminder } from '../schema/episode.ts'
import type { Reader, Tx } from '../transaction.ts'

export type EpisodeRow = typeof episode.$inferSelect
export type EpisodeEventRow = typeof episodeEvent.$inferSelect

/** @returns false when the same case was opened before (same organization, kind and key) */
export async function insertEpisode(tx: Tx, row: EpisodeRow): Promise<boolean> {
  const rows = await tx.insert(episode).values(row).onConflictDoNothing().returning({ id: episode.id })
  return rows.length > 0
}

export async function findEpisode(reader: Reader, episodeId: string): Promise<EpisodeRow | undefined> {
  const [row] = await reader.select().from(episode).where(eq(episode.id, episodeId))
  return row
}

export async function findEpisodeByReference(reader: Reader, reference: string): Promise<EpisodeRow | undefined> {
  const [row] = await reader.select().from(episode).where(eq(episode.reference, reference))
  return row
}

export async function findEpisodeByKey(
  reader: Reader,
  key: Pick<EpisodeRow, 'organizationId' | 'kind' | 'key'>,
): Promise<EpisodeRow | undefined> {
  const [row] = await reader
    .select()
    .from(episode)
    .where(and(eq(episode.organizationId, key.organizationId), eq(episode.kind, key.kind), eq(episode.key, key.key)))
  return row
}

/** Holds the case's row until the transaction ends. */
export async function lockEpisode(tx: Tx, episodeId: string): Promise<EpisodeRow | undefined> {
  const [row] = await tx.select().from(episode).where(eq(episode.id, episodeId)).for('update')
  return row
}

/** Newest first. */
export function listEpisodesOfClient(reader: Reader, clientId: string): Promise<EpisodeRow[]> {
  return reader.select().from(episode).where(eq(episode.clientId, clientId)).orderBy(desc(episode.openedAt))
}

/** Breaches of the organization behind a client as a whole, newest first. */
export function listBreachesAround(reader: Reader, clientId: string): Promise<EpisodeRow[]> {
  const owner = sql`(select a.organization_id from client c join app a on a.id = c.app_id where c.id = ${clientId})`
  return reader
    .select()
    .from(episode)
    .where(and(eq(episode.organizationId, owner), eq(episode.kind, 'breach'), isNull(episode.clientId)))
    .orderBy(desc(episode.openedAt))
}

/** Newest first. */
export function listEpisodesOfOrganization(reader: Reader, organizationId: string): Promise<EpisodeRow[]> {
  return reader.select().from(episode).where(eq(episode.organizationId, organizationId)).orderBy(desc(episode.openedAt))
}

export async function appendEpisodeEvent(tx: Tx, row: Omit<EpisodeEventRow, 'seq'>): Promise<void> {
  await tx.insert(episodeEvent).values(row)
}

/** Of one or more cases, oldest first. */
export function listEpisodeEvents(reader: Reader, episodeIds: string[]): Promise<EpisodeEventRow[]> {
  if (episodeIds.length === 0) return Promise.resolve([])
  return reader
    .select()
    .from(episodeEvent)
    .where(inArray(episodeEvent.episodeId, episodeIds))
    .orderBy(asc(episodeEvent.seq))
}

/** Takes a step that is taken once; @returns false when somebody took it before */
export async function claimReminder(tx: Tx, subjectId: string, step: string, at: Date): Promise<boolean> {
  const rows = await tx
    .insert(reminder)
    .values({ subjectId, step, at })
    .onConflictDoNothing()
    .returning({ step: reminder.step })
  return rows.length > 0
}
