/** What a removal for inactivity covers, and what is removed. */
import { type ClientRow, findProductionClientOfApp, listClientEvents } from '../../db/queries/client.ts'
import { listEpisodeEvents, listEpisodesOfOrganization } from '../../db/queries/episode.ts'
import { listClientsOfOrganization } from '../../db/queries/ladder.ts'
import { lastOrganizationEvent } from '../../db/queries/removal.ts'
import type { Reader } from '../../db/transaction.ts'
import { clientStatus } from '../domain/client.ts'
import { type EpisodeEventKind, episodeStatus } from '../domain/episode.ts'

/**
 * Whether the whole organization goes: only when none of its other production clients is active. A client is active
 * while it is live, and also when it was suspended for inactivity and somebody answered for it, staff hold its case, or a
 * mail about it waits for a look.
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
    const status = episodeStatus(own, now)
    return (
      status === 'held' || status === 'paused' || (status === 'open' && own.some(({ kind }) => kind === 'response'))
    )
  })
}

/** Whether an organization is removed; one that is erased stays so. */
export async function isOrganizationRemoved(reader: Reader, organizationId: string): Promise<boolean> {
  const last = await lastOrganizationEvent(reader, organizationId)
  return last?.kind === 'removed' || last?.kind === 'erased'
}

/** Whether the production client of an app is removed; an app that was never approved has none. */
export async function isClientOfAppRemoved(reader: Reader, appId: string): Promise<boolean> {
  const client = await findProductionClientOfApp(reader, appId)
  return client !== undefined && clientStatus(await listClientEvents(reader, [client.id])) === 'removed'
}

/** Those of some clients that were not removed, in the same order. */
export async function notRemoved(reader: Reader, clients: readonly ClientRow[]): Promise<ClientRow[]> {
  const events = await listClientEvents(
    reader,
    clients.map(({ id }) => id),
  )
  return clients.filter(({ id }) => clientStatus(events.filter(({ clientId }) => clientId === id)) !== 'removed')
}
