/** Whom the inactivity ladder looks at: quiet clients, and cases that are open. Keyset pages in the order of ids. */
import { and, asc, eq, gt, notExists, sql } from 'drizzle-orm'
import { app } from '../schema/app.ts'
import { client } from '../schema/client.ts'
import { episode, episodeEvent } from '../schema/episode.ts'
import type { Reader } from '../transaction.ts'

/**
 * Production clients that are live, not used since an instant, and not answered for since then, without an open case and
 * whose organization is not stopped nor was until later: a superset of those that are due, found by indexes.
 * @param quiet nobody used them after this instant @param after the last id of the page before
 */
export async function listQuietClients(
  reader: Reader,
  quiet: Date,
  after: string,
  limit: number,
): Promise<{ clientId: string }[]> {
  const at = sql`${quiet.toISOString()}::timestamptz`
  const rows = await reader.execute<{ id: string }>(sql`
    select c.id from (
      select client_id as id from activity where greatest(last_sign_in_at, last_call_at) <= ${at}
      union
      select n.id from client n
      where n.environment = 'production' and n.created_at <= ${at}
        and not exists (select from activity a where a.client_id = n.id)
    ) q
    join client c on c.id = q.id
    left join lateral (
      select e.kind from client_event e
      where e.client_id = c.id and e.kind in ('suspended', 'reinstated', 'removed', 'restored')
      order by e.seq desc limit 1
    ) state on true
    where c.environment = 'production' and c.created_at <= ${at} and c.id > ${after}
      and coalesce(state.kind, 'reinstated') in ('reinstated', 'restored')
      and not exists (
        select from client_event e where e.client_id = c.id and e.kind in ('reinstated', 'restored') and e.at > ${at}
      )
      and not exists (
        select from app o join lateral (
          select s.kind, s.at from stop_event s
          where s.scope = 'organization' and s.organization_id = o.organization_id
          order by s.seq desc limit 1
        ) stop on stop.kind = 'stopped' or stop.at > ${at}
        where o.id = c.app_id
      )
      and not exists (
        select from episode p where p.client_id = c.id and p.kind = 'inactive' and not exists (
          select from episode_event v where v.episode_id = p.id and v.kind = 'closed' and v.at <= ${at}
        )
      )
    order by c.id
    limit ${limit}`)
  return rows.map(({ id }) => ({ clientId: id }))
}

/** Cases of inactivity that nobody closed. */
export async function listOpenInactive(
  reader: Reader,
  after: string | null,
  limit: number,
): Promise<{ id: string; clientId: string }[]> {
  const closed = reader
    .select({ one: sql`1` })
    .from(episodeEvent)
    .where(and(eq(episodeEvent.episodeId, episode.id), eq(episodeEvent.kind, 'closed')))
  const rows = await reader
    .select({ id: episode.id, clientId: episode.clientId })
    .from(episode)
    .where(and(eq(episode.kind, 'inactive'), notExists(closed), after ? gt(episode.id, after) : undefined))
    .orderBy(asc(episode.id))
    .limit(limit)
  return rows.flatMap(({ id, clientId }) => (clientId === null ? [] : [{ id, clientId }]))
}

/** Every client of an organization, with its app. */
export function listClientsOfOrganization(reader: Reader, organizationId: string) {
  return reader
    .select({ client, app })
    .from(client)
    .innerJoin(app, eq(app.id, client.appId))
    .where(eq(app.organizationId, organizationId))
    .orderBy(asc(client.id))
}
