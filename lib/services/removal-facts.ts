/** What a removal for inactivity covers. */
import { listClientEvents } from '../../db/queries/client.ts'
import { listEpisodeEvents, listEpisodesOfOrganization } from '../../db/queries/episode.ts'
import { listClientsOfOrganization } from '../../db/queries/ladder.ts'
import type { Reader } from '../../db/transaction.ts'
import { clientStatus } from '../domain/client.ts'
import { type EpisodeEventKind, episodeStatus } from '../domain/episode.ts'

/**
 * Whether the whole organization goes: only when none of its other production clients is active. A client is active
 * while it is live, and also when it was suspended for inactivity and somebody answered for it.
 */
export async function removalCoversOrganization(
  reader: Reader,
  organizationId: string,
  clientId: string,
  now: Date,
): Promise<boolean> {
  const clients = await listClientsOfOrganization(reader, organizationId)
  const others = clients.map(({ client }) => client).filter((row) => row.environment === 'production')
  const ids = others.map(({ id }) => id).filter((id) => id !== clientId)
  const events = await listClientEvents(reader, ids)
  if (ids.some((id) => clientStatus(events.filter((row) => row.clientId === id)) === 'live')) return false
  const cases = (await listEpisodesOfOrganization(reader, organizationId)).filter(
    (row) => row.kind === 'inactive' && row.clientId !== null && ids.includes(row.clientId),
  )
  const heard = await listEpisodeEvents(
    reader,
    cases.map(({ id }) => id),
  )
  return !cases.some(({ id }) => {
    const own = heard.flatMap((row) => (row.episodeId === id ? [{ ...row, kind: row.kind as EpisodeEventKind }] : []))
    return episodeStatus(own, now) !== 'closed' && own.some(({ kind }) => kind === 'response')
  })
}
