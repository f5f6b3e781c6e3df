/** The register of at-risk cases as payer staff read it, with the names of client and organization, newest first. */
import { and, desc, eq, exists, inArray, isNull, notExists, or, type SQL, sql } from 'drizzle-orm'
import { client } from '../schema/client.ts'
import { episode, episodeEvent } from '../schema/episode.ts'
import { organization } from '../schema/organization.ts'
import type { Reader } from '../transaction.ts'
import type { EpisodeRow } from './episode.ts'

export type EpisodeListQuery = {
  /** null for all three. */
  kind: EpisodeRow['kind'] | null
  closed: boolean
  /** The last row of the page before. */
  after: { at: Date; id: string } | null
  limit: number
}

const named = (reader: Reader) =>
  reader
    .select({ episode, clientName: client.name, organization: organization.legalName, erasedAt: organization.erasedAt })
    .from(episode)
    .innerJoin(organization, eq(organization.id, episode.organizationId))
    .leftJoin(client, eq(client.id, episode.clientId))

const endOf = (reader: Reader) =>
  reader
    .select({ one: sql`1` })
    .from(episodeEvent)
    .where(and(eq(episodeEvent.episodeId, episode.id), eq(episodeEvent.kind, 'closed')))

export function listEpisodesForStaff(reader: Reader, { kind, closed, after, limit }: EpisodeListQuery) {
  const end = endOf(reader)
  const behind: SQL | undefined = after
    ? sql`(${episode.openedAt}, ${episode.id}) < (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`
    : undefined
  return named(reader)
    .where(and(kind ? eq(episode.kind, kind) : undefined, closed ? exists(end) : notExists(end), behind))
    .orderBy(desc(episode.openedAt), desc(episode.id))
    .limit(limit)
}

/** Cases that nobody closed of some clients, and those of an organization as a whole. */
export function listOpenEpisodesAround(
  reader: Reader,
  { clientIds, organizationId }: { clientIds: readonly string[]; organizationId: string },
) {
  const whole = and(isNull(episode.clientId), eq(episode.organizationId, organizationId))
  return named(reader)
    .where(and(or(inArray(episode.clientId, [...clientIds]), whole), notExists(endOf(reader))))
    .orderBy(desc(episode.openedAt), desc(episode.id))
}

export async function findEpisodeForStaff(reader: Reader, episodeId: string) {
  const [row] = await named(reader).where(eq(episode.id, episodeId))
  return row
}
