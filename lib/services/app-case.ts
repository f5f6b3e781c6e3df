/** The open at-risk cases that an app’s own page and the list of apps must not hide: what they ask, and by when. */
import { type EpisodeRow, listEpisodesOfOrganization } from '../../db/queries/episode.ts'
import { datedText } from '../domain/calendar.ts'
import type { ClientStatus } from '../domain/client.ts'
import { type EpisodeKind, episodeStatus } from '../domain/episode.ts'
import type { Context } from './context.ts'
import { openBreachesOf } from './episode-developer.ts'
import { eventsOfEpisodes } from './episode-step.ts'
import { wholeCase } from './ladder-access.ts'
import { viewOf } from './still-in-use.ts'

export type AppCase = {
  episodeId: string
  reference: string
  kind: EpisodeKind
  /** The client that it is about; null for a case of the organization, which counts for each of its apps. */
  clientId: string | null
  /** Whether the organization has to answer; else it can read what happens. */
  asks: boolean
  /** By when: the suspension, or the day we ask for. null when nothing is asked or no day is set. */
  by: { at: Date; when: string } | null
}

type Client = { clientId: string; environment: string; status: ClientStatus }

/**
 * Open cases that the organization knows of, the most pressing first: inactivity of the clients, and breaches. What stopped
 * a client stands on the client’s page. Refuses `not_found` for anybody outside the organization.
 */
export async function casesOfApps(
  ctx: Context,
  organizationId: string,
  clients: readonly Client[],
): Promise<AppCase[]> {
  const breaches = (await openBreachesOf(ctx, organizationId)).map(({ episodeId, reference, kind, ...open }) => ({
    ...{ episodeId, reference, kind, clientId: null, asks: open.unanswered, by: open.answerDue },
  }))
  const all = [...(await quietClients(ctx, organizationId, clients)), ...breaches]
  const rank = ({ asks, by }: AppCase) => (asks ? (by?.at.getTime() ?? 0) : Number.POSITIVE_INFINITY)
  return all.toSorted((a, b) => Number(rank(a) > rank(b)) - Number(rank(a) < rank(b)))
}

/** A client that is stopped, for whatever reason, climbs no ladder: its case stays open and asks nothing. */
async function quietClients(ctx: Context, organizationId: string, clients: readonly Client[]): Promise<AppCase[]> {
  const open = await openInactivity(ctx, organizationId)
  const found: AppCase[] = []
  for (const { clientId, environment, status } of clients) {
    if (environment !== 'production' || !open.some((episode) => episode.clientId === clientId)) continue
    const ladder = viewOf(ctx, await wholeCase(ctx.reader, ctx, clientId))
    if (!ladder || !open.some(({ id }) => id === ladder.episodeId)) continue
    const { episodeId, reference, state, suspended, steps } = ladder
    const asks = state === 'asked' && !suspended && status === 'live'
    const at = steps.find(({ step }) => step === 'suspension')?.at
    const by = asks && at ? { at, when: datedText(at, ctx.settings.calendar.zone) } : null
    found.push({ episodeId, reference, kind: 'inactive', clientId, asks, by })
  }
  return found
}

/** Cases of inactivity that nobody closed. What the whole ladder needs is read of their clients only. */
async function openInactivity(ctx: Context, organizationId: string): Promise<EpisodeRow[]> {
  const cases = (await listEpisodesOfOrganization(ctx.reader, organizationId)).filter(({ kind }) => kind === 'inactive')
  const events = await eventsOfEpisodes(
    ctx.reader,
    cases.map(({ id }) => id),
  )
  return cases.filter(({ id }) => episodeStatus(events.get(id) ?? [], ctx.now) !== 'closed')
}
